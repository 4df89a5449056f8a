package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.Completion;
import org.jspecify.annotations.Nullable;

/**
 * Asks for less where a request is refused, and remembers what helped. What the endpoint says is
 * the first hint; it is often none (llama.cpp's 400 tells of slots), and then everything that can
 * be done without is tried, one after another and all together.
 *
 * <p>A request of a shape that was answered before is refused for its prompt, and is not tried
 * again unless the endpoint names a parameter; nor is one of a shape that was tried often enough.
 * So one bad prompt switches nothing off for others: what is learnt is what made a refused request
 * be answered.
 */
final class LessAsked {
  /** Asks with a set of concessions. */
  interface Ask {
    Completion with(Set<Concession> form) throws ChatException;
  }

  private static final int MOST_HINTS = 10;

  private static final Pattern NO_SUCH_MODEL =
      Pattern.compile(
          "model.{0,120}(?:does not exist|not found|no such|unknown|not available)|model_not_found"
              + "|(?:unknown|no such|invalid) model",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_SUPPORTED =
      Pattern.compile(
          "unsupported|not support|unknown|unrecognized|not permitted|not allowed|extra",
          Pattern.CASE_INSENSITIVE);

  private final Learnt learnt;
  private final Function<Set<Concession>, ObjectNode> body;
  private final Ask ask;

  LessAsked(Learnt learnt, Function<Set<Concession>, ObjectNode> body, Ask ask) {
    this.learnt = learnt;
    this.body = body;
    this.ask = ask;
  }

  /** Returns whether an endpoint may mean a parameter, and not the prompt or itself. */
  static boolean isRefusal(ChatException e) {
    String said = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case PERMANENT -> (e.status() >= 400 || e.status() == 200) && !isOfModel(said);
      // Templates that fail are a fault of the server's for some.
      case SERVER -> e.status() >= 500 && Concession.FOLDED_SYSTEM.isHintedBy(null, said);
      default -> false;
    };
  }

  private static boolean isOfModel(String said) {
    return NO_SUCH_MODEL.matcher(said).find() && !NOT_SUPPORTED.matcher(said).find();
  }

  /** Names the fields of a request and those of their values that an endpoint may refuse. */
  static String shape(JsonNode body) {
    Set<String> names = new TreeSet<>();
    body.fieldNames().forEachRemaining(names::add);
    return names
        + " "
        + body.path("temperature")
        + " "
        + (body.path("n").asInt(1) > 1)
        + " "
        + body.path("messages").findValuesAsText("role")
        + " "
        + body.path("response_format").path("type");
  }

  /**
   * Returns the answer to what the endpoint takes of the request.
   *
   * @param had what the request went without when it was refused
   * @param known what is known now
   * @throws ChatException the first refusal, if asking for less does not help either
   */
  Completion answer(ChatException refused, Set<Concession> had, Supplier<Set<Concession>> known)
      throws ChatException {
    synchronized (learnt) { // others that are refused for the same wait for what is found out
      ChatException why = refused;
      Set<Concession> form = known.get();
      if (!form.equals(had)) {
        try {
          return ask.with(form);
        } catch (ChatException e) {
          if (!isRefusal(e)) {
            throw e;
          }
          why = e;
        }
      }
      ObjectNode asked = body.apply(form);
      String shape = shape(asked);
      boolean named = isNamed(why, RequestBody.possible(asked, form));
      if (!learnt.mayTry(shape, named)) {
        throw why;
      }
      Completion completion = byHints(why, form);
      if (completion == null && why.status() != 404) {
        completion = byTrying(form);
      }
      if (completion == null) {
        learnt.triedInVain(shape);
        throw why;
      }
      return completion;
    }
  }

  private static boolean isNamed(ChatException e, Set<Concession> possible) {
    return possible.stream().anyMatch(concession -> concession.isNamedBy(e.parameter()));
  }

  /** Follows what the endpoint says, which may be one parameter after another. */
  private @Nullable Completion byHints(ChatException why, Set<Concession> known)
      throws ChatException {
    ChatException last = why;
    Set<Concession> form = known;
    Set<Concession> useless = EnumSet.noneOf(Concession.class);
    for (int i = 0; i < MOST_HINTS; i++) {
      Concession next = hint(last, form, useless);
      if (next == null) {
        return null;
      }
      Set<Concession> less = Concession.and(form, Set.of(next));
      try {
        Completion completion = ask.with(less);
        learnt.learn(less);
        return completion;
      } catch (ChatException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        if (String.valueOf(e.getMessage()).equals(last.getMessage())) {
          useless.add(next);
        } else {
          form = less;
        }
        last = e;
      }
    }
    return null;
  }

  private @Nullable Concession hint(
      ChatException e, Set<Concession> form, Set<Concession> useless) {
    String said = String.valueOf(e.getMessage());
    Set<Concession> possible = RequestBody.possible(body.apply(form), form);
    possible.removeAll(useless);
    for (Concession concession : possible) {
      if (concession.isNamedBy(e.parameter())) {
        return concession;
      }
    }
    for (Concession concession : possible) {
      if (concession.isHintedBy(e.parameter(), said)) {
        return concession;
      }
    }
    // Neither name of the cap is known: it is left out rather than all answers.
    boolean noCap =
        form.contains(Concession.OTHER_TOKENS)
            && !useless.contains(Concession.NO_TOKENS)
            && Concession.OTHER_TOKENS.isHintedBy(e.parameter(), said)
            && NOT_SUPPORTED.matcher(said).find();
    return noCap ? Concession.NO_TOKENS : null;
  }

  private @Nullable Completion byTrying(Set<Concession> known) throws ChatException {
    Set<Concession> possible = RequestBody.possible(body.apply(known), known);
    possible.removeAll(EnumSet.of(Concession.STREAM, Concession.NO_STREAM_OPTIONS)); // said, if so
    for (Concession one : possible) {
      Completion completion = tried(Concession.and(known, Set.of(one)));
      if (completion != null) {
        return completion;
      }
    }
    if (possible.size() < 2) {
      return null;
    }
    Set<Concession> all = Concession.and(known, possible);
    Completion completion = tried(all, false);
    if (completion == null) {
      return null;
    }
    // As little as can be: what is not refused is asked for again.
    for (Concession one : possible) {
      Set<Concession> fewer = EnumSet.noneOf(Concession.class);
      fewer.addAll(all);
      fewer.remove(one);
      if (tried(fewer, false) != null) {
        all = Set.copyOf(fewer);
      }
    }
    learnt.learn(all);
    return completion;
  }

  private @Nullable Completion tried(Set<Concession> form) throws ChatException {
    return tried(form, true);
  }

  private @Nullable Completion tried(Set<Concession> form, boolean isLearnt) throws ChatException {
    try {
      Completion completion = ask.with(form);
      if (isLearnt) {
        learnt.learn(form);
      }
      return completion;
    } catch (ChatException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      return null;
    }
  }
}
