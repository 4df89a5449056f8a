package org.autoif.io.nli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes a folder with a classifier of pairs out of a real encoder, all-MiniLM-L6-v2, which a Maven
 * artifact ships with its tokenizer. It has a classifier's parts and speed but not its wits: the
 * layer that gives a number for each of the labels is drawn by chance.
 *
 * <p>The layer is added by appending to the file: where a message of protocol buffers comes twice,
 * its repeated fields (here the graph's nodes, weights and outputs) are joined.
 */
final class SmallModel {
  private static final String ENCODER = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int WIDTH = 384;
  private static final int LABELS = 3;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private SmallModel() {}

  /**
   * Writes the model.
   *
   * @param id2label the order of the labels, as JSON
   */
  static void write(Path folder, String id2label) throws IOException {
    Files.createDirectories(folder);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(resource(ENCODER));
    model.write(message(7, graph()));
    Files.write(folder.resolve("model.onnx"), model.toByteArray());
    Files.write(folder.resolve("tokenizer.json"), resource(TOKENIZER));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"model_type\":\"bert\",\"max_position_embeddings\":512,\"id2label\":" + id2label + "}");
  }

  /** The first token's state, by weights, gives the numbers. */
  private static byte[] graph() throws IOException {
    Random random = new Random(1);
    ByteBuffer weights =
        ByteBuffer.allocate(WIDTH * LABELS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WIDTH * LABELS; i++) {
      weights.putFloat((float) random.nextGaussian());
    }
    byte[] first = new byte[Long.BYTES];
    byte[] axis = join(text(1, "axis"), number(3, 1), number(20, 2));
    byte[] gather =
        join(
            text(1, "last_hidden_state"),
            text(1, "autoif_first"),
            text(2, "autoif_state"),
            text(4, "Gather"),
            message(5, axis));
    byte[] matMul =
        join(
            text(1, "autoif_state"),
            text(1, "autoif_weights"),
            text(2, "logits"),
            text(4, "MatMul"));
    byte[] shape = join(message(1, text(2, "batch")), message(1, number(1, LABELS)));
    byte[] type = message(1, join(number(1, FLOAT), message(2, shape)));
    return join(
        message(1, gather),
        message(1, matMul),
        message(5, join(number(2, INT64), text(8, "autoif_first"), message(9, first))),
        message(
            5,
            join(
                number(1, WIDTH),
                number(1, LABELS),
                number(2, FLOAT),
                text(8, "autoif_weights"),
                message(9, weights.array()))),
        message(12, join(text(1, "logits"), message(2, type))));
  }

  private static byte[] text(int field, String text) throws IOException {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[] content) throws IOException {
    return join(varint((field << 3) | 2), varint(content.length), content);
  }

  private static byte[] number(int field, int value) throws IOException {
    return join(varint(field << 3), varint(value));
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int left = value;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SmallModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the class path lacks " + name);
      }
      return in.readAllBytes();
    }
  }
}
