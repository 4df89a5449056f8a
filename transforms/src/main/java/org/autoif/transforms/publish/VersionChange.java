package org.autoif.transforms.publish;

import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** What became of a row from one version to the next. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
abstract class VersionChange {
  static final String ADDED = "added";
  static final String DROPPED = "dropped";
  static final String CHANGED = "changed";
  static final String SAME = "same";

  /** All of them, in the order in which they are told. */
  static final List<String> KINDS = List.of(SAME, ADDED, CHANGED, DROPPED);

  /** Id of the row. */
  @SchemaFieldNumber("0")
  abstract String getId();

  /** Folder of the row, such as {@code sft}. */
  @SchemaFieldNumber("1")
  abstract String getFolder();

  /** One of the constants above. */
  @SchemaFieldNumber("2")
  abstract String getKind();

  /** Why, in a few words that many rows share; empty for a row that is the same. */
  @SchemaFieldNumber("3")
  abstract String getWhy();

  /** Ids of the instructions that the row is about; none for an instruction itself. */
  @SchemaFieldNumber("4")
  abstract List<String> getInstructionIds();

  /** Text of an instruction; else empty. */
  @SchemaFieldNumber("5")
  abstract String getText();

  static Builder builder() {
    return new AutoValue_VersionChange.Builder();
  }

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setId(String id);

    abstract Builder setFolder(String folder);

    abstract Builder setKind(String kind);

    abstract Builder setWhy(String why);

    abstract Builder setInstructionIds(List<String> ids);

    abstract Builder setText(String text);

    abstract VersionChange build();
  }
}
