package org.autoif.io.sandbox.cpython;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A host is gone or talks nonsense: it has to be replaced, and its session run again. */
final class CPythonLostException extends IOException {
  CPythonLostException(String message, @Nullable Throwable cause) {
    super("the Python host was lost: " + message, cause);
  }
}
