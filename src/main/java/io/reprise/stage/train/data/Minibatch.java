package io.reprise.stage.train.data;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A minibatch whose arrays are built only when they are read, so that skipping one costs nothing.
 */
final class Minibatch extends DataSet {

  private static final long serialVersionUID = 1;

  private final transient Supplier<DataSet> source;
  private boolean built;

  Minibatch(Supplier<DataSet> source) {
    this.source = source;
  }

  private void build() {
    if (!built) {
      built = true;
      DataSet example = source.get();
      setFeatures(example.getFeatures());
      setLabels(example.getLabels());
      setFeaturesMaskArray(example.getFeaturesMaskArray());
      setLabelsMaskArray(example.getLabelsMaskArray());
    }
  }

  @Override
  public INDArray getFeatures() {
    build();
    return super.getFeatures();
  }

  @Override
  public INDArray getLabels() {
    build();
    return super.getLabels();
  }

  @Override
  public INDArray getFeaturesMaskArray() {
    build();
    return super.getFeaturesMaskArray();
  }

  @Override
  public INDArray getLabelsMaskArray() {
    build();
    return super.getLabelsMaskArray();
  }
}
