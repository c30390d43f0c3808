package io.reprise.stage.train;

import io.reprise.core.series.Chunk;
import org.apache.spark.api.java.JavaRDD;

/** How many models are trained, and which task trains which of them. */
interface TrainingMode {

  /** How many windows are trained on, by all tasks. */
  long trainingWindows();

  /** Windows in a minibatch of one task. */
  int batch();

  /** For people: who trains. */
  String workers();

  /** The chunks, dealt out to the tasks that train. */
  JavaRDD<Chunk> dealOut(JavaRDD<Chunk> chunks);

  TrainedModel train(JavaRDD<Chunk> dealtOut, TrainingSetup setup);
}
