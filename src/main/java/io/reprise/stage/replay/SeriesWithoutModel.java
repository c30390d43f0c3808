package io.reprise.stage.replay;

import io.reprise.core.network.Parameters;
import io.reprise.stage.table.SeriesTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;

/** Finds series without a model, where each series should have its own. They are not judged. */
public final class SeriesWithoutModel {

  private SeriesWithoutModel() {}

  public static Optional<String> warning(SeriesTable table, Parameters parameters) {
    if (!parameters.isBySeries()) {
      return Optional.empty();
    }
    List<String> without =
        table.chunks().select("series").distinct().as(Encoders.STRING()).collectAsList().stream()
            .filter(series -> !parameters.has(series))
            .sorted()
            .toList();
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%,d series (%s, for one) have no model of their own and are not judged; train again once they have enough data."
                .formatted(without.size(), without.get(0)));
  }
}
