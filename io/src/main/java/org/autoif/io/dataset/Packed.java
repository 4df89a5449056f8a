package org.autoif.io.dataset;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Tells by a file's first bytes what it is packed by, and unpacks it. */
final class Packed {
  static final String ALLOWED = "gzip, bzip2, xz, zstd or zip of one file";

  /** Letters of ASCII in two bytes each. */
  private static final Pattern UTF_16 = Pattern.compile("(?:[!-~]\0){4}|(?:\0[!-~]){4}");

  private static final int BUFFER = 1 << 16;
  private static final int TAR_MARK = 257;

  /** First bytes of what is no text and is not read, with its name. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put("7z\u00bc\u00af'\u001c", "a 7-Zip archive");
    OTHERS.put("Rar!\u001a", "a RAR archive");
    OTHERS.put("\u0004\"M\u0018", "packed by LZ4");
    OTHERS.put("\u00ff\u0006\u0000\u0000sNaPpY", "packed by Snappy");
    OTHERS.put("ARROW1", "an Arrow file");
    OTHERS.put("SQLite format 3", "an SQLite database");
    OTHERS.put("%PDF-", "a PDF");
    OTHERS.put("Obj\u0001", "an Avro file");
    OTHERS.put("ORC", "an ORC file");
    OTHERS.put("\u00d0\u00cf\u0011\u00e0", "a document of an office program");
  }

  private Packed() {}

  /**
   * Returns what is in a file.
   *
   * @param name how to call the file in an error
   * @throws InputException if it is of a kind that is not read
   */
  static InputStream unpacked(InputStream file, String name) throws IOException {
    InputStream in = new LookingAhead(file);
    String head = head(in, 512);
    InputStream out = in;
    if (head.startsWith("\u001f\u008b")) {
      out = new GZIPInputStream(in, BUFFER);
    } else if (head.startsWith("BZh")) {
      out = new BZip2CompressorInputStream(in, true);
    } else if (head.startsWith("\u00fd7zXZ\u0000")) {
      out = new XZInputStream(in);
    } else if (head.startsWith("(\u00b5/\u00fd")) {
      out = new ZstdInputStream(in);
    } else if (head.startsWith("PK\u0003\u0004")) {
      out = onlyEntry(in, name);
    }
    if (out != in) {
      out = new LookingAhead(out);
      head = head(out, 512);
    }
    refuse(head, name);
    return out;
  }

  private static void refuse(String head, String name) {
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (head.startsWith(other.getKey())) {
        throw new InputException(
            name
                + " is "
                + other.getValue()
                + ": allowed are text, Parquet, and these packed by "
                + ALLOWED);
      }
    }
    if (head.startsWith("ustar", TAR_MARK)) {
      throw new InputException(
          name + " is a tar archive: unpack it; a file may be packed by " + ALLOWED);
    }
    if (head.startsWith("version https://git-lfs.github.com/")) {
      throw new InputException(
          "line 1 of "
              + name
              + " says that it is a pointer of Git LFS and not the data: run git"
              + " lfs pull");
    }
    String text = head.replaceFirst("\\A(?:\u00ef\u00bb\u00bf)?\\s*", "");
    if (text.regionMatches(true, 0, "<!doctype html", 0, 14)
        || text.regionMatches(true, 0, "<html", 0, 5)) {
      throw new InputException(
          "line 1 of "
              + name
              + " says that it is an HTML page and not the data, such as a page to"
              + " sign in on");
    }
    if (head.startsWith("\u00ff\u00fe")
        || head.startsWith("\u00fe\u00ff")
        || UTF_16.matcher(head).lookingAt()) {
      throw new InputException(
          "line 1 of "
              + name
              + " is not UTF-8: the file is in UTF-16; iconv -f UTF-16 -t UTF-8"
              + " makes it readable");
    }
  }

  /** Returns the first bytes, each as a character; the stream is where it was. */
  static String head(InputStream in, int most) throws IOException {
    in.mark(most);
    String head = new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
    in.reset();
    return head;
  }

  private static InputStream onlyEntry(InputStream in, String name) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    if (entry == null) {
      throw new InputException(name + " is a zip without a file in it");
    }
    return new OnlyEntry(zip, name);
  }

  /** Finds at the end of an entry that there is another. */
  private static final class OnlyEntry extends BufferedInputStream {
    private final ZipInputStream zip;
    private final String name;

    OnlyEntry(ZipInputStream zip, String name) {
      super(zip, BUFFER);
      this.zip = zip;
      this.name = name;
    }

    @Override
    public synchronized int read(byte[] to, int from, int length) throws IOException {
      int count = super.read(to, from, length);
      for (ZipEntry next = count < 0 ? zip.getNextEntry() : null;
          next != null;
          next = zip.getNextEntry()) {
        if (!next.isDirectory()) {
          throw new InputException(
              name
                  + " is a zip of several files: allowed are text, Parquet, and these packed by "
                  + ALLOWED);
        }
      }
      return count;
    }
  }

  /**
   * Knows whether more comes: by that the JDK finds the next member of a gzip file, or does not.
   */
  private static final class LookingAhead extends BufferedInputStream {
    LookingAhead(InputStream in) {
      super(in, BUFFER);
    }

    @Override
    public synchronized int available() throws IOException {
      mark(1);
      int next = read();
      reset();
      return next < 0 ? 0 : 1;
    }
  }

  /** Returns a file's name in small letters without what tells how it is packed. */
  static String bareName(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.(?:gz|bz2|xz|zst|zstd|zip)\\z", "");
  }
}
