package org.autoif.transforms.publish.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.dataset.RowFiles;
import org.autoif.transforms.train.Split;

/**
 * What a version has of a table.
 *
 * @param folder name of the table
 * @param train rows to train on
 * @param validation rows to validate with
 * @param extension how the names of its files end, from the dot on
 */
public record TableFiles(String folder, long train, long validation, String extension) {
  /** Returns the tables that have rows, the main ones first. */
  public static List<TableFiles> of(ObjectNode manifest) {
    List<TableFiles> tables = new ArrayList<>();
    for (String folder : Tables.names()) {
      long train = manifest.path("rows").path(folder).asLong(0);
      long validation = manifest.path("rows").path(folder + RowFiles.VALIDATION).asLong(0);
      if (train + validation > 0) {
        tables.add(new TableFiles(folder, train, validation, extension(manifest, folder)));
      }
    }
    return tables;
  }

  private static String extension(ObjectNode manifest, String folder) {
    for (JsonNode file : manifest.path("files")) {
      String path = file.path("path").asText();
      if (path.startsWith(folder + "/") || path.startsWith(folder + RowFiles.VALIDATION + "/")) {
        return path.substring(path.lastIndexOf('.'));
      }
    }
    throw new IllegalStateException("rows of " + folder + " are in no file");
  }

  /** Returns the sides of the split that have rows. */
  public List<String> sides() {
    List<String> sides = new ArrayList<>();
    if (train > 0) {
      sides.add(Split.TRAIN);
    }
    if (validation > 0) {
      sides.add(Split.VALIDATION);
    }
    return sides;
  }

  /** Returns the folder of a side. */
  String folder(String side) {
    return side.equals(Split.TRAIN) ? folder : folder + RowFiles.VALIDATION;
  }

  /** Returns a pattern for the files of a side. */
  public String pattern(String side) {
    return folder(side) + "/" + side + "-*" + extension;
  }
}
