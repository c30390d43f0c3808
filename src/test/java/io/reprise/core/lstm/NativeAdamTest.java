package io.reprise.core.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

class NativeAdamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 2048, 5001})
  void stepsAndStateAreThoseOfDl4j(int parameters) {
    INDArray ourState = Nd4j.zeros(DataType.FLOAT, 1, 2L * parameters);
    INDArray theirState = ourState.dup();
    GradientUpdater<?> ours = updater(new NativeAdam(0.01), ourState);
    GradientUpdater<?> theirs = updater(new Adam(0.01), theirState);
    Random random = new Random(4);
    for (int iteration = 0; iteration < 30; iteration++) {
      INDArray ourGradient = Nd4j.createFromArray(gradient(random, parameters));
      ourGradient = ourGradient.reshape(1, parameters);
      INDArray theirGradient = ourGradient.dup();
      ours.applyUpdater(ourGradient, iteration, 0);
      theirs.applyUpdater(theirGradient, iteration, 0);
      assertThat(Networks.relativeDifference(ourGradient, theirGradient)).isLessThan(5e-5);
      assertThat(Networks.relativeDifference(ourState, theirState)).isLessThan(5e-5);
    }
  }

  private static GradientUpdater<?> updater(IUpdater configuration, INDArray state) {
    return configuration.instantiate(state, true);
  }

  private static float[] gradient(Random random, int parameters) {
    float[] gradient = new float[parameters];
    for (int i = 0; i < parameters; i++) {
      gradient[i] = i % 7 == 0 ? 0 : (float) (random.nextGaussian() * Math.pow(10, i % 5 - 3));
    }
    return gradient;
  }
}
