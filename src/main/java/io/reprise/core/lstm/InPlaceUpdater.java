package io.reprise.core.lstm;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's updater on the views of the gradients that it made once. By itself it does not recognize
 * the network's own gradients, takes them for somebody else's, and makes a view of each parameter
 * and gradient several times in a step.
 */
public final class InPlaceUpdater extends MultiLayerUpdater {

  private InPlaceUpdater(MultiLayerNetwork network) {
    super(network);
  }

  /** Gives a new network this updater. */
  public static void install(MultiLayerNetwork network) {
    network.setUpdater(new InPlaceUpdater(network));
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    INDArray own = getFlattenedGradientsView();
    boolean inPlace = Address.of(gradient.gradient()) == Address.of(own);
    super.update(
        inPlace ? new OwnGradient(own, gradient) : gradient,
        iteration,
        epoch,
        batchSize,
        workspaces);
  }

  /**
   * Answers with the network's own array, where DL4J's gradient answers with another view of it.
   */
  private static final class OwnGradient extends DefaultGradient {

    private static final long serialVersionUID = 1;

    private final transient INDArray own;

    OwnGradient(INDArray own, Gradient gradient) {
      this.own = own;
      gradient.gradientForVariable().forEach(this::setGradientFor);
    }

    @Override
    public INDArray gradient() {
      return own;
    }
  }
}
