package org.autoif.transforms.publish.export;

/**
 * Columns in Parquet's schema language, required unless they say otherwise and with three-level
 * lists, as the Parquet format asks for.
 */
final class Columns {
  private Columns() {}

  static String text(String name) {
    return "required binary " + name + " (STRING); ";
  }

  static String number(String name) {
    return "required double " + name + "; ";
  }

  static String whole(String name) {
    return "required int64 " + name + "; ";
  }

  static String yesOrNo(String name) {
    return "required boolean " + name + "; ";
  }

  static String group(String name, String... columns) {
    return "required group " + name + " { " + String.join("", columns) + "} ";
  }

  /** A list; {@code element} is a column of that name. */
  static String list(String name, String element) {
    return "required group " + name + " (LIST) { repeated group list { " + element + "} } ";
  }

  static String texts(String name) {
    return list(name, text("element"));
  }

  static String optionalTexts(String name) {
    return texts(name).replaceFirst("required", "optional");
  }

  /** Turns of a conversation. */
  static String turns(String name) {
    return list(name, turn("element"));
  }

  static String turn(String name) {
    return group(name, text("role"), text("content"));
  }
}
