package io.reprise.stage.train.averaging;

import io.reprise.core.network.TrainingState;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;

/** The driver takes the whole state of every worker. One Spark stage, and right for few workers. */
final class DriverAveraging implements Averaging {

  @Override
  public Averaged average(JavaRDD<Share> work, TrainingState before) {
    List<Share> shares = Averaging.collect(work);
    Tally tally = shares.stream().map(Share::tally).reduce(Tally.NONE, Tally::plus);
    List<Share> trained = shares.stream().filter(Share::hasTrained).toList();
    return new Averaged(
        tally,
        trained.isEmpty()
            ? before
            : new TrainingState(
                sum(trained, tally, TrainingState::parameters),
                sum(trained, tally, TrainingState::updater),
                tally.iteration()));
  }

  private static float[] sum(
      List<Share> trained, Tally tally, Function<TrainingState, float[]> part) {
    WeightedSum sum = new WeightedSum(part.apply(trained.get(0).state()).length);
    for (Share share : trained) {
      sum.add(part.apply(share.state()), (double) share.tally().examples() / tally.examples());
    }
    return sum.floats();
  }
}
