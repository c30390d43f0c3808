package io.reprise.job;

import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.PublishedRuns;
import io.reprise.stage.table.ResultKind;
import java.util.Set;

/** A run whose name may be that of an earlier one, which a scheduler tries again. */
record NamedRun(SparkJob.Context context, Set<ResultKind> kinds) {

  /**
   * Whether all that the job publishes is published already. If not, what a run of this name has
   * left behind is deleted, for nobody can see it.
   */
  boolean isPublished() {
    PublishedRuns published = new PublishedRuns(context.store());
    boolean all = !kinds.isEmpty();
    for (ResultKind kind : kinds) {
      if (published.of(kind).contains(context.run())) {
        requireSameConfiguration(kind);
      } else {
        all = false;
        context.store().discard(kind, context.run());
        context.store().discard(kind, AuditStage.reference(context.run()));
      }
    }
    return all;
  }

  private void requireSameConfiguration(ResultKind kind) {
    String before = context.store().configuration(kind, context.run());
    if (!before.equals(context.configuration().resolved().text())) {
      throw new InputRefusedException(
          "--run %s: a run of that name is published, with another configuration; give this one"
              + " another name.",
          context.run());
    }
  }
}
