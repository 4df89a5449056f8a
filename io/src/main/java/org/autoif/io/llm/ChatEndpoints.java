package org.autoif.io.llm;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/** The endpoints of a run by role; opens HTTP clients for them, which share their connections. */
public final class ChatEndpoints implements ChatClient.Source {
  private static final long serialVersionUID = 1;

  /** The role of a server for natural-language inference, asked by {@code /predict}. */
  public static final String NLI = "nli";

  /** More than any in-flight limit: the pool of threads is what holds calls back. */
  private static final int MAX_CONNECTIONS = 4096;

  private final HashMap<String, ChatEndpoint> byRole;

  private ChatEndpoints(Map<String, ChatEndpoint> byRole) {
    this.byRole = new HashMap<>(byRole);
  }

  /**
   * Returns endpoints by role; a role that is not named is asked as the teacher, if there is one.
   */
  public static ChatEndpoints of(Map<String, ChatEndpoint> byRole) {
    return new ChatEndpoints(byRole);
  }

  /**
   * Returns the endpoint that serves {@code role}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ChatEndpoint get(String role) {
    ChatEndpoint endpoint = byRole.containsKey(role) ? byRole.get(role) : byRole.get("teacher");
    if (endpoint == null) {
      throw new IllegalArgumentException("there is no endpoint for the role " + role);
    }
    return endpoint;
  }

  @Override
  public ChatClient open(String role) throws ChatException {
    return role.equals(NLI) ? new PredictClient(get(role), Transport.SHARED) : chat(role);
  }

  /**
   * Returns a client for a role that is asked for chat completions.
   *
   * @throws ChatException if the role's key cannot be read
   */
  public OpenAiChatClient chat(String role) throws ChatException {
    return new OpenAiChatClient(get(role), Transport.SHARED);
  }

  /** One pool of connections a process, made when the first client needs it. */
  private static final class Transport {
    static final HttpTransport SHARED =
        new Apache5HttpTransport(
            HttpClientBuilder.create()
                .useSystemProperties()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .addExecInterceptorLast("AnswerDeadline", new AnswerDeadline())
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultTlsConfig(
                            TlsConfig.custom()
                                .setHandshakeTimeout(EndpointHttp.CONNECT_TIMEOUT)
                                .build())
                        .setConnectionFactory(QuietConnection.factory())
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        // hundreds of threads would queue for the one lock of the strict pool
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .build())
                .build());
  }
}
