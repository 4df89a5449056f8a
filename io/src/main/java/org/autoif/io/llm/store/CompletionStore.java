package org.autoif.io.llm.store;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;

/**
 * Keeps finished completions by the hash of their requests. Safe for use by many threads, and by
 * many processes on one store at once.
 */
public interface CompletionStore extends AutoCloseable {
  /**
   * Looks many keys up, in few queries.
   *
   * @return what is there, by key
   * @throws StoreException if the store cannot be read
   */
  Map<String, StoredCompletion> find(Collection<String> keys) throws StoreException;

  /**
   * Queues a completion to be written together with others that wait; returns at once. Writing a
   * key again changes nothing: the completion that was first stays and is what the receipt tells.
   */
  void put(StoredCompletion completion, Receipt receipt);

  /**
   * Takes the next stretch of a name's time, on a clock that all users of the store share; by it
   * workers keep a common pace. What is taken twice by a repetition is lost, no more.
   *
   * @param name whose time it is
   * @param millis how long the stretch is
   * @return milliseconds until it begins, 0 if it has begun
   * @throws StoreException if the store cannot be asked
   */
  long turn(String name, double millis) throws StoreException;

  /**
   * Takes a part of a budget that all users of the store share. Nothing gives it back, and what is
   * taken twice by a repetition is lost, no more.
   *
   * @param name of the budget
   * @param wanted how much to take
   * @param all how much there is of it in all, the same whenever it is asked
   * @return what was taken: {@code wanted}, or less where less is left, 0 at the end
   * @throws StoreException if the store cannot be asked
   */
  double share(String name, double wanted, double all) throws StoreException;

  /** Waits for what is queued to be written, then gives the store back. */
  @Override
  void close();

  /** Learns what became of a completion. It is called once, on the store's thread: be quick. */
  interface Receipt {
    /**
     * The row is durable: it outlives this process, however it ends.
     *
     * @param kept what the store holds under the key, which another call may have put there first
     */
    void stored(StoredCompletion kept);

    /** The row is not in the store and will not be. */
    void lost(StoreException why);
  }

  /** Where a worker gets the store from; travels with the pipeline. */
  interface Source extends Serializable {
    /**
     * Returns the store. Each caller closes what it got.
     *
     * @throws StoreException if it cannot be opened
     */
    CompletionStore open() throws StoreException;
  }
}
