package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.autoif.pipeline.options.NliOptions;
import org.autoif.transforms.instruct.ChatNliClient;
import org.autoif.transforms.instruct.TeiNliClient;
import org.autoif.transforms.step.ChatRoles;
import org.jspecify.annotations.Nullable;

/**
 * Who judges entailment, by the options.
 *
 * @param kind {@code llm}, {@code onnx} or {@code tei}
 * @param model the model's folder with {@code onnx}, its name with {@code tei}
 * @param endpoint the server with {@code tei}
 */
public record NliChoice(String kind, @Nullable String model, @Nullable ChatEndpoint endpoint) {
  private static final String LLM = "llm";
  private static final String ONNX = "onnx";
  private static final String TEI = "tei";

  public static NliChoice of(NliOptions options, int timeoutMillis) {
    String kind = options.getNli();
    if (!List.of(LLM, ONNX, TEI).contains(kind)) {
      throw new UsageException("--nli='" + kind + "': expected llm, onnx or tei");
    }
    Map<String, @Nullable String> others = new LinkedHashMap<>();
    others.put("nliBaseUrl", options.getNliBaseUrl());
    others.put("nliApiKeyEnv", options.getNliApiKeyEnv());
    others.put("nliApiKeyFile", options.getNliApiKeyFile());
    if (kind.equals(TEI)) {
      return new NliChoice(
          kind,
          Arguments.required("nliModel", options.getNliModel()),
          endpoint(options, timeoutMillis));
    }
    others.forEach((name, value) -> refuse(name, value, "tei"));
    if (kind.equals(ONNX)) {
      return new NliChoice(kind, Arguments.required("nliModel", options.getNliModel()), null);
    }
    refuse("nliModel", options.getNliModel(), "onnx or tei");
    return new NliChoice(kind, null, null);
  }

  private static void refuse(String name, @Nullable String value, String kinds) {
    if (value != null) {
      throw new UsageException("--" + name + "='" + value + "' is for --nli=" + kinds);
    }
  }

  private static ChatEndpoint endpoint(NliOptions options, int timeoutMillis) {
    try {
      return ChatEndpoint.of(
              Arguments.required("nliBaseUrl", options.getNliBaseUrl()),
              Arguments.required("nliModel", options.getNliModel()))
          .withTimeoutMillis(timeoutMillis)
          .withApiKey(options.getNliApiKeyEnv(), options.getNliApiKeyFile());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--nliBaseUrl: " + Arguments.firstLine(e));
    }
  }

  /** Returns whether the chat model in the role of the judge is asked. */
  public boolean isChat() {
    return kind.equals(LLM);
  }

  /** Returns the endpoints of the chat roles with the server's, if there is one. */
  public Map<String, ChatEndpoint> with(Map<String, ChatEndpoint> chat) {
    Map<String, ChatEndpoint> all = new LinkedHashMap<>(chat);
    if (endpoint != null) {
      all.put(ChatEndpoints.NLI, endpoint);
    }
    return all;
  }

  /** Returns the judge; it makes its calls through the teacher's. */
  public NliClient client(ChatRoles roles) {
    return switch (kind) {
      case ONNX -> OnnxNliClient.of(folder());
      case TEI -> TeiNliClient.of(roles);
      default -> ChatNliClient.of(roles);
    };
  }

  private Path folder() {
    return Path.of(Arguments.required("nliModel", model));
  }

  /** Judges one pair, and ends with one line if that cannot be done. */
  public void check(ChatEndpoints endpoints) throws JobFailedException {
    if (kind.equals(ONNX)) {
      try {
        OnnxNliClient.of(folder()).check();
      } catch (IOException e) {
        throw new UsageException("--nliModel: " + Arguments.firstLine(e));
      }
    }
    if (endpoint != null) {
      try (ChatClient client = endpoints.open(ChatEndpoints.NLI)) {
        List<Message> pair =
            List.of(Message.user("Answer in one word."), Message.user("The answer has one word."));
        String label = client.complete(new ChatRequest(pair, 0, 0)).text();
        if (NliLabels.read(label) == null) {
          throw new UsageException(
              "--nliBaseUrl: the model of "
                  + endpoint.baseUrl()
                  + " answers '"
                  + label
                  + "': expected one that answers "
                  + String.join(", ", NliClient.LABELS));
        }
      } catch (ChatException e) {
        throw Endpoints.unusable("nliBaseUrl", e);
      }
    }
  }

  /** Adds who judges to the settings in a manifest; where a model's folder is, is no part of it. */
  public void describe(ObjectNode settings) {
    ObjectNode nli = settings.putObject("nli").put("kind", kind);
    if (kind.equals(ONNX)) {
      nli.put("model", String.valueOf(folder().toAbsolutePath().normalize().getFileName()));
    } else if (model != null) {
      nli.put("model", model);
    }
  }
}
