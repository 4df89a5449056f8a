package org.autoif.io.llm;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Asks one model. Safe for use by many threads. */
public interface ChatClient extends AutoCloseable {
  /**
   * Asks once, without repeating. An endpoint that refuses a request for several samples, or for a
   * form of the answer, may be asked again for less.
   *
   * @throws ChatException if no answer came, classified
   */
  Completion complete(ChatRequest request) throws ChatException;

  /**
   * Asks as {@link #complete(ChatRequest)} does, and tells a meter of each request that it sends,
   * which may be several.
   */
  default Completion complete(ChatRequest request, Meter meter) throws ChatException {
    meter.starts(request);
    Completion completion = null;
    boolean sent = true;
    try {
      completion = complete(request);
      return completion;
    } catch (ChatException e) {
      sent = e.kind() != ChatException.Kind.UNREACHABLE;
      completion = e.billed();
      throw e;
    } finally {
      meter.ended(sent, completion);
    }
  }

  /** Counts requests, whatever becomes of them. */
  interface Meter {
    /** Counts nothing. */
    Meter NONE = new Meter() {};

    /**
     * A request is about to be sent.
     *
     * @throws ChatException of kind BUDGET if it must not be
     */
    default void starts(ChatRequest request) throws ChatException {}

    /**
     * It has ended; once for each that {@link #starts} let go.
     *
     * @param sent whether it reached anyone
     * @param billed what was billed for it; absent for nothing
     */
    default void ended(boolean sent, @Nullable Completion billed) {}
  }

  /** Returns a name for what the client asks; clients of one endpoint share a limit. */
  default String endpoint() {
    return "";
  }

  /** Returns the model's name as the endpoint knows it. */
  default String model() {
    return "";
  }

  /**
   * Returns the parameters that every request has besides its own, as a JSON object in which equal
   * parameters are equal texts. The address and the key are none.
   */
  default String parameters() {
    return "{}";
  }

  /** Returns how many samples the endpoint gives for a request, as far as it is known. */
  default int mostChoices() {
    return Integer.MAX_VALUE;
  }

  /** Closes idle connections. */
  @Override
  void close();

  /** Where a worker gets its clients from; travels with the pipeline. */
  interface Source extends Serializable {
    /**
     * Returns a client for a role. Each caller closes what it got.
     *
     * @param role {@code teacher}, {@code judge}, {@code policy} or {@code nli}
     * @throws ChatException if the role's key cannot be read
     */
    ChatClient open(String role) throws ChatException;
  }
}
