package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.HomeFolder;
import org.autoif.pipeline.command.line.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~|@",
        "~/out|@/out",
        "~/a,~/b|@/a,@/b",
        "jdbc:sqlite:~/c.sqlite|jdbc:sqlite:@/c.sqlite",
        "a~b/~|a~b/~",
        "{\"a\": \"~/x\"}|{\"a\": \"~/x\"}"
      })
  void givenATilde_thenItIsTheHomeFolder(String value, String expanded) {
    assertThat(HomeFolder.expand("--x", value), is(expanded.replace("@", home())));
  }

  @Test
  void givenTheHomeOfAnother_thenThatIsRefused() {
    assertThat(
        assertThrows(UsageException.class, () -> HomeFolder.expand("--output", "~ann/out"))
            .getMessage(),
        is("--output='~ann/out': only ~ itself is known, write the folder of ann"));
  }

  @Test
  void givenOptionsOfAnotherSystem_thenTheirMarksAreNoPartOfThem(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("options");
    Files.write(file, "\uFEFF--seeds=a\r\n# x\r\n--output=b\r\n".getBytes(UTF_8));
    assertThat(Arguments.expand(List.of("@" + file)), contains("--seeds=a", "--output=b"));
  }

  private static String home() {
    String home = System.getenv("HOME");
    return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
  }
}
