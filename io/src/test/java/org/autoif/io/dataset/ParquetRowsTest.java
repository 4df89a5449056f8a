package org.autoif.io.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowsTest {
  private static final String COLUMNS =
      """
      required binary id (STRING);
      required group turns (LIST) {
        repeated group list {
          required group element {
            required binary role (STRING);
            required group words (LIST) { repeated group list { required binary element (STRING); } }
          }
        }
      }
      required int64 number;
      required boolean good;
      optional double score;
      """;

  private static String row(int i, String score) {
    return "{\"id\":\"é"
        + i
        + "\",\"turns\":[{\"role\":\"user\",\"words\":[\"a\",\"\\n\"]},"
        + "{\"role\":\"assistant\",\"words\":[]}],\"number\":"
        + i
        + ",\"good\":"
        + (i % 2 == 0)
        + score
        + "}";
  }

  private static List<String> read(byte[] file) throws IOException {
    List<String> rows = new ArrayList<>();
    InputFiles.values(
        new ByteArrayInputStream(file),
        "x.parquet",
        (number, row) -> {
          rows.add(row.toString());
          assertThat(number, is(rows.size()));
        });
    return rows;
  }

  private static byte[] pyarrow(String codec) throws IOException {
    try (InputStream in =
        ParquetRowsTest.class.getResourceAsStream("pyarrow-" + codec + ".parquet")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** The files were made by pyarrow 26, which packs by Snappy unless asked not to. */
  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "none"})
  void givenFileOfAnotherProgram_thenItsRowsAreReadWhateverItsColumns(String codec)
      throws IOException {
    List<String> rows = read(pyarrow(codec));
    assertThat(rows.size(), is(2));
    assertThat(rows.get(0), startsWith("{\"conversations\":[{\"from\":\"human\",\"value\":\"How"));
    assertThat(rows.get(0), containsString("\"score\":0.5,\"turns\":2,\"tags\":[\"a\",null]"));
    assertThat(
        rows.get(1),
        is(
            "{\"conversations\":[{\"from\":\"human\",\"value\":\"Wie groß ist der Mond?\"}],"
                + "\"turns\":1,\"tags\":[]}"));
  }

  @Test
  void givenOtherCodec_thenOneLineSaysWhatIsAllowed() throws IOException {
    byte[] file = pyarrow("brotli");
    assertThat(
        assertThrows(InputException.class, () -> read(file)).getMessage(),
        is(
            "x.parquet cannot be read as Parquet: it is compressed by BROTLI; allowed are ZSTD,"
                + " SNAPPY, LZ4_RAW, GZIP and UNCOMPRESSED"));
  }

  @Test
  void givenRows_thenTheyAreReadBack() throws IOException {
    List<String> rows = List.of(row(1, ",\"score\":9.5"), row(2, ""));
    assertThat(read(ParquetRows.write(COLUMNS, rows)), is(rows));
  }

  @Test
  void givenManyRows_thenTheFileIsSmallAndAlwaysTheSame() throws IOException {
    List<String> rows = IntStream.range(0, 5000).mapToObj(i -> row(i, "")).toList();
    byte[] file = ParquetRows.write(COLUMNS, rows);
    assertThat(ParquetRows.write(COLUMNS, rows), is(file));
    assertThat(read(file), is(rows));
    assertThat(
        file.length + " bytes",
        file.length < String.join("", rows).getBytes(StandardCharsets.UTF_8).length / 4,
        is(true));
  }

  @Test
  void givenNoRows_thenTheFileHasNone() throws IOException {
    assertThat(read(ParquetRows.write(COLUMNS, List.of())), is(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"a\",\"other\":1}', 'a row has ''other'', which is no column'",
    "'{\"id\":\"a\"}', 'a row lacks ''turns'''",
    "'{\"id\":1}', '''id'' is no text: 1'",
  })
  void givenARowThatDoesNotFit_thenItsFieldIsNamed(String row, String message) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> ParquetRows.write(COLUMNS, List.of(row)))
            .getMessage(),
        startsWith(message));
  }

  @Test
  void givenAFileThatIsNoParquet_thenItIsNamed() {
    byte[] text = "{\"id\":\"a\"} and some more".getBytes(StandardCharsets.UTF_8);
    assertThat(
        assertThrows(InputException.class, () -> read(text)).getMessage(),
        containsString("x.parquet cannot be read as Parquet: "));
  }
}
