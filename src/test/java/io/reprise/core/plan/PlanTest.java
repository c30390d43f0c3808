package io.reprise.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Span YEAR =
      new Span(
          Microseconds.of(LocalDate.parse("2024-01-01")),
          Microseconds.of(LocalDate.parse("2025-01-01")));

  private static ArchiveSize series(boolean whole, long series, long points) {
    return new ArchiveSize(whole, false, points, series, points, 3, YEAR);
  }

  private static NetworkSpec network(int features, int steps, int units) {
    return new NetworkSpec(
        features, steps, List.of(units), List.of(units), Loss.MSE, 0.005, 1, NetworkOptions.PLAIN);
  }

  @Test
  void windowsAreThoseOfEachSeries() {
    Shares shares = Shares.of(0.5, 0.25);
    WindowCounts counts = WindowCounts.of(series(true, 10, 1000), shares, 20, 10);
    assertThat(counts).isEqualTo(new WindowCounts(10 * 4, 10, 10));
  }

  @Test
  void shortSeriesHaveNoWindowsAndSequencesHaveOneEach() {
    assertThat(WindowCounts.of(series(true, 10, 100), Shares.of(0.5, 0.2), 20, 10))
        .isEqualTo(new WindowCounts(0, 0, 0));
    assertThat(WindowCounts.of(series(true, 0, 0), Shares.of(0.5, 0.2), 20, 10))
        .isEqualTo(new WindowCounts(0, 0, 0));
    ArchiveSize sequences = new ArchiveSize(true, true, 200, 200, 200 * 140, 1, Span.NONE);
    assertThat(WindowCounts.of(sequences, Shares.of(0.5, 0.2), 0, 1))
        .isEqualTo(new WindowCounts(100, 40, 60));
    assertThat(WindowCounts.of(sequences, Shares.of(0.5, 0.2), 200, 8))
        .isEqualTo(new WindowCounts(100, 40, 60));
  }

  @Test
  void sharesNeverAddUpToMoreThanAll() {
    assertThat(Shares.of(0.7, 0.7).validation()).isEqualTo(0.3, offset(1e-12));
    assertThat(Shares.of(-1, 0.2)).isEqualTo(new Shares(0, 0.2, 0.8));
    assertThat(Shares.of(3, -2)).isEqualTo(new Shares(1, 0, 0));
    assertThat(Shares.ofPoints(600, 200, 1000).judged()).isEqualTo(0.2, offset(1e-12));
    assertThat(Shares.ofPoints(600, 200, 0)).isEqualTo(new Shares(1, 0, 0));
  }

  @Test
  void memoryGrowsWithTheNetworkAndTheCores() {
    MemoryNeed small = MemoryNeed.of(2, 3, 1 << 20, 100_000, network(3, 48, 16), 32);
    MemoryNeed wide = MemoryNeed.of(2, 3, 1 << 20, 100_000, network(3, 48, 512), 32);
    MemoryNeed four = MemoryNeed.of(4, 3, 1 << 20, 100_000, network(3, 48, 512), 32);
    assertThat(small.heap()).isEqualTo(wide.heap()).isBetween(1L << 29, 2L << 30);
    assertThat(wide.beside()).isGreaterThan(small.beside());
    assertThat(four.beside()).isGreaterThan(wide.beside());
    assertThat(four.heap()).isGreaterThan(wide.heap());
  }

  @Test
  void linesSayWhatIsCountedAndWhatIsEstimated() {
    Plan counted =
        new Plan(
            series(true, 12, 1_234_567),
            Optional.of(new WindowCounts(1000, 20, 3)),
            Optional.of(new MemoryNeed(1_500_000_000, 400_000_000)),
            2,
            List.of(
                new Plan.StageTime("ingest", 12, "one"), new Plan.StageTime("train", 7200, "two")));
    assertThat(counted.lines())
        .contains(
            "Archive  1,234,567 rows, 12 series, 1,234,567 points, 3 features, 2024-01-01 to"
                + " 2024-12-31",
            "Windows  about 1,000 to train on, 20 to calibrate with, 3 to judge",
            "Memory   an executor with 2 cores: 1.5 GB of heap, 0.4 GB beside it",
            "Time     ingest       12 s  one",
            "Time     train       2.0 h  two");
    assertThat(counted.seconds()).isEqualTo(7212);
    Plan estimated =
        new Plan(series(false, 12, 1_234_567), Optional.empty(), Optional.empty(), 2, List.of());
    assertThat(estimated.lines().get(0))
        .startsWith("Archive  about 1,230,000 rows, at least 12 series, about 1,230,000 points");
  }

  @Test
  void aNetworkIsMeasured() {
    NetworkRates rates =
        NetworkRates.measure(new Autoencoder(network(3, 20, 8), Engine.ONEDNN), 16, 64);
    assertThat(rates.trained()).isPositive().isFinite();
    assertThat(rates.replayed()).isGreaterThan(rates.trained());
  }
}
