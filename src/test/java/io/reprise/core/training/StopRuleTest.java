package io.reprise.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopRuleTest {

  @Test
  void endsAfterItsEpochs() {
    StopRule rule = new StopRule(2, StopRule.ENDLESS_PATIENCE, 0);

    assertThat(rule.isOver(new LossHistory(List.of()))).isFalse();
    assertThat(rule.isOver(new LossHistory(List.of(1.0)))).isFalse();
    assertThat(rule.isOver(new LossHistory(List.of(1.0, 2.0)))).isTrue();
  }

  @Test
  void endsWhenPatienceIsOver() {
    StopRule rule = new StopRule(100, 2, 0.1);

    assertThat(rule.isOver(new LossHistory(List.of(1.0, 0.95)))).isFalse();
    assertThat(rule.isOver(new LossHistory(List.of(1.0, 0.95, 0.91)))).isTrue();
    assertThat(rule.isOver(new LossHistory(List.of(1.0, 0.95, 0.89)))).isFalse();
  }
}
