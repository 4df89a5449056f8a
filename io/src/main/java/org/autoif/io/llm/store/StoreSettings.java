package org.autoif.io.llm.store;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.autoif.io.record.VariableName;
import org.jspecify.annotations.Nullable;

/**
 * Where a completion store is. It names where the password is to be found, never the password
 * itself, so that it can travel with the pipeline.
 *
 * @param url JDBC address without a password
 * @param passwordEnv environment variable that holds the password on the worker; absent for none
 * @param passwordFile file that holds it on the worker, used when {@code passwordEnv} is absent
 * @param patienceMillis longest wait for other processes' locks or a server that restarts, in
 *     milliseconds
 */
public record StoreSettings(
    String url, @Nullable String passwordEnv, @Nullable String passwordFile, int patienceMillis)
    implements Serializable {
  private static final int DEFAULT_PATIENCE_MILLIS = 30_000;

  /**
   * Returns the store at a JDBC address: {@code jdbc:sqlite:FILE}, whose relative file is taken
   * from this process's folder, or {@code jdbc:postgresql://HOST/DATABASE?user=NAME}.
   *
   * @throws IllegalArgumentException if it is another address, or has a password in it; the message
   *     does not repeat the password
   */
  public static StoreSettings of(String url) {
    Dialect dialect = Dialect.of(url);
    if (url.toLowerCase(Locale.ROOT).contains("password=") || url.matches("[^?]*//[^/?]*@.*")) {
      throw new IllegalArgumentException(
          "a password in the address would be shown: name its variable or file instead");
    }
    return new StoreSettings(dialect.normal(url), null, null, DEFAULT_PATIENCE_MILLIS);
  }

  /** Returns the store in this file. */
  public static StoreSettings sqlite(Path file) {
    return of("jdbc:sqlite:" + file);
  }

  /** Returns this store with the place of its password; without one, pgpass is looked into. */
  public StoreSettings withPassword(@Nullable String env, @Nullable String file) {
    return new StoreSettings(url, env, file, patienceMillis);
  }

  /** Returns this store with another wait for locks and restarts, in milliseconds, at least 1. */
  public StoreSettings withPatienceMillis(int millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("patience of " + millis + " ms: must be at least 1");
    }
    return new StoreSettings(url, passwordEnv, passwordFile, millis);
  }

  /** Returns the file of an SQLite store; null if the store is on a server. */
  public @Nullable Path file() {
    return dialect().file(url);
  }

  Dialect dialect() {
    return Dialect.of(url);
  }

  /**
   * Reads the password on the machine where it is called, without white space around it: a secret
   * that was made from a file ends with a line break.
   *
   * @return it, or null if none is named and {@code PGPASSWORD} is not set
   * @throws StoreException if the variable or the file is missing or blank
   */
  @Nullable String readPassword() throws StoreException {
    return readPassword(System.getenv());
  }

  @Nullable String readPassword(Map<String, String> environment) throws StoreException {
    if (passwordEnv != null) {
      String password = environment.getOrDefault(passwordEnv, "").strip();
      if (password.isEmpty()) {
        throw new StoreException(VariableName.shown(passwordEnv) + " is not set on this machine");
      }
      return password;
    }
    if (passwordFile != null) {
      try {
        String password = Files.readString(Path.of(passwordFile)).replace("\uFEFF", "").strip();
        if (password.isEmpty()) {
          throw new StoreException("the password file " + passwordFile + " is empty");
        }
        return password;
      } catch (IOException e) {
        throw new StoreException(
            "the password file " + passwordFile + " cannot be read on this machine", e);
      }
    }
    String password = environment.getOrDefault("PGPASSWORD", "").strip();
    return password.isEmpty() ? null : password;
  }
}
