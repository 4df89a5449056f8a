package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFolderTest {
  @Test
  void givenAFolder_thenClosingDeletesIt() throws Exception {
    Path path;
    try (HostFolder folder = HostFolder.create()) {
      path = folder.path();
      Files.createDirectory(path.resolve("unpacked"));
      HostFolder.deleteAbandoned(Objects.requireNonNull(path.getParent()), Files.getOwner(path));
      assertTrue(Files.exists(path.resolve("unpacked")));
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void givenFoldersOfTheDead_thenTheyAreDeletedAndNothingElse(@TempDir Path temp) throws Exception {
    folder(temp.resolve("autoif-sandbox-0-dead"));
    Path inUse = folder(temp.resolve("autoif-sandbox-0-used"));
    folder(temp.resolve("something-else"));
    Files.createDirectory(temp.resolve("autoif-sandbox-0-unlocked"));
    Files.createSymbolicLink(temp.resolve("autoif-sandbox-0-link"), temp.resolve("something-else"));
    try (FileChannel held = FileChannel.open(inUse, StandardOpenOption.WRITE)) {
      held.lock();
      HostFolder.deleteAbandoned(temp, Files.getOwner(temp));
    }
    try (var left = Files.list(temp)) {
      assertEquals(
          Set.of(
              "autoif-sandbox-0-link",
              "autoif-sandbox-0-unlocked",
              "autoif-sandbox-0-used",
              "something-else"),
          left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  private static Path folder(Path path) throws Exception {
    Files.createDirectory(path);
    return Files.writeString(path.resolve("lock"), "");
  }
}
