package io.reprise.stage.train;

import io.reprise.core.series.Chunk;
import org.apache.spark.api.java.JavaRDD;

/** How many models there are, and who trains them on what. */
interface TrainingMode {

  /** All that is trained on. */
  long trainingWindows();

  /** Windows in a minibatch of one task. */
  int batch();

  /** For people: who trains. */
  String workers();

  /** The chunks, dealt out to the tasks that train. */
  JavaRDD<Chunk> dealOut(JavaRDD<Chunk> chunks);

  TrainedModel train(JavaRDD<Chunk> dealtOut, TrainingSetup setup);
}
