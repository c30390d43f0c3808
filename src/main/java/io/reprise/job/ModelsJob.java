package io.reprise.job;

import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.Published.Promotion;
import io.reprise.stage.table.ResultKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the models, or makes another one the champion, the model that scores. */
@Command(name = "models", description = "Lists the models, or makes one of them the champion.")
final class ModelsJob extends SparkJob {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final String ROW = "%-1s %-30s  %-30s  %9s  %7s  %s";

  @ArgGroup private Change change = new Change();

  /** One of the two, or none. */
  static final class Change {

    @Option(
        names = "--promote",
        paramLabel = "MODEL",
        description = "Makes this model the champion.")
    private String promoted;

    @Option(
        names = "--rollback",
        description = "Goes back to the model that was the champion before.")
    private boolean rollback;
  }

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
    ModelStore models = new ModelStore(context.store());
    Published now = context.store().published();
    if (change.promoted != null) {
      requireThere(models, change.promoted);
      return List.of(succession(change.promoted, now));
    }
    if (change.rollback) {
      return List.of(succession(champion(rolledBack(context, models, now)), now));
    }
    list(context.console(), models, now);
    return List.of();
  }

  private static String succession(String model, Published now) {
    return "%s would be the champion; today it is %s".formatted(model, champion(now));
  }

  private static String champion(Published published) {
    return published.champion().orElse("none");
  }

  @Override
  Ended run(Context context) {
    ModelStore models = new ModelStore(context.store());
    if (change.promoted != null) {
      requireThere(models, change.promoted);
      context.store().publish(now -> now.with(promotion(context, change.promoted, false)));
    } else if (change.rollback) {
      context.store().publish(now -> rolledBack(context, models, now));
    }
    list(context.console(), models, context.store().published());
    return Ended.nothingPublished();
  }

  private static Published rolledBack(Context context, ModelStore models, Published now) {
    String before =
        now.championBefore()
            .orElseThrow(
                () ->
                    new InputRefusedException(
                        "--rollback: no model was the champion before %s; name one by --promote.",
                        now.champion().orElse("(none)")));
    requireThere(models, before);
    return now.with(promotion(context, before, true));
  }

  private static Promotion promotion(Context context, String model, boolean rolledBack) {
    return new Promotion(model, context.run(), Instant.now(), rolledBack);
  }

  private static void requireThere(ModelStore models, String model) {
    if (!models.all().contains(model)) {
      throw new InputRefusedException(
          "There is no model %s under output.path; there are %s.", model, models.all());
    }
  }

  private static void list(Console console, ModelStore models, Published published) {
    List<String> all = models.all();
    if (all.isEmpty()) {
      console.print("There are no models yet; jobs/train makes one.");
      return;
    }
    console.print(
        ROW.formatted("", "model", "trained on", "loss", "R²", "promoted (UTC), by the run"));
    all.forEach(model -> console.print(row(models, model, published)));
    console.print("* the champion: it scores");
  }

  private static String row(ModelStore models, String model, Published published) {
    ModelStore.Summary summary = models.summary(model);
    boolean champion = published.champion().equals(Optional.of(model));
    return ROW.formatted(
            champion ? "*" : "",
            model,
            summary.trainedOn(),
            number("%.5f", summary.loss()),
            number("%.4f", explained(summary)),
            published.promotions().stream()
                .filter(each -> each.model().equals(model))
                .reduce((earlier, later) -> later)
                .map(ModelsJob::promoted)
                .orElse(""))
        .stripTrailing();
  }

  private static OptionalDouble explained(ModelStore.Summary summary) {
    return summary.unexplained().isPresent()
        ? OptionalDouble.of(1 - summary.unexplained().getAsDouble())
        : OptionalDouble.empty();
  }

  private static String number(String format, OptionalDouble number) {
    return number.isPresent() ? format.formatted(number.getAsDouble()) : "unknown";
  }

  private static String promoted(Promotion promotion) {
    return "%s %s%s"
        .formatted(
            TIME.format(promotion.at()),
            promotion.run(),
            promotion.rolledBack() ? " (rolled back)" : "");
  }
}
