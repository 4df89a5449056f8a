package org.autoif.io.dataset;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Packs the pages of Parquet files by Zstandard, and unpacks those by Zstandard, Snappy and gzip,
 * in Java alone: without Hadoop's codecs, which need its configuration, and without a native
 * library, whose bytes could differ from machine to machine.
 */
final class ParquetPages implements CompressionCodecFactory {
  /** Fills {@code plain} with what {@code packed} unpacks to. */
  private interface Unpack {
    void unpack(byte[] packed, byte[] plain) throws IOException;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("pages are packed by ZSTD, not by " + codec);
    }
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Decompressor(
        switch (codec) {
          case UNCOMPRESSED -> (from, to) -> System.arraycopy(from, 0, to, 0, to.length);
          case ZSTD ->
              (from, to) ->
                  new ZstdDecompressor().decompress(from, 0, from.length, to, 0, to.length);
          case SNAPPY ->
              (from, to) ->
                  new SnappyDecompressor().decompress(from, 0, from.length, to, 0, to.length);
          case LZ4_RAW ->
              (from, to) ->
                  new Lz4Decompressor().decompress(from, 0, from.length, to, 0, to.length);
          case GZIP -> ParquetPages::gunzip;
          default -> throw unsupported(codec);
        });
  }

  private static void gunzip(byte[] packed, byte[] plain) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      in.readNBytes(plain, 0, plain.length);
    }
  }

  private static ParquetDecodingException unsupported(CompressionCodecName codec) {
    return new ParquetDecodingException(
        "it is compressed by "
            + codec
            + "; allowed are ZSTD, SNAPPY, LZ4_RAW, GZIP and UNCOMPRESSED");
  }

  @Override
  public void release() {}

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      byte[] plain = page.toInputStream().readAllBytes();
      ZstdCompressor zstd = new ZstdCompressor();
      byte[] packed = new byte[zstd.maxCompressedLength(plain.length)];
      int size = zstd.compress(plain, 0, plain.length, packed, 0, packed.length);
      return BytesInput.from(packed, 0, size);
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {}
  }

  private static final class Decompressor implements BytesInputDecompressor {
    private final Unpack codec;

    Decompressor(Unpack codec) {
      this.codec = codec;
    }

    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      byte[] plain = new byte[size];
      codec.unpack(page.toInputStream().readAllBytes(), plain);
      return BytesInput.from(plain);
    }

    @Override
    public void decompress(ByteBuffer from, int packedSize, ByteBuffer to, int size)
        throws IOException {
      byte[] packed = new byte[packedSize];
      from.get(packed);
      byte[] plain = new byte[size];
      codec.unpack(packed, plain);
      to.put(plain);
    }

    @Override
    public void release() {}
  }
}
