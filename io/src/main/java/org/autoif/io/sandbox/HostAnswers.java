package org.autoif.io.sandbox;

import java.io.DataOutputStream;
import java.io.IOException;

/** In a host: the way back to the worker, shared by the slots. */
final class HostAnswers {
  private final DataOutputStream out;
  private int starting;

  HostAnswers(DataOutputStream out, int slots) {
    this.out = out;
    this.starting = slots;
  }

  /** Says that a slot can take rows; the worker hears of it when all can. */
  synchronized void ready(String version) throws IOException {
    if (--starting == 0) {
      out.writeByte(HostProtocol.READY);
      HostProtocol.writeString(out, version);
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
