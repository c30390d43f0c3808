"""What a task runs, and which state it ends in."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.sdk import DAG, DagRunState
from airflow.sdk.exceptions import AirflowFailException

import test_factory
from conftest import PACKAGE, PROJECT, Dags, StandIn, Write
from reprise_airflow.connection import Target, UnusableConnectionError, spark_target
from reprise_airflow.operator import (
    JAVA_OPTIONS,
    audited_day,
    job_arguments,
    run_name,
    spark_properties,
    with_log_settings,
)
from reprise_airflow.settings import load

pytestmark = pytest.mark.usefixtures("airflow_database")

DAY = datetime(2024, 1, 11, tzinfo=UTC)


@pytest.fixture
def daily(write: Write, dags: Dags, stand_in: StandIn, tmp_path: Path) -> Callable[..., DAG]:
    """The daily DAG of an audit whose jobs the stand-in runs."""
    stand_in.ends(0)
    (tmp_path / "reprise.jar").touch()

    def made(**more: Any) -> DAG:
        name = f"audit_{secrets.token_hex(4)}"
        content = {
            "output": str(tmp_path / "output"),
            "archive": "/archive/${date}",
            "jar": str(tmp_path / "reprise.jar"),
            "spark": {"home": str(stand_in.home)},
            "retries": {"count": 1, "first-delay-minutes": 0},
        }
        file = write(content | more, f"{name}.yaml")
        return dags(file)[f"{name}_daily"]

    return made


def states(run: Any) -> dict[str, str]:
    return {each.task_id: str(each.state) for each in run.get_task_instances()}


def tries(run: Any, task_id: str) -> int:
    number: int = next(
        each.try_number for each in run.get_task_instances() if each.task_id == task_id
    )
    return number


def test_a_day_that_is_done_ends_in_success(daily: Callable[..., DAG], stand_in: StandIn) -> None:
    run = daily().test(logical_date=DAY)

    assert run.state == DagRunState.SUCCESS
    assert stand_in.jobs == ["ingest", "score", "report"]
    assert states(run)["within_the_gate"] == "success"
    assert states(run)["too_much_flagged"] == "skipped"


def test_more_flagged_than_allowed_is_a_branch_and_no_failure(
    daily: Callable[..., DAG], stand_in: StandIn
) -> None:
    stand_in.ends(4, job="report")
    sent = test_factory.SENT
    sent.clear()
    alert = {"notifier": "test_factory.Postcard", "arguments": {"text": "{{ ti.task_id }}"}}

    run = daily(alerts=alert).test(logical_date=DAY)

    assert run.state == DagRunState.SUCCESS
    assert states(run)["too_much_flagged"] == "success"
    assert states(run)["within_the_gate"] == "skipped"
    assert sent == ["too_much_flagged"]


@pytest.mark.parametrize("code", [2, 3, 5])
def test_a_verdict_that_a_retry_would_repeat_fails_at_once_with_its_sentence(
    daily: Callable[..., DAG], stand_in: StandIn, code: int
) -> None:
    stand_in.ends(code, job="ingest")
    sent = test_factory.SENT
    sent.clear()
    alert = {"notifier": "test_factory.Postcard", "arguments": {"text": "{{ exception }}"}}

    run = daily(alerts=alert).test(logical_date=DAY)

    assert run.state == DagRunState.FAILED
    assert stand_in.jobs == ["ingest"]
    assert states(run)["ingest"] == "failed"
    assert states(run)["report"] == "upstream_failed"
    assert sent == ["the sentence of ingest"]


@pytest.mark.parametrize("code", [1, 6])
def test_a_verdict_that_may_pass_is_retried(
    daily: Callable[..., DAG], stand_in: StandIn, code: int
) -> None:
    stand_in.ends(code, job="ingest")

    run = daily().test(logical_date=DAY)

    assert states(run)["ingest"] == "failed"
    assert stand_in.jobs == ["ingest", "ingest"]
    assert len({each["run"] for each in stand_in.calls}) == 1, "a retry is the same run"


def test_a_job_without_an_outcome_is_retried_even_if_spark_submit_sees_no_fault(
    daily: Callable[..., DAG], stand_in: StandIn
) -> None:
    stand_in.ends(0, job="ingest", outcome=False)

    run = daily().test(logical_date=DAY)

    assert states(run)["ingest"] == "failed"
    assert stand_in.jobs == ["ingest", "ingest"]


def test_a_command_that_is_refused_before_an_outcome_can_be_written_is_not_retried(
    daily: Callable[..., DAG], stand_in: StandIn
) -> None:
    stand_in.ends(2, job="ingest", outcome=False)

    run = daily().test(logical_date=DAY)

    assert states(run)["ingest"] == "failed"
    assert stand_in.jobs == ["ingest"]


def test_the_outcome_of_the_last_try_is_not_taken_for_that_of_this(
    daily: Callable[..., DAG], stand_in: StandIn
) -> None:
    """A job that is broken off before it begins cannot remove what the last try has left."""
    dag = daily()
    stand_in.ends(3, job="ingest")
    dag.test(logical_date=DAY, run_after=DAY)
    stand_in.ends(1, job="ingest", outcome=False)

    run = dag.test(logical_date=DAY, run_after=DAY)

    assert states(run)["ingest"] == "failed"
    assert len({each["run"] for each in stand_in.calls}) == 1
    assert stand_in.jobs == ["ingest"] * 3, "it was retried, which 3 is not"


def test_spark_cannot_be_called_by_a_worker_that_has_none(
    daily: Callable[..., DAG], tmp_path: Path
) -> None:
    run = daily(spark={"home": str(tmp_path)}).test(logical_date=DAY)

    assert states(run)["ingest"] == "failed"


@pytest.mark.parametrize(
    ("connection", "sentence"),
    [
        (None, "cannot be used"),
        ("spark://local[2]", "cannot be used"),
        ('{"conn_type": "spark"}', "names the Spark master"),
        ('{"conn_type": "http", "host": "spark.example.com"}', "names the Spark master"),
        ('{"conn_type": "spark", "host": "yarn", "extra": "{"}', "is no JSON object"),
        (
            '{"conn_type": "spark", "host": "yarn", "extra": {"deploy-mode": "cluster"}}',
            "lacks yarn_resourcemanager_webapp_address",
        ),
        (
            '{"conn_type": "spark", "host": "k8s://k", "extra": {"deploy-mode": "cluster"}}',
            "lacks namespace",
        ),
    ],
)
def test_a_connection_that_cannot_be_used_fails_the_task_at_once(
    daily: Callable[..., DAG],
    stand_in: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    connection: str | None,
    sentence: str,
) -> None:
    if connection:
        monkeypatch.setenv("AIRFLOW_CONN_PLANT", connection)
    with pytest.raises(UnusableConnectionError, match=sentence):
        spark_target("plant")

    run = daily(connection="plant").test(logical_date=DAY)

    assert states(run)["ingest"] == "failed"
    assert tries(run, "ingest") == 1
    assert stand_in.jobs == []


@pytest.mark.parametrize(
    ("connection", "target"),
    [
        ('{"conn_type": "spark", "host": "local[2]"}', Target("local[2]", False)),
        ("spark://local%5B2%5D", Target("local[2]", False)),
        ("spark://host:7077", Target("spark://host:7077", False)),
        ('{"conn_type": "spark", "host": "spark://h", "port": 7}', Target("spark://h:7", False)),
        ('{"conn_type": "spark", "host": "yarn"}', Target("yarn", False)),
        (
            '{"conn_type": "spark", "host": "yarn", "extra": {"deploy-mode": "cluster",'
            ' "yarn_resourcemanager_webapp_address": "http://rm:8088"}}',
            Target("yarn", True),
        ),
    ],
)  # fmt: skip
def test_a_connection_names_the_master_as_the_provider_understands_it(
    monkeypatch: pytest.MonkeyPatch, connection: str, target: Target
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_PLANT", connection)

    assert spark_target("plant") == target
    hook = SparkSubmitHook(conn_id="plant")
    assert hook._connection["master"] == target.master
    assert (hook._connection["deploy_mode"] == "cluster") is target.cluster


def test_the_command_is_that_of_the_job_scripts(
    daily: Callable[..., DAG], stand_in: StandIn, tmp_path: Path
) -> None:
    configuration = tmp_path / "audits" / "pumps.conf"
    configuration.parent.mkdir(exist_ok=True)
    configuration.touch()
    spark = {"home": str(stand_in.home), "properties": {"spark.ui.enabled": False}}
    settings = {"training.epochs": 3, "clean.period": "10 minutes"}

    daily(configuration="pumps.conf", spark=spark, settings=settings).test(logical_date=DAY)

    call = stand_in.calls[1]
    assert call["job"] == "score"
    assert call["arguments"] == [
        "--config", str(configuration),
        "--set", "clean.period=10 minutes",
        "--set", "training.epochs=3",
        "--set", "archive.path=/archive/${date}",
        "--set", f"output.path={tmp_path / 'output'}",
        "--date", "2024-01-10",
        "--run", call["run"],
    ]  # fmt: skip
    spark_options = call["spark"]
    assert spark_options[:2] == ["--master", "local[2]"]
    assert "spark.executorEnv.OMP_NUM_THREADS=1" in spark_options
    assert "spark.ui.enabled=false" in spark_options
    log4j = PROJECT / "conf" / "log4j2.properties"
    java = next(each for each in spark_options if each.startswith(JAVA_OPTIONS))
    assert java.startswith(f'{JAVA_OPTIONS}="-Dlog4j2.configurationFile={log4j}" ')
    after_class = spark_options[spark_options.index("--class") :]
    assert after_class[:2] == ["--class", "io.reprise.job.Main"]
    assert call["environment"]["OMP_NUM_THREADS"] == "1"
    assert call["environment"]["REPRISE_LOG"].endswith("reprise.log")


def test_a_job_that_is_not_about_a_day_takes_the_archive_of_all(write: Write) -> None:
    audit = load(write({"output": "/a", "archive": "/archive/${date}/x"}))

    arguments = job_arguments(audit, "train", None, shipped=False)

    assert arguments == ["train", "--set", "archive.path=/archive/*/x", "--set", "output.path=/a"]


def test_files_are_shipped_to_a_driver_that_runs_elsewhere(write: Write, tmp_path: Path) -> None:
    content = {"output": "/a", "configuration": "pumps.yaml"}
    audit = load(write(content))

    assert job_arguments(audit, "train", None, shipped=True)[:3] == [
        "train", "--config", "pumps.yaml"
    ]  # fmt: skip


def test_an_audit_adds_options_of_java_to_those_that_the_driver_needs(write: Write) -> None:
    audit = load(write({"output": "/a", "spark": {"properties": {JAVA_OPTIONS: "-Xss4m"}}}))

    options = spark_properties(audit)[JAVA_OPTIONS]

    assert "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED" in options.split()
    assert options.endswith(" -Xss4m")


def test_only_a_driver_on_this_machine_has_the_file_of_log_settings() -> None:
    with_options = {JAVA_OPTIONS: "-Xss4m"}

    local = with_log_settings(with_options, PROJECT, Target("local[2]", False))
    cluster = with_log_settings(with_options, PROJECT, Target("spark://host:7077", True))

    assert local[JAVA_OPTIONS].startswith('"-Dlog4j2')
    assert local[JAVA_OPTIONS].endswith(" -Xss4m")
    assert cluster == with_options


class Recorded(Exception):
    pass


@pytest.mark.parametrize(
    ("connection", "expected"),
    [
        (
            '{"conn_type": "spark", "host": "yarn", "extra": {"deploy-mode": "cluster",'
            ' "yarn_resourcemanager_webapp_address": "http://127.0.0.1:1"}}',
            ["--master", "yarn", "--files", "--deploy-mode", "cluster",
             "spark.yarn.submit.waitAppCompletion=false"],
        ),
        (
            '{"conn_type": "spark", "host": "spark://127.0.0.1:1",'
            ' "extra": {"deploy-mode": "cluster"}}',
            ["--master", "spark://127.0.0.1:1", "--deploy-mode", "cluster"],
        ),
    ],
)  # fmt: skip
def test_a_cluster_is_asked_for_a_driver_that_a_retry_finds_again(
    daily: Callable[..., DAG],
    stand_in: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    write: Write,
    connection: str,
    expected: list[str],
) -> None:
    """The stand-in tells no driver's name, so that the provider gives up; the command is there."""
    monkeypatch.setenv("AIRFLOW_CONN_PLANT", connection)
    write("", "pumps.conf")
    stand_in.ends(0, outcome=False)

    daily(connection="plant", configuration="pumps.conf", retries={"count": 0}).test(
        logical_date=DAY
    )

    [call] = stand_in.calls
    for word in expected:
        assert word in call["spark"], call["spark"]


def test_a_driver_in_a_cluster_that_was_followed_to_its_outcome_ends_in_success(
    daily: Callable[..., DAG], stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider calls a driver failed that ended with 4; the outcome knows better."""
    monkeypatch.setenv(
        "AIRFLOW_CONN_PLANT",
        '{"conn_type": "spark", "host": "spark://127.0.0.1:1",'
        ' "extra": {"deploy-mode": "cluster"}}',
    )
    stand_in.ends(4)

    run = daily(connection="plant").test(logical_date=DAY)

    assert states(run)["report"] == "success"
    assert states(run)["too_much_flagged"] == "success"


def _context(**more: Any) -> Any:
    instance = SimpleNamespace(
        dag_id="pumps_daily",
        run_id="scheduled__2024-01-11T00:00:00+00:00",
        task_id="ingest",
        max_tries=2,
    )
    return {
        "ti": instance,
        "task": SimpleNamespace(retries=2),
        "params": {},
        "data_interval_start": DAY,
        "logical_date": DAY,
    } | more


def test_the_name_of_a_run_is_one_that_reprise_takes() -> None:
    context = _context()
    name = run_name(context)
    context["ti"].run_id = "scheduled__2024-01-11T00:00:00_00:00"

    assert name.startswith("pumps_daily.scheduled__2024-01-11T00_00_00_00_00.ingest-")
    assert run_name(context) != name, "two that look alike are two"
    assert run_name(_context()) == name, "a retry is the same run"
    context = _context()
    context["ti"].max_tries = 2 + 3
    assert run_name(context) == f"{name}-after-3", "clearing adds the tries that were made"
    context["ti"].run_id = "ü" * 300
    assert len(run_name(context)) <= 200
    assert run_name(context).isascii()


def test_the_day_is_the_one_asked_for_or_that_of_the_data_interval() -> None:
    assert audited_day(_context()) == "2024-01-11"
    assert audited_day(_context(params={"date": "2023-05-05"})) == "2023-05-05"


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        ({"data_interval_start": None, "logical_date": None}, "This run has no date"),
        (
            {"logical_date": datetime(2023, 1, 1, tzinfo=UTC)},
            "was triggered for 2023-01-01, but its data interval begins on 2024-01-11",
        ),
    ],
)
def test_a_run_without_a_day_of_its_own_is_told_so(context: Any, sentence: str) -> None:
    with pytest.raises(AirflowFailException, match=sentence):
        audited_day(_context(**context))


def test_a_run_that_was_triggered_without_a_date_fails_with_a_sentence(
    daily: Callable[..., DAG], stand_in: StandIn
) -> None:
    run = daily().test(logical_date=None)

    assert states(run)["ingest"] == "failed"
    assert stand_in.jobs == []


def test_a_driver_dies_with_the_task_that_started_it(tmp_path: Path) -> None:
    """The task's process is killed, so that it cannot end the driver itself."""
    (tmp_path / "bin").mkdir()
    submit = tmp_path / "bin" / "spark-submit"
    submit.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/driver\nexec sleep 60\n")
    submit.chmod(0o755)
    code = (
        "import os, subprocess, sys\n"
        "os.environ['REPRISE_TASK'] = str(os.getpid())\n"
        "subprocess.run([sys.argv[1]])\n"
    )
    task = subprocess.Popen(
        [sys.executable, "-c", code, str(PACKAGE / "reprise_airflow" / "spark-submit")],
        env=os.environ | {"SPARK_HOME": str(tmp_path)},
    )
    _wait(lambda: (tmp_path / "driver").is_file() and (tmp_path / "driver").read_text() != "")
    driver = int((tmp_path / "driver").read_text())
    assert _alive(driver)

    task.send_signal(signal.SIGKILL)
    task.wait()

    _wait(lambda: not _alive(driver))


def test_a_driver_does_not_begin_if_its_task_is_gone(tmp_path: Path) -> None:
    ended = subprocess.run(
        [str(PACKAGE / "reprise_airflow" / "spark-submit")],
        env=os.environ | {"SPARK_HOME": str(tmp_path), "REPRISE_TASK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 143
    assert ended.stderr == "The task that started this job is gone; nothing is run.\n"


def _wait(condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("not within ten seconds")


def _alive(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
