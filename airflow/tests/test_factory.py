"""The DAGs that are made of audit files, as Airflow sees them."""

from __future__ import annotations

import subprocess
import sys
import time
import warnings
from datetime import timedelta
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import BundleDagBag
from airflow.sdk import DAG, BaseNotifier, Context

from conftest import PACKAGE, Write
from reprise_airflow import factory
from reprise_airflow.factory import no_worse, reprise_dags

NAMES = {"pumps_daily", "pumps_retrain", "pumps_expire"}


class Postcard(BaseNotifier):
    """A notifier that only says what it would have sent."""

    template_fields = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def notify(self, context: Context) -> None:
        SENT.append(self.text)


SENT: list[str] = []


def dags(file: Path) -> dict[str, DAG]:
    return reprise_dags(file.parent)


def edges(dag: DAG) -> set[tuple[str, str]]:
    return {(task.task_id, after) for task in dag.tasks for after in task.downstream_task_ids}


def test_the_audits_here_are_imported_without_an_error_or_a_deprecation(
    airflow_database: None,
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        bag = BundleDagBag(
            dag_folder=str(PACKAGE / "dags"), bundle_path=PACKAGE / "dags", bundle_name="reprise"
        )

    assert bag.import_errors == {}
    assert set(bag.dags) == NAMES
    ours = [each for each in caught if "reprise" in each.filename]
    assert [str(each.message) for each in ours] == []


def test_the_daily_dag_ingests_scores_and_reports_and_then_looks_at_the_gate(write: Write) -> None:
    dag = dags(write({"output": "/a", "schedule": {"wait-hours": 3}}))["pumps_daily"]

    assert edges(dag) == {
        ("wait_for_data", "ingest"),
        ("ingest", "score"),
        ("score", "report"),
        ("report", "gate"),
        ("gate", "too_much_flagged"),
        ("gate", "within_the_gate"),
    }
    assert getattr(dag.get_task("wait_for_data"), "delta", None) == timedelta(hours=3)


def test_retraining_judges_before_it_promotes_and_asks_a_person_where_one_is_wanted(
    write: Write,
) -> None:
    alone = dags(write({"output": "/a"}))["pumps_retrain"]
    asking = dags(write({"output": "/a", "retrain": {"approval": True}}))["pumps_retrain"]

    common = {
        ("history", "ingest"),
        ("history", "train"),
        ("ingest", "train"),
        ("train", "judge"),
        ("judge", "champion_stays"),
    }
    assert edges(alone) == common | {("judge", "promote")}
    assert edges(asking) == common | {("judge", "approve"), ("approve", "promote")}


@pytest.mark.parametrize(
    ("candidate", "champion", "tolerance", "expected"),
    [(1.0, None, 0, True), (1.0, 1.0, 0, True), (1.1, 1.0, 0, False), (1.1, 1.0, 0.1001, True)],
)
def test_a_candidate_is_promoted_unless_it_is_worse_than_the_tolerance(
    candidate: float, champion: float | None, tolerance: float, expected: bool
) -> None:
    promotion = {"candidateError": candidate, "championError": champion}

    assert no_worse(promotion, tolerance) is expected


def test_all_that_writes_takes_turns_in_the_pool_of_its_output(write: Write) -> None:
    made = dags(write({"output": "/a"}))

    jobs = [task for dag in made.values() for task in dag.tasks if hasattr(task, "job")]
    assert {task.job for task in jobs} == {
        "ingest", "score", "report", "train", "models", "expire"
    }  # fmt: skip
    assert {task.pool for task in jobs} == {"reprise_pumps"}


def test_what_is_published_is_an_asset_that_other_dags_can_wait_for(write: Write) -> None:
    made = dags(write({"output": "/a"}))

    written = {
        (dag.dag_id, task.task_id): [each.uri for each in task.outlets]
        for dag in made.values()
        for task in dag.tasks
        if task.outlets
    }
    assert written == {
        ("pumps_daily", "ingest"): ["reprise://pumps/series"],
        ("pumps_daily", "score"): ["reprise://pumps/scores"],
        ("pumps_daily", "report"): ["reprise://pumps/report"],
        ("pumps_retrain", "ingest"): ["reprise://pumps/series"],
        ("pumps_retrain", "promote"): ["reprise://pumps/model"],
    }
    score = made["pumps_daily"].get_task("score")
    assert [each.uri for each in score.inlets] == [
        "reprise://pumps/series",
        "reprise://pumps/model",
    ]


def test_a_run_gives_up_and_tries_again_as_the_audit_says(write: Write) -> None:
    made = dags(
        write(
            {
                "output": "/a",
                "owner": "maintenance",
                "tags": ["plant-3"],
                "hours": {"task": 1, "run": 5},
                "retries": {"count": 4, "first-delay-minutes": 2, "longest-delay-minutes": 9},
                "retrain": {"approval": True, "approval-hours": 10},
            }
        )
    )

    score = made["pumps_daily"].get_task("score")
    assert score.retries == 4
    assert score.retry_delay == timedelta(minutes=2)
    assert score.retry_exponential_backoff
    assert score.max_retry_delay == timedelta(minutes=9)
    assert score.execution_timeout == timedelta(hours=1)
    assert score.owner == "maintenance"
    assert made["pumps_daily"].dagrun_timeout == timedelta(hours=5)
    assert made["pumps_retrain"].dagrun_timeout == timedelta(hours=15)
    approve = made["pumps_retrain"].get_task("approve")
    assert getattr(approve, "response_timeout", None) == timedelta(hours=10)
    assert made["pumps_daily"].tags == {"reprise", "pumps", "plant-3"}
    for dag in made.values():
        assert dag.description
        assert dag.doc_md
        assert "airflow pools set reprise_pumps 1" in dag.doc_md
        assert dag.max_active_runs == 1
        assert not dag.catchup


def test_the_trigger_form_refuses_a_day_that_is_none(write: Write) -> None:
    params = dags(write({"output": "/a"}))["pumps_daily"].params

    params.update({"date": "2024-01-31"})
    params.validate()
    with pytest.raises(ValueError, match="2024-31-01"):
        params["date"] = "2024-31-01"


def test_schedules_that_are_switched_off_leave_dags_to_be_triggered(write: Write) -> None:
    off = {"daily": False, "retrain": None, "expire": None}
    made = dags(write({"output": "/a", "schedule": off}))

    assert {type(dag.timetable).__name__ for dag in made.values()} == {"NullTimetable"}


def test_a_broken_audit_says_so_and_leaves_the_others(
    write: Write, airflow_database: None, tmp_path: Path
) -> None:
    write({"output": "/a"})
    write({"output": "/b", "shcedule": {}}, "vents.yaml")
    write({"output": "/c", "alerts": {"notifier": "no.such.Notifier"}}, "fans.yaml")
    write({"output": "/d", "alerts": {"notifier": "test_factory.Postcard"}}, "mills.yaml")
    folder = tmp_path / "dags"
    folder.mkdir()
    (folder / "here.py").write_text((PACKAGE / "dags" / "reprise_audits.py").read_text())

    bag = BundleDagBag(dag_folder=str(folder), bundle_path=folder, bundle_name="reprise")

    assert bag.import_errors == {}
    assert set(bag.dags) == NAMES | {"vents_broken", "fans_broken", "mills_broken"}
    said = {name: dag.description for name, dag in bag.dags.items() if name.endswith("_broken")}
    assert said["vents_broken"] == "vents.yaml: shcedule is no key; did you mean schedule?"
    assert "fans.yaml: alerts.notifier = no.such.Notifier cannot be imported" in (
        said["fans_broken"] or ""
    )
    assert "mills.yaml: alerts.arguments do not fit test_factory.Postcard" in (
        said["mills_broken"] or ""
    )


def test_a_hundred_audit_files_are_parsed(write: Write) -> None:
    for number in range(100):
        file = write({"output": f"/audits/{number}", "archive": "/archive"}, f"audit{number}.yaml")

    # Not by the clock, for other tests run beside this one.
    start = time.process_time()
    made = dags(file)

    print(f"100 audit files take {time.process_time() - start:.2f} s of the processor")
    assert len(made) == 300


def test_a_task_parses_the_file_of_its_own_audit_only(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write({"output": "/a"}, "pumps.yaml")
    write({"output": "/b"}, "vents.yaml")
    monkeypatch.setenv("_AIRFLOW_PARSING_CONTEXT_DAG_ID", "vents_daily")

    assert set(dags(file)) == {"vents_daily", "vents_retrain", "vents_expire"}


def test_nothing_but_files_of_audits_is_read_at_import(tmp_path: Path) -> None:
    """No connection, no variable and no part of the provider that asks a server."""
    code = (
        "import sys; from pathlib import Path\n"
        "from airflow.sdk import BaseHook, Variable\n"
        "def refuse(*_, **__): raise SystemExit('asked')\n"
        "BaseHook.get_connection = Variable.get = refuse\n"
        "from reprise_airflow.factory import reprise_dags\n"
        "print(len(reprise_dags(Path(sys.argv[1]))))\n"
    )
    audits = str(PACKAGE / "audits")

    ended = subprocess.run(
        [sys.executable, "-c", code, audits], capture_output=True, text=True, check=False
    )

    assert ended.stdout.strip() == "3", ended.stderr


def test_no_dag_of_this_package_shadows_airflow() -> None:
    assert not (PACKAGE / "__init__.py").exists()
    assert "reprise_airflow" in factory.__name__
