package org.autoif.pipeline.command.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.autoif.pipeline.AutoIfPipeline;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.EndpointSettings;
import org.autoif.pipeline.command.settings.InputSettings;
import org.autoif.pipeline.teacher.TeacherServer;
import org.autoif.pipeline.teacher.TeacherSettings;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * Where a synthesis gets its inputs and its endpoint from. With {@code --demo} the bundled seeds
 * and queries stand in for what is not given, as files, and the built-in teacher for an endpoint,
 * over HTTP, so that the pipeline knows nothing of it.
 *
 * @param seeds file of seeds
 * @param queries file of queries
 * @param baseUrl address of the endpoint
 * @param model the model there
 * @param teacher the built-in teacher, if it was started
 * @param scratch folder of the bundled files, if they were needed
 */
public record Demo(
    String seeds,
    String queries,
    String baseUrl,
    String model,
    @Nullable TeacherServer teacher,
    @Nullable Path scratch)
    implements AutoCloseable {
  private static final String MODEL = "autoif-teacher";
  private static final String SEEDS = "seeds.txt";
  private static final String QUERIES = "queries.jsonl";

  /** Starts what is needed and not given. */
  public static Demo of(InputSettings inputs, EndpointSettings endpoints, Prompts prompts)
      throws IOException {
    String baseUrl = endpoints.baseUrl(ChatRoles.TEACHER);
    String model = endpoints.model(ChatRoles.TEACHER);
    if (!inputs.demo()) {
      return new Demo(
          Arguments.required("seeds", inputs.seeds()),
          Arguments.required("queries", inputs.queries()),
          Arguments.required("teacherBaseUrl", baseUrl),
          Arguments.required("teacherModel", model),
          null,
          null);
    }
    Path scratch = Files.createTempDirectory("autoif-demo");
    TeacherServer teacher =
        baseUrl == null
            ? TeacherServer.start(TeacherSettings.defaults().withPrompts(prompts))
            : null;
    return new Demo(
        Objects.requireNonNullElseGet(inputs.seeds(), () -> bundled(scratch, SEEDS)),
        Objects.requireNonNullElseGet(inputs.queries(), () -> bundled(scratch, QUERIES)),
        teacher == null ? Arguments.required("teacherBaseUrl", baseUrl) : teacher.baseUrl(),
        Objects.requireNonNullElse(model, MODEL),
        teacher,
        scratch);
  }

  /** Returns the same without a teacher and without needing to know one: for asking nothing. */
  public static Demo ofInputs(InputSettings inputs, EndpointSettings endpoints) throws IOException {
    Path scratch = inputs.demo() ? Files.createTempDirectory("autoif-demo") : null;
    return new Demo(
        scratch == null || inputs.seeds() != null
            ? Arguments.required("seeds", inputs.seeds())
            : bundled(scratch, SEEDS),
        scratch == null || inputs.queries() != null
            ? Arguments.required("queries", inputs.queries())
            : bundled(scratch, QUERIES),
        Objects.requireNonNullElse(endpoints.baseUrl(ChatRoles.TEACHER), "http://localhost/v1"),
        Objects.requireNonNullElse(endpoints.model(ChatRoles.TEACHER), MODEL),
        null,
        scratch);
  }

  private static String bundled(Path scratch, String name) {
    Path file = scratch.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(
            AutoIfPipeline.class.getResourceAsStream("demo/" + name), "the jar lacks " + name)) {
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UsageException("--demo: " + file + " cannot be written: " + e.getMessage());
    }
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    if (teacher != null) {
      teacher.close();
    }
    if (scratch != null) {
      Files.deleteIfExists(scratch.resolve(SEEDS));
      Files.deleteIfExists(scratch.resolve(QUERIES));
      Files.deleteIfExists(scratch);
    }
  }
}
