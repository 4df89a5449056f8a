package org.autoif.pipeline.bench.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.StartUpQuestion;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.teacher.TeacherServer;
import org.jspecify.annotations.Nullable;

/**
 * Kills a synthesis at random moments, starts it again each time, and looks at what was asked
 * twice.
 *
 * <p>A call is <em>completed</em> when its completion is in the store: durable, whatever becomes of
 * the run. A request that was answered and whose answer was not yet durable at the kill was <em>in
 * flight</em> and has to be made again. Before each start the keys in the store are read; a request
 * of that start for one of them is <em>repeated</em>, and there must be none. Requests are related
 * to keys by {@link RequestKeys}; one that belongs to no completion of the finished run would hide
 * a repetition, so there must be none of these either.
 *
 * <p>A version that was brought to its end cannot be killed any more: it is compared with the
 * undisturbed one, and the kills go on with a new version and an empty store.
 */
public final class KillsBench {
  private static final String UNDISTURBED = "undisturbed";
  private static final int LOOK_EVERY_MILLIS = 5;

  private final Setup setup;
  private final Class<?> program;
  private final Path folder;
  private final TeacherServer teacher;
  private final ArrivedRequests arrived;
  private final Random random = new Random(1);
  private long calling = 1;
  private int kills;
  private int versions;
  private int identical;
  private long completions;
  private long requests;
  private long inFlight;
  private long repeated;
  private long unknown;

  /** One start of a version: what the store had before, and what was asked then. */
  private record Start(Set<String> before, List<ArrivedRequests.Arrived> asked) {}

  private KillsBench(
      Setup setup, Class<?> program, Path folder, TeacherServer teacher, ArrivedRequests arrived) {
    this.setup = setup;
    this.program = program;
    this.folder = folder;
    this.teacher = teacher;
    this.arrived = arrived;
  }

  /**
   * Adds a row.
   *
   * @param program the class that knows commands
   * @param wanted kills
   * @throws IOException if the row is no proof
   */
  public static void run(Setup setup, Class<?> program, int wanted, Results results)
      throws IOException, InterruptedException {
    ArrivedRequests arrived = new ArrivedRequests();
    try (TeacherServer teacher = TeacherServer.start(setup.teacher(), arrived);
        Scratch scratch = new Scratch()) {
      KillsRow row =
          new KillsBench(setup, program, scratch.folder(), teacher, arrived).killed(wanted);
      results.add(row);
      if (!row.proves()) {
        throw new IOException("kills: a completed call was repeated or a byte differs: see above");
      }
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private KillsRow killed(int wanted) throws IOException, InterruptedException, StoreException {
    long start = System.nanoTime();
    try (ChildJava job = start(UNDISTURBED)) {
      job.finish();
    }
    calling = millis(arrived.take());
    long millis = (System.nanoTime() - start) / 1_000_000;
    Map<String, String> files = DatasetFiles.of(folder.resolve("out"), UNDISTURBED);
    completions = keys(UNDISTURBED).size();
    while (kills < wanted) {
      version("killed-" + (versions + 1), wanted, millis);
      versions++;
      if (DatasetFiles.areSame(
          files, DatasetFiles.of(folder.resolve("out"), "killed-" + versions))) {
        identical++;
      }
    }
    return new KillsRow(
        "kills C=" + setup.inFlight().get(0),
        kills,
        versions,
        identical,
        millis / 1e3,
        completions,
        requests,
        inFlight,
        repeated,
        unknown);
  }

  /** Returns the time between the first and the last request. */
  private static long millis(List<ArrivedRequests.Arrived> asked) {
    return asked.isEmpty() ? 1 : Math.max(1, asked.get(asked.size() - 1).at() - asked.get(0).at());
  }

  /** Brings a version to its end; the last kill is followed by an undisturbed start. */
  private void version(String version, int wanted, long longest)
      throws IOException, InterruptedException, StoreException {
    List<Start> starts = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      Set<String> before = keys(version);
      arrived.take();
      try (ChildJava job = start(version)) {
        ended = kills >= wanted || endsFirst(job, longest, before.size());
        if (ended) {
          job.finish();
        } else {
          job.kill();
          kills++;
          ended = isFinished(version); // it had nothing to do any more but to end
        }
      }
      starts.add(new Start(before, arrived.take()));
    }
    Set<String> all = keys(version);
    Set<String> asked = new HashSet<>();
    for (Start start : starts) {
      for (ArrivedRequests.Arrived next : start.asked()) {
        count(RequestKeys.find(next.body(), all), start, asked);
      }
    }
  }

  /**
   * Waits up to the moment of the next kill: one in four is at any time of the run, its start and
   * end included, the others are while it makes those calls that are left.
   */
  private boolean endsFirst(ChildJava job, long longest, int before) throws InterruptedException {
    if (random.nextInt(4) == 0) {
      return job.ended(random.nextLong(longest));
    }
    while (arrived.isEmpty()) {
      if (job.ended(LOOK_EVERY_MILLIS)) {
        return true;
      }
    }
    long left = calling * Math.max(1, completions - before) / Math.max(1, completions);
    return job.ended(random.nextLong(Math.max(1, left)));
  }

  private void count(@Nullable String key, Start start, Set<String> asked) {
    requests++;
    if (key == null) {
      unknown++;
    } else if (start.before().contains(key)) {
      repeated++;
    } else if (!asked.add(key)) {
      inFlight++;
    }
  }

  private ChildJava start(String version) throws IOException {
    return ChildJava.start(
        program,
        DagBench.arguments(
            setup,
            teacher.baseUrl(),
            setup.inFlight().get(0),
            folder.resolve("out"),
            version,
            "jdbc:sqlite:" + store(version)));
  }

  private boolean isFinished(String version) throws IOException {
    return new VersionFolder(folder.resolve("out").toString(), version).isFinished();
  }

  private Path store(String version) {
    return folder.resolve(version + ".sqlite");
  }

  private Set<String> keys(String version) throws StoreException {
    Set<String> keys = new HashSet<>();
    if (Files.exists(store(version))) {
      StoreMaintenance.of(StoreSettings.sqlite(store(version)))
          .export(
              row -> {
                if (!StartUpQuestion.isAnswered(row)) {
                  keys.add(row.key());
                }
              });
    }
    return keys;
  }
}
