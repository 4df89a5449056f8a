package org.autoif.pipeline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The program where Flink itself starts it: a session job or an application on Kubernetes, {@code
 * flink run}, a jar that was uploaded to the REST interface. The arguments are {@link AutoIf}'s but
 * for the runner, which is this Flink.
 *
 * <p>It returns when Flink has the job, and throws what is wrong with the arguments: ending the
 * process, as {@link AutoIf} does, would end the JobManager. Inputs are read, and the endpoint is
 * asked whether it is there, in that process, so it needs the files and the keys that workers need.
 */
public final class AutoIfOnFlink {
  private AutoIfOnFlink() {}

  /**
   * Sends a job to the Flink around it.
   *
   * @throws IllegalArgumentException if it cannot be sent; the message is one line
   */
  public static void main(String[] arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--runner=FlinkRunner");
    all.add("--attachedMode=false");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    if (AutoIf.run(all, System.out, new PrintStream(errors, true, UTF_8)) != 0) {
      throw new IllegalArgumentException(errors.toString(UTF_8).strip());
    }
  }
}
