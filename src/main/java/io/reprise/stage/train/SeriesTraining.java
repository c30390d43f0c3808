package io.reprise.stage.train;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.Replayer;
import io.reprise.core.network.TrainingState;
import io.reprise.core.series.Chunk;
import io.reprise.core.training.LearningRate;
import io.reprise.core.training.LossHistory;
import io.reprise.core.training.StopRule;
import io.reprise.stage.train.averaging.BatchLoss;
import io.reprise.stage.train.data.TrainingWindows;
import io.reprise.stage.train.data.WindowCache;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains a model on each series of a task, from its first epoch to its last, as one worker would
 * train it on an archive of that series alone. The chunks of a series must follow each other. Those
 * of one series at a time are held.
 */
record SeriesTraining(
    Autoencoder autoencoder,
    LearningRate schedule,
    StopRule stop,
    TrainingWindows windows,
    Validation validation)
    implements Serializable {

  /** The number of the only worker of a series. */
  private static final int WORKER = 0;

  Iterator<SeriesModel> models(Iterator<Chunk> chunks) {
    LookAhead<Chunk> left = LookAhead.over(chunks);
    return new LookAhead<>() {
      @Override
      protected SeriesModel find() {
        return left.hasNext() ? new Run(nextSeries(left)).model() : null;
      }
    };
  }

  private static List<Chunk> nextSeries(LookAhead<Chunk> left) {
    String series = left.peek().series();
    return Iterators.stream(left.takeWhile(chunk -> chunk.series().equals(series))).toList();
  }

  private final class Run {

    private final List<Chunk> chunks;
    private final WindowCache cache = new WindowCache();
    private final List<Epoch> history = new ArrayList<>();
    private TrainingState state;
    private TrainingState best;
    private double rate = Double.NaN;
    private MultiLayerNetwork trained;
    private long seen;
    private long validated;

    Run(List<Chunk> chunks) {
      this.chunks = chunks;
    }

    SeriesModel model() {
      MultiLayerNetwork examined = autoencoder.build();
      Replayer replayer = autoencoder.replayer(examined);
      state = TrainingState.of(examined);
      best = state;
      boolean finite = true;
      try {
        while (finite && !stop.isOver(LossHistory.of(history))) {
          finite = epoch(replayer);
        }
      } finally {
        Autoencoder.release(examined);
        release();
      }
      return new SeriesModel(
          chunks.get(0).series(), best, history, seen, validated, finite ? 0 : history.size() + 1);
    }

    /** Trains an epoch, and returns whether its losses are finite numbers. */
    private boolean epoch(Replayer replayer) {
      prepare(schedule.next(LossHistory.of(history)));
      int epoch = history.size() + 1;
      long started = System.nanoTime();
      BatchLoss trainedOn =
          BatchLoss.train(
              autoencoder,
              trained,
              windows.minibatches(epoch, WORKER, chunks.iterator(), cache),
              Integer.MAX_VALUE,
              WORKER);
      double seconds = (System.nanoTime() - started) / 1e9;
      state = TrainingState.of(trained);
      replayer.load(state.parameters());
      Validation.Errors errors = validation.errors(chunks.iterator(), replayer);
      if (!Double.isFinite(trainedOn.lossSum() + errors.loss())) {
        return false;
      }
      seen = trainedOn.windows();
      validated = errors.validated();
      history.add(
          new Epoch(epoch, trainedOn.lossSum() / seen, errors.loss(), seconds, seen / seconds));
      if (LossHistory.of(history).bestEpoch() == epoch) {
        best = state;
      }
      return true;
    }

    /** Builds a new network where the learning rate changes, for a network cannot change it. */
    private void prepare(double next) {
      if (next != rate) {
        release();
        trained = autoencoder.withLearningRate(next).build();
        state.restore(trained);
        rate = next;
      }
    }

    private void release() {
      if (trained != null) {
        Autoencoder.release(trained);
      }
    }
  }
}
