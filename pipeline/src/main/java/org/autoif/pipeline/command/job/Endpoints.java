package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.Concession;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.JudgeOptions;
import org.autoif.pipeline.options.PolicyOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.step.ChatRoles;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoints of the three roles from the options. What the judge's and the policy's
 * options leave open is the teacher's; but a role with an address of its own takes neither key nor
 * extra fields from the teacher, so that no key goes to a server that it is not for.
 */
public final class Endpoints {

  private static final int MOST_SECONDS = 86_400;

  /** The options of one role as they were given. */
  private record Given(
      @Nullable String baseUrl,
      @Nullable String model,
      @Nullable String keyEnv,
      @Nullable String keyFile,
      @Nullable String keyHeader,
      @Nullable String extraBody,
      @Nullable String omit,
      @Nullable String systemTurn,
      @Nullable Integer maxTokens) {}

  private Endpoints() {}

  /**
   * Returns the endpoints by role, teacher, judge and policy.
   *
   * @param baseUrl the teacher's address
   * @param model the teacher's model
   */
  public static Map<String, ChatEndpoint> of(
      SynthesizeOptions options, String baseUrl, String model) {
    ChatEndpoint teacher =
        endpoint(
            ChatRoles.TEACHER,
            null,
            new Given(
                baseUrl,
                model,
                options.getTeacherApiKeyEnv(),
                options.getTeacherApiKeyFile(),
                options.getTeacherApiKeyHeader(),
                options.getTeacherExtraBody(),
                options.getTeacherOmit(),
                options.getTeacherSystemTurn(),
                options.getMaxTokens()),
            options);
    Map<String, ChatEndpoint> byRole = new LinkedHashMap<>();
    byRole.put(ChatRoles.TEACHER, teacher);
    byRole.put(ChatRoles.JUDGE, judge(options, teacher, null));
    byRole.put(ChatRoles.POLICY, policy(options, teacher, null));
    return byRole;
  }

  /** Returns the policy's endpoint alone, by its role. */
  public static <T extends PolicyOptions & CallOptions> Map<String, ChatEndpoint> ofPolicy(
      T options) {
    return Map.of(ChatRoles.POLICY, policy(options, null, options.getMaxTokens()));
  }

  /** Returns the judge's endpoint alone, by its role. */
  public static <T extends JudgeOptions & CallOptions> Map<String, ChatEndpoint> ofJudge(
      T options) {
    return Map.of(ChatRoles.JUDGE, judge(options, null, options.getMaxTokens()));
  }

  private static <T extends JudgeOptions & CallOptions> ChatEndpoint judge(
      T options, @Nullable ChatEndpoint teacher, @Nullable Integer maxTokens) {
    Integer own = options.getJudgeMaxTokens();
    return endpoint(
        ChatRoles.JUDGE,
        teacher,
        new Given(
            options.getJudgeBaseUrl(),
            options.getJudgeModel(),
            options.getJudgeApiKeyEnv(),
            options.getJudgeApiKeyFile(),
            options.getJudgeApiKeyHeader(),
            options.getJudgeExtraBody(),
            options.getJudgeOmit(),
            options.getJudgeSystemTurn(),
            own == null ? maxTokens : own),
        options);
  }

  private static <T extends PolicyOptions & CallOptions> ChatEndpoint policy(
      T options, @Nullable ChatEndpoint teacher, @Nullable Integer maxTokens) {
    Integer own = options.getPolicyMaxTokens();
    return endpoint(
        ChatRoles.POLICY,
        teacher,
        new Given(
            options.getPolicyBaseUrl(),
            options.getPolicyModel(),
            options.getPolicyApiKeyEnv(),
            options.getPolicyApiKeyFile(),
            options.getPolicyApiKeyHeader(),
            options.getPolicyExtraBody(),
            options.getPolicyOmit(),
            options.getPolicySystemTurn(),
            own == null ? maxTokens : own),
        options);
  }

  /** Returns how endpoints are asked; checks what was asked for. */
  public static <T extends CallOptions & ShardOptions> CompleteChats chats(
      T options, ChatClient.Source endpoints, @Nullable StoreSettings store) {
    return Arguments.checked(
        () ->
            CompleteChats.of(endpoints)
                .withMaxInFlight(options.getMaxInFlight())
                .withMaxAttempts(options.getMaxAttempts())
                .withEndpointPatience(options.getEndpointPatience())
                .withMaxFailures(options.getMaxFailures())
                .withRates(options.getRequestsPerMinute(), options.getTokensPerMinute())
                .withShards(Jobs.shards(options))
                .withChoicesPerRequest(options.getChoicesPerRequest())
                .withStore(store == null ? null : CompletionStores.source(store)));
  }

  /** Returns how long an answer is waited for. */
  public static int timeoutMillis(CallOptions options) {
    int seconds = options.getRequestTimeout();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new UsageException("--requestTimeout " + seconds + ": must be from 1 to 86400");
    }
    return 1000 * seconds;
  }

  private static ChatEndpoint endpoint(
      String role, @Nullable ChatEndpoint teacher, Given given, CallOptions options) {
    ChatEndpoint base = base(role, teacher, given);
    int maxTokens = given.maxTokens() == null ? base.maxTokens() : given.maxTokens();
    if (maxTokens < 0) {
      String name = role.equals(ChatRoles.TEACHER) ? "maxTokens" : role + "MaxTokens";
      throw new UsageException("--" + name + " " + maxTokens + ": must be 0 or more");
    }
    ChatEndpoint own =
        base.withTimeoutMillis(timeoutMillis(options))
            .withMaxTokens(maxTokens)
            .withCaFile(options.getCaFile());
    if (given.keyEnv() != null || given.keyFile() != null) {
      own = own.withApiKey(given.keyEnv(), given.keyFile());
    }
    if (given.keyHeader() != null) {
      own = withHeader(own, role, given.keyHeader());
    }
    if (given.omit() != null || given.systemTurn() != null) {
      own = own.withConcessions(concessions(role, given));
    }
    if (given.extraBody() != null) {
      own = own.withExtraBody(checkedJson(role + "ExtraBody", given.extraBody()));
    }
    return own;
  }

  private static ChatEndpoint withHeader(ChatEndpoint own, String role, String header) {
    try {
      return own.withApiKeyHeader(header);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + role + "ApiKeyHeader=" + Arguments.firstLine(e));
    }
  }

  private static Set<Concession> concessions(String role, Given given) {
    Set<Concession> all = EnumSet.noneOf(Concession.class);
    String turn = given.systemTurn() == null ? "system" : given.systemTurn();
    if (turn.equals("user")) {
      all.add(Concession.FOLDED_SYSTEM);
    } else if (!turn.equals("system")) {
      throw new UsageException("--" + role + "SystemTurn='" + turn + "': expected system or user");
    }
    String omit = given.omit() == null ? "" : given.omit();
    for (String field : omit.split(",", -1)) {
      if (!field.isBlank()) {
        try {
          all.add(Concession.omitting(field.strip()));
        } catch (IllegalArgumentException e) {
          throw new UsageException("--" + role + "Omit: " + Arguments.firstLine(e));
        }
      }
    }
    return all;
  }

  /** Returns what the role's own options are put upon. */
  private static ChatEndpoint base(String role, @Nullable ChatEndpoint teacher, Given given) {
    if (given.baseUrl() == null && teacher != null) {
      return given.model() == null ? teacher : teacher.withModel(given.model());
    }
    String model = Arguments.required(role + "Model", given.model());
    try {
      ChatEndpoint own =
          ChatEndpoint.of(Arguments.required(role + "BaseUrl", given.baseUrl()), model);
      return teacher == null ? own : own.withMaxTokens(teacher.maxTokens());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + role + "BaseUrl: " + Arguments.firstLine(e));
    }
  }

  private static String checkedJson(String option, String json) {
    try {
      Json.read(json, ObjectNode.class);
      return json;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + "='" + json + "': expected a JSON object");
    }
  }

  /** Returns what to throw for an endpoint that may answer later; throws if another is needed. */
  static JobFailedException unusable(String option, ChatException e) {
    return unusable(option, e, "");
  }

  /** Likewise with more to say. */
  static JobFailedException unusable(String option, ChatException e, String more) {
    String line = "--" + option + ": " + Arguments.firstLine(e) + more;
    if (e.kind() == ChatException.Kind.BUDGET) {
      return Jobs.ended(Arguments.firstLine(e), e);
    }
    if (e.kind().isRetryable() && e.kind() != ChatException.Kind.MALFORMED) {
      return new JobFailedException(line, e);
    }
    throw new UsageException(line);
  }
}
