package org.autoif.pipeline.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.autoif.io.llm.store.StoreException;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoredCompletion;
import org.autoif.pipeline.StartUpQuestion;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.dataset.ArrivedRequests;
import org.autoif.pipeline.bench.dataset.DagBench;
import org.autoif.pipeline.bench.dataset.DatasetFiles;
import org.autoif.pipeline.bench.dataset.RequestKeys;
import org.autoif.pipeline.teacher.TeacherServer;
import org.jspecify.annotations.Nullable;

/**
 * Kills processes of a cluster on this machine while a synthesis runs there, and looks at what was
 * asked twice. The dataset must be that of an undisturbed run on the DirectRunner.
 *
 * <p>A request for a completion that had been asked for before is made <em>again</em>. Each kill of
 * a worker or of the JobManager allows as many of these as may be in flight in all workers. None of
 * them may be <em>repeated</em>: made after the answer that is in the store had come. As in {@link
 * KillsBench}, requests are related to completions by {@link RequestKeys}.
 */
public final class ClusterKillsBench {
  private static final String UNDISTURBED = "undisturbed";
  private static final String DISTURBED = "disturbed";
  private static final String OF_THE_CLUSTER =
      "--(runner|flinkMaster|attachedMode|filesToStage|parallelism)=.*";
  private static final int LOOK_EVERY_MILLIS = 5;
  private static final int SHARE = 3;

  private final Setup setup;
  private final Class<?> program;
  private final LocalCluster cluster;
  private final Path folder;
  private final StoreSettings store;
  private final TeacherServer teacher;
  private final ArrivedRequests arrived;

  /** By key, the step of each completion that the dataset needs. */
  private final Map<String, String> steps = new HashMap<>();

  private final List<Asked> asked = new ArrayList<>();
  private final Map<String, Set<String>> askedByStep = new HashMap<>();

  /**
   * A request.
   *
   * @param key of its completion, null if there is none
   * @param at when it was read, in milliseconds since 1970
   */
  private record Asked(@Nullable String key, long at) {}

  private ClusterKillsBench(
      Setup setup,
      Class<?> program,
      LocalCluster cluster,
      Path folder,
      StoreSettings store,
      TeacherServer teacher,
      ArrivedRequests arrived) {
    this.setup = setup;
    this.program = program;
    this.cluster = cluster;
    this.folder = folder;
    this.store = store;
    this.teacher = teacher;
    this.arrived = arrived;
  }

  /**
   * Adds a row.
   *
   * @param program the class that knows commands
   * @param script by which the cluster was started
   * @param store an empty one; null for a new SQLite file
   * @throws IOException if the row is no proof
   */
  public static void run(
      Setup setup,
      Class<?> program,
      Path script,
      List<Disturbance> disturbances,
      @Nullable StoreSettings store,
      Results results)
      throws IOException, InterruptedException {
    ArrivedRequests arrived = new ArrivedRequests();
    try (TeacherServer teacher = TeacherServer.start(setup.teacher(), arrived);
        Scratch scratch = new Scratch()) {
      StoreSettings kept =
          store == null ? StoreSettings.sqlite(scratch.folder().resolve("d.sqlite")) : store;
      ClusterKillsRow row =
          new ClusterKillsBench(
                  setup,
                  program,
                  new LocalCluster(script),
                  scratch.folder(),
                  kept,
                  teacher,
                  arrived)
              .row(disturbances);
      results.add(row);
      if (!row.proves()) {
        throw new IOException("cluster-kills: a completed call was repeated or a byte differs");
      }
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private ClusterKillsRow row(List<Disturbance> disturbances)
      throws IOException, InterruptedException, StoreException {
    StoreSettings reference = StoreSettings.sqlite(folder.resolve("reference.sqlite"));
    List<String> arguments = arguments(UNDISTURBED, reference);
    arguments.removeIf(argument -> argument.matches(OF_THE_CLUSTER));
    try (ChildJava job = ChildJava.start(program, arguments)) {
      job.finish();
    }
    rows(reference).forEach((key, row) -> steps.put(key, row.step()));
    arrived.take();

    long start = System.nanoTime();
    ChildJava job = start();
    List<Long> kills = new ArrayList<>();
    try {
      for (Disturbance next : disturbances) {
        await(next.step(), job);
        long now = System.currentTimeMillis();
        switch (next.what()) {
          case TASKMANAGER -> {
            kills.add(now);
            cluster.killTaskManager();
          }
          case JOBMANAGER -> {
            kills.add(now);
            cluster.killJobManager();
            job.kill();
            job = start();
          }
          case SANDBOX -> killBusySandbox(job);
        }
        System.err.println("cluster-kills: " + next);
      }
      job.finish();
    } finally {
      job.close();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    resolve();
    return result(disturbances, kills, seconds);
  }

  private ChildJava start() throws IOException {
    return ChildJava.start(program, arguments(DISTURBED, store));
  }

  private List<String> arguments(String version, StoreSettings in) {
    return DagBench.arguments(
        setup,
        teacher.baseUrl(),
        setup.inFlight().get(0),
        folder.resolve("out"),
        version,
        in.url());
  }

  private static Map<String, StoredCompletion> rows(StoreSettings store) throws StoreException {
    Map<String, StoredCompletion> rows = new HashMap<>();
    StoreMaintenance.of(store)
        .export(
            row -> {
              if (!StartUpQuestion.isAnswered(row)) {
                rows.put(row.key(), row);
              }
            });
    return rows;
  }

  /** Waits until enough of a step's completions have been asked for. */
  private void await(String step, ChildJava job) throws IOException, InterruptedException {
    long all = steps.values().stream().filter(step::equals).count();
    if (all == 0) {
      throw new IOException(
          "no step '" + step + "' makes calls: " + Set.copyOf(steps.values()) + " do");
    }
    long enough = Math.max(1, all / SHARE);
    while (askedByStep.getOrDefault(step, Set.of()).size() < enough) {
      if (job.ended(LOOK_EVERY_MILLIS)) {
        job.finish();
        throw new IOException("the job ended before " + step + " had made " + enough + " calls");
      }
      resolve();
    }
  }

  private void killBusySandbox(ChildJava job) throws IOException, InterruptedException {
    while (!cluster.killBusySandbox()) {
      if (job.ended(LOOK_EVERY_MILLIS)) {
        throw new IOException("the job ended before a process of a sandbox was at work");
      }
    }
  }

  private void resolve() {
    for (ArrivedRequests.Arrived next : arrived.take()) {
      String key = RequestKeys.find(next.body(), steps.keySet());
      asked.add(new Asked(key, next.at()));
      if (key != null) {
        askedByStep.computeIfAbsent(steps.get(key), step -> new HashSet<>()).add(key);
      }
    }
  }

  private ClusterKillsRow result(List<Disturbance> disturbances, List<Long> kills, double seconds)
      throws IOException, StoreException {
    Map<String, StoredCompletion> stored = rows(store);
    Set<String> before = new HashSet<>();
    long again = 0;
    long repeated = 0;
    long unknown = 0;
    for (Asked next : asked) {
      StoredCompletion completion = next.key() == null ? null : stored.get(next.key());
      if (completion == null) {
        unknown++;
      } else if (!before.add(completion.key())) {
        again++;
        repeated += completion.created() < next.at() ? 1 : 0;
      }
    }
    Path out = folder.resolve("out");
    return new ClusterKillsRow(
        "kills C=" + setup.workers() + "x" + setup.inFlight().get(0),
        disturbances.stream().map(Disturbance::toString).collect(Collectors.joining(",")),
        DatasetFiles.areSame(DatasetFiles.of(out, DISTURBED), DatasetFiles.of(out, UNDISTURBED)),
        seconds,
        stored.size(),
        asked.size(),
        (long) kills.size() * setup.workers() * setup.inFlight().get(0),
        again,
        repeated,
        unknown);
  }
}
