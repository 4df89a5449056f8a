package org.autoif.io.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionFolderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path output;

  @Test
  void givenInterruptedVersion_thenItIsClearedAndItsNeighbourIsNot() throws Exception {
    VersionFolder other = new VersionFolder(output.toString(), "v10");
    other.folder().write("sft/train.jsonl", "{}".getBytes(UTF_8));
    VersionFolder version = new VersionFolder(output.toString(), "v1");
    version.folder().write("rejected/Step/rows.jsonl", "{}".getBytes(UTF_8));
    assertThat(version.isFinished(), is(false));
    version.clear();
    assertThat(version.folder().has("**"), is(false));
    assertThat(Files.readString(output.resolve("v10/sft/train.jsonl")), is("{}"));
  }

  @Test
  void givenManifest_thenTheVersionIsFinishedAndKept() throws Exception {
    VersionFolder version = new VersionFolder(output.toString(), "v1");
    version.folder().write(VersionFolder.MANIFEST, "{}".getBytes(UTF_8));
    assertThat(version.isFinished(), is(true));
    assertThrows(IllegalStateException.class, version::clear);
    version.publish();
    assertThat(Files.readString(output.resolve("LATEST")), is("v1\n"));
    new VersionFolder(output.toString(), "v2").publish();
    assertThat(Files.readString(output.resolve("LATEST")), is("v2\n"));
  }

  @Test
  void givenAnnouncedVersion_thenItIsDueFromItsManifestUntilItIsPublished() throws Exception {
    VersionFolder version = new VersionFolder(output.toString(), "v1");
    version.announce();
    assertThat(version.isDue(), is(false));
    version.folder().write(VersionFolder.MANIFEST, "{}".getBytes(UTF_8));
    assertThat(version.isDue(), is(true));
    version.publish();
    assertThat(version.isDue(), is(false));

    version.announce();
    new VersionFolder(output.toString(), "v2").announce(); // a later one has come as far
    assertThat(version.isDue(), is(false));
  }

  @Test
  void givenNeighbourThatCanBeNoVersion_thenItStaysAndTheOldOnesGo() throws Exception {
    byte[] manifest = ("{\"format\":\"" + VersionFolder.FORMAT + "\"}").getBytes(UTF_8);
    for (String name : new String[] {"v1", "v1 (backup)", "v2"}) {
      new Folder(output.toString()).child(name).write(VersionFolder.MANIFEST, manifest);
    }
    assertThat(new VersionFolder(output.toString(), "v2").deleteOlder(1), is(List.of("v1")));
    assertThat(Files.exists(output.resolve("v1")), is(false));
    assertThat(Files.exists(output.resolve("v1 (backup)/manifest.json")), is(true));
  }

  @Test
  void givenFileThatIsThere_thenWritingReplacesIt() throws Exception {
    Folder folder = new Folder(output.toString());
    folder.write("a/b", "long text".getBytes(UTF_8));
    folder.write("a/b", "new".getBytes(UTF_8));
    assertThat(Files.readString(output.resolve("a/b")), is("new"));
    assertThat(folder.has(".tmp*"), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", ".hidden", "LATEST", "a b", "-x"})
  void givenNameThatIsNoFolder_thenItIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new VersionFolder(output.toString(), name));
  }
}
