package io.reprise.stage.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import org.apache.spark.sql.Column;

/** The columns of the tables of scores: of windows, of points, of replays and of codes. */
public final class ScoreColumns {

  public static final String SERIES = "series";

  /** Of windows: the times of their first and last points. */
  public static final String START = "start";

  public static final String END = "end";

  /** Of points. */
  public static final String TIME = "time";

  /** Of points: microseconds from one to the next. */
  public static final String PERIOD = "period";

  /** Of points of sequences: which step each is. */
  public static final String STEP = "step";

  public static final String ERROR = "error";

  /** The error of principal components, where the model has them. */
  public static final String BASELINE_ERROR = "baselineError";

  public static final String FLAGGED = "flagged";

  /** 1 is anomalous, 0 is normal, -1 is not labelled. */
  public static final String LABEL = "label";

  public static final String STEP_ERRORS = "stepErrors";
  public static final String FEATURE_ERRORS = "featureErrors";
  public static final String REPLAY = "replay";
  public static final String EMBEDDING = "embedding";

  private ScoreColumns() {}

  /** Microseconds since 1970 of a column of times. */
  public static Column micros(String column) {
    return unix_micros(col(column));
  }
}
