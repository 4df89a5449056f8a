package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real shell makes of the completion scripts. */
class CompletionTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  @Test
  void givenBash_thenItCompletesCommandsOptionsAndActions() throws Exception {
    assertThat(bash("autoif", "syn"), is(List.of("synthesize")));
    assertThat(bash("autoif", "synthesize", "--min"), hasItems("--minSft", "--minDpo"));
    assertThat(bash("autoif", "bench", "fa"), is(List.of("faults")));
    assertThat(
        bash("autoif", "synthesize", "--seeds", folder + "/comp"),
        is(List.of(folder + "/completion")));
  }

  @Test
  void givenZsh_thenItTakesTheScript() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/zsh")), "no zsh");
    Path script = script("zsh");
    assertThat(
        run("zsh", "-c", "autoload -U compinit && compinit -u -D && source " + script),
        is(List.of()));
  }

  @Test
  void givenNoShell_thenOneLine() {
    Run run = Run.of("completion", "fish");
    assertThat(run.err(), is("autoif: completion needs one of bash and zsh\n"));
    assertThat(run.status(), is(2));
  }

  private Path script(String shell) throws IOException {
    Path script = folder.resolve("completion");
    Files.writeString(script, Run.of("completion", shell).out());
    return script;
  }

  /** {@code compopt} works only where a person types. */
  private List<String> bash(String... words) throws Exception {
    String line =
        "source "
            + script("bash")
            + "; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; compopt() { :; }; _complete_autoif; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return run("bash", "-c", line);
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return printed.lines().toList();
  }
}
