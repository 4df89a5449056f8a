package org.autoif.io.sandbox.host;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process for a test to look at: puts itself under the filter of a host, then tries what that
 * forbids and what it must not; a line each.
 */
public final class HeldProcess {
  private interface Deed {
    void run() throws Exception;
  }

  private HeldProcess() {}

  /** Arguments: a file to read and not to change, and a port that is open. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    CountDownLatch held = new CountDownLatch(1);
    AtomicReference<String> of = new AtomicReference<>("");
    Thread before = new Thread(() -> of.set(early(held, file)));
    before.start();
    String problem = HostSeccomp.install();
    held.countDown();
    before.join();
    if (!problem.isEmpty()) {
      System.out.println("unavailable: " + problem);
      return;
    }
    int port = Integer.parseInt(args[1]);
    say("exec", () -> new ProcessBuilder("/bin/true").start());
    say("connect", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    say("listen", () -> new ServerSocket(0).close());
    say("write", () -> Files.writeString(file, "changed"));
    say("append", () -> Files.writeString(file, "changed", StandardOpenOption.APPEND));
    say("create", () -> Files.createFile(file.resolveSibling("new")));
    say("folder", () -> Files.createDirectory(file.resolveSibling("new")));
    say("rename", () -> Files.move(file, file.resolveSibling("moved")));
    say("delete", () -> Files.delete(file));
    say("mode", () -> file.toFile().setReadable(false));
    say("link", () -> Files.createSymbolicLink(file.resolveSibling("new"), file));
    say("signal", HeldProcess::signalParent);
    System.out.println("thread of before: " + of.get());
    System.out.println("read: " + Files.readString(file));
    try (var files = Files.list(file.resolveSibling(""))) {
      System.out.println("files beside it: " + files.count());
    }
    AtomicReference<String> later = new AtomicReference<>("");
    Thread thread = new Thread(() -> later.set("ran"));
    thread.start();
    thread.join();
    System.out.println("thread of later: " + later.get());
    System.gc();
    System.out.println("memory: " + new byte[1 << 24].length);
  }

  private static String early(CountDownLatch held, Path file) {
    try {
      held.await();
      Files.delete(file);
      return "deleted";
    } catch (IOException e) {
      return "denied";
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  private static void signalParent() throws IOException {
    int parent = Math.toIntExact(ProcessHandle.current().parent().orElseThrow().pid());
    // Signal 0 only asks whether one could be sent.
    if (NativeLibrary.getProcess().getFunction("kill").invokeInt(new Object[] {parent, 0}) != 0) {
      throw new IOException("error " + Native.getLastError());
    }
  }

  private static void say(String name, Deed deed) {
    String end;
    try {
      deed.run();
      end = "done";
    } catch (Exception e) {
      end = "denied";
    }
    System.out.println(name + ": " + end);
  }
}
