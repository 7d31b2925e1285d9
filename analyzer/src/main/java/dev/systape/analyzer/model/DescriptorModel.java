package dev.systape.analyzer.model;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeException;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.tape.NetworkInterface;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.Descriptors;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What {@link ProcessModel} knows, for the text of calls. A call is shown in two steps: {@link
 * #before} finds what it returns, then it can be written, then {@link #after} lets it take effect.
 */
public final class DescriptorModel implements Descriptors, Closeable {
  private final ProcessModel processes;
  private final List<NetworkInterface> interfaces;
  private byte[] workingDirectory;
  private boolean detailed;

  /** A model of one tape. */
  public DescriptorModel(TapeReader tape, CallRoles roles) {
    processes = new ProcessModel(tape, roles, LifeSink.NONE);
    interfaces = tape.header().interfaces();
  }

  /** Says whether more than the targets of descriptors is told. */
  public void detailed(boolean more) {
    detailed = more;
  }

  @Override
  public byte[] target(int fd) {
    return target(open(fd));
  }

  private Open open(int fd) {
    return processes.open(fd);
  }

  private byte[] target(Open open) {
    return detailed && open.isReplaced() ? null : open.target();
  }

  @Override
  public byte[] resultTarget() {
    Open result = processes.result();
    return result == null ? null : target(result);
  }

  @Override
  public String detail(int fd) {
    return detailed ? open(fd).detail() : null;
  }

  @Override
  public String resultDetail() {
    Open result = processes.result();
    return detailed && result != null ? result.detail() : null;
  }

  @Override
  public byte[] workingDirectory() {
    return workingDirectory;
  }

  @Override
  public String interfaceName(int index) {
    for (int i = 0; i < interfaces.size(); i++) {
      if (interfaces.get(i).index() == index) {
        return interfaces.get(i).name();
      }
    }
    return interfaces.isEmpty() ? Descriptors.super.interfaceName(index) : null;
  }

  @Override
  public int netlinkProtocol(int fd) {
    NetlinkSocket socket = open(fd).netlink();
    return socket == null ? NO_NETLINK : socket.protocol();
  }

  /** Takes a call, which has no effect yet. */
  public void before(long index, long record, CallCaptures captures) {
    processes.before(index, record, captures);
    workingDirectory = processes.workingDirectory(record);
  }

  /** Lets the call that {@link #before} took have its effect. */
  public void after(long record, CallCaptures captures) {
    processes.after(record, captures);
  }

  /** Whether the call that was taken last names one of these paths, or uses a descriptor of one. */
  public boolean isAbout(Collection<byte[]> paths) {
    CallFacts facts = processes.facts();
    Open used = facts.hasFd() ? open(facts.fd()) : Open.UNKNOWN;
    Open returned = processes.result();
    for (byte[] path : paths) {
      if (is(used, path)
          || returned != null && is(returned, path)
          || facts.path().is(path)
          || facts.path2().is(path)
          || processes.unplaced().is(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(Open open, byte[] path) {
    return Arrays.equals(path, open.path())
        || Arrays.equals(path, open.resolved())
        || Arrays.equals(path, open.kind());
  }

  /** Takes an event. */
  public void event(long index, long record, TapeRecord body) {
    processes.event(index, record, body);
  }

  @Override
  public void close() throws TapeException {
    processes.close();
  }
}
