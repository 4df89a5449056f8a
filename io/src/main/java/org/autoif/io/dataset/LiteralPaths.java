package org.autoif.io.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Finds and deletes files below a folder whose own path is taken as it is written, whatever
 * characters of patterns are in it; Beam takes the whole for a pattern. On a local disk that is
 * done here, elsewhere such a folder is refused.
 */
final class LiteralPaths {
  /** What makes a pattern of a path. */
  static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}]");

  private static final Pattern PART = Pattern.compile("(?s)\\*\\*|\\[.[^\\]]*\\]|.");

  private LiteralPaths() {}

  static boolean isLocal(ResourceId path) {
    return path.getScheme().equals("file");
  }

  /**
   * Returns the files below {@code folder} whose path in it matches, in the order of their names.
   *
   * @param pattern {@code *} stands for any characters of a name, {@code **} for any at all
   */
  static List<MatchResult.Metadata> list(ResourceId folder, String pattern) throws IOException {
    if (!isLocal(folder)) {
      if (WILDCARD.matcher(folder.toString()).find()) {
        throw new IOException(
            "the folder '" + folder + "' has one of the characters * ? [ ] { } in its path");
      }
      return sorted(FileSystems.match(folder + pattern, EmptyMatchTreatment.ALLOW).metadata());
    }
    Path root = Path.of(folder.toString());
    List<MatchResult.Metadata> found = new ArrayList<>();
    for (Path file : walk(root, pattern)) {
      found.add(metadata(file));
    }
    return sorted(found);
  }

  /** Deletes what {@link #list} finds; a link is deleted, and not what it leads to. */
  static void delete(ResourceId folder, String pattern) throws IOException {
    if (isLocal(folder)) {
      for (MatchResult.Metadata file : list(folder, pattern)) {
        Files.deleteIfExists(Path.of(file.resourceId().toString()));
      }
    } else {
      FileSystems.delete(
          list(folder, pattern).stream().map(MatchResult.Metadata::resourceId).toList(),
          MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  /** Deletes a local folder with all that is in it; where it leads to by a link stays. */
  static void deleteTree(ResourceId folder) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder.toString()))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  static MatchResult.Metadata metadata(Path file) throws IOException {
    return MatchResult.Metadata.builder()
        .setResourceId(FileSystems.matchNewResource(file.toString(), false))
        .setSizeBytes(Files.size(file))
        .setLastModifiedMillis(Files.getLastModifiedTime(file).toMillis())
        .setIsReadSeekEfficient(true)
        .build();
  }

  /** Without {@code **} no more folders are looked into than the pattern has. */
  private static List<Path> walk(Path root, String pattern) throws IOException {
    if (!WILDCARD.matcher(pattern).find()) {
      Path file = root.resolve(pattern);
      return Files.isRegularFile(file) ? List.of(file) : List.of();
    }
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    // What "**" is to delete is not behind a link; what "*" is to read may be.
    boolean isDeep = pattern.contains("**");
    int depth = isDeep ? Integer.MAX_VALUE : Path.of(pattern).getNameCount();
    EnumSet<FileVisitOption> options =
        isDeep ? EnumSet.noneOf(FileVisitOption.class) : EnumSet.of(FileVisitOption.FOLLOW_LINKS);
    Path start = isDeep ? root.toRealPath() : root;
    Pattern regex = Pattern.compile(regex(pattern), Pattern.DOTALL);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(start, depth, options.toArray(FileVisitOption[]::new))) {
      for (Path path : all.toList()) {
        String name = start.relativize(path).toString().replace('\\', '/');
        if (regex.matcher(name).matches()
            && (Files.isRegularFile(path)
                || (isDeep && Files.isSymbolicLink(path) && !Files.isDirectory(path)))) {
          found.add(root.resolve(start.relativize(path)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found.stream().filter(f -> Files.exists(f, LinkOption.NOFOLLOW_LINKS)).toList();
  }

  /** Returns the regular expression of a pattern; brackets and braces are as in a shell. */
  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    Matcher part = PART.matcher(pattern);
    while (part.find()) {
      String text = part.group();
      if (text.equals("**")) {
        regex.append(".*");
      } else if (text.equals("*")) {
        regex.append("[^/]*");
      } else if (text.equals("?")) {
        regex.append("[^/]");
      } else if (text.length() > 2 && text.startsWith("[")) {
        regex.append('[').append(set(text.substring(1, text.length() - 1))).append(']');
      } else if (text.equals("{") && pattern.indexOf('}', part.end()) > 0) {
        regex.append("(?:");
        braces++;
      } else if (text.equals(",") && braces > 0) {
        regex.append('|');
      } else if (text.equals("}") && braces > 0) {
        regex.append(')');
        braces--;
      } else {
        regex.append(Pattern.quote(text));
      }
    }
    return regex.toString();
  }

  private static String set(String inside) {
    boolean not = inside.startsWith("!") || inside.startsWith("^");
    String of = (not ? inside.substring(1) : inside).replaceAll("([\\[\\]\\\\^&])", "\\\\$1");
    return not ? "^" + of : of;
  }

  private static List<MatchResult.Metadata> sorted(List<MatchResult.Metadata> files) {
    return files.stream().sorted(Comparator.comparing(f -> f.resourceId().toString())).toList();
  }
}
