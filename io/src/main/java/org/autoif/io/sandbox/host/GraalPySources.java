package org.autoif.io.sandbox.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Source;

/** Our own Python of the GraalPy guest. */
public final class GraalPySources {
  private GraalPySources() {}

  /** Returns the file of this name beside this class. */
  public static Source of(String name) {
    try (InputStream in = GraalPySources.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("python", text, name).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
