package io.reprise.core.series;

/** What a stretch of the archive is for. */
public enum SplitPart {
  TRAIN,
  VALIDATION,
  JUDGED
}
