package org.autoif.io.sandbox.host;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.autoif.io.sandbox.Verdict;

/** In a host: the way back to the worker, shared by the slots. */
final class HostAnswers {
  private final DataOutputStream out;
  private final Supplier<String> hold;
  private int starting;

  /**
   * @param hold what is done when all slots are warm, before the worker hears of it; returns why it
   *     could not be done, or nothing
   */
  HostAnswers(DataOutputStream out, int slots, Supplier<String> hold) {
    this.out = out;
    this.hold = hold;
    this.starting = slots;
  }

  /** Says that a slot can take rows; the worker hears of it when all can. */
  synchronized void ready(String version) throws IOException {
    if (--starting == 0) {
      String unheld = hold.get();
      out.writeByte(HostProtocol.READY);
      HostProtocol.writeString(out, version);
      HostProtocol.writeString(out, unheld);
      out.flush();
    }
  }

  synchronized void alive() throws IOException {
    out.writeByte(HostProtocol.ALIVE);
    out.flush();
  }

  /** Flushed at once: if the host dies, the worker knows which call was under way. */
  synchronized void verdict(int slot, Verdict verdict) throws IOException {
    out.writeByte(HostProtocol.VERDICT);
    out.writeInt(slot);
    HostProtocol.writeVerdict(out, verdict);
    out.flush();
  }

  synchronized void done(int slot) throws IOException {
    out.writeByte(HostProtocol.DONE);
    out.writeInt(slot);
    out.flush();
  }

  synchronized void stuck(int slot) throws IOException {
    out.writeByte(HostProtocol.STUCK);
    out.writeInt(slot);
    out.flush();
  }
}
