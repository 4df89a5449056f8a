package org.autoif.io.llm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the read timeout of a request that of its whole answer: by itself it starts anew with each
 * byte. Where it has passed, the next read of the body drops the connection, since to close it
 * would read the rest, and throws a {@link SocketTimeoutException}.
 */
final class AnswerDeadline implements ExecChainHandler {
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    long start = System.nanoTime();
    ClassicHttpResponse response = chain.proceed(request, scope);
    Timeout timeout = scope.clientContext.getRequestConfig().getResponseTimeout();
    HttpEntity body = response.getEntity();
    if (body != null && timeout != null && timeout.isEnabled()) {
      long nanos = timeout.toNanoseconds();
      response.setEntity(
          new HttpEntityWrapper(body) {
            @Override
            public InputStream getContent() throws IOException {
              return new Body(super.getContent(), start, nanos, scope.execRuntime);
            }
          });
    }
    return response;
  }

  private static final class Body extends FilterInputStream {
    private final long start;
    private final long nanos;
    private final ExecRuntime connection;

    Body(InputStream in, long start, long nanos, ExecRuntime connection) {
      super(in);
      this.start = start;
      this.nanos = nanos;
      this.connection = connection;
    }

    @Override
    public int read() throws IOException {
      check();
      return super.read();
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      check();
      return super.read(to, from, length);
    }

    private void check() throws IOException {
      if (System.nanoTime() - start >= nanos) {
        connection.discardEndpoint();
        throw new SocketTimeoutException(
            "the answer went on for " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
      }
    }
  }
}
