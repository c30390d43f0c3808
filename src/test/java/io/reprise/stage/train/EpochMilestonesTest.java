package io.reprise.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochMilestonesTest {

  private static List<Integer> told(int epochs, IntToDoubleFunction loss) {
    EpochMilestones milestones = new EpochMilestones(epochs);
    return IntStream.rangeClosed(1, epochs)
        .filter(epoch -> milestones.isReached(epoch, loss.applyAsDouble(epoch)))
        .boxed()
        .toList();
  }

  @Test
  void aTrainingThatAlwaysImprovesMakesAtMostThirtyLines() {
    List<Integer> told = told(150, epoch -> Math.pow(0.9, epoch));

    assertThat(told).hasSizeBetween(11, 30).contains(1, 15, 30, 150);
  }

  @Test
  void aTrainingThatNeverImprovesIsToldOfAtEveryTenthOfTheWay() {
    assertThat(told(150, epoch -> epoch == 1 ? 1 : 0.995))
        .containsExactly(1, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150);
  }

  @Test
  void stepsBelowOnePercentAddUp() {
    assertThat(told(100, epoch -> 1 - 0.004 * epoch)).contains(1, 4, 20);
  }

  @Test
  void aShortTrainingIsToldOfWhole() {
    assertThat(told(5, epoch -> 1)).containsExactly(1, 2, 3, 4, 5);
  }
}
