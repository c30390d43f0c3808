package io.reprise.stage.archive;

import io.reprise.core.text.TextForm;
import java.io.Serializable;

/** What a file turned out to be. {@code path} is a URI, as Spark writes file names. */
sealed interface FileFinding extends Serializable
    permits FileFinding.Opens,
        FileFinding.HasColumns,
        FileFinding.HasForm,
        FileFinding.HasLongHeader,
        UnreadableFile {

  String path();

  /** It opens, and Spark reads it. */
  record Opens(String path) implements FileFinding {}

  /** It opens, and Spark reads it, if it knows the types of its columns. */
  record HasColumns(String path, ParquetForm form) implements FileFinding {}

  /** It opens, and Reprise reads it in the form that its header declares. */
  record HasForm(String path, TextForm form) implements FileFinding {}

  /** It opens, but no task should hold its header. */
  record HasLongHeader(String path) implements FileFinding {}
}
