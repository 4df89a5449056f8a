package org.autoif.io.dataset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Parquet's idea of a file, in memory, so that no file system of Hadoop's is needed. */
final class InMemoryFile {
  private InMemoryFile() {}

  static OutputFile to(ByteArrayOutputStream bytes) {
    return new OutputFile() {
      @Override
      public PositionOutputStream create(long blockSize) {
        return new Output(bytes);
      }

      @Override
      public PositionOutputStream createOrOverwrite(long blockSize) {
        bytes.reset();
        return new Output(bytes);
      }

      @Override
      public boolean supportsBlockSize() {
        return false;
      }

      @Override
      public long defaultBlockSize() {
        return 0;
      }
    };
  }

  static InputFile of(byte[] bytes) {
    return new InputFile() {
      @Override
      public long getLength() {
        return bytes.length;
      }

      @Override
      public SeekableInputStream newStream() {
        return new Input(new Cursor(bytes));
      }
    };
  }

  private static final class Output extends PositionOutputStream {
    private final ByteArrayOutputStream bytes;

    Output(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int value) {
      bytes.write(value);
    }

    @Override
    public void write(byte[] from, int start, int size) {
      bytes.write(from, start, size);
    }
  }

  private static final class Cursor extends ByteArrayInputStream {
    Cursor(byte[] bytes) {
      super(bytes);
    }

    int at() {
      return pos;
    }

    void seek(long to) {
      pos = Math.toIntExact(to);
    }
  }

  private static final class Input extends DelegatingSeekableInputStream {
    private final Cursor cursor;

    Input(Cursor cursor) {
      super(cursor);
      this.cursor = cursor;
    }

    @Override
    public long getPos() {
      return cursor.at();
    }

    @Override
    public void seek(long to) {
      cursor.seek(to);
    }
  }
}
