package io.reprise.bench.lstm;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Prints comparisons for a reader, row by row as they come. */
final class Table {

  private static final String ROW =
      "%-20s %5s | %8s %8s %8s %8s %7s %7s %7s %7s | %8s %8s %8s %8s %7s %7s %7s %7s"
          + " | %6s %6s %6s | %6s%n";

  private static final String SHARE = " %24s";

  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void head(String machine, Peaks peaks) {
    out.printf("%nLSTM autoencoders, sequences a second, one thread each%n%s%n", machine);
    out.printf(
        Locale.ROOT,
        "Peak of a core in GFLOP/s: %.1f in float32, %.1f in bfloat16%n",
        peaks.float32() / 1e9,
        peaks.bfloat16() / 1e9);
    out.printf(
        "reprise and bf16 are Reprise in float32 and bfloat16; b× is the latter over another%n%n");
    List<Object> titles = new ArrayList<>(List.of("features × steps", "batch"));
    for (String task : List.of("train", "score")) {
      titles.addAll(
          List.of(task, "bf16", "libtorch", "dl4j", "×torch", "×dl4j", "b×torch", "b×repr"));
    }
    titles.addAll(List.of("peak", "bf16", "torch", "rest"));
    out.printf(ROW, titles.toArray());
  }

  void row(Comparison comparison) {
    List<Object> cells = new ArrayList<>(List.of(comparison.shape(), comparison.batch()));
    cells.addAll(rates(comparison, Result::fitPerSecond));
    cells.addAll(rates(comparison, Result::outputPerSecond));
    for (PeerName peer : List.of(PeerName.REPRISE, PeerName.BFLOAT16, PeerName.LIBTORCH)) {
      cells.add(percent(comparison.of(peer, Result::fractionOfPeak)));
    }
    cells.add(percent(1 - comparison.fitShares().getOrDefault(Part.PRIMITIVE, Double.NaN)));
    out.printf(ROW, cells.toArray());
  }

  private static List<String> rates(Comparison comparison, ToDoubleFunction<Result> figure) {
    double reprise = comparison.of(PeerName.REPRISE, figure);
    double rounded = comparison.of(PeerName.BFLOAT16, figure);
    double torch = comparison.of(PeerName.LIBTORCH, figure);
    double stock = comparison.of(PeerName.DL4J, figure);
    return List.of(
        rate(reprise),
        rate(rounded),
        rate(torch),
        rate(stock),
        ratio(reprise / torch),
        ratio(reprise / stock),
        ratio(rounded / torch),
        ratio(rounded / reprise));
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
