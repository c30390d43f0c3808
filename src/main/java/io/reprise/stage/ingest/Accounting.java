package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.reprise.config.ArchiveConfig;
import io.reprise.config.CleanConfig;
import io.reprise.core.series.RowAccount;
import io.reprise.core.series.Span;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.table.ChunkRow;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells what became of every row that was read. */
record Accounting(ArchiveConfig archive, CleanConfig clean, Progress progress) {

  void requireUsable(RowCount count) {
    String source = archive.source();
    if (count.rows() == 0) {
      throw new InputRefusedException(
          "%s is empty%s; name a path with data.",
          source, archive.span().equals(Span.ALL) ? "" : " between archive.from and archive.to");
    }
    double fraction = (double) count.rejectedRows() / count.rows();
    if (count.accepted() == 0 || fraction > clean.maxQuarantined()) {
      throw new InputRefusedException(
          "%s: %d of %d rows cannot be used (%s), more than clean.max-quarantined = %s allows; mend"
              + " the archive, name other columns, or raise the limit.",
          source, count.rejectedRows(), count.rows(), count.rejected(), clean.maxQuarantined());
    }
  }

  /** Of the chunks as they were written. */
  RowAccount of(Dataset<ChunkRow> chunks, RowCount count) {
    Row totals =
        chunks
            .agg(
                sum("rows"),
                sum("count"),
                countDistinct("series"),
                sum(size(col("rejected"))),
                count(lit(1)),
                sum("late"))
            .first();
    long kept = totals.getLong(0);
    long duplicates = totals.getLong(3);
    Map<String, Long> quarantined = new TreeMap<>(count.rejected());
    if (duplicates > 0) {
      quarantined.put(Reason.DUPLICATE_TIME.text(), duplicates);
    }
    long rejected = quarantined.values().stream().mapToLong(Long::longValue).sum();
    RowAccount found =
        new RowAccount(
            count.rows(),
            kept,
            rejected,
            quarantined,
            totals.getLong(5),
            count.missing(),
            totals.getLong(2),
            totals.getLong(1),
            archive.sequences() ? totals.getLong(4) : 0);
    progress.say(
        "ingest   %,d rows read: %,d kept, %,d quarantined; %,d series, %,d points",
        found.rowsRead(), kept, rejected, found.series(), found.points());
    return found;
  }
}
