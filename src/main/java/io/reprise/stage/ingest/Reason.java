package io.reprise.stage.ingest;

import java.util.Locale;

/** Why a row was quarantined. */
public enum Reason {
  UNREADABLE_FILE,
  UNPARSABLE_ROW,
  NULL_SERIES,
  NULL_TIME,
  UNPARSABLE_TIME,
  TIME_OUT_OF_RANGE,
  FUTURE_TIME,
  UNKNOWN_METRIC,
  BAD_QUALITY,
  NULL_VALUE,
  UNPARSABLE_VALUE,
  NAN_VALUE,
  INFINITE_VALUE,
  VALUE_OUT_OF_BOUNDS,
  UNEQUAL_LENGTHS,
  DUPLICATE_TIME;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
