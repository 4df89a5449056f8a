package org.autoif.io.sandbox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The temporary folder of a pool: its hosts work in it and unpack their interpreter there.
 *
 * <p>A host under the kernel's filter can delete nothing, so what a killed worker leaves behind is
 * deleted by the next one that makes a folder beside it. The kernel knows which are in use: a
 * worker holds a lock in its folder for as long as it lives.
 */
final class HostFolder implements AutoCloseable {
  private static final String PREFIX = "autoif-sandbox-";
  private static final String LOCK = "lock";

  /** A lock goes when its process closes any channel on its file: we never look at our own. */
  private static final String OURS = PREFIX + ProcessHandle.current().pid() + "-";

  private final Path path;
  private final FileChannel lock;

  private HostFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static HostFolder create() throws IOException {
    Path path = Files.createTempDirectory(OURS);
    Path temp = Objects.requireNonNull(path.toAbsolutePath().getParent());
    deleteAbandoned(temp, Files.getOwner(path));
    Path unlocked = path.resolve("new");
    FileChannel lock =
        FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() != null) {
      Files.move(unlocked, path.resolve(LOCK)); // under its name there is never one not held
    }
    return new HostFolder(path, lock);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    try {
      lock.close();
    } catch (IOException gone) {
      // Its file is deleted.
    }
  }

  /** Deletes what processes of this user that have died left in a folder, as far as it can. */
  static void deleteAbandoned(Path folder, UserPrincipal user) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : all) {
        if (!each.getFileName().toString().startsWith(OURS)
            && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(user)
            && isAbandoned(each)) {
          delete(each);
        }
      }
    } catch (IOException | DirectoryIteratorException left) {
      // Somebody else deletes them too, or nobody may; neither is our concern.
    }
  }

  private static boolean isAbandoned(Path folder) {
    try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
      return lock.tryLock() != null;
    } catch (IOException | OverlappingFileLockException notOurs) {
      return false;
    }
  }

  /** Deletes a folder with all it holds, as far as it can. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException left) {
      // A temporary folder; the system clears it in the end.
    }
  }
}
