package org.autoif.io.dataset;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Zstandard for the pages of Parquet files, in Java alone: without Hadoop's codecs, which need its
 * configuration, and without a native library, whose bytes could differ from machine to machine.
 */
final class ZstdPages implements CompressionCodecFactory {
  private static void check(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD && codec != CompressionCodecName.UNCOMPRESSED) {
      throw new UnsupportedOperationException("it is compressed by " + codec);
    }
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    check(codec);
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    check(codec);
    return new Decompressor();
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
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      byte[] packed = page.toInputStream().readAllBytes();
      byte[] plain = new byte[size];
      new ZstdDecompressor().decompress(packed, 0, packed.length, plain, 0, size);
      return BytesInput.from(plain);
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size) {
      new ZstdDecompressor().decompress(packed, plain);
    }

    @Override
    public void release() {}
  }
}
