package org.autoif.io.llm.endpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.autoif.io.llm.ChatException;

/**
 * What this process has found out of a model at an endpoint: what its requests go without, and
 * which of them were answered. Shared by all clients of it, so that it is found out once.
 */
final class Learnt {
  private static final Logger LOG = Logger.getLogger(Learnt.class.getName());
  private static final Map<List<String>, Learnt> ALL = new ConcurrentHashMap<>();

  /** Tries in vain to find out why requests of one shape are refused, before it is the prompts. */
  private static final int MOST_TRIES = 3;

  /** Answers with fewer choices than were asked for, one after another, that are no accident. */
  private static final int SHORT_ANSWERS = 3;

  private final String name;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> tries = new HashMap<>();
  private volatile Set<Concession> concessions = Set.of();
  private volatile int mostChoices = Integer.MAX_VALUE;
  private int shortAnswers;
  private boolean toldOfReasoning;

  private Learnt(String name) {
    this.name = name;
  }

  static Learnt of(ChatEndpoint endpoint) {
    return ALL.computeIfAbsent(
        List.of(endpoint.url(""), endpoint.model()),
        key -> new Learnt(endpoint.baseUrl() + " (" + endpoint.model() + ")"));
  }

  Set<Concession> concessions() {
    return concessions;
  }

  /** Takes what helped, and tells it once. */
  synchronized void learn(Set<Concession> all) {
    Set<Concession> fresh = new HashSet<>(all);
    fresh.removeAll(concessions);
    if (!fresh.isEmpty()) {
      concessions = Concession.and(concessions, fresh);
      LOG.warning(
          name
              + " does not take all that is asked: "
              + String.join(", ", Concession.words(fresh))
              + " from now on");
    }
  }

  /**
   * Notes that a request of a shape was answered: one like it that is not has a prompt at fault.
   */
  void answered(String shape) {
    answered.add(shape);
  }

  boolean wasServed() {
    return !answered.isEmpty();
  }

  /**
   * Returns whether it is worth a try to ask for less.
   *
   * @param isNamed whether the endpoint names the parameter that it does not take
   */
  synchronized boolean mayTry(String shape, boolean isNamed) {
    return (isNamed || !answered.contains(shape)) && tries.getOrDefault(shape, 0) < MOST_TRIES;
  }

  synchronized void triedInVain(String shape) {
    tries.merge(shape, 1, Integer::sum);
  }

  int mostChoices() {
    return concessions.contains(Concession.ONE_CHOICE) ? 1 : mostChoices;
  }

  /** Notes how many choices came; only some short answers in a row tell of the endpoint. */
  void came(int wanted, int came) {
    if (wanted > 1) {
      count(wanted, came);
    }
  }

  private synchronized void count(int wanted, int came) {
    if (came >= wanted) {
      shortAnswers = 0;
    } else if (++shortAnswers >= SHORT_ANSWERS) {
      mostChoices = Math.min(mostChoices, came);
      shortAnswers = 0;
    }
  }

  /** Tells once that all text comes as reasoning. */
  synchronized void allReasoning(ChatException e) {
    if (!toldOfReasoning) {
      toldOfReasoning = true;
      LOG.warning(e.getMessage());
    }
  }
}
