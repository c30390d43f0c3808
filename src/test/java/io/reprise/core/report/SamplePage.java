package io.reprise.core.report;

import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Epoch;
import io.reprise.core.series.Microseconds;
import io.reprise.core.series.RowAccount;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Drift;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The page of an audit that never was: six features of many series, with so many events. The same
 * numbers give the same page.
 */
record SamplePage(int series, int features, boolean timed, boolean pointwise, List<Event> events) {

  static final Instant START = Instant.parse("2024-01-19T00:00:00Z");
  static final int DAYS = 10;

  private static final long MINUTE = 60_000_000L;
  private static final long PERIOD = 10 * MINUTE;
  private static final double LIMIT = 0.5;
  private static final Threshold THRESHOLD =
      new Threshold(new ThresholdRule.Sigma(4), LIMIT, 0.1, 0.1, 0.001, Map.of());
  private static final int CONTEXT = 40;

  SamplePage(int series, int features, boolean timed, List<Event> events) {
    this(series, features, timed, timed, events);
  }

  /** Sequences without time, whose steps were judged. */
  static SamplePage ofSteps(int features, int events) {
    Random random = new Random(12);
    List<Event> all = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      int step = CONTEXT + random.nextInt(20);
      double peak = LIMIT * (2 + 5 * random.nextDouble());
      all.add(
          new Event(
              "beat-" + e,
              false,
              step,
              step + e % 2,
              peak,
              Event.severityOf(peak, LIMIT),
              drivers(random, features)));
    }
    all.sort(Event.WORST_FIRST);
    return new SamplePage(events, features, false, true, List.copyOf(all));
  }

  static SamplePage of(int series, int features, boolean timed, int events) {
    Random random = new Random(11);
    List<Event> all = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      long start = Microseconds.of(START) + PERIOD * random.nextInt(DAYS * 144 - 60);
      double peak = LIMIT * (1 + 0.05 + 12 * Math.pow(random.nextDouble(), 3));
      all.add(
          new Event(
              timed ? name(random.nextInt(series)) : "beat-" + e,
              timed,
              timed ? start : 0,
              timed ? start + PERIOD * random.nextInt(60) : 0,
              peak,
              Event.severityOf(peak, LIMIT),
              drivers(random, features)));
    }
    all.sort(Event.WORST_FIRST);
    return new SamplePage(series, features, timed, List.copyOf(all));
  }

  static String name(int series) {
    return "pump-" + (series + 1);
  }

  private static List<String> drivers(Random random, int features) {
    return random
        .ints(1 + random.nextInt(3), 0, features)
        .distinct()
        .mapToObj(SamplePage::feature)
        .toList();
  }

  private static String feature(int index) {
    List<String> names = List.of("pressure", "temperature", "vibration");
    return index < names.size() ? names.get(index) : "sensor " + (index + 1);
  }

  private List<String> featureNames() {
    return IntStream.range(0, features).mapToObj(SamplePage::feature).toList();
  }

  String html() {
    return HtmlPage.render("Reprise report sample", Json.compact(data().json()));
  }

  PageData data() {
    return new PageData(
        ReportJson.write(content()),
        new PageData.Settings("threshold.k = 5\nwindow.length = 60", "threshold { k = 5 }"),
        featureNames(),
        THRESHOLD,
        falling(0.08),
        timed ? Optional.of(map()) : Optional.empty(),
        timed ? timelines() : List.of(),
        plots(),
        events.isEmpty() ? List.of() : List.of(plot(0, Math.min(features, 8), 140)),
        timed ? List.of(new Coverage("pump-1", PERIOD, 1300, 20, 140, 3)) : List.of(),
        List.of(new PageData.Quarantined("null-value", "day-1.csv", "pump-1,2024-01-19,,4.5")));
  }

  private Report content() {
    long flagged = events.isEmpty() ? 0 : events.size() * 4L;
    return new Report(
        new Report.Run(
            "sample",
            "audit",
            START,
            127,
            "3.5.7",
            "onednn",
            "float32",
            "d79bb9ee0a49153f71ff",
            "sample"),
        new RowAccount(
            24_085,
            23_989,
            96,
            Map.of("null-value", 60L, "duplicate-time", 36L),
            12,
            Map.of("nan-value", 7L),
            series,
            24_192,
            timed ? 0 : 2000),
        new Bundle.Training(2895, 829, 9, history()),
        THRESHOLD,
        pointwise ? Optional.of(THRESHOLD) : Optional.empty(),
        new Report.Scores(
            2000,
            flagged,
            flagged / 2000.0,
            2,
            1000,
            falling(0.1),
            pointwise ? Optional.of(new Report.Points(8382, flagged, 5)) : Optional.empty(),
            featureNames().stream().collect(Collectors.toMap(name -> name, name -> 0.9))),
        events.size(),
        events.stream().map(Event::series).distinct().count(),
        events.subList(0, Math.min(events.size(), Report.MOST_EVENTS)),
        List.of(new Evaluation("sequence", 0.97, 0.93, 205, 1, 1631, 132)),
        timed
            ? Optional.of(new Detection(15, 14, 30, 2, 10, Optional.of(0.87), 6))
            : Optional.empty(),
        comparison(flagged),
        pointwise
            ? List.of(assessment("sequence"), assessment("point"))
            : List.of(assessment("sequence")),
        List.of("1 series (pump-9, for one) have no model of their own."));
  }

  private Optional<Comparison> comparison(long flagged) {
    return Optional.of(
        new Comparison(
            pointwise ? "point" : "sequence",
            5,
            3.2,
            8382,
            flagged / 2,
            flagged,
            flagged / 4,
            Optional.of(
                new Comparison.AgainstLabels(
                    new Comparison.Quality(0.93, 0.97, 0.88, 0.84),
                    new Comparison.Quality(0.71, 0.9, 0.65, 0.6)))));
  }

  private static List<Epoch> history() {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(i -> new Epoch(i, 1.0 / i, 1.0 / Math.min(i, 9) + 0.01 * i, 2, 1400))
        .toList();
  }

  private static Assessment assessment(String level) {
    return new Assessment(
        level,
        THRESHOLD,
        829,
        2000,
        new Assessment.Setting("threshold.k = 4", 0.5, 2, 120),
        new Assessment.Setting("threshold.k = 4.5", 0.55, 1, 100),
        new Assessment.Setting("threshold.k = 3.5", 0.45, 5, 160),
        new Drift(0.3, 1e-9),
        List.of("The errors by " + level + " have drifted: train again on data like these."));
  }

  private static Histogram falling(double scale) {
    Histogram histogram = Histogram.upTo(2.5 * LIMIT);
    for (int i = 0; i < Histogram.BINS; i++) {
      histogram.add(
          (i + 0.5) * histogram.width(), (long) (1000 * Math.exp(-i * histogram.width() / scale)));
    }
    return histogram;
  }

  private SeverityMap map() {
    long first = Microseconds.of(START);
    long last = first + DAYS * 144 * PERIOD - PERIOD;
    TimeCells cells = TimeCells.over(first, last, PERIOD);
    List<SeverityMap.Line> lines = new ArrayList<>();
    List<String> names = new ArrayList<>(events.stream().map(Event::series).distinct().toList());
    IntStream.range(0, series)
        .mapToObj(SamplePage::name)
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    for (String name : names.subList(0, Math.min(names.size(), SeverityMap.MOST_SERIES))) {
      float[] severities = new float[cells.count()];
      severities[3] = Float.NaN;
      for (Event event : events) {
        if (event.series().equals(name)) {
          int to = (int) ((event.end() - cells.start()) / cells.width());
          for (int c = (int) ((event.start() - cells.start()) / cells.width()); c <= to; c++) {
            severities[c] =
                (float) Math.max(Float.isNaN(severities[c]) ? 0 : severities[c], event.severity());
          }
        }
      }
      lines.add(new SeverityMap.Line(name, severities));
    }
    return new SeverityMap(first, last, cells, lines);
  }

  private List<Timeline> timelines() {
    Random random = new Random(12);
    return events.stream()
        .map(Event::series)
        .distinct()
        .limit(Timeline.MOST_SERIES)
        .map(
            name ->
                new Timeline(
                    name,
                    IntStream.range(0, Timeline.MOST_BINS)
                        .mapToObj(i -> bin(i, random.nextFloat()))
                        .toList()))
        .toList();
  }

  private static Timeline.Bin bin(int index, float error) {
    long millis = START.toEpochMilli() + index * (DAYS * 86_400_000L / Timeline.MOST_BINS);
    return new Timeline.Bin(millis, error * LIMIT * 0.9f);
  }

  private List<ReplayPlot> plots() {
    int pictures = Math.min(events.size(), 12);
    int drawn = Math.min(features, ReplayPlot.MOST_FEATURES);
    int points = series > 100 ? ReplayPlot.mostPoints(pictures, drawn) : 140;
    return IntStream.range(0, pictures).mapToObj(e -> plot(e, drawn, points)).toList();
  }

  private ReplayPlot plot(int index, int drawn, int points) {
    Event event = events.get(index);
    Random random = new Random(index);
    float[][] values = new float[3][points * drawn];
    for (int i = 0; i < points * drawn; i++) {
      int point = i / drawn;
      float wave = (float) Math.sin(point / 15.0 + i % drawn);
      boolean apart = point >= CONTEXT && point < 60;
      values[0][i] = 50 + wave + random.nextFloat() / 3 + (apart ? 3 : 0);
      values[1][i] = 50 + wave;
      values[2][i] = (float) Math.pow(values[0][i] - values[1][i], 2);
    }
    long from = event.start() - CONTEXT * PERIOD;
    long[] millis = new long[points];
    Arrays.setAll(millis, i -> (from + i * PERIOD) / 1000);
    int to = (int) Math.min(points - 1, (event.end() - from) / PERIOD);
    return new ReplayPlot(
        index,
        event.series(),
        featureNames().subList(0, drawn),
        timed ? millis : null,
        pointwise ? (timed ? CONTEXT : (int) event.start()) : 0,
        pointwise ? (timed ? to : (int) event.end()) : points - 1,
        1,
        false,
        values[0],
        values[1],
        values[2]);
  }
}
