package org.autoif.transforms.step;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form in which two texts are compared for being the same: Unicode NFKC, lower case, single
 * spaces, and no punctuation around words. Punctuation that stands alone is kept, since "separate
 * the parts with ***" and "separate the parts with ---" are different instructions.
 */
public final class NormalizedText {
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern EDGES =
      Pattern.compile("\\A[\\p{Ps}\\p{Pi}\"'`]+|[\\p{Pe}\\p{Pf}\"'`.,;:!?…。！？]+\\z");

  private NormalizedText() {}

  public static String of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Arrays.stream(SPACE.split(plain.strip()))
        .map(NormalizedText::bare)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String bare(String word) {
    String bare = EDGES.matcher(word).replaceAll("");
    return bare.isEmpty() ? word.replaceAll("\\A[.,;:!?]+\\z", "") : bare;
  }
}
