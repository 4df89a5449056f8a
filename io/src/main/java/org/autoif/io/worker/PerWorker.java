package org.autoif.io.worker;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Things of which a worker process has one a key: made by the first who takes it, shared by all who
 * do, ended by the last who gives it back. Beam makes many instances of a DoFn in a process; what
 * must not be there as often (a pool of calls, a store's connections, an interpreter) is kept in a
 * static field of this type. Safe for use by many threads.
 */
public final class PerWorker<K, V> {
  /** Makes what is not there. */
  public interface Maker<V, E extends Exception> {
    V make() throws E;
  }

  private final Consumer<V> end;
  private final boolean endsAlone;
  private final Runnable whenEmpty;
  private final Map<K, V> byKey = new HashMap<>();
  private final IdentityHashMap<V, Held<K>> held = new IdentityHashMap<>();

  private PerWorker(Consumer<V> end, boolean endsAlone, Runnable whenEmpty) {
    this.end = end;
    this.endsAlone = endsAlone;
    this.whenEmpty = whenEmpty;
  }

  /** Returns a registry that ends what the last user gives back; others may take meanwhile. */
  public static <K, V> PerWorker<K, V> endedBy(Consumer<V> end) {
    return new PerWorker<>(end, false, () -> {});
  }

  /** Returns this registry, in which nobody takes anything while something is being ended. */
  public PerWorker<K, V> endingAlone() {
    return new PerWorker<>(end, true, whenEmpty);
  }

  /** Returns this registry with what is done when nothing is left; nobody takes meanwhile. */
  public PerWorker<K, V> whenEmpty(Runnable then) {
    return new PerWorker<>(end, endsAlone, then);
  }

  /**
   * Returns the one of this key, to be given back once; if there is none, it is made, and whoever
   * else takes anything waits.
   *
   * @throws E if it cannot be made; then nothing is held
   */
  public synchronized <E extends Exception> V take(K key, Maker<V, E> maker) throws E {
    V value = byKey.get(key);
    if (value == null) {
      value = maker.make();
      byKey.put(key, value);
      held.put(value, new Held<>(key));
    }
    use(value).users++;
    return value;
  }

  /** Gives back what was taken; the last to do so ends it. */
  public void giveBack(V value) {
    synchronized (this) {
      Held<K> its = use(value);
      its.users--;
      if (its.users > 0) {
        return;
      }
      held.remove(value);
      byKey.remove(its.key, value);
      if (endsAlone) {
        end.accept(value);
      }
      if (held.isEmpty()) {
        whenEmpty.run();
      }
    }
    if (!endsAlone) {
      end.accept(value);
    }
  }

  /** Keeps those who come from getting this one; those who have it still give it back. */
  public synchronized void retire(V value) {
    Held<K> its = held.get(value);
    if (its != null) {
      byKey.remove(its.key, value);
    }
  }

  /** Returns all that is held now. */
  public synchronized List<V> all() {
    return List.copyOf(held.keySet());
  }

  private Held<K> use(V value) {
    Held<K> its = held.get(value);
    if (its == null) {
      throw new IllegalStateException("given back too often: " + value);
    }
    return its;
  }

  private static final class Held<K> {
    final K key;
    int users;

    Held(K key) {
      this.key = key;
    }
  }
}
