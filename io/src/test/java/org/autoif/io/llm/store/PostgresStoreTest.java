package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store on a server; skipped where PostgreSQL is not installed. */
@Tag("slow")
class PostgresStoreTest extends StoreContract {
  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
    server = PostgresServer.start();
    CompletionStores.check(right()); // waits until it answers
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.delete();
    }
  }

  private static PostgresServer server() {
    return Objects.requireNonNull(server);
  }

  private static StoreSettings right() {
    return StoreSettings.of(server().url())
        .withPassword(null, server().passwordFile().toString())
        .withPatienceMillis(120_000);
  }

  @Override
  StoreSettings settings() throws Exception {
    try (Connection connection = new Database(right()).unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS completions");
    }
    return right();
  }

  @Test
  void givenServerThatRestarts_thenRowsWaitForIt() throws Exception {
    try (CompletionStore store = CompletionStores.open(settings())) {
      StoreRows.put(store, StoreRows.row("before", "text"));
      server().stop();
      List<CompletableFuture<StoredCompletion>> rows = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        rows.add(StoreRows.queue(store, StoreRows.row("key" + i, "text")));
      }
      server().resume();
      for (CompletableFuture<StoredCompletion> row : rows) {
        assertThat(row.get(120, TimeUnit.SECONDS).text(), is("text"));
      }
      assertThat(store.find(List.of("before", "key3")).size(), is(2));
    }
  }

  @Test
  void givenDriverThatJoinsRows_thenThoseThatWereThereFirstAreStillTold() throws Exception {
    CompletionStores.open(settings()).close();
    StoreSettings joining =
        StoreSettings.of(server().url() + "&reWriteBatchedInserts=true")
            .withPassword(null, server().passwordFile().toString());
    try (Connection connection = new Database(joining).unpooled().getConnection()) {
      insert(connection, "first", "a", "b");
      Map<String, StoredCompletion> there = insert(connection, "second", "a", "b", "c", "d");
      assertThat(there.get("a"), is(StoreRows.row("a", "first")));
      assertThat(there.get("b"), is(StoreRows.row("b", "first")));
      StoredCompletion written = StoreRows.row("c", "second");
      assertThat(there.getOrDefault("c", written), is(written));
    }
  }

  private static Map<String, StoredCompletion> insert(
      Connection connection, String text, String... keys) throws Exception {
    List<StoredCompletion> rows = Arrays.stream(keys).map(key -> StoreRows.row(key, text)).toList();
    return StoredRows.insert(connection, Dialect.POSTGRESQL, rows);
  }

  @Test
  void givenWrongPassword_thenOneLineSaysSoWithoutIt() throws Exception {
    Path wrong = Files.createTempFile("autoif", "password");
    Files.writeString(wrong, "wrong-canary");
    StoreSettings settings = right().withPassword(null, wrong.toString());
    String message =
        String.valueOf(
            assertThrows(StoreException.class, () -> CompletionStores.check(settings))
                .getMessage());
    assertThat(message, endsWith(" refuses the user or the password"));
    assertThat(message, not(containsString("canary")));
    Files.delete(wrong);
  }

  @Test
  void givenNobodyThere_thenOneLineSaysSo() {
    StoreSettings settings =
        StoreSettings.of("jdbc:postgresql://127.0.0.1:1/db").withPatienceMillis(100);
    String message =
        String.valueOf(
            assertThrows(StoreException.class, () -> CompletionStores.check(settings))
                .getMessage());
    assertThat(message, containsString(" cannot be reached: "));
    assertThat(message.lines().count(), is(1L));
  }
}
