package io.reprise.core.series;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import java.util.Map;

/**
 * What happened to an archive's rows. Every row that was read is kept or quarantined. Of the kept
 * ones, {@code rowsOutOfOrder} came after a later one, and some lack values, counted by reason.
 */
public record RowAccount(
    long rowsRead,
    long rowsKept,
    long rowsQuarantined,
    Map<String, Long> quarantinedByReason,
    long rowsOutOfOrder,
    Map<String, Long> valuesMissingByReason,
    long series,
    long points,
    long sequences) {

  private static final String ROWS_READ = "rowsRead";
  private static final String ROWS_KEPT = "rowsKept";
  private static final String ROWS_QUARANTINED = "rowsQuarantined";
  private static final String QUARANTINED_BY_REASON = "quarantinedByReason";
  private static final String ROWS_OUT_OF_ORDER = "rowsOutOfOrder";
  private static final String VALUES_MISSING_BY_REASON = "valuesMissingByReason";
  private static final String SERIES = "series";
  private static final String POINTS = "points";
  private static final String SEQUENCES = "sequences";

  public RowAccount {
    if (rowsRead != rowsKept + rowsQuarantined) {
      throw new IllegalStateException(
          "Rows were lost: %d read, %d kept, %d quarantined"
              .formatted(rowsRead, rowsKept, rowsQuarantined));
    }
  }

  public ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put(ROWS_READ, rowsRead)
            .put(ROWS_KEPT, rowsKept)
            .put(ROWS_QUARANTINED, rowsQuarantined);
    ObjectNode reasons = node.putObject(QUARANTINED_BY_REASON);
    quarantinedByReason.forEach(reasons::put);
    node.put(ROWS_OUT_OF_ORDER, rowsOutOfOrder);
    ObjectNode missing = node.putObject(VALUES_MISSING_BY_REASON);
    valuesMissingByReason.forEach(missing::put);
    return node.put(SERIES, series).put(POINTS, points).put(SEQUENCES, sequences);
  }

  public static RowAccount of(Fields node) {
    RowAccount account =
        new RowAccount(
            node.longInteger(ROWS_READ),
            node.longInteger(ROWS_KEPT),
            node.longInteger(ROWS_QUARANTINED),
            node.longs(QUARANTINED_BY_REASON),
            node.longInteger(ROWS_OUT_OF_ORDER),
            node.longs(VALUES_MISSING_BY_REASON),
            node.longInteger(SERIES),
            node.longInteger(POINTS),
            node.longInteger(SEQUENCES));
    node.end();
    return account;
  }
}
