"""Makes the DAGs of every audit file: daily, retrain and expire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensor
from airflow.sdk import (
    DAG,
    Asset,
    Context,
    CronDataIntervalTimetable,
    CronTriggerTimetable,
    Param,
    TriggerRule,
    chain,
    get_parsing_context,
)
from airflow.sdk.exceptions import AirflowFailException

from reprise_airflow.alerts import callbacks, on_timeout
from reprise_airflow.operator import OUTCOME, RepriseOperator
from reprise_airflow.outcome import GATE_EXCEEDED
from reprise_airflow.settings import Audit, AuditError, load_all

MIDNIGHT = "0 0 * * *"

CANDIDATE = "{{ ti.xcom_pull(task_ids='train', key='outcome')['promotion']['candidate'] }}"


def reprise_dags(directory: Path) -> dict[str, DAG]:
    """
    The DAGs of all audit files of a directory, by name.

    An audit that is broken leaves the others alone. In place of its DAGs there is one, called
    after it and ``broken``, that says what is wrong: were it an import error of Airflow's, it would
    be one of the file that calls this, and take the DAGs of every audit away.
    """
    dags: dict[str, DAG] = {}
    loaded = load_all(directory, _wanted)
    broken = dict(loaded.broken)
    for audit in loaded.audits:
        try:
            dags |= {dag.dag_id: dag for dag in _checked(audit)}
        except AuditError as failure:
            broken[audit.name] = str(failure)
        except Exception as failure:
            broken[audit.name] = f"{audit.file.name}: Airflow refuses it: {failure}."
    for name, sentence in broken.items():
        dag = _broken(name, sentence)
        dags[dag.dag_id] = dag
    return dags


def _wanted(file: Path) -> bool:
    """A task parses all of this again, and needs its own DAG only."""
    running = get_parsing_context().dag_id
    return running is None or running.startswith(f"{file.stem}_")


def _checked(audit: Audit) -> list[DAG]:
    dags = [_daily(audit), _retrain(audit), _expire(audit)]
    for dag in dags:
        dag.validate()  # type: ignore[no-untyped-call]
    return dags


def asset(audit: Audit, kind: str) -> Asset:
    """What a job publishes, for DAGs that wait for it: series, model, scores or report."""
    return Asset(uri=f"reprise://{audit.name}/{kind}", name=f"reprise {audit.name} {kind}")


def _daily(audit: Audit) -> DAG:
    with _dag(
        audit,
        "daily",
        "Audits a day: takes it in, scores it with the champion, and reports.",
        CronDataIntervalTimetable(MIDNIGHT, timezone="UTC") if audit.schedule.daily else None,
        patience=audit.schedule.wait,
        params={
            "date": Param(
                None,
                type=["null", "string"],
                format="date",
                title="Day",
                description="The day to audit, in UTC. Left empty: the day of the data interval.",
            )
        },
    ) as dag:
        ingest = _job(
            audit, "ingest", "Cleans the day and puts it into the series.", ["series"], dated=True
        )
        score = _job(
            audit,
            "score",
            "Replays the day through the champion.",
            ["scores"],
            reads=["series", "model"],
            dated=True,
        )
        report = _job(
            audit,
            "report",
            "Reports on all days that are scored.",
            ["report"],
            reads=["scores"],
            dated=True,
        )
        gate = BranchPythonOperator(
            task_id="gate",
            python_callable=_choose_by_gate,
            doc_md="Looks whether the report flags more than `report.fail-above` allows.",
        )
        chain(*_waiting(audit), ingest, score, report, gate)
        gate >> [_too_much_flagged(audit), EmptyOperator(task_id="within_the_gate")]
    return dag


def _waiting(audit: Audit) -> Iterator[TimeDeltaSensor]:
    if audit.schedule.wait:
        yield TimeDeltaSensor(
            task_id="wait_for_data",
            delta=audit.schedule.wait,
            mode="reschedule",
            poke_interval=300,
            timeout=(audit.schedule.wait + timedelta(days=1)).total_seconds(),
            execution_timeout=None,
            doc_md="Waits until the data of the day are complete (`schedule.wait-hours`).",
        )


def _too_much_flagged(audit: Audit) -> PythonOperator:
    return PythonOperator(
        task_id="too_much_flagged",
        python_callable=_say_what_is_flagged,
        on_success_callback=callbacks(audit, "gate"),
        doc_md="More is flagged than the audit allows. The report is published; read it.",
    )


def _choose_by_gate(**context: Any) -> str:
    outcome = context["ti"].xcom_pull(task_ids="report", key=OUTCOME)
    return "too_much_flagged" if outcome["code"] == GATE_EXCEEDED else "within_the_gate"


def _say_what_is_flagged(**context: Any) -> str:
    outcome = context["ti"].xcom_pull(task_ids="report", key=OUTCOME)
    return (
        f"{outcome['flaggedFraction']:.2%} is flagged, in {outcome['events']} events of severity"
        f" {outcome['worstSeverity']:.1f} at most; see {outcome['report']}."
    )


def _retrain(audit: Audit) -> DAG:
    retrain = audit.retrain
    with _dag(
        audit,
        "retrain",
        "Trains a candidate and makes it the champion, unless it is worse than the one there is.",
        _cron(audit.schedule.retrain),
        patience=retrain.approval_timeout if retrain.approval else timedelta(),
        params={
            "ingest": Param(
                False,
                type="boolean",
                title="Take in the whole archive first",
                description="For the first run of an audit. It replaces the series of all days.",
            )
        },
    ) as dag:
        history = BranchPythonOperator(
            task_id="history",
            python_callable=_choose_by_history,
            doc_md="Goes by the parameter `ingest`.",
        )
        ingest = _job(audit, "ingest", "Takes in the whole archive.", ["series"])
        train = _job(
            audit,
            "train",
            "Trains a candidate and judges it and the champion on the same held-out windows.",
            [],
            reads=["series"],
            arguments=[
                "--set",
                "training.promote=never",
                "--set",
                f"training.promote-tolerance={retrain.tolerance}",
            ],
            trigger_rule=TriggerRule.NONE_FAILED,
        )
        promote = _job(
            audit,
            "promote",
            "Makes the candidate the champion.",
            ["model"],
            job="models",
            arguments=["--promote", CANDIDATE],
        )
        steps = [*_approving(audit), promote]
        judge = BranchPythonOperator(
            task_id="judge",
            python_callable=_choose_by_judgement,
            op_kwargs={"better": steps[0].task_id, "tolerance": retrain.tolerance},
            doc_md="The candidate goes on unless it is worse than the champion.",
        )
        chain(history, ingest, train, judge, *steps)
        history >> train
        judge >> EmptyOperator(task_id="champion_stays")
    return dag


def _choose_by_history(**context: Any) -> str:
    return "ingest" if context["params"]["ingest"] else "train"


def _choose_by_judgement(better: str, tolerance: float, **context: Any) -> str:
    outcome = context["ti"].xcom_pull(task_ids="train", key=OUTCOME)
    promotion = outcome.get("promotion")
    if promotion is None:
        raise AirflowFailException(
            "The outcome of train has no promotion, so that nothing can be judged; is the jar older"
            " than this package?"
        )
    return better if no_worse(promotion, tolerance) else "champion_stays"


def no_worse(promotion: Mapping[str, Any], tolerance: float) -> bool:
    """Whether a candidate may replace the champion, if there is one."""
    champion = promotion["championError"]
    return champion is None or promotion["candidateError"] <= champion * (1 + tolerance)


def _approving(audit: Audit) -> Iterator[ApprovalOperator]:
    if audit.retrain.approval:
        yield ApprovalOperator(
            task_id="approve",
            subject=f"Shall the candidate become the champion of {audit.name}?",
            body=(
                "{% set it = ti.xcom_pull(task_ids='train', key='outcome')['promotion'] %}"
                "On the same held-out windows the candidate {{ it.candidate }} has an error of"
                " {{ it.candidateError }}, and the champion {{ it.champion or '(none)' }}"
                " {{ it.championError or '' }}."
            ),
            response_timeout=audit.retrain.approval_timeout,
            execution_timeout=None,
            retries=0,
            doc_md="Waits for a person. *Reject* leaves the champion as it is.",
        )


def _expire(audit: Audit) -> DAG:
    with _dag(
        audit,
        "expire",
        "Removes results that nobody needs any longer.",
        _cron(audit.schedule.expire),
        params={
            "remove": Param(
                True,
                type="boolean",
                title="Remove",
                description="Not set: the log lists what would be removed.",
            )
        },
    ) as dag:
        _job(
            audit,
            "expire",
            "Removes what `retention` in the configuration does not keep.",
            [],
            arguments=["{{ '--yes' if params.remove else '' }}"],
        )
    return dag


def _cron(expression: str | None) -> CronTriggerTimetable | None:
    return CronTriggerTimetable(expression, timezone="UTC") if expression else None


def _job(
    audit: Audit,
    task_id: str,
    documentation: str,
    writes: list[str],
    *,
    job: str | None = None,
    reads: list[str] | None = None,
    **kwargs: Any,
) -> RepriseOperator:
    return RepriseOperator(
        task_id=task_id,
        audit=audit,
        job=job or task_id,
        doc_md=documentation,
        pool=audit.pool,
        inlets=[asset(audit, each) for each in reads or ()],
        outlets=[asset(audit, each) for each in writes],
        **kwargs,
    )


def _dag(
    audit: Audit,
    kind: str,
    description: str,
    schedule: CronDataIntervalTimetable | CronTriggerTimetable | None,
    *,
    params: dict[str, Param],
    patience: timedelta = timedelta(),
) -> DAG:
    failed = callbacks(audit, "failure")
    return DAG(
        dag_id=f"{audit.name}_{kind}",
        description=description,
        doc_md=_documentation(audit, description),
        schedule=schedule,
        start_date=audit.start,
        # Days that were missed are made up for by airflow backfill create.
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=audit.run_timeout + patience,
        on_failure_callback=[on_timeout(each) for each in failed],
        params=params,
        tags=["reprise", audit.name, *audit.tags],
        default_args=_default_arguments(audit, failed),
    )


def _default_arguments(audit: Audit, failed: list[Callable[[Context], Any]]) -> dict[str, Any]:
    return {
        "owner": audit.owner,
        "retries": audit.retries.count,
        "retry_delay": audit.retries.first_delay,
        "retry_exponential_backoff": True,
        "max_retry_delay": audit.retries.longest_delay,
        "execution_timeout": audit.task_timeout,
        "on_failure_callback": failed,
    }


def _documentation(audit: Audit, description: str) -> str:
    rows = {
        "archive": audit.archive or "as the configuration has it",
        "configuration": ", ".join(map(str, audit.configuration)) or "none",
        "output": audit.output,
        "connection": audit.connection,
        "pool": f"{audit.pool} (make it: airflow pools set {audit.pool} 1 Reprise)",
        "audit file": str(audit.file),
    }
    table = "\n".join(f"| {key} | `{value}` |" for key, value in rows.items())
    return f"{description}\n\n| | |\n|---|---|\n{table}\n"


def _broken(name: str, sentence: str) -> DAG:
    with DAG(
        dag_id=f"{name}_broken",
        description=sentence,
        doc_md=f"The audit file is broken; its DAGs are gone until it is mended.\n\n> {sentence}",
        schedule=None,
        tags=["reprise", "broken"],
    ) as dag:
        PythonOperator(task_id="broken", python_callable=_fail, op_args=[sentence], doc_md=sentence)
    return dag


def _fail(sentence: str) -> None:
    raise AirflowFailException(sentence)
