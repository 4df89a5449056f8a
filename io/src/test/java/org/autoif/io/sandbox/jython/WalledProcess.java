package org.autoif.io.sandbox.jython;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process for a test to look at: raises the wall round Jython and tries what it forbids to
 * generated code, and then, as the host itself, what it must not; a line each.
 */
@SuppressWarnings("removal") // As in the wall.
final class WalledProcess {
  private interface Deed {
    void run() throws Exception;
  }

  private WalledProcess() {}

  /** Arguments: a file to read and not to change, and a port that is open. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    // So that not the start of its classes is what is denied.
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    System.out.println("raised: " + JythonWall.raise());
    JythonWall.guard(true);
    say("exec", () -> new ProcessBuilder("/bin/true").start());
    say("read", () -> Files.readString(file));
    say("list", () -> file.resolveSibling("").toFile().list());
    say("write", () -> Files.writeString(file, "changed"));
    say("delete", () -> Files.delete(file));
    say("connect", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    say("listen", () -> new ServerSocket(0).close());
    say("answer", () -> new FileOutputStream(FileDescriptor.out).write('x'));
    say("ask", () -> new FileInputStream(FileDescriptor.in).close());
    say("environment", () -> System.getenv("PATH"));
    say("native code", () -> System.load(file.toString()));
    say("exit", () -> System.exit(7));
    say("halt", () -> Runtime.getRuntime().halt(7));
    say("hook", () -> Runtime.getRuntime().addShutdownHook(new Thread()));
    say("streams", () -> System.setOut(System.err));
    say("wall", () -> System.setSecurityManager(null));
    say("climb", () -> Files.readString(ownJar().resolveSibling("..").resolve(file)));
    say("own jar", () -> Files.size(ownJar()));
    say("thread", () -> new Thread(() -> System.out.println("ran")).start());
    JythonWall.guard(false);
    say("read by the host", () -> Files.readString(file));
  }

  private static Path ownJar() {
    String[] entries = System.getProperty("java.class.path").split(":", -1);
    for (String entry : entries) {
      if (entry.contains("jython")) {
        return Path.of(entry);
      }
    }
    throw new IllegalStateException("no jython in " + String.join(":", entries));
  }

  private static void say(String name, Deed deed) {
    System.out.println(name + ": " + outcome(deed));
  }

  private static String outcome(Deed deed) {
    try {
      deed.run();
      return "done";
    } catch (SecurityException e) {
      return "denied";
    } catch (Exception | LinkageError e) {
      return e.toString();
    }
  }
}
