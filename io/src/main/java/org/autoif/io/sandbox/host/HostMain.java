package org.autoif.io.sandbox.host;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.Truthiness;

/**
 * The child process in which generated code runs: a thread and an interpreter a slot. Reads rows
 * from standard input and answers on standard output; ends as soon as its input does, which is when
 * the worker has closed it or has died. Not for use by hand.
 */
public final class HostMain {
  private static final int STACK_BYTES = 16 << 20;
  private static final long ALIVE_MILLIS = 500;

  private HostMain() {}

  /**
   * Arguments: class of the guest, slots, call timeout in ms, truthiness, recycle-after, folder.
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    int slots = Integer.parseInt(args[1]);
    long limitMillis = Long.parseLong(args[2]);
    Truthiness truthiness = Truthiness.valueOf(args[3]);
    int recycleAfter = Integer.parseInt(args[4]);

    // The two streams of the protocol are taken here and nobody else can find them.
    HostAnswers answers =
        new HostAnswers(
            new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14)),
            slots,
            HostSeccomp::install);
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));

    List<HostSlot> threads = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      Guest guest =
          Class.forName(args[0])
              .asSubclass(Guest.class)
              .getDeclaredConstructor(Truthiness.class, int.class)
              .newInstance(truthiness, recycleAfter);
      HostSlot slot = new HostSlot(i, guest, answers, limitMillis);
      threads.add(slot);
      new Thread(null, slot, "slot-" + i, STACK_BYTES).start();
    }
    Thread watch = new Thread(() -> watch(threads, answers, limitMillis), "watch");
    watch.setDaemon(true);
    watch.start();
    try {
      while (true) {
        HostProtocol.Row row = HostProtocol.readRow(in);
        threads.get(row.slot()).offer(row);
      }
    } catch (EOFException workerIsGone) {
      HostFolder.delete(Path.of(args[5]));
      HostExit.halt(0);
    } catch (IOException | RuntimeException broken) {
      HostExit.end("cannot read: " + HostProtocol.describe(broken), broken);
    }
  }

  private static void watch(List<HostSlot> slots, HostAnswers answers, long limitMillis) {
    long pause = HostSlot.watchMillis(limitMillis);
    long sinceAlive = 0;
    try {
      while (true) {
        Thread.sleep(pause);
        for (HostSlot slot : slots) {
          slot.watch();
        }
        sinceAlive += pause;
        if (sinceAlive >= ALIVE_MILLIS) {
          sinceAlive = 0;
          answers.alive();
        }
      }
    } catch (IOException | InterruptedException | RuntimeException broken) {
      HostExit.end("the watch: " + HostProtocol.describe(broken), broken);
    }
  }
}
