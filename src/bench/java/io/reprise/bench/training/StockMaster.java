package io.reprise.bench.training;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Noise;
import io.reprise.core.network.TrainingState;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.SplitPart;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's own master, at its best: direct training from cached examples, with the updater's state
 * averaged too, which it leaves out unless told.
 */
final class StockMaster {

  /** Seen by the workers, which in a local session are threads of this very JVM. */
  private static final AtomicLong SEEN = new AtomicLong();

  private StockMaster() {}

  static Result train(Arena arena, Bundle like, Autoencoder autoencoder, int epochs) {
    Normalizer normalizer = like.normalizer();
    JavaRDD<DataSet> examples =
        arena
            .chunks(like, SplitPart.TRAIN)
            .map(chunk -> autoencoder.example(Arena.batch(normalizer, chunk), Noise.NONE, 0))
            .repartition(arena.cores())
            .persist(StorageLevel.MEMORY_ONLY());
    examples.count();
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(arena.cores(), 1)
            .batchSizePerWorker(Arena.BATCH)
            .averagingFrequency(Arena.FREQUENCY)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .saveUpdater(true)
            .storageLevel(null) // They are cached already.
            .build();
    master.addHook(new Count());
    SparkDl4jMultiLayer network =
        new SparkDl4jMultiLayer(arena.spark().sparkContext(), autoencoder.build(), master);
    SEEN.set(0);
    long started = System.nanoTime();
    for (int epoch = 0; epoch < epochs; epoch++) {
      network.fit(examples);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    examples.unpersist();
    float[] parameters = TrainingState.of(network.getNetwork()).parameters();
    return new Result(
        "dl4j", epochs, SEEN.get(), seconds, arena.validationLoss(like, autoencoder, parameters));
  }

  private static final class Count implements TrainingHook {

    private static final long serialVersionUID = 1;

    @Override
    public void preUpdate(org.nd4j.linalg.dataset.api.DataSet minibatch, Model model) {
      SEEN.addAndGet(minibatch.numExamples());
    }

    @Override
    public void postUpdate(org.nd4j.linalg.dataset.api.DataSet minibatch, Model model) {}

    @Override
    public void preUpdate(MultiDataSet minibatch, Model model) {}

    @Override
    public void postUpdate(MultiDataSet minibatch, Model model) {}
  }
}
