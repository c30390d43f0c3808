"""What a scheduler that really runs makes of a backfill, and of a task that is cleared."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import sample
from conftest import HOME, PACKAGE, dag_file
from test_end_to_end import assert_same_scores

pytestmark = [pytest.mark.spark, pytest.mark.live]

ALONE = ["unshare", "--map-root-user", "--net"]

DAYS = [date(2024, 1, 11) + timedelta(days=each) for each in range(5)]


@dataclass(frozen=True)
class Live:
    """A scheduler, an audit of its own, and a JVM that runs the jobs."""

    directory: Path

    @property
    def spark(self) -> Path:
        return self.directory / "spark"

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "AIRFLOW_HOME": str(self.directory / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(self.directory / "dags"),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "5",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
            "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        }

    def airflow(self, *words: str) -> None:
        for _ in range(3):
            ended = subprocess.run(
                [sys.executable, "-m", "airflow", *words],
                env=self.environment(),
                check=False,
                capture_output=True,
                text=True,
            )
            if "database is locked" not in ended.stderr:
                break
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def job(self, output: Path, job: str, *words: str) -> None:
        """Runs a job without Airflow."""
        submit = self.spark / "bin" / "spark-submit"
        subprocess.run(
            [
                str(submit), str(sample.JAR), job,
                "--config", str(self.directory / "audits" / "sample.conf"),
                "--set", f"archive.path={self.directory / 'archive'}",
                "--set", f"output.path={output}",
                *words,
            ],
            check=True,
        )  # fmt: skip

    def asked(self, query: str) -> list[tuple[str, ...]]:
        """What Airflow's database says; its command takes seconds to say the same."""
        file = self.directory / "airflow" / "airflow.db"
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def runs(self) -> dict[str, str]:
        rows = self.asked("select run_id, state from dag_run where dag_id = 'live_daily'")
        return {str(run): str(state) for run, state in rows}

    def has_ended(self) -> bool:
        return all(each in ("success", "failed") for each in self.runs().values())

    def wait(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                log = (self.directory / "standalone.log").read_text()[-4000:]
                raise AssertionError(f"not within {seconds} seconds; Airflow says:\n{log}")
            time.sleep(1)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, airflow_database: None) -> Iterator[Live]:
    live = Live(tmp_path_factory.mktemp("live"))
    directory = live.directory
    for each in ("dags", "audits", "airflow", "spark/bin"):
        (directory / each).mkdir(parents=True)
    shutil.copy(Path(HOME.name) / "airflow.db", directory / "airflow")
    sample.Days(directory / "archive").add(*sample.HISTORY, *DAYS)
    (directory / "audits" / "sample.conf").write_text(sample.CONFIGURATION)
    audit = sample.audit(directory / "output", directory / "archive", live.spark)
    audit["schedule"] = {"retrain": None, "expire": None}
    # The scheduler starts tasks before the API server that they need can answer.
    audit["retries"] = {"count": 5, "first-delay-minutes": 0}
    (directory / "audits" / "live.yaml").write_text(yaml.safe_dump(audit))
    (directory / "dags" / "live.py").write_text(dag_file(directory / "audits"))
    submit = live.spark / "bin" / "spark-submit"
    submit.write_text(f"#!{sys.executable}\n{(PACKAGE / 'tests' / 'job_client.py').read_text()}")
    submit.chmod(0o755)
    with _job_server(live):
        yield live


@contextmanager
def _job_server(live: Live) -> Iterator[None]:
    jars = sample.spark_home(3, live.directory) / "jars" / "*"
    process = subprocess.Popen(
        [
            "java", f"@{sample.PROJECT / 'jobs' / 'java-options'}", "-Xmx1g",
            f"-Dlog4j2.configurationFile={sample.PROJECT / 'conf' / 'log4j2.properties'}",
            "-XX:TieredStopAtLevel=1", "-Dspark.master=local[2]", "-Dspark.ui.enabled=false",
            "-Dspark.sql.shuffle.partitions=2", "-cp", f"{sample.JAR}:{jars}",
            str(PACKAGE / "tests" / "JobServer.java"), str(live.spark / "bin" / "jobs"),
        ],
        env=os.environ | {"REPRISE_LOG": str(live.directory / "reprise.log")},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        live.wait((live.spark / "bin" / "jobs").exists, 180)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def _standalone(live: Live) -> Iterator[None]:
    """Airflow as a whole, where nobody else sees its servers."""
    apart = [*ALONE, sys.executable, str(PACKAGE / "tests" / "loopback.py")]
    if subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode != 0:
        print("Airflow's servers are open to this machine, which does not let a process be alone.")
        apart = []
    with (live.directory / "standalone.log").open("w") as log:
        process = subprocess.Popen(
            [*apart, sys.executable, "-m", "airflow", "standalone"],
            env=live.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        live.wait(lambda: "Airflow is ready" in _text(live.directory / "standalone.log"), 300)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _text(file: Path) -> str:
    return file.read_text() if file.is_file() else ""


@pytest.fixture(scope="module")
def backfilled(live: Live) -> Iterator[dict[str, str]]:
    """The runs of a backfill of five days, the last day first, and of the day before today."""
    output, in_order = live.directory / "output", live.directory / "in-order"
    live.job(output, "ingest", "--set", "archive.to=2024-01-11", "--set", "archive.from=2024-01-01")
    live.job(output, "train")
    shutil.copytree(output, in_order)
    pools = subprocess.run(
        [sys.executable, "-m", "reprise_airflow", "pools", str(live.directory / "audits")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    (live.directory / "pools.json").write_text(pools)
    # Before the scheduler starts, with which SQLite would have to share the database.
    live.airflow("dags", "reserialize")
    live.airflow("pools", "import", str(live.directory / "pools.json"))
    live.airflow(
        "backfill", "create", "--dag-id", "live_daily", "--run-backwards",
        "--from-date", str(DAYS[0]), "--to-date", str(DAYS[-1]),
    )  # fmt: skip
    with _standalone(live):
        for day in DAYS:
            for job in ("ingest", "score"):
                live.job(in_order, job, "--date", str(day))
        live.wait(live.has_ended, 600)
        yield live.runs()


def test_a_backfill_of_five_days_comes_to_the_scores_of_five_days_in_order(
    live: Live, backfilled: dict[str, str]
) -> None:
    backfill = {run: state for run, state in backfilled.items() if run.startswith("backfill__")}
    assert [*backfill.values()] == ["success"] * 5
    scored = _newest_scores(live.directory / "output")
    assert {each["time"].date() for each in scored} == set(DAYS)
    assert_same_scores(scored, _newest_scores(live.directory / "in-order"))


def test_clearing_tasks_that_succeeded_runs_their_jobs_again(
    live: Live, backfilled: dict[str, str]
) -> None:
    before = _newest_scores(live.directory / "output")

    live.airflow(
        "tasks", "clear", "live_daily", "--yes",
        "--start-date", str(DAYS[0]), "--end-date", str(DAYS[0]),
    )  # fmt: skip
    outcomes = live.directory / "output" / "outcomes"
    live.wait(lambda: bool([*outcomes.glob("*.report-*-after-*.json")]), 300)

    assert len([*outcomes.glob("*-after-*.json")]) == 3
    assert_same_scores(_newest_scores(live.directory / "output"), before)


def _newest_scores(output: Path) -> list[dict[str, Any]]:
    latest = json.loads((output / "latest.json").read_text())
    return sample.scores(output, latest["scores"])
