package io.reprise.core.series;

/** What a stretch of the archive is for. */
public enum Part {
  TRAIN,
  VALIDATION,
  JUDGED
}
