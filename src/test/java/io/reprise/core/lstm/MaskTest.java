package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Padding on the right changes nothing: a batch gives what its sequences give one by one. */
class MaskTest {

  private static final int STEPS = 11;
  private static final int FEATURES = 2;
  private static final int[] LENGTHS = {11, 1, 7, 2, 10, 11, 3, 5, 5, 6, 8, 9, 1, 4, 11, 2, 7, 3};
  private static final List<Integer> ENCODER = List.of(9, 5);
  private static final List<Integer> DECODER = List.of(6, 8);

  @ParameterizedTest
  @EnumSource(
      value = SequenceLoss.class,
      names = {"MSE", "MAE"})
  void aPaddedBatchIsItsSequencesAlone(SequenceLoss loss) {
    MultiLayerNetwork ours = Networks.ours(FEATURES, STEPS, ENCODER, DECODER, loss);
    Networks.scramble(ours, 3);
    DataSet padded = Networks.padded(LENGTHS, STEPS, FEATURES, 9, 1);
    INDArray output = Networks.output(ours, padded);
    INDArray gradient = Nd4j.zeros(ours.params().shape());
    double lossOfAll = 0;
    for (int sequence = 0; sequence < LENGTHS.length; sequence++) {
      MultiLayerNetwork alone = alone(LENGTHS[sequence], loss, ours.params());
      DataSet data = only(padded, sequence);
      lossOfAll += Networks.differentiate(alone, data);
      gradient.addi(alone.getFlattenedGradients().reshape(gradient.shape()));
      assertThat(Networks.relativeDifference(valid(output, sequence), output(alone, data)))
          .as("output of sequence %d", sequence)
          .isLessThan(1e-4);
    }
    double found = Networks.differentiate(ours, padded) * LENGTHS.length;
    assertThat(found).isCloseTo(lossOfAll, within(1e-4 * lossOfAll));
    INDArray foundGradient = ours.getFlattenedGradients().reshape(gradient.shape());
    assertThat(Networks.relativeDifference(foundGradient, gradient)).isLessThan(1e-4);
  }

  @Test
  void whatThePaddingHoldsDoesNotMatter() {
    MultiLayerNetwork network =
        Networks.withInitialState(FEATURES, STEPS, ENCODER, List.of(5, 8), SequenceLoss.HUBER);
    Networks.scramble(network, 3);
    DataSet zeros = Networks.padded(LENGTHS, STEPS, FEATURES, 0, 1);
    DataSet rubbish = Networks.padded(LENGTHS, STEPS, FEATURES, -77, 1);
    assertThat(Networks.output(network, rubbish)).isEqualTo(Networks.output(network, zeros));
    double loss = Networks.differentiate(network, zeros);
    INDArray gradient = network.getFlattenedGradients().dup();
    assertThat(Networks.differentiate(network, rubbish)).isEqualTo(loss);
    assertThat(Networks.relativeDifference(network.getFlattenedGradients(), gradient))
        .isLessThan(1e-6);
  }

  @Test
  void aMaskThatMasksNothingChangesNothing() {
    MultiLayerNetwork network = Networks.ours(FEATURES, STEPS, ENCODER, DECODER, SequenceLoss.MSE);
    DataSet masked = Networks.padded(new int[] {STEPS, STEPS}, STEPS, FEATURES, 0, 1);
    DataSet plain = new DataSet(masked.getFeatures(), masked.getLabels());
    assertThat(Networks.output(network, masked)).isEqualTo(Networks.output(network, plain));
  }

  @Test
  void gapsAreRefused() {
    MultiLayerNetwork network = Networks.ours(FEATURES, STEPS, ENCODER, DECODER, SequenceLoss.MSE);
    DataSet data = Networks.padded(new int[] {STEPS, 4}, STEPS, FEATURES, 0, 1);
    data.getFeaturesMaskArray().putScalar(1, 6, 1);
    assertThatThrownBy(() -> Networks.output(network, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pad sequences on the right only");
  }

  private static MultiLayerNetwork alone(int length, SequenceLoss loss, INDArray parameters) {
    MultiLayerNetwork network = Networks.stock(FEATURES, length, ENCODER, DECODER, loss);
    network.setParams(parameters);
    return network;
  }

  private static DataSet only(DataSet padded, int sequence) {
    INDArray values = valid(padded.getFeatures(), sequence);
    return new DataSet(values, values);
  }

  private static INDArray valid(INDArray array, int sequence) {
    return array
        .get(
            NDArrayIndex.interval(sequence, sequence + 1),
            NDArrayIndex.interval(0, LENGTHS[sequence]),
            NDArrayIndex.all())
        .dup('c');
  }

  private static INDArray output(MultiLayerNetwork network, DataSet data) {
    return Networks.output(network, data);
  }
}
