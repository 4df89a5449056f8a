package org.autoif.io.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.SandboxSettings;

/** The command line of a host. */
final class HostCommand {
  private HostCommand() {}

  /**
   * Returns how to start a host.
   *
   * @param needed a class file without which the guest cannot work, as {@code a/b/C.class}
   * @param javaOptions what the guest's Java wants besides
   * @param folder where it may write what its interpreter unpacks; it deletes it if its worker dies
   * @throws IOException if Java or the class is not to be found
   */
  static List<String> of(
      SandboxSettings settings,
      Class<? extends Guest> guest,
      String needed,
      List<String> javaOptions,
      Path folder)
      throws IOException {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Path java = bin.resolve("java");
    if (!Files.exists(java) && !Files.exists(bin.resolve("java.exe"))) {
      throw new IOException("the sandbox cannot start: there is no Java at " + java);
    }
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(javaOptions);
    command.addAll(options(settings, guest, needed, folder));
    return command;
  }

  private static List<String> options(
      SandboxSettings settings, Class<? extends Guest> guest, String needed, Path folder)
      throws IOException {
    return List.of(
        "-Xmx" + settings.heapMegabytes() + "m",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        // Standard output is the protocol's: the virtual machine must not say its last words there.
        "-XX:+DisplayVMOutputToStderr",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        // The second compiler a little later: half of a host's start was its work on code that
        // runs only then.
        "-XX:Tier4InvocationThreshold=20000",
        "-XX:Tier4MinInvocationThreshold=5000",
        "-XX:Tier4CompileThreshold=40000",
        "-XX:Tier4BackEdgeThreshold=200000",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-Duser.timezone=UTC",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Dfile.encoding=UTF-8",
        // The same runtime on every Java.
        "-Dtruffle.UseFallbackRuntime=true",
        "-Dpolyglotimpl.AttachLibraryFailureAction=ignore",
        "-Dpolyglot.engine.userResourceCache=" + folder,
        // The native half of JNA from its own jar, whatever the system has.
        "-Djna.nosys=true",
        "-cp",
        HostClassPath.of(HostMain.class, needed, folder),
        HostMain.class.getName(),
        guest.getName(),
        Integer.toString(settings.slotsHere()),
        Long.toString(settings.callTimeout().toMillis()),
        settings.truthiness().name(),
        Integer.toString(settings.recycleAfter()),
        folder.toString());
  }
}
