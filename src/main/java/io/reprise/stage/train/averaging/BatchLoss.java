package io.reprise.stage.train.averaging;

import io.reprise.core.network.Autoencoder;
import java.io.Serializable;
import java.util.Iterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * How many windows a network was trained on, and the sum of their losses, each divided by the steps
 * of a window.
 */
public record BatchLoss(long windows, double lossSum) implements Serializable {

  /** Trains as many minibatches as there are, but at most {@code most}. */
  public static BatchLoss train(
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
