"""What an audit file may say, what it means, and how it is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PACKAGE, PROJECT, Write
from reprise_airflow.settings import HOME, Alert, Audit, AuditError, Spark, load, load_all


def test_an_audit_needs_nothing_but_its_output(write: Write) -> None:
    audit = load(write({"output": "/audits/pumps"}))

    assert audit.name == "pumps"
    assert audit.pool == "reprise_pumps"
    assert audit.connection == "spark_default"
    assert audit.home == HOME == PROJECT
    assert audit.jar == str(PROJECT / "target" / "reprise.jar")
    assert audit.archive is None
    assert audit.schedule.daily
    assert (audit.schedule.retrain, audit.schedule.expire) == ("0 6 * * 0", "0 5 1 * *")
    assert audit.retries.count == 2
    assert not audit.retrain.approval
    assert audit.alerts == ()


def test_every_key_is_taken_over(write: Write, tmp_path: Path) -> None:
    audit = load(write((PACKAGE / "tests" / "every_key.yaml").read_text(), "every.yaml"))

    audits = tmp_path / "audits"
    assert audit == Audit(
        name="every",
        file=audits / "every.yaml",
        output="s3a://audits/every",
        archive=str(tmp_path / "archive" / "date=${date}"),
        configuration=(audits / "every.yaml",),
        settings={
            "training.epochs": "40",
            "scoring.outputs": '["embedding"]',
            "clean.period": "null",
        },
        connection="spark_cluster",
        output_connection="aws_default",
        home=Path("/opt/reprise"),
        jar="hdfs://lake/reprise.jar",
        spark=Spark(
            home="/opt/spark",
            driver_memory="4g",
            executor_memory="8g",
            executor_cores=4,
            executors=10,
            properties={"spark.ui.enabled": "false", "spark.speculation.multiplier": "2"},
        ),
        schedule=audit.schedule,
        start=datetime(2024, 1, 1, tzinfo=UTC),
        retrain=audit.retrain,
        pool="lake",
        owner="maintenance",
        tags=("plant-3",),
        retries=audit.retries,
        task_timeout=timedelta(hours=2),
        run_timeout=timedelta(hours=12),
        alerts=(
            Alert(notifier="a.B", arguments={"to": "x"}, events=frozenset({"failure"})),
            Alert(notifier="c.D", arguments={}, events=frozenset({"failure", "gate"})),
        ),
    )
    assert audit.schedule.wait == timedelta(hours=1.5)
    assert (audit.schedule.daily, audit.schedule.retrain) == (False, None)
    assert audit.schedule.expire == "0 4 2 * *"
    assert audit.retrain.approval
    assert audit.retrain.approval_timeout == timedelta(hours=24)
    assert audit.retrain.tolerance == 0.05
    assert audit.retries.first_delay == timedelta(minutes=1)
    assert audit.retries.longest_delay == timedelta(minutes=30)


def test_the_file_with_every_key_has_every_key_of_the_schema() -> None:
    schema = json.loads((PACKAGE / "reprise_airflow" / "audit.schema.json").read_text())
    content = yaml.safe_load((PACKAGE / "tests" / "every_key.yaml").read_text())

    assert set(content) == set(schema["properties"])
    for key, section in schema["properties"].items():
        if "properties" in section:
            assert set(content[key]) == set(section["properties"]), key


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({}, "pumps.yaml: output is missing; set it."),
        ("", "pumps.yaml: the file = null must be a mapping of keys to values."),
        ("output: [", "pumps.yaml: no YAML at line 1: expected the node content"),
        ("output: /a\noutput: /b\n", "pumps.yaml: no YAML at line 2: output is there twice"),
        ({"outptu": "/a", "output": "/a"}, "pumps.yaml: outptu is no key; did you mean output?"),
        ({"output": 3}, "pumps.yaml: output = 3 must be a text."),
        ({"output": ""}, "pumps.yaml: output must not be empty"),
        ({"output": "/a/*"}, 'pumps.yaml: output = "/a/*" must be one directory'),
        (
            {"output": "/a", "spark": {"driver_memory": "2g"}},
            "pumps.yaml: spark.driver_memory is no key; did you mean driver-memory?",
        ),
        (
            {"output": "/a", "spark": {"driver-memory": "two"}},
            'pumps.yaml: spark.driver-memory = "two" must be a size like 2g or 512m.',
        ),
        (
            {"output": "/a", "schedule": {"retrain": "61 * * * *"}},
            'pumps.yaml: schedule.retrain = "61 * * * *" is no cron expression',
        ),
        (
            {"output": "/a", "schedule": {"wait-hours": -1}},
            "pumps.yaml: schedule.wait-hours = -1 must be at least 0.",
        ),
        (
            {"output": "/a", "start": "2024-02-30"},
            'pumps.yaml: start = "2024-02-30" must be a date like 2024-01-31.',
        ),
        (
            {"output": "/a", "configuration": "none.conf"},
            "pumps.yaml: configuration = none.conf: there is no file",
        ),
        (
            {"output": "/a", "settings": {"output.path": "/b"}},
            "pumps.yaml: settings.output.path is set by the key output; write it there.",
        ),
        (
            {"output": "/a", "alerts": {"notifer": "a.B"}},
            "pumps.yaml: alerts.notifer is no key; did you mean notifier?",
        ),
        (
            {"output": "/a", "alerts": [{"notifier": "B"}]},
            'pumps.yaml: alerts.0.notifier = "B" must be the path of a class',
        ),
        (
            {"output": "/a", "alerts": 3},
            "pumps.yaml: alerts = 3 must be a mapping of keys to values or a list.",
        ),
        (
            {"output": "/a", "alerts": {"notifier": "a.B", "events": ["fire"]}},
            'pumps.yaml: alerts.events.0 = "fire" must be failure or gate.',
        ),
    ],
)
def test_what_is_wrong_is_refused_with_file_key_and_mend(
    write: Write, content: Any, sentence: str
) -> None:
    with pytest.raises(AuditError) as failure:
        load(write(content))

    assert sentence in str(failure.value)
    assert str(failure.value).endswith((".", "?"))
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("pumps.yml", "pumps.yml: audit files end in .yaml; call it pumps.yaml."),
        ("my pumps.yaml", "my pumps.yaml: the name of the file becomes that of the audit"),
    ],
)
def test_the_name_of_a_file_is_that_of_its_audit(write: Write, name: str, sentence: str) -> None:
    with pytest.raises(AuditError, match=sentence):
        load(write({"output": "/a"}, name))


def test_two_audits_do_not_write_to_one_place_unless_they_take_turns(write: Write) -> None:
    directory = write({"output": "/a", "pool": "shared"}, "one.yaml").parent
    write({"output": "/a", "pool": "shared"}, "same.yaml")
    write({"output": "/a"}, "two.yaml")

    loaded = load_all(directory)

    assert [each.name for each in loaded.audits] == ["one", "same"]
    assert "two.yaml: output = /a is that of one.yaml, too" in loaded.broken["two"]


def test_the_command_checks_audits_and_lists_their_pools(write: Write) -> None:
    directory = write({"output": "/a"}, "good.yaml").parent
    write({"output": 3}, "bad.yaml")

    checked = _command("check", directory)
    pools = _command("pools", directory)

    assert checked.returncode == pools.returncode == 2
    assert checked.stdout == "1 audits, 1 broken\n"
    assert checked.stderr == "bad.yaml: output = 3 must be a text.\n"
    assert json.loads(pools.stdout)["reprise_good"]["slots"] == 1
    assert _command("check", PACKAGE / "audits").returncode == 0


def _command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reprise_airflow", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
