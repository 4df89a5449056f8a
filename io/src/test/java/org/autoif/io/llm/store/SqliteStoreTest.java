package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file, sound and broken. */
class SqliteStoreTest extends StoreContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Override
  StoreSettings settings() {
    return StoreSettings.sqlite(folder.resolve("new/folder/store.sqlite"));
  }

  @Test
  void givenLastClose_thenOneFileIsLeft() throws Exception {
    StoreSettings settings = settings();
    try (CompletionStore two = CompletionStores.open(settings)) {
      try (CompletionStore one = CompletionStores.open(settings)) {
        StoreRows.put(one, StoreRows.row("k", "text"));
      }
      assertThat(two.find(List.of("k")).size(), is(1));
    }
    Path file = file(settings);
    try (var files = Files.list(file.resolveSibling("."))) {
      assertThat(files.map(f -> f.getFileName().toString()).toList(), is(List.of("store.sqlite")));
    }
  }

  @Test
  void givenNoSqliteFile_thenOneLineSaysSo() throws Exception {
    StoreSettings settings = settings();
    write(file(settings), "this is a text, and long enough not to be taken for a new database");
    assertThat(refused(settings), endsWith(" is corrupt or not an SQLite database"));
  }

  @Test
  void givenDamagedPage_thenTheCheckFindsIt() throws Exception {
    StoreSettings settings = settings();
    try (CompletionStore store = CompletionStores.open(settings)) {
      for (int i = 0; i < 200; i++) {
        var unused = StoreRows.queue(store, StoreRows.row("key" + i, "text ".repeat(100)));
      }
    }
    byte[] bytes = Files.readAllBytes(file(settings));
    for (int i = bytes.length / 2; i < bytes.length; i++) {
      bytes[i] = (byte) 0xa5;
    }
    Files.write(file(settings), bytes);
    assertThat(refused(settings), containsString(" is corrupt"));
  }

  @Test
  void givenTruncatedFile_thenTheCheckFindsIt() throws Exception {
    StoreSettings settings = settings();
    try (CompletionStore store = CompletionStores.open(settings)) {
      for (int i = 0; i < 200; i++) {
        var unused = StoreRows.queue(store, StoreRows.row("key" + i, "text ".repeat(100)));
      }
    }
    byte[] bytes = Files.readAllBytes(file(settings));
    Files.write(file(settings), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refused(settings), containsString(" is corrupt"));
  }

  @Test
  void givenReadOnlyFile_thenOneLineSaysSo() throws Exception {
    StoreSettings settings = settings();
    CompletionStores.open(settings).close();
    Files.setPosixFilePermissions(file(settings), PosixFilePermissions.fromString("r--r--r--"));
    assertThat(refused(settings), endsWith(" is read-only"));
  }

  @Test
  void givenFolderThatCannotBe_thenOneLineSaysSo() throws Exception {
    write(folder.resolve("file"), "");
    assertThat(
        refused(StoreSettings.sqlite(folder.resolve("file/store.sqlite"))),
        containsString(" cannot be made: "));
    Files.createDirectory(folder.resolve("directory"));
    assertThat(
        refused(StoreSettings.sqlite(folder.resolve("directory"))),
        containsString(" cannot be opened"));
  }

  @Test
  void givenLockThatStays_thenPatienceEnds() throws Exception {
    StoreSettings settings = settings().withPatienceMillis(200);
    CompletionStores.open(settings).close();
    try (Connection other = DriverManager.getConnection(settings.url());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThat(refused(settings), endsWith(" is locked by another process"));
      try (CompletionStore store = CompletionStores.open(settings)) {
        CompletableFuture<StoredCompletion> row =
            StoreRows.queue(store, StoreRows.row("k", "text"));
        ExecutionException lost =
            assertThrows(ExecutionException.class, () -> row.get(60, TimeUnit.SECONDS));
        assertThat(lost.getMessage(), endsWith(" is locked by another process"));
        assertThat(lost.getCause() instanceof StoreException e && e.isTransient(), is(true));
        statement.execute("ROLLBACK");
        assertThat(StoreRows.put(store, StoreRows.row("k", "again")).text(), is("again"));
      }
    }
  }

  @Test
  void givenTableOfAnotherForm_thenOneLineSaysSo() throws Exception {
    StoreSettings settings = settings();
    Files.createDirectories(file(settings).resolve(".."));
    try (Connection other = DriverManager.getConnection(settings.url());
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE completions (prompt TEXT)");
    }
    assertThat(refused(settings), containsString("no such column"));
  }

  @Test
  void givenNoStore_thenMaintenanceMakesNone() {
    StoreSettings settings = settings();
    String message =
        String.valueOf(
            assertThrows(StoreException.class, () -> StoreMaintenance.of(settings)).getMessage());
    assertThat(message, endsWith("new/folder/store.sqlite is not there"));
    assertThat(Files.exists(file(settings)), is(false));
  }

  /** Returns the one line with which a store is refused before a run. */
  private static String refused(StoreSettings settings) {
    StoreException e = assertThrows(StoreException.class, () -> CompletionStores.check(settings));
    String message = String.valueOf(e.getMessage());
    assertThat(message, message.lines().count(), is(1L));
    assertThat(message, containsString(settings.url()));
    return message;
  }

  private static Path file(StoreSettings settings) {
    return Objects.requireNonNull(settings.file());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolve(".."));
    Files.writeString(file, text);
  }
}
