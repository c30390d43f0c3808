package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.series.DatePart;
import io.reprise.core.series.Span;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the archive is and how to read it. */
public record ArchiveConfig(
    Optional<String> path,
    Format format,
    Layout layout,
    Map<String, String> options,
    Map<String, String> derived,
    Columns columns,
    boolean seriesByFile,
    Times times,
    List<String> normalLabels,
    Intervals labels,
    Optional<Instant> from,
    Optional<Instant> to) {

  static final String SECTION = "archive";
  static final String FROM = "archive.from";
  static final String TO = "archive.to";

  /** The section of the archive to learn from, with the same keys. */
  static final String REFERENCE = "reference";

  /** A format that Reprise knows, or any other by the name that Spark has for it. */
  public record Format(String name) implements Serializable {

    private static final Set<String> KNOWN =
        Set.of("parquet", "csv", "json", "orc", "avro", "arff", "ucr");

    public static final Format PARQUET = new Format("parquet");
    public static final Format CSV = new Format("csv");
    public static final Format JSON = new Format("json");
    public static final Format ORC = new Format("orc");
    public static final Format AVRO = new Format("avro");
    public static final Format ARFF = new Format("arff");
    public static final Format UCR = new Format("ucr");

    /** Spark ignores the case of its own names, but not of a class. */
    public Format {
      require(!name.isBlank(), "archive.format", name, "must name a format");
      String lower = name.toLowerCase(Locale.ROOT);
      name = KNOWN.contains(lower) ? lower : name;
    }

    /** Whether it is one of the file formats above. Any other may be a table. */
    public boolean known() {
      return KNOWN.contains(name);
    }

    /** Whether a single value that is not a number turns its column into texts. */
    public boolean untyped() {
      return equals(CSV) || equals(JSON);
    }

    /** Whether Reprise reads it itself. */
    public boolean own() {
      return equals(ARFF) || equals(UCR);
    }
  }

  public enum Layout {
    WIDE,
    TALL,
    SEQUENCES;

    static Layout of(Keys keys) {
      return keys.choice("archive.layout", Layout.class);
    }
  }

  /** The names of columns; only tall archives have a metric and a value. */
  public record Columns(
      Optional<String> series,
      Optional<String> time,
      List<String> features,
      Optional<String> label,
      Optional<String> metric,
      Optional<String> value,
      Optional<String> quality,
      Optional<String> date)
      implements Serializable {

    private static Columns of(Keys keys) {
      return new Columns(
          keys.optional("archive.columns.series", Keys::text),
          keys.optional("archive.columns.time", Keys::text),
          keys.texts("archive.columns.features"),
          keys.optional("archive.columns.label", Keys::text),
          keys.optional("archive.columns.metric", Keys::text),
          keys.optional("archive.columns.value", Keys::text),
          keys.optional("archive.columns.quality", Keys::text),
          keys.optional("archive.columns.date", Keys::text));
    }
  }

  /** How times are written, and the zone of times that name none. */
  public record Times(TimeFormat format, ZoneId zone) {

    private static Times of(Keys keys) {
      return new Times(
          keys.optional("archive.time-format", Keys::timeFormat)
              .orElseGet(TimeFormat.Standard::new),
          keys.zone("archive.time-zone"));
    }
  }

  /** A second file that says from when to when a series was anomalous. */
  public record Intervals(
      Optional<String> path, String format, String series, String start, String end) {

    private static Intervals of(Keys keys) {
      return new Intervals(
          keys.optional("archive.labels.path", Keys::text),
          keys.text("archive.labels.format"),
          keys.text("archive.labels.series"),
          keys.text("archive.labels.start"),
          keys.text("archive.labels.end"));
    }
  }

  public ArchiveConfig {
    require(
        from.isEmpty() || to.isEmpty() || from.get().isBefore(to.get()),
        FROM,
        from.orElse(null),
        "must be before archive.to");
    require(
        layout != Layout.TALL || (columns.metric().isPresent() && columns.value().isPresent()),
        "archive.layout",
        "tall",
        "needs archive.columns.metric and archive.columns.value");
    require(
        !seriesByFile || (columns.series().isEmpty() && layout != Layout.SEQUENCES),
        "archive.series-by-file",
        true,
        "is for points without archive.columns.series; leave one of them out");
    require(
        labels.path().isEmpty() || layout != Layout.SEQUENCES,
        "archive.labels.path",
        labels.path().orElse(null),
        "must be left out for sequences, which are labelled by archive.columns.label");
    require(
        labels.path().isEmpty() || columns.label().isEmpty(),
        "archive.labels.path",
        labels.path().orElse(null),
        "must be left out where archive.columns.label names a column, or that column");
    options = Map.copyOf(options);
    derived = Map.copyOf(derived);
    normalLabels = List.copyOf(normalLabels);
    require(
        !format.equals(Format.UCR) || layout == Layout.SEQUENCES,
        "archive.format",
        format.name(),
        "has a sequence in each row, so archive.layout must be sequences");
  }

  static ArchiveConfig of(Keys keys) {
    return new ArchiveConfig(
        keys.optional("archive.path", Keys::text),
        new Format(keys.text("archive.format")),
        Layout.of(keys),
        keys.map("archive.options"),
        keys.map("archive.derived"),
        Columns.of(keys),
        keys.flag("archive.series-by-file"),
        Times.of(keys),
        keys.texts("archive.normal-labels"),
        Intervals.of(keys),
        keys.optional(FROM, Keys::instant),
        keys.optional(TO, Keys::instant));
  }

  /** The archive that is learnt from, if it is not the one that is judged. */
  static Optional<ArchiveConfig> reference(Keys keys) {
    if (keys.isEmpty(REFERENCE)) {
      return Optional.empty();
    }
    require(
        keys.has(REFERENCE + ".path"),
        REFERENCE + ".path",
        null,
        "must name the archive to learn from");
    return Optional.of(of(keys.without(FROM).without(TO).overlay(SECTION, REFERENCE)));
  }

  public String requiredPath() {
    return path.orElseThrow(
        () ->
            new ConfigurationException(
                "archive.path is not set: name the archive with --set archive.path=PATH."));
  }

  /** The key that says where the archive is, with its value. */
  public String source() {
    return path.map(name -> "archive.path = " + name).orElse("archive.format = " + format.name());
  }

  public boolean sequences() {
    return layout == Layout.SEQUENCES;
  }

  /** Whether an ingest replaces only the dates that it reads. */
  public boolean replacesDates() {
    return !sequences() && !span().equals(Span.ALL);
  }

  /** Refuses {@code from} and {@code to} where they do not begin such a part of the calendar. */
  public void requireWhole(DatePart partition) {
    from.ifPresent(instant -> requireStart(FROM, instant, partition));
    to.ifPresent(instant -> requireStart(TO, instant, partition));
  }

  private static void requireStart(String key, Instant instant, DatePart partition) {
    require(
        partition.beginsAt(instant),
        key,
        instant,
        "must be where a %s begins, for the published dates are replaced by the %1$s, or set"
                .formatted(partition.text())
            + " ingest.partition");
  }

  /** The times that are read. */
  public Span span() {
    return Span.between(from, to);
  }
}
