package io.reprise.job;

import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationException;
import io.reprise.config.ConfigurationLoader;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.DamagedTables;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all jobs share: options, configuration, the Spark session from start to stop, a run's name.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false)
abstract class SparkJob implements Callable<Integer> {

  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file with keys that differ from conf/reprise.conf; may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key, for instance training.epochs=10; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "Reads that day only (UTC), and stands for $${date} in the configuration.")
  private LocalDate date;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Names the run; a job whose run is published already ends without work.")
  private String name;

  @Option(
      names = "--plan",
      description = "Tells what the job would do and cost, and writes nothing.")
  private boolean plan;

  /** What a job works with. */
  record Context(String job, String run, Instant startedAt, StageContext stage, Console console) {

    SparkSession spark() {
      return stage.spark();
    }

    Store store() {
      return stage.store();
    }

    Configuration configuration() {
      return stage.configuration();
    }
  }

  /** What the job publishes under the name of its run. */
  abstract Set<ResultKind> publishes();

  abstract Ended run(Context context);

  /** Whether it needs to know where the archive lies, which may depend on the date. */
  boolean readsArchive() {
    return true;
  }

  /** What the job would do, a line each; it writes nothing. */
  abstract List<String> plan(Context context);

  @Override
  public final Integer call() {
    Instant startedAt = Instant.now();
    String run = name == null ? newName(startedAt) : checkedName();
    Configuration configuration = configuration(run, startedAt);
    Console console = Console.open(spec.commandLine().getOut(), startedAt);
    console.print("Reprise %s, run %s".formatted(spec.name(), run));
    console.print(configuration.resolved().changed().indent(2));
    try (Session session = Session.open(spec.name(), subject(configuration, run), console)) {
      Store store =
          new Store(
              configuration.outputPath(), session.spark().sparkContext().hadoopConfiguration());
      Context context =
          new Context(
              spec.name(),
              run,
              startedAt,
              new StageContext(session.spark(), store, configuration, console),
              console);
      if (plan) {
        return planned(context);
      }
      store.requireWritable();
      return concluded(context, session.shortages());
    }
  }

  /** The run, and the last part of the archive's path, or of the output where none is named. */
  private static String subject(Configuration configuration, String run) {
    String path = configuration.archive().path().orElse(configuration.outputPath());
    return Visible.name(path.replaceAll("/+$", "").replaceAll(".*/", "")) + " " + run;
  }

  private int planned(Context context) {
    context.store().requirePermission();
    plan(context).forEach(context.console()::print);
    for (ResultKind kind : publishes()) {
      context.console().print("Result   " + context.store().directory(kind, context.run()));
    }
    context.console().print("This was a plan: nothing was written.");
    return ExitCode.DONE.number();
  }

  /**
   * A scheduler that gave the run its name looks for the verdict on it, so it gets this one too.
   */
  private Configuration configuration(String run, Instant startedAt) {
    Optional<LocalDate> day = Optional.ofNullable(date);
    try {
      return readsArchive()
          ? ConfigurationLoader.load(files, settings, day)
          : ConfigurationLoader.loadWithoutArchive(files, settings, day);
    } catch (ConfigurationException e) {
      if (name != null && !plan) {
        OutcomeFile.writeUnread(
            ConfigurationLoader.outputPath(files, settings),
            new OutcomeFile.Subject(spec.name(), run, startedAt, day, Optional.empty()),
            e);
      }
      throw e;
    }
  }

  private static String newName(Instant startedAt) {
    return "%s-%06x"
        .formatted(RUN_TIME.format(startedAt), ThreadLocalRandom.current().nextInt(1 << 24));
  }

  /** Spark does not see directories that begin with a dot or a line. */
  private String checkedName() {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
      throw new ParameterException(
          spec.commandLine(),
          "--run %s: write letters, digits, dots, - and _, and begin with a letter or a digit"
              .formatted(name));
    }
    return name;
  }

  /** Runs the job, unless it has run before, and leaves the verdict on it. */
  private int concluded(Context context, ShortageWatch shortages) {
    // Outside of the block below: the verdict on a run that is published stays as it is.
    Optional<Integer> before = new NamedRun(context, publishes()).codeBefore();
    if (before.isPresent()) {
      context
          .console()
          .print("Run %s is published already; there is nothing to do.".formatted(context.run()));
      return before.get();
    }
    context.store().forgetOutcome(context.run());
    OutcomeFile outcome = OutcomeFile.of(context, Optional.ofNullable(date));
    try {
      Ended ended = guarded(context, shortages);
      outcome.write(ended);
      return ended.code().number();
    } catch (Exception e) {
      ExitCode code = ExitCode.of(e);
      outcome.writeFailed(code, Visible.sentence(Failures.sentence(code, e)));
      throw e;
    }
  }

  /** Runs the job. If one of our own tables is damaged, the failure is the damage. */
  private Ended guarded(Context context, ShortageWatch shortages) {
    try {
      return run(context);
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(e);
    } catch (Exception e) {
      shortages.refuse(e);
      new DamagedTables(context.spark(), context.store()).refuse(e);
      throw e;
    }
  }
}
