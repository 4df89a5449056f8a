package org.autoif.io.llm.endpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
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
import org.autoif.io.llm.CallTimer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the read timeout of a request that of its whole answer: by itself it starts anew with each
 * byte. Where it has passed, the connection is dropped, since to close it would read the rest, and
 * a {@link SocketTimeoutException} is thrown: by another thread as long as there are headers to
 * read, and by the next read of the body. A body without end is dropped likewise.
 */
final class AnswerDeadline implements ExecChainHandler {
  /** More than any answer has; a server that loops would else fill the memory. */
  static final int MOST_BYTES = 16 << 20;

  private static final ScheduledExecutorService WATCH = CallTimer.SystemTimer.newThread();

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Timeout timeout = scope.clientContext.getRequestConfig().getResponseTimeout();
    if (timeout == null || !timeout.isEnabled()) {
      return chain.proceed(request, scope);
    }
    long start = System.nanoTime();
    long nanos = timeout.toNanoseconds();
    ClassicHttpResponse response = head(request, scope, chain, start, nanos);
    HttpEntity body = response.getEntity();
    if (body != null) {
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

  private static ClassicHttpResponse head(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, long start, long nanos)
      throws IOException, HttpException {
    Future<?> cut = WATCH.schedule(scope.execRuntime::discardEndpoint, nanos, TimeUnit.NANOSECONDS);
    try {
      return chain.proceed(request, scope);
    } catch (IOException | IllegalStateException e) { // as a client without connection says
      if (System.nanoTime() - start < nanos) {
        throw e;
      }
      throw late(nanos, e);
    } finally {
      cut.cancel(false);
    }
  }

  private static SocketTimeoutException late(long nanos, @Nullable Exception cause) {
    SocketTimeoutException late =
        new SocketTimeoutException(
            "the answer took longer than " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
    late.initCause(cause);
    return late;
  }

  /** A body is larger than {@link #MOST_BYTES}. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Body extends FilterInputStream {
    private final long start;
    private final long nanos;
    private final ExecRuntime connection;
    private long left = MOST_BYTES;

    Body(InputStream in, long start, long nanos, ExecRuntime connection) {
      super(in);
      this.start = start;
      this.nanos = nanos;
      this.connection = connection;
    }

    @Override
    public int read() throws IOException {
      check();
      int read = super.read();
      took(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      check();
      int read = super.read(to, from, length);
      took(Math.max(0, read));
      return read;
    }

    /** To close a body reads the rest of it, which may never end: its connection is dropped. */
    private void took(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        connection.discardEndpoint();
        throw new TooLargeException();
      }
    }

    private void check() throws IOException {
      if (System.nanoTime() - start >= nanos) {
        connection.discardEndpoint();
        throw late(nanos, null);
      }
    }
  }
}
