package org.autoif.io.llm.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What differs between the databases that can hold a store. */
enum Dialect {
  /** A file on one machine, for any number of processes there. */
  SQLITE(
      "jdbc:sqlite:",
      "INSERT OR IGNORE INTO",
      "",
      "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
      "((julianday('now') - 2440587.5) * 86400000.0)",
      "MAX") {
    @Override
    DataSource connect(String url, int patienceMillis, @Nullable String password) {
      SQLiteConfig config = new SQLiteConfig();
      // WAL lets readers go on while one writes; FULL makes a commit outlive a power cut as well.
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setBusyTimeout(patienceMillis);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(url);
      return source;
    }

    // The driver's own transactions do not recover from a lock that was not to be had.
    @Override
    void begin(Connection connection) throws SQLException {
      execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    void end(Connection connection, boolean commit) throws SQLException {
      execute(connection, commit ? "COMMIT" : "ROLLBACK");
    }

    @Override
    String normal(String url) {
      String address = url.substring(prefix.length());
      String path = address.replaceFirst("^file:", "").replaceFirst("\\?.*", "");
      if (path.isEmpty() || path.startsWith(":")) {
        throw new IllegalArgumentException("a store in memory keeps nothing: name a file");
      }
      int parameters = address.indexOf('?');
      return prefix
          + Path.of(path).toAbsolutePath().normalize()
          + (parameters < 0 ? "" : address.substring(parameters));
    }

    @Override
    Path file(String url) {
      return Path.of(url.substring(prefix.length()).replaceFirst("\\?.*", ""));
    }

    @Override
    boolean isTransient(SQLException e) {
      return isLocked(e);
    }

    @Override
    String explain(SQLException e) {
      return switch (e.getErrorCode() & 0xff) {
        case 5, 6 -> "is locked by another process";
        case 8 -> "is read-only";
        case 11, 26 -> "is corrupt or not an SQLite database";
        case 13 -> "has no room left on its disk";
        case 14 -> "cannot be opened: its folder is missing or not permitted";
        default -> "fails: " + firstLine(e);
      };
    }

    private boolean isLocked(SQLException e) {
      int code = e.getErrorCode() & 0xff;
      return code == 5 || code == 6;
    }
  },

  /** A server, for workers on many machines. */
  POSTGRESQL(
      "jdbc:postgresql:",
      "INSERT INTO",
      " ON CONFLICT DO NOTHING",
      "SELECT pg_total_relation_size('completions')",
      "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS DOUBLE PRECISION)",
      "GREATEST") {
    @Override
    DataSource connect(String url, int patienceMillis, @Nullable String password) {
      PGSimpleDataSource source = new Postgres();
      source.setURL(url);
      source.setApplicationName("autoif");
      source.setTcpKeepAlive(true);
      String user = System.getenv("PGUSER");
      if (source.getUser() == null && user != null) {
        source.setUser(user);
      }
      if (password != null) {
        source.setPassword(password);
      }
      return source;
    }

    @Override
    String normal(String url) {
      return url;
    }

    @Override
    @Nullable Path file(String url) {
      return null;
    }

    @Override
    boolean isTransient(SQLException e) {
      String state = String.valueOf(e.getSQLState());
      // Connections, conflicts, resources, and a server that is shut down or starts.
      return state.startsWith("08")
          || state.startsWith("40")
          || state.startsWith("53")
          || state.startsWith("57P");
    }

    @Override
    String explain(SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("28")) {
        return "refuses the user or the password";
      }
      return (state.startsWith("08") ? "cannot be reached: " : "fails: ") + firstLine(e);
    }
  };

  final String prefix;
  final String insertInto;
  final String onConflict;

  /** Asks for the size of the store, in bytes. */
  final String diskBytes;

  /** The database's time in milliseconds since 1970. */
  final String nowMillis;

  /** Its function for the larger of two numbers. */
  final String larger;

  Dialect(
      String prefix,
      String insertInto,
      String onConflict,
      String diskBytes,
      String nowMillis,
      String larger) {
    this.prefix = prefix;
    this.insertInto = insertInto;
    this.onConflict = onConflict;
    this.diskBytes = diskBytes;
    this.nowMillis = nowMillis;
    this.larger = larger;
  }

  /**
   * Returns the dialect of an address.
   *
   * @throws IllegalArgumentException if there is none for it
   */
  static Dialect of(String url) {
    for (Dialect dialect : values()) {
      if (url.startsWith(dialect.prefix)) {
        return dialect;
      }
    }
    throw new IllegalArgumentException(
        "expected jdbc:sqlite:FILE or jdbc:postgresql://HOST[:PORT]/DATABASE[?user=NAME]");
  }

  /** Returns a source of new connections; nothing is connected yet. */
  abstract DataSource connect(String url, int patienceMillis, @Nullable String password);

  /** Starts a transaction that writes. */
  void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Commits a transaction or rolls it back; the connection is as before it then. */
  void end(Connection connection, boolean commit) throws SQLException {
    if (commit) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
  }

  /** Returns the address in a form that means the same in every process of this machine. */
  abstract String normal(String url);

  /** Returns the file behind a normal address; null for a server. */
  abstract @Nullable Path file(String url);

  /** Returns whether the same statement may succeed a little later. */
  abstract boolean isTransient(SQLException e);

  /** Returns in one line what is the matter, to go on after the name of the store. */
  abstract String explain(SQLException e);

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message).strip();
  }

  /** Connects without the JDK's list of drivers: see {@link Drivers#forget}. */
  private static final class Postgres extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    @Override
    @SuppressWarnings("NullAway") // null only for the address of another database
    public Connection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      Properties info = new Properties();
      if (user != null) {
        info.setProperty("user", user);
      }
      if (password != null) {
        info.setProperty("password", password);
      }
      return new Driver().connect(getUrl(), info);
    }
  }
}
