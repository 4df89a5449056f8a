package org.autoif.pipeline.command.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.OnnxNliClient;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.NliOptions;
import org.autoif.transforms.instruct.ChatNliClient;
import org.autoif.transforms.instruct.TeiNliClient;
import org.autoif.transforms.step.ChatRoles;
import org.jspecify.annotations.Nullable;

/**
 * Who judges entailment.
 *
 * @param kind {@code llm}, {@code onnx} or {@code tei}
 * @param model the model's folder with {@code onnx}, its name with {@code tei}
 * @param endpoint the server with {@code tei}
 */
public record NliSettings(String kind, @Nullable String model, @Nullable ChatEndpoint endpoint) {
  private static final String LLM = "llm";
  private static final String ONNX = "onnx";
  private static final String TEI = "tei";

  /** Resolves options. */
  public static NliSettings of(NliOptions options, int timeoutMillis) {
    String kind = options.getNli();
    if (!List.of(LLM, ONNX, TEI).contains(kind)) {
      throw new UsageException("--nli='" + kind + "': expected llm, onnx or tei");
    }
    Map<String, @Nullable String> others = new LinkedHashMap<>();
    others.put("nliBaseUrl", options.getNliBaseUrl());
    others.put("nliApiKeyEnv", options.getNliApiKeyEnv());
    others.put("nliApiKeyFile", options.getNliApiKeyFile());
    if (kind.equals(TEI)) {
      return new NliSettings(
          kind,
          Arguments.required("nliModel", options.getNliModel()),
          endpoint(options, timeoutMillis));
    }
    others.forEach((name, value) -> refuse(name, value, "tei"));
    if (kind.equals(ONNX)) {
      return new NliSettings(kind, Arguments.required("nliModel", options.getNliModel()), null);
    }
    refuse("nliModel", options.getNliModel(), "onnx or tei");
    return new NliSettings(kind, null, null);
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

  /** Returns the folder of the model that this program runs itself; null if it does not. */
  public @Nullable Path onnx() {
    return kind.equals(ONNX) ? folder() : null;
  }

  private Path folder() {
    return Path.of(Arguments.required("nliModel", model));
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
