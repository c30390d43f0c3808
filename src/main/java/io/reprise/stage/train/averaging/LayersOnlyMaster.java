package io.reprise.stage.train.averaging;

import java.util.Collection;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The part of DL4J's {@link TrainingMaster} that an autoencoder never needs: computation graphs,
 * minibatches in files, hooks, timing statistics. All of it is refused here.
 */
abstract class LayersOnlyMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "This training master takes networks of layers and minibatches in memory, not " + what);
  }

  @Override
  public final TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw refused("workers of DL4J's own");
  }

  @Override
  public final TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw refused("graphs");
  }

  @Override
  public final void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    throw refused("graphs");
  }

  @Override
  public final void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
    throw refused("graphs");
  }

  @Override
  public final void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw refused("files");
  }

  @Override
  public final void addHook(TrainingHook hook) {
    throw refused("hooks");
  }

  @Override
  public final void removeHook(TrainingHook hook) {
    throw refused("hooks");
  }

  @Override
  public final String toJson() {
    throw refused("JSON: it is rebuilt from the configuration of the job");
  }

  @Override
  public final String toYaml() {
    throw refused("YAML: it is rebuilt from the configuration of the job");
  }

  @Override
  public final void setCollectTrainingStats(boolean collect) {
    if (collect) {
      throw refused("timing statistics, which would ask a time server on the internet");
    }
  }

  @Override
  public final boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public final SparkTrainingStats getTrainingStats() {
    return null;
  }

  @Override
  public final void setListeners(Collection<TrainingListener> listeners) {
    if (listeners != null && !listeners.isEmpty()) {
      throw refused("listeners");
    }
  }

  @Override
  public final void setListeners(
      StatsStorageRouter router, Collection<TrainingListener> listeners) {
    setListeners(listeners);
  }

  @Override
  public final boolean deleteTempFiles(JavaSparkContext context) {
    return true;
  }

  @Override
  public final boolean deleteTempFiles(SparkContext context) {
    return true;
  }
}
