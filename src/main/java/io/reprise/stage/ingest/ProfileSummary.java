package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reprise.stage.common.Progress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What people see of a profile: how far the series reach, the range of each feature, and warnings
 * of what would spoil a training. Two queries find it all: one by feature, one by series.
 */
final class ProfileSummary {

  /** So many features are shown. More would not fit a terminal. */
  private static final int SHOWN = 20;

  /**
   * A series dwarfs the others if it has more than half of all points, and more than ten times the
   * points of the usual series.
   */
  private static final double DWARFING_SHARE = 0.5;

  private static final int DWARFING_TIMES = 10;

  private static final double MUCH_MISSING = 0.2;

  /** So much is missing where a few rows have a time far from all others. */
  private static final double NEARLY_ALL = 0.9;

  private final List<Row> features;
  private final Row series;

  ProfileSummary(Dataset<Row> table) {
    this.features = byFeature(table);
    this.series = bySeries(table);
  }

  private static List<Row> byFeature(Dataset<Row> table) {
    Column constant = col("least").equalTo(col("greatest"));
    return table
        .groupBy("feature")
        .agg(
            min(functions.expr("unix_micros(first)")).as("firstMicros"),
            min("first").cast("string").as("first"),
            max(functions.expr("unix_micros(last)")).as("lastMicros"),
            max("last").cast("string").as("last"),
            min("period").as("leastPeriod"),
            max("period").as("greatestPeriod"),
            sum("present").as("present"),
            sum("missing").as("missing"),
            sum("filled").as("filled"),
            min("least").as("least"),
            max("greatest").as("greatest"),
            sum(col("mean").multiply(col("present"))).divide(sum("present")).as("mean"),
            count(lit(1)).as("series"),
            count(when(constant, lit(1))).as("constant"),
            min(when(constant, col("series"))).as("aConstant"))
        .orderBy("feature")
        .collectAsList();
  }

  private static Row bySeries(Dataset<Row> table) {
    Column share = col("missing").divide(col("missing").plus(col("present")));
    return table
        .groupBy("series")
        .agg(max("present").as("points"), max(share).as("share"))
        .agg(
            max(struct("points", "series")).as("greatest"),
            sum("points").as("points"),
            functions.expr("percentile_approx(points, 0.5)").as("usual"),
            count(when(col("share").gt(MUCH_MISSING), lit(1))).as("lacking"),
            max(struct("share", "series")).as("worst"))
        .first();
  }

  void say(Progress progress) {
    if (features.isEmpty()) {
      return;
    }
    sayReach(progress);
    sayRanges(progress);
    warnOfConstants(progress);
    warnOfGaps(progress);
    warnOfDwarfs(progress);
  }

  private void sayReach(Progress progress) {
    long least = features.stream().mapToLong(number("leastPeriod")).min().orElseThrow();
    long greatest = features.stream().mapToLong(number("greatestPeriod")).max().orElseThrow();
    if (greatest == 0) {
      return;
    }
    Row first =
        features.stream().min(Comparator.comparingLong(number("firstMicros"))).orElseThrow();
    Row last = features.stream().max(Comparator.comparingLong(number("lastMicros"))).orElseThrow();
    double missing = total("missing");
    double expected = missing + total("present");
    progress.say(
        "profile  %s to %s, every %s; %.1f %% missing, %.1f %% filled",
        first.<String>getAs("first"),
        last.<String>getAs("last"),
        least == greatest ? period(least) : "%s to %s".formatted(period(least), period(greatest)),
        100 * missing / expected,
        100 * total("filled") / expected);
    if (missing > NEARLY_ALL * expected) {
      progress.say(
          "warning  the archive reaches from %s to %s, but %.2f %% of that is not there: look for rows"
              + " with a wrong time, and leave them out with archive.from and archive.to, for"
              + " split.train and split.validation are parts of the whole reach.",
          first.<String>getAs("first"), last.<String>getAs("last"), 100 * missing / expected);
    }
  }

  private void sayRanges(Progress progress) {
    features.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                progress.say(
                    "profile  %s: %s to %s, mean %s",
                    row.<String>getAs("feature"),
                    text(row.<Float>getAs("least")),
                    text(row.<Float>getAs("greatest")),
                    text(row.<Double>getAs("mean"))));
    if (features.size() > SHOWN) {
      progress.say("profile  and %d features more", features.size() - SHOWN);
    }
  }

  private void warnOfConstants(Progress progress) {
    features.stream()
        .filter(row -> number("constant").applyAsLong(row) > 0)
        .sorted(Comparator.comparingLong(number("constant")).reversed())
        .limit(SHOWN)
        .forEach(
            row ->
                progress.say(
                    "warning  %s never changes in %,d of %,d series (%s, for one): nothing can be"
                        + " learnt from it there; leave it out of archive.columns.features if it is"
                        + " so everywhere.",
                    row.<String>getAs("feature"),
                    row.<Long>getAs("constant"),
                    row.<Long>getAs("series"),
                    row.<String>getAs("aConstant")));
  }

  private void warnOfGaps(Progress progress) {
    long lacking = series.getAs("lacking");
    if (lacking > 0) {
      Row worst = series.getAs("worst");
      progress.say(
          "warning  %,d series lack more than %.0f %% of their points (%s lacks %.0f %%): no window"
              + " crosses a gap; a longer clean.period or clean.max-gap would bridge them.",
          lacking,
          100 * MUCH_MISSING,
          worst.<String>getAs("series"),
          100 * worst.<Double>getAs("share"));
    }
  }

  private void warnOfDwarfs(Progress progress) {
    Row greatest = series.getAs("greatest");
    long most = greatest.getAs("points");
    long all = series.getAs("points");
    long usual = series.getAs("usual");
    if (most > DWARFING_SHARE * all && most > DWARFING_TIMES * usual) {
      progress.say(
          "warning  %s has %,d of all %,d points, the usual series %,d: the model will learn that one;"
              + " ingest it by itself.",
          greatest.<String>getAs("series"), most, all, usual);
    }
  }

  private double total(String column) {
    return features.stream().mapToLong(number(column)).sum();
  }

  private static ToLongFunction<Row> number(String column) {
    return row -> row.<Long>getAs(column);
  }

  private static String period(long micros) {
    return Duration.ofNanos(1000 * micros)
        .toString()
        .substring(2)
        .toLowerCase(Locale.ROOT)
        .replaceAll("(\\d[hms])(?!$)", "$1 ");
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.6g", value)
        .replaceAll("(\\.\\d*?)0+($|e)", "$1$2")
        .replaceAll("\\.($|e)", "$1");
  }
}
