package org.autoif.io.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PackedTest {
  private interface Packer {
    OutputStream on(OutputStream out) throws IOException;
  }

  private static byte[] pack(Packer packer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.on(bytes)) {
      out.write("one\ntwo\n".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String read(byte[] file) throws IOException {
    return new String(Packed.unpacked(new ByteArrayInputStream(file), "f").readAllBytes(), UTF_8);
  }

  @Test
  void givenAnyPacking_thenWhatIsInItIsRead() throws Exception {
    Packer zip =
        out -> {
          ZipOutputStream entries = new ZipOutputStream(out);
          entries.putNextEntry(new ZipEntry("a/"));
          entries.putNextEntry(new ZipEntry("a/b.txt"));
          return entries;
        };
    for (byte[] packed :
        new byte[][] {
          pack(BZip2CompressorOutputStream::new),
          pack(out -> new XZOutputStream(out, new LZMA2Options(1))),
          pack(ZstdOutputStream::new),
          pack(zip)
        }) {
      assertThat(read(packed), is("one\ntwo\n"));
    }
  }

  @Test
  void givenAZipOfSeveralFiles_thenItIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a", "b"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
    }
    assertThat(
        assertThrows(InputException.class, () -> read(bytes.toByteArray())).getMessage(),
        containsString("f is a zip of several files"));
  }

  @ParameterizedTest
  @CsvSource({
    "'version https://git-lfs.github.com/spec/v1',run git lfs pull",
    "'  <!DOCTYPE html><html>',is an HTML page",
    "'<html lang=en>',is an HTML page",
    "'{\0\"\0q\0\"\0',not UTF-8: the file is in UTF-16",
    "%PDF-1.4,f is a PDF",
    "ARROW1,f is an Arrow file",
    "'\u00ff\u00feo\u0000',not UTF-8: the file is in UTF-16"
  })
  void givenWhatIsNoData_thenItIsNamed(String start, String reason) {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
        assertThrows(InputException.class, () -> read(bytes)).getMessage(), containsString(reason));
  }
}
