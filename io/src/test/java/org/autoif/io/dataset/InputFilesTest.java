package org.autoif.io.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
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

  @Test
  void givenSeveralGzipMembers_thenAllAreRead() throws Exception {
    // Nothing is ready at the end of the first one, as from a file system far away.
    InputStream packed =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip("one\n")), new ByteArrayInputStream(gzip("two\n")));
    assertThat(
        new String(InputFiles.unpacked(packed, "f").readAllBytes(), UTF_8), is("one\ntwo\n"));
  }

  @Test
  void givenFileThatIsNotPacked_thenItIsReadAsItIs() throws Exception {
    for (String text : new String[] {"", "\u001F", "text"}) {
      assertThat(
          new String(
              InputFiles.unpacked(new ByteArrayInputStream(text.getBytes(UTF_8)), "f")
                  .readAllBytes(),
              UTF_8),
          is(text));
    }
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
