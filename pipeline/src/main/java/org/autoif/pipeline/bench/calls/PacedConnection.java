package org.autoif.pipeline.bench.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.autoif.pipeline.bench.TrafficLog;
import org.jspecify.annotations.Nullable;

/** A connection of a {@link PacedServer}: cuts what comes into requests. */
final class PacedConnection {
  private static final String LENGTH = "\r\ncontent-length:";

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private ByteBuffer in = ByteBuffer.allocate(4096);

  PacedConnection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  SelectionKey key() {
    return key;
  }

  /** Takes what has come and returns whether the other side is still there. */
  boolean read() throws IOException {
    int read;
    do {
      if (!in.hasRemaining()) {
        in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
      }
      read = channel.read(in);
    } while (read > 0);
    return read == 0;
  }

  /** Returns the hash of the next whole request's body, or null if there is none yet. */
  @Nullable Long next() {
    int headEnd = headEnd();
    if (headEnd < 0) {
      return null;
    }
    int end = headEnd + bodyLength(new String(in.array(), 0, headEnd, ISO_8859_1));
    if (in.position() < end) {
      return null;
    }
    long hash = TrafficLog.hash(in.array(), headEnd, end);
    in.flip().position(end);
    in.compact();
    return hash;
  }

  private int headEnd() {
    byte[] bytes = in.array();
    for (int i = 3; i < in.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int bodyLength(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      return 0;
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  void send(byte[] response) throws IOException {
    unsent.add(ByteBuffer.wrap(response));
    flush();
  }

  /** Sends what it can; the rest when there is room again. */
  void flush() throws IOException {
    for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    key.interestOps(SelectionKey.OP_READ);
  }
}
