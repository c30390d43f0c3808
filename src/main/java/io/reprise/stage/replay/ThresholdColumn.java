package io.reprise.stage.replay;

import static io.reprise.stage.table.ScoreColumns.SERIES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.reprise.core.threshold.Threshold;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The threshold of a row by its column {@code series}. */
public final class ThresholdColumn {

  private ThresholdColumn() {}

  public static Column of(Threshold threshold) {
    if (threshold.bySeries().isEmpty()) {
      return lit(threshold.value());
    }
    UDF1<String, Double> ofSeries = threshold::forSeries;
    return udf(ofSeries, DataTypes.DoubleType).apply(col(SERIES));
  }
}
