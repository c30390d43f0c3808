package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.series.SplitPlan;
import java.util.Map;

/** The split in a bundle's {@code model.json}. */
final class SplitCodec {

  /** Which plan it is: one of the four names that follow. */
  private static final String BY = "by";

  private static final String TIME = "time";
  private static final String POINTS = "points";
  private static final String LOT = "lot";
  private static final String NORMAL = "normal";

  private static final String TRAIN_UNTIL = "trainUntil";
  private static final String VALIDATION_UNTIL = "validationUntil";
  private static final String SEQUENCES = "sequences";

  private static final String TRAIN_POINTS = "trainPoints";
  private static final String VALIDATION_POINTS = "validationPoints";
  private static final String STARTS = "starts";

  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String SEED = "seed";

  private static final String PLAN = "plan";

  private SplitCodec() {}

  static ObjectNode encode(SplitPlan plan) {
    ObjectNode node = Json.object();
    if (plan instanceof SplitPlan.ByTime byTime) {
      node.put(BY, TIME)
          .put(TRAIN_UNTIL, byTime.trainUntil())
          .put(VALIDATION_UNTIL, byTime.validationUntil())
          .put(SEQUENCES, byTime.sequences());
    } else if (plan instanceof SplitPlan.ByPoints byPoints) {
      node.put(BY, POINTS)
          .put(TRAIN_POINTS, byPoints.trainPoints())
          .put(VALIDATION_POINTS, byPoints.validationPoints());
    } else if (plan instanceof SplitPlan.ByLot byLot) {
      node.put(BY, LOT)
          .put(TRAIN, byLot.train())
          .put(VALIDATION, byLot.validation())
          .put(SEED, byLot.seed());
    } else if (plan instanceof SplitPlan.NormalOnly normalOnly) {
      node.put(BY, NORMAL).set(PLAN, encode(normalOnly.plan()));
    }
    return node;
  }

  static SplitPlan decode(Fields node) {
    SplitPlan plan =
        switch (node.text(BY)) {
          case TIME ->
              new SplitPlan.ByTime(
                  node.longInteger(TRAIN_UNTIL),
                  node.longInteger(VALIDATION_UNTIL),
                  node.flag(SEQUENCES));
          case POINTS ->
              new SplitPlan.ByPoints(node.integer(TRAIN_POINTS), node.integer(VALIDATION_POINTS));
          case LOT ->
              new SplitPlan.ByLot(
                  node.number(TRAIN), node.number(VALIDATION), node.longInteger(SEED));
          case NORMAL -> new SplitPlan.NormalOnly(decode(node.object(PLAN)));
          default ->
              throw new MalformedException(
                  "split: %s must be %s, %s, %s or %s.".formatted(BY, TIME, POINTS, LOT, NORMAL));
        };
    starts(node);
    node.end();
    return plan;
  }

  /** Before version 4 the starts of the series stood here. */
  static Map<String, Long> starts(Fields node) {
    return node.has(STARTS) ? node.longs(STARTS) : Map.of();
  }
}
