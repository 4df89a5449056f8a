package org.autoif.io.llm.endpoint;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactoryBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.autoif.io.llm.ChatException;
import org.jspecify.annotations.Nullable;

/** The pools of connections of this process: one for each file of authorities. */
final class Transports {
  /** More than any in-flight limit: the pool of threads is what holds calls back. */
  private static final int MAX_CONNECTIONS = 4096;

  private static final String CA_VARIABLE = "SSL_CERT_FILE";
  private static final String NONE = "";
  private static final Map<String, HttpTransport> BY_FILE = new HashMap<>();

  private Transports() {}

  /**
   * Returns the connections for an endpoint.
   *
   * @throws ChatException of kind AUTH if its authorities or the proxy cannot be used
   */
  static HttpTransport of(ChatEndpoint endpoint) throws ChatException {
    String variable = System.getenv(CA_VARIABLE);
    String named = endpoint.caFile() != null ? endpoint.caFile() : variable;
    String file =
        named == null || named.isBlank() || !endpoint.baseUrl().startsWith("https:") ? NONE : named;
    synchronized (BY_FILE) {
      HttpTransport transport = BY_FILE.get(file);
      if (transport == null) {
        try {
          transport = make(file.equals(NONE) ? null : file, new Proxies(System.getenv()));
        } catch (IOException | IllegalArgumentException e) {
          throw new ChatException(ChatException.Kind.AUTH, String.valueOf(e.getMessage()), 0, e);
        }
        BY_FILE.put(file, transport);
      }
      return transport;
    }
  }

  static HttpTransport make(@Nullable String caFile, Proxies proxies) throws IOException {
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .useSystemProperties()
            .setDefaultTlsConfig(
                TlsConfig.custom().setHandshakeTimeout(EndpointHttp.CONNECT_TIMEOUT).build())
            .setConnectionFactory(QuietConnection.factory())
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            // hundreds of threads would queue for the one lock of the strict pool
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX);
    if (caFile != null) {
      connections.setSSLSocketFactory(
          SSLConnectionSocketFactoryBuilder.create()
              .useSystemProperties()
              .setSslContext(Authorities.with(caFile))
              .build());
    }
    return new Apache5HttpTransport(
        HttpClientBuilder.create()
            .useSystemProperties()
            .setRoutePlanner(proxies.planner())
            .setDefaultCredentialsProvider(proxies.credentials())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .addExecInterceptorLast("AnswerDeadline", new AnswerDeadline())
            .setConnectionManager(connections.build())
            .build());
  }
}
