package io.reprise.stage.train;

import io.reprise.core.network.Autoencoder;
import java.io.Serializable;
import java.util.Iterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** What a network has seen in some steps: windows, and the sum of their losses, each by step. */
record BatchLoss(long windows, double lossSum) implements Serializable {

  /** Trains so many minibatches, or as many as there are. */
  static BatchLoss train(
      Autoencoder autoencoder,
      MultiLayerNetwork network,
      Iterator<DataSet> minibatches,
      int most,
      int worker) {
    long windows = 0;
    double lossSum = 0;
    for (int i = 0; i < most && minibatches.hasNext(); i++) {
      DataSet minibatch = minibatches.next();
      autoencoder.drawFor(network.getLayerWiseConfigurations().getIterationCount(), worker);
      network.fit(
          minibatch.getFeatures(),
          minibatch.getLabels(),
          minibatch.getFeaturesMaskArray(),
          minibatch.getLabelsMaskArray());
      long size = minibatch.getFeatures().size(0);
      windows += size;
      lossSum += network.score() / autoencoder.spec().steps() * size;
    }
    return new BatchLoss(windows, lossSum);
  }
}
