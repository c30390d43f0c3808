package io.reprise.job;

import io.reprise.stage.expire.ExpireStage;
import io.reprise.stage.table.ResultKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists results that nobody needs any more, and removes them if told to. */
@Command(name = "expire", description = "Lists results that nobody needs, or removes them.")
final class ExpireJob extends SparkJob {

  private static final int LISTED = 200;

  @Option(names = "--yes", description = "Removes what is listed without it.")
  private boolean yes;

  @Override
  Set<ResultKind> publishes() {
    return Set.of();
  }

  @Override
  boolean readsArchive() {
    return false;
  }

  @Override
  List<String> plan(Context context) {
    print(context.console(), new ExpireStage(context.stage(), Instant.now()).plan(), false);
    return List.of();
  }

  @Override
  Ended run(Context context) {
    ExpireStage stage = new ExpireStage(context.stage(), Instant.now());
    ExpireStage.Plan plan = stage.plan();
    print(context.console(), yes ? stage.carryOut(plan) : plan, yes);
    return Ended.nothingPublished();
  }

  private static void print(Console console, ExpireStage.Plan plan, boolean removed) {
    printDates(console, "series", plan.seriesDates());
    printDates(console, "scores", plan.scoresDates());
    plan.removals().stream().limit(LISTED).map(ExpireJob::line).forEach(console::print);
    if (plan.removals().size() > LISTED) {
      console.print("  and %,d more".formatted(plan.removals().size() - LISTED));
    }
    String total =
        "%,d results and files, %,d files, %,.1f MB"
            .formatted(plan.removals().size(), plan.files(), plan.bytes() / 1e6);
    console.print(
        removed ? "Removed " + total : "Nothing was removed. --yes would remove " + total);
  }

  private static void printDates(Console console, String table, Set<LocalDate> dates) {
    if (!dates.isEmpty()) {
      console.print(
          "  %,d dates of runs older than retention.age leave the %s table, the newest is %s"
              .formatted(dates.size(), table, Collections.max(dates)));
    }
  }

  private static String line(ExpireStage.Removal removal) {
    return "  %s  %9.1f MB  %s: %s"
        .formatted(
            removal.entry().written().toString().substring(0, 10),
            removal.entry().bytes() / 1e6,
            removal.what(),
            removal.entry().name());
  }
}
