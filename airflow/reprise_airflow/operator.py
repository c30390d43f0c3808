"""Runs one job of Reprise, and takes its outcome for the state of the task."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from reprise_airflow.connection import Target, UnusableConnectionError, spark_target
from reprise_airflow.outcome import Outcome, OutcomeError, Outcomes
from reprise_airflow.settings import Audit

MAIN = "io.reprise.job.Main"

OUTCOME = "outcome"
"""The XCom that holds the outcome."""

SUBMIT = Path(__file__).with_name("spark-submit")
JAVA_OPTIONS = "spark.driver.extraJavaOptions"
WRONG_USAGE = 2

# What Reprise takes for the name of a run is at most 200 characters long.
LONGEST_NAME = 160
LINES_OF_LOG = 60


class RepriseOperator(SparkSubmitOperator):
    """
    Runs a job of Reprise for an audit.

    0 ends in success, and 4 (more is flagged than the audit allows) too: what follows looks into
    the outcome, which is the XCom ``outcome``. 2, 3 and 5 fail without a retry, which would end
    alike. 1, 6 and a job without an outcome fail and are retried.

    :param audit: the audit, as its file has it
    :param job: ingest, train, score, report, models, expire or audit
    :param arguments: further arguments of the job (templated; empty ones are left out)
    :param dated: whether the job is about the day of the run
    """

    template_fields: Sequence[str] = (*SparkSubmitOperator.template_fields, "arguments")
    # Shows the command as it was run, which is known only then.
    overwrite_rtif_after_execution: bool = True

    def __init__(
        self,
        *,
        audit: Audit,
        job: str,
        arguments: Sequence[str] = (),
        dated: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            application=audit.jar,
            java_class=MAIN,
            conn_id=audit.connection,
            name=f"reprise {job} {audit.name}",
            spark_binary=str(SUBMIT),
            driver_memory=audit.spark.driver_memory,
            executor_memory=audit.spark.executor_memory,
            executor_cores=audit.spark.executor_cores,
            num_executors=audit.spark.executors,
            **kwargs,
        )
        self.audit = audit
        self.job = job
        self.arguments = list(arguments)
        self.dated = dated
        self.outcomes = Outcomes(audit.output, audit.output_connection)

    def execute(self, context: Context) -> None:
        run = run_name(context)
        self._prepare(self._target(), run, audited_day(context) if self.dated else None)
        before = self._read(run)
        with tempfile.TemporaryDirectory(prefix="reprise-") as directory:
            log = Path(directory) / "reprise.log"
            failure = self._submit(context, log)
            outcome = self._read(run)
            if failure or not outcome:
                self._show(log)
        # A job that did not get as far as to begin has left the outcome of the last try.
        if outcome == before and outcome and not outcome.published:
            outcome = None
        self._conclude(context, outcome, failure)

    def _target(self) -> Target:
        try:
            return spark_target(self.audit.connection)
        except UnusableConnectionError as failure:
            raise AirflowFailException(str(failure)) from failure

    def _prepare(self, target: Target, run: str, day: str | None) -> None:
        if "://" not in self.audit.jar and not Path(self.audit.jar).is_file():
            raise AirflowFailException(
                f"There is no {self.audit.jar} on this worker; build it, or name its directory by"
                " the key reprise of the audit file or by REPRISE_HOME."
            )
        shipped = target.yarn_cluster or target.kubernetes_cluster
        if shipped and self.audit.configuration:
            self.files = ",".join(map(str, self.audit.configuration))
        self.application_args = [
            *job_arguments(self.audit, self.job, day, shipped=shipped),
            *(each for each in self.arguments if each),
            *("--run", run),
        ]
        self.conf = with_log_settings(spark_properties(self.audit), self.audit.home, target)
        # A driver in a cluster is found again when its task is retried. The provider refuses the
        # cluster mode of YARN without this, and every other mode with it.
        self._yarn_track_via_rm_api = target.yarn_cluster
        self._track_driver_via_k8s_api = target.kubernetes_cluster
        # What the provider remembers of a driver belongs to this run alone: a task that was cleared
        # submits a driver of its own.
        self.external_id_key = f"spark_job_id_{run}"
        self._K8S_DRIVER_STATUS_KEY = f"k8s_driver_status_{run}"

    def _submit(self, context: Context, log: Path) -> Exception | None:
        """Runs the job to its end. What the provider makes of it is the outcome's to decide."""
        with environment(self._variables(log)):
            try:
                super().execute(context)
            except (AirflowException, RuntimeError) as failure:
                return failure
        return None

    def _variables(self, log: Path) -> Mapping[str, str]:
        """What ``spark-submit`` of this package needs to know."""
        variables = {
            "REPRISE_TASK": str(os.getpid()),
            "REPRISE_HOME": str(self.audit.home),
            "REPRISE_LOG": str(log),
        }
        return variables | ({"SPARK_HOME": self.audit.spark.home} if self.audit.spark.home else {})

    def _read(self, run: str) -> Outcome | None:
        try:
            return self.outcomes.read(run)
        except OutcomeError as failure:
            self.log.warning("%s", failure)
            return None

    def _show(self, log: Path) -> None:
        """The end of the job's log, which lies on the worker for as long as the task runs."""
        if log.is_file():
            lines = log.read_text(errors="replace").splitlines()
            self.log.info("The end of the job's log:\n%s", "\n".join(lines[-LINES_OF_LOG:]))

    def _conclude(
        self, context: Context, outcome: Outcome | None, failure: Exception | None
    ) -> None:
        if outcome is None:
            self._conclude_without(failure)
            return
        context["ti"].xcom_push(key=OUTCOME, value=dict(outcome.content))
        if outcome.published:
            if outcome.code:
                self.log.warning("%s", outcome.sentence)
            return
        # By itself, for Airflow shows an exception folded, above a trace that nobody needs here.
        self.log.error("%s", outcome.sentence)
        raise (AirflowFailException if outcome.final else AirflowException)(outcome.sentence)

    def _conclude_without(self, failure: Exception | None) -> None:
        if failure is None:
            raise AirflowException(
                f"spark-submit ended without a fault, but {self.job} left no outcome under"
                f" {self.audit.output}/outcomes: the driver was killed, or output is not the same"
                " place for it as for this worker."
            )
        if self._exit_code() == WRONG_USAGE:
            raise AirflowFailException(
                f"{self.job} refused its command or its configuration: {failure}"
            ) from failure
        raise AirflowException(f"{self.job} ended without an outcome: {failure}") from failure

    def _exit_code(self) -> int | None:
        """The exit code of spark-submit, which in client mode is the job's."""
        process = getattr(self._hook, "_submit_sp", None)
        code: int | None = getattr(process, "returncode", None)
        return code


def run_name(context: Context) -> str:
    """
    The name of the job's run: the same for every retry of a task, and another after it was cleared,
    which is to do the work anew.
    """
    instance = context["ti"]
    key = f"{instance.dag_id}.{instance.run_id}.{instance.task_id}"
    # Two keys may look alike once what is not allowed is replaced.
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    readable = re.sub(r"[^A-Za-z0-9._-]", "_", key)[:LONGEST_NAME]
    # Clearing raises the tries that a task has by those that it has made.
    tries_before = max(0, instance.max_tries - (context["task"].retries or 0))
    return f"{readable}-{digest}" + (f"-after-{tries_before}" if tries_before else "")


def audited_day(context: Context) -> str:
    """The day that a run is about, or an ``AirflowFailException`` where that would be a guess."""
    asked: str | None = context["params"].get("date")
    if asked:
        return asked
    start = context.get("data_interval_start")
    logical = context.get("logical_date")
    if start is None:
        raise AirflowFailException(
            "This run has no date, for it was started without one; trigger it with the parameter"
            ' date, like {"date": "2024-01-31"}.'
        )
    if logical is not None and logical < start:
        # Of a run that is triggered with a date in the past Airflow takes yesterday's interval.
        raise AirflowFailException(
            f"This run was triggered for {logical.date()}, but its data interval begins on"
            f" {start.date()}; trigger it with the parameter date, or use airflow backfill create."
        )
    return str(start.date())


def job_arguments(audit: Audit, job: str, day: str | None, *, shipped: bool) -> list[str]:
    """What follows the jar in the command. Files that are shipped lie where the driver runs."""
    command = [job]
    for file in audit.configuration:
        command += ["--config", file.name if shipped else str(file)]
    for key, value in _settings(audit, day).items():
        command += ["--set", f"{key}={value}"]
    if day:
        command += ["--date", day]
    return command


def _settings(audit: Audit, day: str | None) -> Mapping[str, str]:
    settings = dict(audit.settings)
    if audit.archive:
        # Without a day a job is about all days.
        settings["archive.path"] = audit.archive if day else audit.archive.replace("${date}", "*")
    settings["output.path"] = audit.output
    return settings


def spark_properties(audit: Audit) -> Mapping[str, str]:
    """
    What the job scripts hand to spark-submit, and what the audit sets besides. Its options of Java
    come after those that the driver needs, for one property has both.
    """
    needed, own = _defaults(audit.home / "conf" / "spark-defaults.conf"), audit.spark.properties
    options = " ".join(filter(None, (each.get(JAVA_OPTIONS) for each in (needed, own))))
    return {**needed, **own, **({JAVA_OPTIONS: options} if options else {})}


def _defaults(file: Path) -> Mapping[str, str]:
    lines = file.read_text().splitlines() if file.is_file() else []
    pairs = (line.split(None, 1) for line in lines if line.strip() and not line.startswith("#"))
    return {pair[0]: pair[1].strip() for pair in pairs if len(pair) > 1}


def with_log_settings(conf: Mapping[str, str], home: Path, target: Target) -> dict[str, str]:
    """The properties of a driver that runs on this machine, which has the file of log settings."""
    settings = home / "conf" / "log4j2.properties"
    if target.cluster or not settings.is_file():
        return dict(conf)
    options = f'"-Dlog4j2.configurationFile={settings}" {conf.get(JAVA_OPTIONS, "")}'
    return {**conf, JAVA_OPTIONS: options.strip()}


@contextlib.contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """
    The variables for the processes that are started meanwhile. The provider's own way to hand them
    over is refused in the cluster mode of a standalone cluster, and sent to YARN's and Kubernetes'.
    """
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
