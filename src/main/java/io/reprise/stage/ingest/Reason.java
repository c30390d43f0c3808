package io.reprise.stage.ingest;

import java.util.Locale;

/** Why a row was quarantined. */
enum Reason {
  UNREADABLE_FILE,
  UNPARSABLE_ROW,
  NULL_SERIES,
  NULL_TIME,
  UNPARSABLE_TIME,
  TIME_OUT_OF_RANGE,
  NULL_VALUE,
  UNPARSABLE_VALUE,
  NAN_VALUE,
  INFINITE_VALUE,
  UNEQUAL_LENGTHS,
  DUPLICATE_TIME;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
