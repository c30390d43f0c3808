package io.reprise.job;

import io.reprise.core.json.Fields;
import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.PublishedRuns;
import io.reprise.stage.table.ResultKind;
import java.util.Optional;
import java.util.Set;

/** A run whose name may be that of an earlier one, which a scheduler tries again. */
record NamedRun(SparkJob.Context context, Set<ResultKind> kinds) {

  private static final Set<Integer> PUBLISHED =
      Set.of(ExitCode.DONE.number(), ExitCode.GATE_EXCEEDED.number());

  /**
   * The code with which this very run has published already. A later run may have taken its place
   * in {@code latest.json}, but others may still refer to it. Where no such run is known, what one
   * that was broken off has left behind is deleted.
   */
  Optional<Integer> codeBefore() {
    Optional<Fields> outcome = context.store().outcome(context.run());
    Optional<Integer> code = code(outcome);
    if (code.isPresent()) {
      requireSame(outcome.get());
      return code;
    }
    return wasPublished() ? Optional.of(ExitCode.DONE.number()) : Optional.empty();
  }

  /** The code of a run that has published. */
  static Optional<Integer> code(Optional<Fields> outcome) {
    return outcome.map(each -> each.integer(OutcomeFile.CODE)).filter(PUBLISHED::contains);
  }

  private void requireSame(Fields outcome) {
    String sha256 = context.configuration().resolved().sha256();
    if (!outcome.text(OutcomeFile.JOB).equals(context.job())
        || !outcome.text(OutcomeFile.CONFIGURATION).equals(sha256)) {
      throw taken();
    }
  }

  /** A run may have been killed after it published, and before it said so. */
  private boolean wasPublished() {
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
      throw taken();
    }
  }

  private InputRefusedException taken() {
    return new InputRefusedException(
        "--run %s: a run of that name is published, of another job or with another configuration;"
            + " give this one another name.",
        context.run());
  }
}
