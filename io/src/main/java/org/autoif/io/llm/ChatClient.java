package org.autoif.io.llm;

import java.io.Serializable;

/** Asks one model. Safe for use by many threads. */
public interface ChatClient extends AutoCloseable {
  /**
   * Asks once, without repeating. An endpoint that refuses a request for several samples, or for a
   * form of the answer, may be asked again for less.
   *
   * @throws ChatException if no answer came, classified
   */
  Completion complete(ChatRequest request) throws ChatException;

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
