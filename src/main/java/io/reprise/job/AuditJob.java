package io.reprise.job;

import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.plan.PlanStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.train.PromotionStage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** All four jobs in one application; their results become visible together, at the end. */
@Command(name = "audit", description = "Ingests, trains, scores and reports in one go.")
final class AuditJob extends SparkJob {

  @Override
  Set<ResultKind> publishes() {
    return EnumSet.allOf(ResultKind.class);
  }

  @Override
  List<String> plan(Context context) {
    return new PlanStage(context.stage()).audit().lines();
  }

  @Override
  Ended run(Context context) {
    AuditStage stage = new AuditStage(context.stage());
    AuditStage.Audited audited = stage.run(context.job(), context.startedAt(), context.run());
    Map<ResultKind, String> published = new EnumMap<>(ResultKind.class);
    for (ResultKind kind : ResultKind.values()) {
      published.put(kind, context.run());
    }
    PromotionStage.Verdict verdict =
        new PromotionStage(context.stage())
            .judge(audited.series(), context.run(), audited.bundle());
    context.store().publish(now -> verdict.on(now.with(published)));
    stage.forgetCheckpoints();
    Summary.print(context, audited.outcome());
    return Ended.of(
            publishes(), context.run(), audited.series().manifest().archive(), audited.outcome())
        .with(verdict);
  }
}
