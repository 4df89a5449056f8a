package org.autoif.io.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final Task TASK =
      Task.builder()
          .setId("t")
          .setQuery(UserQuery.builder().setId("q").setText("why \"é\"\n?").build())
          .setMessages(List.of(Message.user("why?\nuse é")))
          .setConstraints(
              List.of(
                  Constraint.builder()
                      .setId("c")
                      .setInstruction("use é")
                      .setOrigin("seed")
                      .setFunctions(
                          List.of(
                              VerifierFunction.builder().setId("f").setSource("x\n\ty").build()))
                      .setCases(
                          List.of(
                              TestCase.builder()
                                  .setInput("é")
                                  .setExpected(true)
                                  .setAccuracy(0.75)
                                  .build()))
                      .build()))
          .setRewrite("concat")
          .build();

  @Test
  void givenRecord_thenItIsReadBackEqual() {
    TaskResponses record =
        TaskResponses.builder()
            .setTask(TASK)
            .setResponses(List.of(Response.builder().setId("r").setSample(0).setText("é").build()))
            .build();
    String json = Json.write(record);
    assertThat(Json.read(json, TaskResponses.class), is(record));
    assertThat(json, not(containsString("null")));
    assertThat(json, not(containsString("\n")));
  }

  @Test
  void givenFieldOfLaterVersion_thenItIsIgnored() {
    assertThat(
        Json.read("{\"id\":\"q\",\"text\":\"x\",\"new\":1}", UserQuery.class),
        is(UserQuery.builder().setId("q").setText("x").build()));
  }

  @Test
  void givenNoRecord_thenTypeAndReasonAreTold() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Json.read("[1", UserQuery.class))
            .getMessage(),
        containsString("not a UserQuery: "));
  }

  /** The runner puts Beam's Jackson beside ours: a drift shows as a missing method in a job. */
  @Test
  void givenBeam_thenItsJacksonIsOurs() throws Exception {
    String pom;
    try (InputStream in =
        Objects.requireNonNull(
            Pipeline.class.getResourceAsStream(
                "/META-INF/maven/org.apache.beam/beam-sdks-java-core/pom.xml"))) {
      pom = new String(in.readAllBytes(), UTF_8);
    }
    List<String> versions =
        Pattern.compile(
                "<artifactId>jackson-(?:core|databind)</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(pom)
            .results()
            .map((MatchResult match) -> match.group(1))
            .distinct()
            .toList();
    assertThat(versions, is(List.of(PackageVersion.VERSION.toString())));
  }
}
