package org.autoif.io.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Content hashes. Every id, seed, shard and choice in a run derives from them, so that equal inputs
 * give equal datasets whatever the runner or its parallelism.
 */
public final class Ids {
  private static final int ID_BYTES = 10;

  private Ids() {}

  /** Returns the id of these parts, in order: 20 hexadecimal digits of their SHA-256. */
  public static String of(String kind, String... parts) {
    return HexFormat.of().formatHex(digest(kind, List.of(parts)), 0, ID_BYTES);
  }

  /** Returns a number derived from these parts, uniform over the non-negative longs. */
  public static long number(String kind, String... parts) {
    return ByteBuffer.wrap(digest(kind, List.of(parts))).getLong() & Long.MAX_VALUE;
  }

  /** Returns the full SHA-256 of {@code bytes} in hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static byte[] digest(String kind, List<String> parts) {
    MessageDigest sha = sha256();
    update(sha, kind);
    parts.forEach(part -> update(sha, part));
    return sha.digest();
  }

  // Length first, so that ("ab", "c") and ("a", "bc") differ.
  private static void update(MessageDigest sha, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
