package org.autoif.pipeline.command.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreLock;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run away from an output while this process is alive: by a lock on a file where the
 * output is on this machine, and by one in the completion store where that is a PostgreSQL server.
 * Both end with the process, however it ends.
 */
public final class RunLock implements AutoCloseable {
  private static final String FILE = ".autoif.lock";

  private final List<AutoCloseable> held = new ArrayList<>();

  private RunLock() {}

  /**
   * Takes the lock.
   *
   * @throws UsageException if another run has it, or the output or the store cannot be written
   * @throws JobFailedException if the store cannot be reached now
   */
  public static RunLock on(String output, @Nullable StoreSettings store)
      throws IOException, JobFailedException {
    RunLock lock = new RunLock();
    boolean done = false;
    try {
      ResourceId folder = FileSystems.matchNewResource(output, true);
      if (folder.getScheme().equals("file")) {
        lock.take(output, Path.of(folder.toString()));
      }
      if (store != null) {
        lock.take(output, folder.toString(), store);
      }
      done = true;
      return lock;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  private void take(String output, Path folder) throws IOException {
    FileChannel channel;
    try {
      if (!Files.isDirectory(folder)) { // some Java 17 refuse a link to a folder
        Files.createDirectories(folder);
      }
      channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw OutputFolders.unwritable(output, Arguments.firstLine(e));
    }
    held.add(channel);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy(output);
      }
    } catch (OverlappingFileLockException e) {
      throw busy(output);
    }
  }

  private void take(String output, String name, StoreSettings store) throws JobFailedException {
    try {
      StoreLock lock = StoreLock.tryTake(store, "output " + name);
      if (lock == null) {
        throw busy(output);
      }
      held.add(lock);
    } catch (StoreException e) {
      throw Stores.unusable(e);
    }
  }

  private static UsageException busy(String output) {
    return new UsageException(
        "--output='" + output + "': another run is writing there; this one has not started");
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (AutoCloseable each : held) {
      try {
        each.close();
      } catch (Exception e) { // the others are to be given back all the same
        IOException failed = e instanceof IOException io ? io : new IOException(e);
        if (first == null) {
          first = failed;
        } else {
          first.addSuppressed(failed);
        }
      }
    }
    held.clear();
    if (first != null) {
      throw first;
    }
  }
}
