package org.autoif.io.llm.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of a test's own, on a loopback port, with a password. */
final class PostgresServer {
  /** PostgreSQL refuses to run as root; every Debian has this user. */
  private static final String OTHER_USER = "nobody";

  static final String PASSWORD = "pg-canary";

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private PostgresServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Returns whether this machine has what it takes. */
  static boolean isInstalled() {
    return find("initdb") != null
        && find("postgres") != null
        && (!isRoot() || find("setpriv") != null);
  }

  /** Makes a database in a folder of its own and starts a server on it. */
  static PostgresServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("autoif-pg");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    if (isRoot()) {
      run(List.of("chown", "-R", OTHER_USER, folder.toString()));
    }
    run(
        as(
            "initdb",
            "--pgdata=" + folder.resolve("data"),
            "--username=autoif",
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    PostgresServer server = new PostgresServer(folder, freePort());
    server.resume();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts the process; it may take a while until it answers. */
  void resume() throws IOException {
    process =
        new ProcessBuilder(
                as(
                    "postgres",
                    "-D",
                    folder.resolve("data").toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-k",
                    ""))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Stops the process as quickly as it can, connections or not. */
  void stop() throws InterruptedException {
    Process running = Objects.requireNonNull(process, "the server is not running");
    running.destroy();
    if (!running.waitFor(1, TimeUnit.SECONDS)) {
      // The first signal waits for clients to go.
      running.toHandle().destroy();
      running.waitFor(20, TimeUnit.SECONDS);
      running.destroyForcibly().waitFor();
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=autoif";
  }

  /** Returns the file with the password. */
  Path passwordFile() {
    return folder.resolve("password");
  }

  /** Stops the process and deletes its folder. */
  void delete() throws IOException, InterruptedException {
    stop();
    run(List.of("rm", "-rf", folder.toString()));
  }

  private static List<String> as(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + OTHER_USER, "--regid=nogroup", "--clear-groups"));
    }
    command.add(Objects.requireNonNull(find(program)).toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed with " + process.exitValue());
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static @Nullable Path find(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
