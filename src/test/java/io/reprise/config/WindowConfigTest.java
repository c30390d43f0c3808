package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Smoothing;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class WindowConfigTest {

  @Test
  void defaults() {
    assertThat(with().window()).isEqualTo(new WindowConfig(48, 8, Smoothing.NONE));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "window.length=6",
                    "window.stride=5",
                    "window.smooth=true",
                    "window.smooth-points=3")
                .window())
        .isEqualTo(new WindowConfig(6, 5, new Smoothing(3, 1, true)));
    assertThat(with("archive.layout=sequences", "window.length=0").window())
        .as("sequences as they are")
        .isEqualTo(new WindowConfig(0, 8, Smoothing.NONE));
  }

  @Test
  void rejections() {
    assertRefused("window.length=-1", "must be from 0 to 65536 points");
    assertRefused("window.length=65537", "must be from 0 to 65536 points");
    assertRefused("window.length=0", "the wide layout needs windows of at least 1 point");
    assertRefused("window.stride=0", "must be from 1 to window.length");
    assertRefused("window.stride=49", "must be from 1 to window.length");
    assertRefused("window.smooth-points=2", "must be odd");
    assertRefused("window.smooth-points=0", "must be odd");
    assertRefused("window.smooth-points=-3", "must be odd");
    Assertions.assertThatThrownBy(() -> with("window.length=4"))
        .as("the default stride is longer")
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("window.stride = 8: must be from 1 to window.length");
  }

  @Test
  void smoothingReachesNoFartherThanTheLongestWindow() {
    assertRefused("window.smooth-points=1000000001", "must be at most 65537");
    assertRefused("window.smooth-points=65539", "must be at most 65537");
    assertThat(with("window.smooth-points=65537").window().smoothing().points()).isEqualTo(65_537);
  }
}
