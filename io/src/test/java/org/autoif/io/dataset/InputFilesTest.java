package org.autoif.io.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenPattern_thenFilesComeInTheOrderOfTheirNames() throws Exception {
    for (String name : new String[] {"b.txt", "a.txt", "c.json"}) {
      Files.writeString(folder.resolve(name), name);
    }
    assertThat(
        InputFiles.match(folder + "/*.txt").stream()
            .map(file -> file.resourceId().getFilename())
            .toList(),
        contains("a.txt", "b.txt"));
    assertThat(InputFiles.readText(folder.resolve("c.json").toString()), is("c.json"));
  }

  @Test
  void givenNothingThere_thenThePatternIsTold() {
    for (String missing : new String[] {folder + "/no.txt", folder + "/*.no", "no/such"}) {
      assertThat(
          assertThrows(InputException.class, () -> InputFiles.match(missing)).getMessage(),
          is("no file matches '" + missing + "'"));
    }
  }
}
