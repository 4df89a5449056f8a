package org.autoif.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all tests keep to, as their sources show. */
class TestHabitsTest {
  private static final Path ROOT = Path.of("..");

  /** The formatter puts an annotation on a line of its own. */
  private static final Pattern TAG = Pattern.compile("^ *(@Tags?\\b.*)", Pattern.MULTILINE);

  /** Of a thread or a unit of time; a verifier may sleep. */
  private static final Pattern SLEEP = Pattern.compile("(?<!time)\\.sleep\\(");

  @Test
  void givenTags_thenTheyAreTheOneThatTheBuildKnows() throws IOException {
    List<String> tags = new ArrayList<>();
    for (Path file : sources()) {
      TAG.matcher(Files.readString(file))
          .results()
          .map((MatchResult tag) -> tag.group(1))
          .forEach(tags::add);
    }
    Set<String> spellings = new TreeSet<>(tags);
    assertThat(spellings, is(Set.of("@Tag(\"slow\")")));
    assertThat(
        Files.readString(ROOT.resolve("pom.xml")), containsString("<tests.slow>slow</tests.slow>"));
  }

  @Test
  void givenTests_thenNoneSleeps() throws IOException {
    List<Path> sources = sources();
    assertThat(sources.size(), greaterThan(100));
    List<Path> sleepers = new ArrayList<>();
    for (Path file : sources) {
      if (SLEEP.matcher(Files.readString(file)).find()) {
        sleepers.add(file);
      }
    }
    assertThat(sleepers, is(empty()));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("io", "transforms", "pipeline")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
