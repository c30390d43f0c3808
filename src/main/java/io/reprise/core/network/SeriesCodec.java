package io.reprise.core.network;

import io.reprise.core.json.Fields;
import io.reprise.core.series.SeriesParameters;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model knew of each series as {@code model.json} told it before version 4, in the split,
 * the normaliser and the weights.
 */
final class SeriesCodec {

  private static final String SPLIT = "split";
  private static final String NORMALIZER = "normalizer";
  private static final String WEIGHTS = "weights";
  private static final String YARDSTICK = "yardstick";
  private static final String BY_SERIES = "bySeries";
  private static final String ALL = "all";

  private SeriesCodec() {}

  static Map<String, SeriesParameters> decode(Fields model) {
    Map<String, SeriesParameters> found = new TreeMap<>();
    SplitCodec.starts(model.object(SPLIT))
        .forEach((series, start) -> add(found, series, SeriesParameters.startingAt(start)));
    NormalizerCodec.bySeries(model.object(NORMALIZER))
        .forEach((series, scaler) -> add(found, series, SeriesParameters.scaledBy(scaler)));
    weights(model)
        .forEach((series, own) -> add(found, series, SeriesParameters.weighted(own, null)));
    model
        .optionalObject(YARDSTICK)
        .map(SeriesCodec::weights)
        .orElse(Map.of())
        .forEach((series, own) -> add(found, series, SeriesParameters.weighted(null, own)));
    return found;
  }

  private static void add(
      Map<String, SeriesParameters> found, String series, SeriesParameters own) {
    found.merge(series, own, SeriesParameters::with);
  }

  private static Map<String, float[]> weights(Fields parent) {
    Optional<Fields> weights = parent.optionalObject(WEIGHTS);
    return weights.map(SeriesCodec::ofWeights).orElse(Map.of());
  }

  static Map<String, float[]> ofWeights(Fields weights) {
    return weights.has(BY_SERIES) ? weights.map(BY_SERIES, own -> own.floats(ALL)) : Map.of();
  }
}
