package org.autoif.io.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path root;

  private static List<String> names(Folder folder, String pattern) throws Exception {
    return folder.list(pattern).stream()
        .map(file -> String.valueOf(file.resourceId().getFilename()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out[1]", "out*", "out?", "out{1,2}", "out[!2]", "a [v2] b", "übung"})
  void givenAFolderWithCharactersOfPatterns_thenOnlyItIsMeant(String name) throws Exception {
    Path neighbour = Files.createDirectories(root.resolve("out1/v1"));
    Files.writeString(neighbour.resolve(VersionFolder.MANIFEST), "x");
    Folder folder = new Folder(root.resolve(name).toString());
    assertThat(folder.has("**"), is(false));
    folder.write("v1/manifest.json", "mine".getBytes(UTF_8));
    folder.write("v1/manifest.json", "again".getBytes(UTF_8));

    assertThat(names(folder, "*/manifest.json"), contains("manifest.json"));
    assertThat(names(folder, "**"), contains("manifest.json"));
    assertThat(InputFiles.readText(folder.file("v1/manifest.json").toString()), is("again"));
    assertThat(InputFiles.match(root.resolve(name) + "/v1/*.json").size(), is(1));
    folder.child("v1").deleteAll(VersionFolder.MANIFEST);

    assertThat(names(folder, "**"), empty());
    assertThat(Files.readString(neighbour.resolve(VersionFolder.MANIFEST)), is("x"));
  }

  @Test
  void givenALinkInAFolder_thenWhatItLeadsToIsNotDeleted() throws Exception {
    Path other = Files.createDirectories(root.resolve("other"));
    Files.writeString(other.resolve("kept"), "x");
    Path version = Files.createDirectories(root.resolve("out/v1"));
    Files.createSymbolicLink(version.resolve("link"), other);
    Files.createSymbolicLink(version.resolve("file"), other.resolve("kept"));
    Folder folder = new Folder(version.toString());
    folder.delete("**");
    folder.deleteAll(VersionFolder.MANIFEST);
    assertThat(Files.exists(version), is(false));
    assertThat(Files.readString(other.resolve("kept")), is("x"));
  }

  @Test
  void givenALinkToTheFolder_thenItIsTheFolder() throws Exception {
    Path real = Files.createDirectories(root.resolve("real"));
    Path link = Files.createSymbolicLink(root.resolve("link"), real);
    Folder folder = new Folder(link.toString());
    folder.write("v1/a", "x".getBytes(UTF_8));
    assertThat(names(folder, "*/a"), contains("a"));
    folder.delete("**");
    assertThat(names(folder, "**"), empty());
  }

  @Test
  void givenAWrite_thenNothingIsLeftBesideTheFile() throws Exception {
    new Folder(root.toString()).write("a", "x".getBytes(UTF_8));
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(f -> f.getFileName().toString()).toList(), contains("a"));
    }
  }

  @Test
  void givenInputsInAFolderWithBrackets_thenTheirPatternIsTheRest() throws Exception {
    Path folder = Files.createDirectories(root.resolve("data[1]"));
    for (String name : new String[] {"a.txt", "b.txt", "c[2].txt", "d.json"}) {
      Files.writeString(folder.resolve(name), name);
    }
    assertThat(InputFiles.match(folder + "/[ab].txt").size(), is(2));
    assertThat(InputFiles.match(folder + "/{a,d}.*").size(), is(2));
    assertThat(InputFiles.match(folder + "/c[2].txt").size(), is(1));
    assertThat(InputFiles.match(root + "/*/?.txt").size(), is(2));
  }
}
