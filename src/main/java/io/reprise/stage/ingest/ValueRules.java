package io.reprise.stage.ingest;

import static io.reprise.stage.archive.Expressions.absent;
import static io.reprise.stage.archive.Expressions.number;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.CleanConfig;
import io.reprise.config.CleanConfig.Bounds;
import io.reprise.config.CleanConfig.Treatment;
import io.reprise.stage.common.InputRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * What happens to broken values: those that are null, unreadable, NaN, infinite or out of bounds.
 */
final class ValueRules {

  private static final Bounds ANYTHING =
      new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final Map<Reason, Treatment> treatments = new LinkedHashMap<>();
  private final Map<String, Bounds> bounds;

  ValueRules(CleanConfig clean) {
    CleanConfig.Values values = clean.values();
    treatments.put(Reason.NULL_VALUE, values.absent());
    treatments.put(Reason.UNPARSABLE_VALUE, values.unparsable());
    treatments.put(Reason.NAN_VALUE, values.notANumber());
    treatments.put(Reason.INFINITE_VALUE, values.infinite());
    treatments.put(Reason.VALUE_OUT_OF_BOUNDS, values.outOfBounds());
    this.bounds = clean.bounds();
  }

  /**
   * A column of values, and for each reason the condition that makes a value broken. At most one of
   * them holds.
   */
  record Cell(Column value, Map<Reason, Column> faults) {}

  /** {@code feature} is the name that bounds use for the column. */
  Cell cell(StructType schema, String column, Column feature) {
    Column value = number(schema, column);
    Column absent = absent(schema, column);
    Column infinite = abs(value).equalTo(Float.POSITIVE_INFINITY);
    Map<Reason, Column> faults = new LinkedHashMap<>();
    faults.put(Reason.NULL_VALUE, absent);
    faults.put(Reason.UNPARSABLE_VALUE, not(absent).and(value.isNull()));
    faults.put(Reason.NAN_VALUE, isnan(value));
    faults.put(Reason.INFINITE_VALUE, infinite);
    Column outside = lit(false);
    for (Map.Entry<String, Bounds> entry : bounds.entrySet()) {
      Column within = value.between(entry.getValue().least(), entry.getValue().greatest());
      outside = outside.or(feature.equalTo(entry.getKey()).and(not(within)));
    }
    if (!bounds.isEmpty()) {
      faults.put(
          Reason.VALUE_OUT_OF_BOUNDS,
          outside.and(value.isNotNull()).and(not(isnan(value))).and(not(infinite)));
    }
    return new Cell(value, faults);
  }

  /** Whether a flat array {@code [step × feature]} has a value outside of its feature's bounds. */
  Column anyOutOfBounds(String array, List<String> features) {
    if (bounds.isEmpty()) {
      return lit(false);
    }
    return expr(
        "exists(transform(%s, (value, at) -> value < element_at(array(%s), at %% %d + 1)"
                .formatted(array, limits(features, Bounds::least), features.size())
            + " or value > element_at(array(%s), at %% %d + 1)), outside -> outside)"
                .formatted(limits(features, Bounds::greatest), features.size()));
  }

  private String limits(List<String> features, ToDoubleFunction<Bounds> side) {
    return features.stream()
        .map(name -> bounds.getOrDefault(name, ANYTHING))
        .map(limits -> "double('%s')".formatted(side.applyAsDouble(limits)))
        .collect(Collectors.joining(", "));
  }

  /** Refuses bounds of a feature that does not exist: they would check nothing. */
  void requireKnown(List<String> features) {
    for (String name : bounds.keySet()) {
      if (!features.contains(name)) {
        throw new InputRefusedException(
            "clean.bounds.%s: there is no such feature; the features are %s.",
            name, String.join(", ", features));
      }
    }
  }

  /** Adds the faults for which a row is rejected after those of {@code reason}. */
  Column reason(Column reason, Cell cell) {
    Column result = reason;
    for (Map.Entry<Reason, Column> fault : treated(cell, Treatment.QUARANTINE).entrySet()) {
      result = result.when(fault.getValue(), fault.getKey().text());
    }
    return result;
  }

  /** The value, NaN where it is to be missing. */
  Column value(Cell cell) {
    Column missing = null;
    for (Column fault : treated(cell, Treatment.MISSING).values()) {
      missing = missing == null ? fault : missing.or(fault);
    }
    return missing == null ? cell.value() : when(missing, lit(Float.NaN)).otherwise(cell.value());
  }

  /** How many of the cells are missing, by reason; nothing where rows are rejected instead. */
  Map<Reason, Column> missing(List<Cell> cells) {
    Map<Reason, Column> counts = new LinkedHashMap<>();
    for (Cell cell : cells) {
      treated(cell, Treatment.MISSING)
          .forEach(
              (reason, fault) -> counts.merge(reason, when(fault, 1).otherwise(0), Column::plus));
    }
    return counts;
  }

  private Map<Reason, Column> treated(Cell cell, Treatment wanted) {
    Map<Reason, Column> faults = new LinkedHashMap<>(cell.faults());
    faults.keySet().removeIf(reason -> treatments.get(reason) != wanted);
    return faults;
  }
}
