package org.autoif.pipeline.bench.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.autoif.pipeline.bench.ServerPace;
import org.autoif.pipeline.bench.TrafficLog;

/**
 * A chat endpoint on the loopback interface that gives every request the same answer after its
 * time. One thread serves all connections, at a tenth of what the built-in teacher costs, so that
 * the clients' use of the processor is what is measured. What is above the limit gets 429.
 */
public final class PacedServer implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int ANSWER_CHARS = 1000;
  private static final byte[] ANSWER =
      response(
          "200 OK",
          "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
              + "\"assistant\",\"content\":\""
              + "word ".repeat(ANSWER_CHARS / 5)
              + "\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":250,\"completion_tokens\":250}}");
  private static final byte[] REFUSAL =
      response(
          "429 Too Many Requests",
          "{\"error\":{\"message\":\"too many requests at once\",\"type\":\"rate_limit_error\"}}");

  /** An answer that waits for its time. */
  private record Due(long time, long arrived, long body, PacedConnection to) {}

  private final ServerPace pace;
  private final TrafficLog log = new TrafficLog();
  private final ServerSocketChannel listening;
  private final Selector selector;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>((a, b) -> Long.compare(a.time - b.time, 0));
  private volatile int limit = Integer.MAX_VALUE;
  private volatile boolean closed;

  private PacedServer(ServerPace pace) throws IOException {
    this.pace = pace;
    this.selector = Selector.open();
    this.listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  public static PacedServer start(ServerPace pace) throws IOException {
    PacedServer server = new PacedServer(pace);
    Thread thread = new Thread(server::serve, "paced-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + listening.socket().getLocalPort() + "/v1";
  }

  /** Refuses what is more than this many requests at a time from now on. */
  void limit(int requests) {
    limit = requests;
  }

  public TrafficLog log() {
    return log;
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }

  private void serve() {
    try (selector;
        listening) {
      while (!closed) {
        answerDue();
        selector.select(this::serve, patience());
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the server of the bench broke", e);
    }
  }

  /** Returns how long to wait, in milliseconds: until about when the next answer is due. */
  private long patience() {
    Due next = due.peek();
    if (next == null) {
      return 0; // until something happens
    }
    return Math.max(1, Math.round((next.time - System.nanoTime()) / 1e6));
  }

  private void answerDue() {
    // Waits are whole milliseconds: half of one is the fairest rounding.
    long now = System.nanoTime();
    long until = now + TimeUnit.MICROSECONDS.toNanos(500);
    for (Due next = due.peek(); next != null && next.time - until <= 0; next = due.peek()) {
      due.remove();
      log.answered(next.body, next.arrived, now);
      send(next.to, ANSWER);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = listening.accept();
        if (channel != null) {
          channel.configureBlocking(false);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
          own.attach(new PacedConnection(channel, own));
        }
      } else if (key.attachment() instanceof PacedConnection connection) {
        if (key.isWritable()) {
          connection.flush();
        }
        if (key.isReadable()) {
          read(connection);
        }
      }
    } catch (IOException e) {
      drop(key);
    }
  }

  private void read(PacedConnection connection) throws IOException {
    if (!connection.read()) {
      drop(connection.key());
      return;
    }
    for (Long body = connection.next(); body != null; body = connection.next()) {
      long now = System.nanoTime();
      log.arrived(body, now);
      if (due.size() >= limit) {
        log.refused(now);
        send(connection, REFUSAL);
      } else {
        log.accepted(now);
        due.add(new Due(now + pace.nanos(body), now, body, connection));
      }
    }
  }

  private static void send(PacedConnection connection, byte[] response) {
    try {
      connection.send(response);
    } catch (IOException e) {
      drop(connection.key()); // the client has gone
    }
  }

  private static void drop(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  private static byte[] response(String status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return (head + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
  }
}
