package io.reprise.bench.lstm;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Prints comparisons for a reader, row by row as they come. */
final class Table {

  private static final String ROW =
      "%-20s %5s | %8s %8s %7s %7s %7s | %8s %8s %7s %7s %7s | %6s %6s %6s | %6s%n";

  private static final String SHARE = " %24s";

  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void head(String machine, double peak) {
    out.printf("%nLSTM autoencoders, sequences a second, one thread each%n%s%n", machine);
    out.printf(Locale.ROOT, "sgemm peak of a core: %.1f GFLOP/s%n%n", peak / 1e9);
    out.printf(
        ROW, "", "", "train", "", "", "", "", "score", "", "", "", "", "of the", "peak", "", "not");
    out.printf(
        ROW,
        "features × steps",
        "batch",
        "reprise",
        "libtorch",
        "dl4j",
        "×torch",
        "×dl4j",
        "reprise",
        "libtorch",
        "dl4j",
        "×torch",
        "×dl4j",
        "repr.",
        "torch",
        "dl4j",
        "LSTM");
  }

  void row(Comparison comparison) {
    Result reprise = comparison.results().get(PeerName.REPRISE);
    Result torch = comparison.results().get(PeerName.LIBTORCH);
    Result stock = comparison.results().get(PeerName.DL4J);
    out.printf(
        ROW,
        comparison.shape(),
        comparison.batch(),
        rate(reprise.fitPerSecond()),
        rate(torch.fitPerSecond()),
        rate(stock.fitPerSecond()),
        ratio(comparison.fitRatio(PeerName.LIBTORCH)),
        ratio(comparison.fitRatio(PeerName.DL4J)),
        rate(reprise.outputPerSecond()),
        rate(torch.outputPerSecond()),
        rate(stock.outputPerSecond()),
        ratio(comparison.outputRatio(PeerName.LIBTORCH)),
        ratio(comparison.outputRatio(PeerName.DL4J)),
        percent(reprise.fractionOfPeak()),
        percent(torch.fractionOfPeak()),
        percent(stock.fractionOfPeak()),
        percent(1 - comparison.fitShares().getOrDefault(Part.PRIMITIVE, Double.NaN)));
  }

  /** Where Reprise spends its time. */
  void shares(
      String title,
      List<Comparison> comparisons,
      Function<Comparison, Map<Part, Double>> sharesOf) {
    out.printf("%n%s%n%-20s %5s", title, "", "batch");
    for (Part part : Part.values()) {
      out.printf(SHARE, part.text());
    }
    out.println();
    for (Comparison comparison : comparisons) {
      Map<Part, Double> shares = sharesOf.apply(comparison);
      if (!shares.isEmpty()) {
        out.printf("%-20s %5d", comparison.shape(), comparison.batch());
        shares.forEach((part, share) -> out.printf(SHARE, percent(share)));
        out.println();
      }
    }
  }

  private static String rate(double value) {
    return text(value < 100 ? "%.1f" : "%.0f", value);
  }

  private static String ratio(double value) {
    return text(value < 10 ? "%.2f" : "%.0f", value);
  }

  private static String percent(double fraction) {
    return text("%.1f%%", 100 * fraction);
  }

  private static String text(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
