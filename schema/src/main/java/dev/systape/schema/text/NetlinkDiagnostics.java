package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;

/**
 * Messages of sock_diag(7): what asks and what is answered begins with the family of the sockets,
 * which tells the rest. Hot: no allocation.
 */
final class NetlinkDiagnostics {
  private static final int NLM_F_REQUEST = 1;
  private static final int TCPDIAG_GETSOCK = 18;
  private static final int DCCPDIAG_GETSOCK = 19;
  private static final int FAMILIES = 256;

  /** What begins with a family. */
  private record Form(String label, int size, NetlinkAttributes.Payload payload) {}

  private final NetlinkAttributes attributes;
  private final WordText families;
  private final Form[] requests;
  private final Form[] oldRequests;
  private final Form[] answers;

  NetlinkDiagnostics(SymbolSets symbols, NetlinkAttributes attributes) {
    this.attributes = attributes;
    families = symbols.text("address_family", 1);
    requests = forms(symbols, "diag_request");
    oldRequests = forms(symbols, "diag_old_request");
    answers = forms(symbols, "diag_answer");
  }

  private Form[] forms(SymbolSets symbols, String union) {
    Form[] forms = new Form[FAMILIES];
    symbols
        .union(union)
        .cases()
        .forEach((family, type) -> forms[family.intValue()] = form(symbols, type));
    return forms;
  }

  private Form form(SymbolSets symbols, Type type) {
    Type.Struct head = type instanceof Type.Attributes nested ? nested.head() : (Type.Struct) type;
    return new Form(
        head.fields().get(0).name(),
        StructLayout.size(head, symbols.abi()),
        attributes.payload(type));
  }

  /**
   * Writes what follows a header.
   *
   * @param type of the message
   * @param flags of the message
   * @param length bytes that were captured
   * @param whole bytes that there were, one at least
   */
  void print(
      CallView call, int type, int flags, long data, int length, long whole, StringBuilder out) {
    if (length == 0) {
      attributes.bytes(call, data, length, whole, out);
      return;
    }
    int family = Memory.getU8(data);
    Form form = forms(type, flags)[family];
    if (form == null || whole == 1) {
      families.print(family, out.append("{family="));
      if (whole > 1) {
        attributes.bytes(call, data + 1, length - 1, whole - 1, out.append(", data="));
      }
      out.append('}');
    } else if (length < form.size) {
      families.print(family, out.append('{').append(form.label).append('='));
      out.append(", ");
      if (whole < form.size) {
        out.append("...");
      } else {
        NetlinkBytes.address(call, data + 1, out);
      }
      out.append('}');
    } else {
      form.payload.print(call, family, data, length, whole, out);
    }
  }

  private Form[] forms(int type, int flags) {
    if ((flags & NLM_F_REQUEST) == 0) {
      return answers;
    }
    return type == TCPDIAG_GETSOCK || type == DCCPDIAG_GETSOCK ? oldRequests : requests;
  }
}
