"""Audits by Airflow with real Spark, over the sample archive that grows day by day."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from airflow.sdk import DAG, DagRunState

import sample
from conftest import Dags
from test_operator import states, tries

pytestmark = pytest.mark.spark

FIRST_DAY = date(2024, 1, 11)


@dataclass(frozen=True)
class Plant:
    """An audit whose output the tests of a module share, and the archive that it reads."""

    directory: Path
    days: sample.Days
    make: Dags

    @property
    def output(self) -> Path:
        return self.directory / "output"

    def dags(self, name: str, *, line: int = 3, **more: Any) -> dict[str, DAG]:
        audits = self.directory / f"audits-{name}"
        audits.mkdir(exist_ok=True)
        (audits / "sample.conf").write_text(sample.CONFIGURATION)
        content = sample.audit(self.output, self.days.directory, self.spark(line))
        (audits / f"{name}.yaml").write_text(yaml.safe_dump(content | more))
        return self.make(audits / f"{name}.yaml")

    def spark(self, line: int) -> Path:
        return sample.spark_home(line, self.directory)

    def latest(self) -> dict[str, str]:
        latest: dict[str, str] = json.loads((self.output / "latest.json").read_text())
        return latest

    def outcome(self, run: str) -> dict[str, Any]:
        file = self.output / "outcomes" / f"{run}.json"
        outcome: dict[str, Any] = json.loads(file.read_text())
        return outcome


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory, module_dags: Dags) -> Plant:
    directory = tmp_path_factory.mktemp("plant")
    days = sample.Days(directory / "archive")
    days.add(*sample.HISTORY)
    return Plant(directory, days, module_dags)


@pytest.fixture(scope="module")
def first_run(plant: Plant) -> Any:
    """The first run of an audit: its whole archive is taken in, and a model is trained."""
    return plant.dags("first")["first_retrain"].test(
        logical_date=_at(FIRST_DAY), run_conf={"ingest": True}
    )


@pytest.fixture(scope="module")
def first_day(plant: Plant, first_run: Any) -> Any:
    plant.days.add(FIRST_DAY)
    return _audit(plant.dags("first")["first_daily"], FIRST_DAY)


def test_the_first_run_takes_the_archive_in_trains_and_makes_a_champion(
    plant: Plant, first_run: Any
) -> None:
    assert first_run.state == DagRunState.SUCCESS
    assert states(first_run) == {
        "history": "success",
        "ingest": "success",
        "train": "success",
        "judge": "success",
        "promote": "success",
        "champion_stays": "skipped",
    }
    model = plant.latest()["model"]
    assert model.startswith("first_retrain.")
    assert (plant.output / "models" / model).is_dir()
    assert plant.latest()["champion"] == model


def test_a_day_is_taken_in_scored_and_reported(plant: Plant, first_day: Any) -> None:
    assert first_day.state == DagRunState.SUCCESS
    assert states(first_day)["within_the_gate"] == "success"
    scored = sample.scores(plant.output, plant.latest()["scores"])
    assert {each["time"].date() for each in scored} == {FIRST_DAY}
    assert len({each["series"] for each in scored}) == 6
    report = plant.outcome(plant.latest()["report"])
    assert report["date"] == str(FIRST_DAY)
    assert Path(report["report"]).is_file()


def test_the_same_day_twice_changes_nothing(plant: Plant, first_day: Any) -> None:
    before = plant.latest()

    again = _audit(
        plant.dags("first")["first_daily"],
        FIRST_DAY,
        mark_success_pattern="report|gate|too_much_flagged",
    )

    after = plant.latest()
    assert again.state == DagRunState.SUCCESS
    assert after["scores"] != before["scores"], "it was done again"
    assert_same_scores(
        sample.scores(plant.output, after["scores"]), sample.scores(plant.output, before["scores"])
    )


def test_spark_4_goes_on_where_spark_3_has_begun(plant: Plant, first_day: Any) -> None:
    day = FIRST_DAY + timedelta(days=1)
    plant.days.add(day)

    run = _audit(plant.dags("fourth", line=4)["fourth_daily"], day)

    assert run.state == DagRunState.SUCCESS
    scored = sample.scores(plant.output, plant.latest()["scores"])
    assert {each["time"].date() for each in scored} == {FIRST_DAY, day}


def test_a_day_without_data_fails_without_a_retry(plant: Plant, first_day: Any) -> None:
    before = plant.latest()
    dags = plant.dags("empty", retries={"count": 3, "first-delay-minutes": 0})

    run = _audit(dags["empty_daily"], date(2024, 3, 1))

    assert run.state == DagRunState.FAILED
    assert states(run)["ingest"] == "failed"
    assert states(run)["score"] == "upstream_failed"
    assert tries(run, "ingest") == 1
    assert plant.latest() == before


def test_a_gate_that_is_exceeded_is_a_branch_and_the_report_is_there(
    plant: Plant, first_day: Any
) -> None:
    gate = {"report.fail-above": 0, "threshold.k": 1}
    dag = plant.dags("gate", settings=gate)["gate_daily"]

    run = _audit(dag, FIRST_DAY, mark_success_pattern="ingest|score")

    assert run.state == DagRunState.SUCCESS
    assert states(run)["too_much_flagged"] == "success"
    outcome = plant.outcome(plant.latest()["report"])
    assert outcome["code"] == 4
    assert outcome["flaggedFraction"] > 0


def test_a_broken_configuration_fails_without_a_retry(plant: Plant, first_day: Any) -> None:
    dags = plant.dags(
        "broken",
        settings={"training.epoch": 3},
        retries={"count": 3, "first-delay-minutes": 0},
    )

    run = _audit(dags["broken_daily"], FIRST_DAY)

    assert states(run)["ingest"] == "failed"
    assert tries(run, "ingest") == 1


def test_a_driver_that_is_killed_is_a_failure_that_publishes_nothing(
    plant: Plant, first_day: Any
) -> None:
    before = plant.latest()
    killed: list[int] = []
    killer = threading.Thread(target=_kill_a_driver, args=(killed,), daemon=True)
    killer.start()

    run = _audit(plant.dags("first")["first_daily"], FIRST_DAY)

    assert len(killed) == 1
    assert states(run)["ingest"] == "failed"
    assert states(run)["score"] == "upstream_failed"
    assert plant.latest() == before


def test_expiry_leaves_the_champion_and_the_newest_report(plant: Plant, first_day: Any) -> None:
    before = plant.latest()

    run = plant.dags("first")["first_expire"].test(logical_date=_at(FIRST_DAY))

    assert run.state == DagRunState.SUCCESS
    assert plant.latest() == before
    assert (plant.output / "models" / before["model"]).is_dir()
    assert (plant.output / "reports" / before["report"] / "report.html").is_file()


def assert_same_scores(actual: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """The same, but for the last digits, which depend on how many windows a batch has."""
    assert len(actual) == len(expected) > 0
    for one, other in zip(actual, expected, strict=True):
        assert (one["series"], one["time"]) == (other["series"], other["time"])
        assert one["error"] == pytest.approx(other["error"], rel=1e-4, abs=1e-7)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _audit(dag: DAG, day: date, **more: Any) -> Any:
    """A run whose data interval is the day: one that begins as the day ends."""
    return dag.test(logical_date=_at(day + timedelta(days=1)), **more)


def _kill_a_driver(killed: list[int]) -> None:
    deadline = time.monotonic() + 120
    while not killed and time.monotonic() < deadline:
        time.sleep(0.5)
        for process in _drivers():
            os.kill(process, signal.SIGKILL)
            killed.append(process)


def _drivers() -> list[int]:
    """The JVMs that run a job for this very process."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            command = (each / "cmdline").read_bytes().split(b"\0")
            variables = (each / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        ours = f"REPRISE_TASK={os.getpid()}".encode() in variables
        runs = command[0].endswith(b"java") and b"io.reprise.job.Main" in command
        # One of Spark's scripts asks this first how it has to call Java.
        if ours and runs and b"org.apache.spark.launcher.Main" not in command:
            found.append(int(each.name))
    return found
