package org.autoif.io.dataset;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.airlift.compress.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.BiPredicate;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.autoif.io.record.Json;

/**
 * JSON rows as a Parquet file, and back. The columns are given in Parquet's schema language, with
 * texts, 64-bit numbers, booleans, structures and three-level lists; equal rows in equal order give
 * equal bytes on any machine.
 */
final class ParquetRows {
  /** How a file ends. */
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

  private static final JsonNodeFactory NODES = Json.mapper().getNodeFactory();

  private ParquetRows() {}

  /**
   * Returns the file.
   *
   * @throws IllegalArgumentException if a row has a field that is no column, lacks one that is
   *     required, or has it in another type
   */
  static byte[] write(String columns, Collection<String> rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType("message row {" + columns + "}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(InMemoryFile.to(bytes))
            .withType(type)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withCodecFactory(new ParquetPages())
            .build()) {
      for (String row : rows) {
        Group group = new SimpleGroup(type);
        fill(group, type, Json.read(row, JsonNode.class));
        writer.write(group);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Hands on the rows of a file, each with its number from 1, until {@code whileTrue} says no.
   *
   * @param name how to call the file in an error
   * @throws InputException if it is no Parquet file, or has columns of other types
   */
  static void read(byte[] file, String name, BiPredicate<Integer, JsonNode> whileTrue)
      throws IOException {
    int tail = Math.max(0, file.length - MAGIC.length);
    if (!Arrays.equals(file, tail, file.length, MAGIC, 0, MAGIC.length)) {
      throw new InputException(name + " cannot be read as Parquet: it ends otherwise");
    }
    int number = 0;
    try (ParquetReader<Group> reader =
        new Builder(InMemoryFile.of(file)).withCodecFactory(new ParquetPages()).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        number++;
        if (!whileTrue.test(number, json(row))) {
          return;
        }
      }
    } catch (ParquetDecodingException | UnsupportedOperationException | MalformedInputException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new InputException(name + " cannot be read as Parquet: " + why.getMessage());
    }
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private static void fill(Group group, GroupType type, JsonNode row) {
    for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!type.containsField(name)) {
        throw new IllegalArgumentException("a row has '" + name + "', which is no column: " + type);
      }
    }
    for (int i = 0; i < type.getFieldCount(); i++) {
      JsonNode value = row.path(type.getFieldName(i));
      if (!value.isMissingNode()) {
        add(group, i, type.getType(i), value);
      } else if (type.getType(i).isRepetition(Type.Repetition.REQUIRED)) {
        throw new IllegalArgumentException("a row lacks '" + type.getFieldName(i) + "'");
      }
    }
  }

  private static void add(Group group, int at, Type type, JsonNode value) {
    if (type.isPrimitive()) {
      addPrimitive(group, at, type, value);
    } else if (isList(type)) {
      Type element = type.asGroupType().getType(0).asGroupType().getType(0);
      Group list = group.addGroup(at);
      value.forEach(item -> add(list.addGroup(0), 0, element, item));
    } else {
      fill(group.addGroup(at), type.asGroupType(), value);
    }
  }

  private static void addPrimitive(Group group, int at, Type type, JsonNode value) {
    switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> {
        if (!value.isTextual()) {
          throw new IllegalArgumentException("'" + type.getName() + "' is no text: " + value);
        }
        group.add(at, Binary.fromString(value.textValue()));
      }
      case DOUBLE -> group.add(at, value.doubleValue());
      case INT64 -> group.add(at, value.longValue());
      case BOOLEAN -> group.add(at, value.booleanValue());
      default -> throw new IllegalArgumentException("a column is " + type);
    }
  }

  private static ObjectNode json(Group group) {
    ObjectNode row = Json.mapper().createObjectNode();
    GroupType type = group.getType();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Type field = type.getType(i);
      int count = group.getFieldRepetitionCount(i);
      if (field.isRepetition(Type.Repetition.REPEATED)) {
        // A list of the oldest layout, which has no group of its own.
        ArrayNode list = row.putArray(field.getName());
        for (int k = 0; k < count; k++) {
          list.add(value(group, i, k, field));
        }
      } else if (count > 0) {
        row.set(field.getName(), value(group, i, 0, field));
      }
    }
    return row;
  }

  private static JsonNode value(Group group, int at, int which, Type type) {
    if (type.isPrimitive()) {
      return primitive(group, at, which, type);
    }
    Group inner = group.getGroup(at, which);
    if (isMap(type)) {
      return map(inner);
    }
    if (!isList(type)) {
      return json(inner);
    }
    Type repeated = type.asGroupType().getType(0);
    ArrayNode list = Json.mapper().createArrayNode();
    for (int i = 0; i < inner.getFieldRepetitionCount(0); i++) {
      if (!hasElement(type, repeated)) {
        list.add(value(inner, 0, i, repeated));
        continue;
      }
      Group item = inner.getGroup(0, i);
      Type element = repeated.asGroupType().getType(0);
      list.add(
          item.getFieldRepetitionCount(0) == 0 ? NODES.nullNode() : value(item, 0, 0, element));
    }
    return list;
  }

  /** Whether a list's repeated field wraps the element, as the format's rules of old files say. */
  private static boolean hasElement(Type list, Type repeated) {
    return !repeated.isPrimitive()
        && repeated.asGroupType().getFieldCount() == 1
        && !repeated.getName().equals("array")
        && !repeated.getName().equals(list.getName() + "_tuple");
  }

  private static JsonNode map(Group entries) {
    ObjectNode map = Json.mapper().createObjectNode();
    for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
      Group entry = entries.getGroup(0, i);
      boolean hasValue =
          entry.getType().getFieldCount() > 1 && entry.getFieldRepetitionCount(1) > 0;
      map.set(
          value(entry, 0, 0, entry.getType().getType(0)).asText(),
          hasValue ? value(entry, 1, 0, entry.getType().getType(1)) : NODES.nullNode());
    }
    return map;
  }

  /** Other programs' types that JSON has no like of become texts. */
  private static JsonNode primitive(Group group, int at, int which, Type type) {
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> NODES.textNode(group.getString(at, which));
      case DOUBLE -> NODES.numberNode(group.getDouble(at, which));
      case FLOAT -> NODES.numberNode(group.getFloat(at, which));
      case INT64 -> NODES.numberNode(group.getLong(at, which));
      case INT32 -> NODES.numberNode(group.getInteger(at, which));
      case BOOLEAN -> NODES.booleanNode(group.getBoolean(at, which));
      default -> NODES.textNode(group.getValueToString(at, which));
    };
  }

  private static boolean isMap(Type type) {
    return type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation;
  }

  private static boolean isList(Type type) {
    return type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
  }
}
