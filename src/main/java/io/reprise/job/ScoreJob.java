package io.reprise.job;

import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.Kind;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "score", description = "Replays the newest series through the newest model.")
final class ScoreJob extends SparkJob {

  @Override
  int run(Context context) {
    Store store = context.store();
    SeriesTable series = SeriesTable.open(context.spark(), store, store.latest(Kind.SERIES));
    String model = store.latest(Kind.MODEL);
    new ScoreStage(context.stage())
        .run(series, model, new ModelStore(store).read(model), context.run());
    store.publish(Map.of(Kind.SCORES, context.run()));
    context.console().print("Scores: " + store.directory(Kind.SCORES, context.run()));
    return 0;
  }
}
