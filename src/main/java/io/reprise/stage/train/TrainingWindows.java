package io.reprise.stage.train;

import io.reprise.core.network.Batch;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/** The training windows of a partition, in an order drawn anew for each epoch, as minibatches. */
record TrainingWindows(
    Windowing windowing,
    SplitPlan split,
    Normalizer normalizer,
    boolean normalOnly,
    int steps,
    int batch,
    long seed)
    implements Serializable {

  private record Place(Chunk chunk, int start) {}

  long count(Chunk chunk) {
    return places(chunk).size();
  }

  Iterator<DataSet> minibatches(int epoch, int partition, Iterator<Chunk> chunks) {
    List<Place> places = new ArrayList<>();
    chunks.forEachRemaining(chunk -> places.addAll(places(chunk)));
    Collections.shuffle(places, new Random(seed * 31 + epoch * 1_000_003L + partition));
    List<DataSet> minibatches = new ArrayList<>();
    for (int from = 0; from < places.size(); from += batch) {
      List<Place> some = places.subList(from, Math.min(from + batch, places.size()));
      minibatches.add(new Minibatch(() -> gather(some)));
    }
    return minibatches.iterator();
  }

  private List<Place> places(Chunk chunk) {
    List<Place> places = new ArrayList<>();
    for (int start : windowing.owned(chunk, split.span(Part.TRAIN, chunk))) {
      int end = start + windowing.pointsAt(chunk, start);
      if (!normalOnly || chunk.label(start, end) <= 0) {
        places.add(new Place(chunk, start));
      }
    }
    return places;
  }

  private Batch gather(List<Place> places) {
    Batch gathered = new Batch(places.size(), steps, normalizer.features());
    for (Place place : places) {
      Chunk chunk = place.chunk();
      int points = windowing.pointsAt(chunk, place.start());
      gathered.append(
          chunk.values(),
          place.start(),
          points,
          normalizer.scaler(chunk.series(), chunk.values(), place.start(), points));
    }
    return gathered;
  }
}
