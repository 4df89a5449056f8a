package org.autoif.pipeline.bench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.autoif.io.dataset.Folder;
import org.autoif.io.dataset.RowFiles;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.TeacherTraffic;
import org.autoif.pipeline.bench.TrafficLog;
import org.autoif.pipeline.teacher.AnswerKey;
import org.autoif.pipeline.teacher.TeacherServer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out one check of the method after the other, as the paper's ablation does, and holds each
 * dataset against what the built-in teacher knows to be true. The paper trains a model on each
 * instead; here it is the rows themselves that are counted.
 *
 * <p>With {@code --teacherBaseUrl} another model is the teacher. The built-in one then only gives
 * the instructions, of the kinds whose truth it knows, and judges what came of them.
 */
public final class ChecksBench {
  private static final int FRESH_TEXTS = 24;
  private static final String TEACHER = "teacherBaseUrl";
  private static final Pattern PAID = Pattern.compile(" (\\d+) requests paid, ");

  private static final String NO_VALIDATION = "--crossValidate=false";
  private static final String NO_AUDIT = "--audit=none";
  private static final String NOTHING_BUT = "nothing, with ";
  private static final List<LeftOut> CHECKS =
      List.of(
          new LeftOut("nothing"),
          new LeftOut("cross-validation", NO_VALIDATION),
          new LeftOut("audit", NO_AUDIT),
          new LeftOut("cross-validation+audit", NO_VALIDATION, NO_AUDIT),
          new LeftOut("back-translation", "--backTranslate=false"),
          new LeftOut("scores", "--scoreQuality=false"),
          new LeftOut("verdicts", "--responsePassRate=at-least:0"),
          new LeftOut("repairs", "--repairRounds=0"));

  /** The last is no check of the default, so that it is added to all of them. */
  private static final List<LeftOut> ROWS =
      Stream.of(
              CHECKS.stream(),
              Stream.of(new LeftOut("everything", options(CHECKS))),
              Stream.of(new LeftOut(NOTHING_BUT + "near-misses", "--nearMisses=1")))
          .flatMap(rows -> rows)
          .toList();

  /** Where nothing drops a function that never ends, it is met with every answer. */
  private static final String IMPATIENCE = "--verifierTimeout=1";

  /** What a row leaves out, and the options that do so. */
  private record LeftOut(String name, List<String> options) {
    LeftOut(String name, String... options) {
      this(name, List.of(options));
    }

    /** What its dataset is called. */
    String version() {
      return word().replace('+', '-');
    }

    /** What a user says for it. */
    String word() {
      return name.replace(NOTHING_BUT, "");
    }
  }

  private ChecksBench() {}

  /** Returns the names of the options that the rows set themselves. */
  public static List<String> ownOptions() {
    return options(ROWS).stream().map(Setup::name).toList();
  }

  /** Returns the words that name the rows, in their order. */
  public static List<String> words() {
    return ROWS.stream().map(LeftOut::word).toList();
  }

  private static List<String> options(List<LeftOut> rows) {
    return rows.stream().flatMap(row -> row.options().stream()).distinct().toList();
  }

  /**
   * Adds a row for each check that is left out, and one without any.
   *
   * @param program the class that knows commands
   * @param engine that functions are tried on
   * @param instructions that a teacher other than the built-in is asked about
   * @param wanted the words of the rows to make
   */
  public static void run(
      Setup setup,
      Class<?> program,
      VerifierEngine engine,
      int instructions,
      Collection<String> wanted,
      Results results)
      throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch()) {
      String store = scratch.store(setup.store());
      List<String> more = new ArrayList<>();
      if (setup.isGiven(TEACHER) && !setup.isGiven("seeds")) {
        Path seeds = scratch.folder().resolve("seeds.txt");
        Files.write(seeds, AnswerKey.instructions(instructions));
        more.add("--seeds=" + seeds);
      }
      if (setup.isGiven(TEACHER) && !setup.isGiven("instructions")) {
        more.add("--instructions=0");
      }
      for (LeftOut leftOut : ROWS) {
        if (!wanted.contains(leftOut.word())) {
          continue;
        }
        String version = leftOut.version();
        List<String> own = new ArrayList<>(more);
        own.addAll(leftOut.options());
        if (!setup.isGiven(Setup.name(IMPATIENCE))
            && leftOut.options().containsAll(List.of(NO_VALIDATION, NO_AUDIT))) {
          own.add(IMPATIENCE);
        }
        long requests = job(setup, program, scratch.folder(), version, store, own);
        Path dataset = scratch.folder().resolve(version);
        results.add(row(leftOut.name(), requests, dataset, engine));
      }
    }
  }

  /**
   * Runs a job and returns how many requests the built-in teacher saw, or how many completions of
   * the user's teacher it paid for.
   */
  private static long job(
      Setup setup,
      Class<?> program,
      Path output,
      String version,
      @Nullable String store,
      List<String> own)
      throws IOException, InterruptedException {
    TrafficLog log = new TrafficLog();
    try (TeacherServer teacher =
        setup.isGiven(TEACHER)
            ? null
            : TeacherServer.start(setup.teacher(), new TeacherTraffic(log))) {
      String baseUrl = teacher == null ? null : teacher.baseUrl();
      List<String> arguments =
          DagBench.arguments(setup, baseUrl, setup.inFlight().get(0), output, version, store);
      arguments.addAll(own);
      try (ChildJava job = ChildJava.start(program, arguments)) {
        String printed = job.finish();
        return teacher == null ? paid(printed) : log.traffic().requests();
      }
    }
  }

  private static long paid(String printed) throws IOException {
    Matcher paid = PAID.matcher(printed);
    if (!paid.find()) {
      throw new IOException("the measured job did not say what it paid for");
    }
    return Long.parseLong(paid.group(1));
  }

  private static ChecksRow row(String name, long requests, Path dataset, VerifierEngine engine)
      throws IOException, InterruptedException {
    Map<String, AnswerKey> keys = new HashMap<>();
    int uncheckable = 0;
    int functions = 0;
    int right = 0;
    List<JsonNode> instructions = rows(dataset, "instructions");
    for (JsonNode instruction : instructions) {
      AnswerKey key = AnswerKey.of(instruction.path("instruction").asText()).orElse(null);
      functions += instruction.path("functions").size();
      if (key == null) {
        uncheckable++;
      } else {
        keys.put(instruction.path("id").asText(), key);
        right += right(key, instruction.path("functions").findValuesAsText("source"), engine);
      }
    }
    List<JsonNode> sft = rows(dataset, "sft");
    int follow = 0;
    int stray = 0;
    for (JsonNode row : sft) {
      String answer = content(row, "messages", 1);
      follow += follows(keys, row, answer) ? 1 : 0;
      stray += AnswerKey.strays(content(row, "messages", 0), answer) ? 1 : 0;
    }
    List<JsonNode> dpo = rows(dataset, "dpo");
    int told = 0;
    for (JsonNode row : dpo) {
      boolean chosen = follows(keys, row, content(row, "chosen", 0));
      boolean rejected = follows(keys, row, content(row, "rejected", 0));
      told += chosen && !rejected ? 1 : 0;
    }
    return new ChecksRow(
        name,
        requests,
        instructions.size(),
        uncheckable,
        functions,
        share(right, functions),
        sft.size(),
        share(follow, sft.size()),
        share(stray, sft.size()),
        dpo.size(),
        share(told, dpo.size()));
  }

  private static String content(JsonNode row, String turns, int turn) {
    return row.path(turns).path(turn).path("content").asText();
  }

  private static boolean follows(Map<String, AnswerKey> keys, JsonNode row, String answer) {
    AnswerKey key = keys.get(row.path("instruction_ids").path(0).asText());
    return key != null && key.follows(answer);
  }

  /** Returns how many of the functions decide every fresh text rightly. */
  private static int right(AnswerKey key, List<String> functions, VerifierEngine engine)
      throws IOException, InterruptedException {
    List<String> texts = key.texts(FRESH_TEXTS);
    VerdictMatrix verdicts = engine.run(new VerificationSession(functions, texts));
    int right = 0;
    for (int f = 0; f < functions.size(); f++) {
      boolean all = true;
      for (int t = 0; t < texts.size(); t++) {
        Verdict expected = key.follows(texts.get(t)) ? Verdict.TRUE : Verdict.FALSE;
        all &= verdicts.get(f, t).equals(expected);
      }
      right += all ? 1 : 0;
    }
    return right;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static List<JsonNode> rows(Path dataset, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (MatchResult.Metadata file : RowFiles.of(new Folder(dataset.toString()), kind)) {
      RowFiles.read(file, rows::add);
    }
    return rows;
  }
}
