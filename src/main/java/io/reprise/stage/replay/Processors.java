package io.reprise.stage.replay;

import io.reprise.config.Configuration;
import io.reprise.core.lstm.Precision;
import io.reprise.core.network.Engine;
import io.reprise.core.network.NetworkSpec;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import java.util.Collections;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What the executors' processors can multiply. They are asked before the work begins, so that all
 * compute in one precision; one that comes later and cannot keep it refuses in its first task.
 */
public final class Processors {

  /** Long enough for tasks to reach every core instead of following each other on one. */
  private static final long MILLISECONDS_OF_TASK = 50;

  private final SparkSession spark;

  public Processors(SparkSession spark) {
    this.spark = spark;
  }

  /** The precision to train in. Where that is not what was wished for, says why. */
  public Precision precision(Configuration configuration, Progress progress) {
    if (!configuration.network().precision().wantsBfloat16()) {
      return Precision.FLOAT32;
    }
    Optional<String> obstacle = obstacle(configuration.network().engine().resolve());
    Precision precision = configuration.network().precision().resolve(obstacle);
    obstacle.ifPresent(why -> progress.say("train    in float32, not in bfloat16: %s", why));
    return precision;
  }

  private Optional<String> obstacle(Engine engine) {
    if (engine != Engine.ONEDNN) {
      return Optional.of("only onednn computes it, and the engine is " + engine.text());
    }
    return allHave(Precision.BFLOAT16)
        ? Optional.empty()
        : Optional.of("not every executor's processor has AVX512-BF16 or AMX");
  }

  /** Refuses a model that these executors could only score in another precision than its own. */
  void require(NetworkSpec network) {
    if (!allHave(network.precision())) {
      throw new InputRefusedException(
          "The model's threshold comes from errors in %s, but not every executor's processor has"
              + " AVX512-BF16 or AMX; score where all have them, or train again with"
              + " network.precision = float32.",
          network.precision().text());
    }
  }

  private boolean allHave(Precision precision) {
    if (precision == Precision.FLOAT32) {
      return true;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = context.defaultParallelism();
    return context
        .parallelize(Collections.nCopies(tasks, precision), tasks)
        .map(Processors::thisOneHas)
        .reduce(Boolean::logicalAnd);
  }

  private static boolean thisOneHas(Precision precision) throws InterruptedException {
    Thread.sleep(MILLISECONDS_OF_TASK);
    return precision.available();
  }
}
