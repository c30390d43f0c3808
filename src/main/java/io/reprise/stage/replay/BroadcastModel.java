package io.reprise.stage.replay;

import io.reprise.config.Configuration;
import io.reprise.config.ScoringConfig;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Parameters;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** A model on every executor, with its parameters and networks, until it is closed. */
public final class BroadcastModel implements AutoCloseable, Serializable {

  private static final long serialVersionUID = 1;

  private final ChunkScoring scoring;
  private final transient KnownSeries known;
  private final Broadcast<Parameters> parameters;
  private final Broadcast<NetworkPool> pool;

  /** Only the driver has it, and closes it, as it does what is known of the series. */
  private final transient NetworkPool.OnExecutors pools;

  private BroadcastModel(
      ChunkScoring scoring,
      KnownSeries known,
      Broadcast<Parameters> parameters,
      NetworkPool.OnExecutors pools) {
    this.scoring = scoring;
    this.known = known;
    this.parameters = parameters;
    this.pool = pools.broadcast();
    this.pools = pools;
  }

  /** Replays one part of a split. {@code known} is what the model knows of each series. */
  public static BroadcastModel of(
      Bundle bundle,
      JavaPairRDD<String, SeriesParameters> known,
      SplitPlan split,
      SplitPart part,
      Configuration configuration,
      SparkSession spark) {
    new Processors(spark).require(bundle.network());
    Autoencoder autoencoder =
        new Autoencoder(
            bundle.network(), configuration.network().engine().resolve(bundle.network()));
    ScoringSpec spec =
        new ScoringSpec(
            bundle.windowing(),
            bundle.normalizer(),
            bundle.weights(),
            bundle.network().loss(),
            configuration.scoring().batch(),
            bundle.baseline(),
            bundle.detector());
    boolean embeds = configuration.scoring().outputs().contains(ScoringConfig.Output.EMBEDDING);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new BroadcastModel(
        new ChunkScoring(autoencoder, spec, split, part, embeds),
        KnownSeries.of(known),
        context.broadcast(bundle.parameters()),
        NetworkPool.open(autoencoder, context));
  }

  /** The chunks with what the model knows of their series, as {@link #over} must have them. */
  public JavaRDD<Chunk> join(JavaRDD<Chunk> chunks) {
    return known.join(chunks);
  }

  public Iterator<ScoredChunk> over(Iterator<Chunk> chunks) {
    return scoring.over(chunks, parameters.value(), pool.value());
  }

  @Override
  public void close() {
    known.close();
    parameters.destroy();
    pools.close();
  }
}
