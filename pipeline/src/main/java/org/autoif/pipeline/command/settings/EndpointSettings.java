package org.autoif.pipeline.command.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.Concession;
import org.autoif.io.record.Json;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.EndpointOptions;
import org.autoif.pipeline.options.JudgeOptions;
import org.autoif.pipeline.options.PolicyOptions;
import org.autoif.transforms.step.ChatRoles;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask in each role. What the judge's and the policy's options leave open is the teacher's;
 * but a role with an address of its own takes neither key nor extra fields from the teacher, so
 * that no key goes to a server that it is not for.
 *
 * @param roles what was given for each role that there is
 * @param timeoutMillis how long an answer is waited for
 * @param caFile authorities that are trusted besides Java's
 */
public record EndpointSettings(
    Map<String, Role> roles, int timeoutMillis, @Nullable String caFile) {
  private static final int MOST_SECONDS = 86_400;

  /** The options of one role as they were given. */
  public record Role(
      @Nullable String baseUrl,
      @Nullable String model,
      @Nullable String keyEnv,
      @Nullable String keyFile,
      @Nullable String keyHeader,
      @Nullable String extraBody,
      @Nullable String omit,
      @Nullable String systemTurn,
      @Nullable Integer maxTokens) {
    private Role at(String address, String name) {
      return new Role(
          address, name, keyEnv, keyFile, keyHeader, extraBody, omit, systemTurn, maxTokens);
    }
  }

  /** Resolves the options of teacher, judge and policy. */
  public static <T extends EndpointOptions & JudgeOptions & PolicyOptions & CallOptions>
      EndpointSettings of(T options) {
    Map<String, Role> roles = new LinkedHashMap<>();
    roles.put(
        ChatRoles.TEACHER,
        new Role(
            options.getTeacherBaseUrl(),
            options.getTeacherModel(),
            options.getTeacherApiKeyEnv(),
            options.getTeacherApiKeyFile(),
            options.getTeacherApiKeyHeader(),
            options.getTeacherExtraBody(),
            options.getTeacherOmit(),
            options.getTeacherSystemTurn(),
            options.getMaxTokens()));
    roles.put(ChatRoles.JUDGE, judge(options, null));
    roles.put(ChatRoles.POLICY, policy(options, null));
    return of(roles, options);
  }

  /** Resolves the policy's options alone. */
  public static <T extends PolicyOptions & CallOptions> EndpointSettings ofPolicy(T options) {
    return of(Map.of(ChatRoles.POLICY, policy(options, options.getMaxTokens())), options);
  }

  /** Resolves the judge's options alone. */
  public static <T extends JudgeOptions & CallOptions> EndpointSettings ofJudge(T options) {
    return of(Map.of(ChatRoles.JUDGE, judge(options, options.getMaxTokens())), options);
  }

  private static EndpointSettings of(Map<String, Role> roles, CallOptions options) {
    int seconds = options.getRequestTimeout();
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new UsageException("--requestTimeout " + seconds + ": must be from 1 to 86400");
    }
    return new EndpointSettings(roles, 1000 * seconds, options.getCaFile());
  }

  private static Role judge(JudgeOptions options, @Nullable Integer maxTokens) {
    return new Role(
        options.getJudgeBaseUrl(),
        options.getJudgeModel(),
        options.getJudgeApiKeyEnv(),
        options.getJudgeApiKeyFile(),
        options.getJudgeApiKeyHeader(),
        options.getJudgeExtraBody(),
        options.getJudgeOmit(),
        options.getJudgeSystemTurn(),
        options.getJudgeMaxTokens() == null ? maxTokens : options.getJudgeMaxTokens());
  }

  private static Role policy(PolicyOptions options, @Nullable Integer maxTokens) {
    return new Role(
        options.getPolicyBaseUrl(),
        options.getPolicyModel(),
        options.getPolicyApiKeyEnv(),
        options.getPolicyApiKeyFile(),
        options.getPolicyApiKeyHeader(),
        options.getPolicyExtraBody(),
        options.getPolicyOmit(),
        options.getPolicySystemTurn(),
        options.getPolicyMaxTokens() == null ? maxTokens : options.getPolicyMaxTokens());
  }

  /** Returns the address that was given for a role; null for none. */
  public @Nullable String baseUrl(String role) {
    return Objects.requireNonNull(roles.get(role), role).baseUrl();
  }

  /** Returns the model that was given for a role; null for none. */
  public @Nullable String model(String role) {
    return Objects.requireNonNull(roles.get(role), role).model();
  }

  /** Returns a copy with the teacher at another address. */
  public EndpointSettings withTeacher(String baseUrl, String model) {
    Map<String, Role> all = new LinkedHashMap<>(roles);
    all.computeIfPresent(ChatRoles.TEACHER, (name, role) -> role.at(baseUrl, model));
    return new EndpointSettings(all, timeoutMillis, caFile);
  }

  /**
   * Returns the endpoints by role.
   *
   * @throws UsageException if something is missing or has no meaning
   */
  public Map<String, ChatEndpoint> byRole() {
    Map<String, ChatEndpoint> made = new LinkedHashMap<>();
    roles.forEach(
        (name, role) -> made.put(name, endpoint(name, role, made.get(ChatRoles.TEACHER))));
    return made;
  }

  private ChatEndpoint endpoint(String name, Role role, @Nullable ChatEndpoint teacher) {
    ChatEndpoint base = base(name, role, teacher);
    int maxTokens = role.maxTokens() == null ? base.maxTokens() : role.maxTokens();
    if (maxTokens < 0) {
      String option = name.equals(ChatRoles.TEACHER) ? "maxTokens" : name + "MaxTokens";
      throw new UsageException("--" + option + " " + maxTokens + ": must be 0 or more");
    }
    ChatEndpoint own =
        base.withTimeoutMillis(timeoutMillis).withMaxTokens(maxTokens).withCaFile(caFile);
    if (role.keyEnv() != null || role.keyFile() != null) {
      own = own.withApiKey(role.keyEnv(), role.keyFile());
    }
    if (role.keyHeader() != null) {
      own = withHeader(own, name, role.keyHeader());
    }
    if (role.omit() != null || role.systemTurn() != null) {
      own = own.withConcessions(concessions(name, role));
    }
    if (role.extraBody() != null) {
      own = own.withExtraBody(checkedJson(name + "ExtraBody", role.extraBody()));
    }
    return own;
  }

  private static ChatEndpoint withHeader(ChatEndpoint own, String role, String header) {
    return Arguments.checked("--" + role + "ApiKeyHeader=", () -> own.withApiKeyHeader(header));
  }

  private static Set<Concession> concessions(String name, Role role) {
    Set<Concession> all = EnumSet.noneOf(Concession.class);
    String turn = role.systemTurn() == null ? "system" : role.systemTurn();
    if (turn.equals("user")) {
      all.add(Concession.FOLDED_SYSTEM);
    } else if (!turn.equals("system")) {
      throw new UsageException("--" + name + "SystemTurn='" + turn + "': expected system or user");
    }
    String omit = role.omit() == null ? "" : role.omit();
    for (String field : omit.split(",", -1)) {
      if (!field.isBlank()) {
        all.add(
            Arguments.checked("--" + name + "Omit: ", () -> Concession.omitting(field.strip())));
      }
    }
    return all;
  }

  /** Returns what the role's own options are put upon. */
  private static ChatEndpoint base(String name, Role role, @Nullable ChatEndpoint teacher) {
    if (role.baseUrl() == null && teacher != null) {
      return role.model() == null ? teacher : teacher.withModel(role.model());
    }
    String model = Arguments.required(name + "Model", role.model());
    String baseUrl = Arguments.required(name + "BaseUrl", role.baseUrl());
    ChatEndpoint own =
        Arguments.checked("--" + name + "BaseUrl: ", () -> ChatEndpoint.of(baseUrl, model));
    return teacher == null ? own : own.withMaxTokens(teacher.maxTokens());
  }

  private static String checkedJson(String option, String json) {
    try {
      Json.read(json, ObjectNode.class);
      return json;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + "='" + json + "': expected a JSON object");
    }
  }
}
