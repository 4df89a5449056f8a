package org.autoif.io.llm.endpoint;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that logs nothing. That of the HTTP client writes every header, the key among them,
 * to the log where its level is DEBUG, which whoever runs a cluster may set.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {
  private Timeout timeout = Timeout.DISABLED;

  private QuietConnection() {
    super(Http1Config.DEFAULT);
  }

  static HttpConnectionFactory<ManagedHttpClientConnection> factory() {
    return socket -> {
      QuietConnection connection = new QuietConnection();
      if (socket != null) {
        connection.bind(socket);
      }
      return connection;
    };
  }

  @Override
  public void bind(Socket socket) throws IOException {
    super.bind(socket);
    timeout = Timeout.ofMilliseconds(socket.getSoTimeout());
  }

  @Override
  @SuppressWarnings("NullAway") // the interface does not say that it may be null, and it is before
  public Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  @Override
  @SuppressWarnings("NullAway") // as above, without TLS
  public SSLSession getSSLSession() {
    return super.getSSLSession();
  }

  @Override
  public void setSocketTimeout(Timeout of) {
    timeout = of;
    super.setSocketTimeout(of);
  }

  /** In the pool, waiting, there is no limit on how long nothing is read. */
  @Override
  public void passivate() {
    super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
  }

  @Override
  public void activate() {
    super.setSocketTimeout(timeout);
  }
}
