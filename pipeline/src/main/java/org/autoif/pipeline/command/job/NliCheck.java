package org.autoif.pipeline.command.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliLabels;
import org.autoif.io.nli.OnnxNliClient;
import org.autoif.io.record.Message;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.NliSettings;

/** Asks the judge of entailment about one pair before a run. */
public final class NliCheck {
  private NliCheck() {}

  /** Judges one pair, and ends with one line if that cannot be done. */
  public static void run(NliSettings judge, ChatEndpoints endpoints) throws JobFailedException {
    Path onnx = judge.onnx();
    if (onnx != null) {
      try {
        OnnxNliClient.of(onnx).check();
      } catch (IOException e) {
        throw new UsageException("--nliModel: " + Arguments.firstLine(e));
      }
    }
    ChatEndpoint server = judge.endpoint();
    if (server != null) {
      try (ChatClient client = endpoints.open(ChatEndpoints.NLI)) {
        List<Message> pair =
            List.of(Message.user("Answer in one word."), Message.user("The answer has one word."));
        String label = client.complete(new ChatRequest(pair, 0, 0)).text();
        if (NliLabels.read(label) == null) {
          throw new UsageException(
              "--nliBaseUrl: the model of "
                  + server.baseUrl()
                  + " answers '"
                  + label
                  + "': expected one that answers "
                  + String.join(", ", NliClient.LABELS));
        }
      } catch (ChatException e) {
        throw Unusable.of("nliBaseUrl", e);
      }
    }
  }
}
