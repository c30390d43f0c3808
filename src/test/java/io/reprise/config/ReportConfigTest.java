package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.report.EventRule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportConfigTest {

  @Test
  void defaults() {
    assertThat(with().report())
        .isEqualTo(new ReportConfig(Optional.empty(), new EventRule(6, 13, 3), 12, 3));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "report.fail-above=0",
                    "report.gap-tolerance=1",
                    "report.least-duration=4",
                    "report.spike=1.5",
                    "report.replays=100",
                    "report.typical=0")
                .report())
        .isEqualTo(new ReportConfig(Optional.of(0.0), new EventRule(1, 4, 1.5), 100, 0));
    assertThat(with("report.fail-above=null").report().failAbove()).isEmpty();
  }

  @Test
  void anEventLastsLongerThanASingleBadPointThatIsAveraged() {
    assertThat(with("scoring.smooth=5").report().events().leastDuration()).isEqualTo(7);
    assertThat(with("scoring.smooth=1").report().events().leastDuration()).isEqualTo(3);
    assertThat(with("archive.layout=sequences").report().events().leastDuration()).isEqualTo(3);
  }

  @Test
  void rejections() {
    assertRefused("report.fail-above=1.5", "must be a fraction from 0 to 1");
    assertRefused("report.fail-above=-0.5", "must be a fraction from 0 to 1");
    assertRefused("report.fail-above=often", "must be a number");
    assertRefused("report.gap-tolerance=-1", "must be 0 points or more");
    assertRefused("report.least-duration=0", "must be 1 point or more");
    assertRefused("report.spike=0.5", "must be 1 threshold or more");
    assertRefused("report.replays=-1", "must be from 0 to 100");
    assertRefused("report.replays=101", "must be from 0 to 100");
    assertRefused("report.typical=-1", "must be from 0 to 100");
    assertRefused("report.typical=101", "must be from 0 to 100");
  }
}
