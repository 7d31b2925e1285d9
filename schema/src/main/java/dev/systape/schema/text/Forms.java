package dev.systape.schema.text;

import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Type;

/**
 * The calls and structs of one area that strace writes in a way of their own, on one ABI. What the
 * descriptions can say is left to them.
 */
interface Forms {
  /**
   * A call's form.
   *
   * @param plain what its description alone makes of it
   * @return null where that is right
   */
  default CallText call(CallDef call, CallText plain) {
    return null;
  }

  /**
   * A struct's form.
   *
   * @return null where it is written field by field
   */
  default MemoryText struct(Type.Struct struct) {
    return null;
  }
}
