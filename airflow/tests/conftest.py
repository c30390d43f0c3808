"""An Airflow of the tests' own, and what stands in for Spark where only the outcome matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "airflow"

# Airflow reads its settings when it is imported, which the tests' modules do.
HOME = tempfile.TemporaryDirectory(prefix="reprise-airflow-", ignore_cleanup_errors=True)
os.environ |= {
    "AIRFLOW_HOME": HOME.name,
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    "AIRFLOW_CONN_SPARK_DEFAULT": '{"conn_type": "spark", "host": "local[2]"}',
    "PYTHONPATH": os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]),
    "PYTHONWARNINGS": "error::DeprecationWarning:reprise_airflow",
}
sys.path[:0] = [str(PACKAGE), str(PACKAGE / "tests")]

from airflow.sdk import DAG  # noqa: E402

from reprise_airflow.factory import reprise_dags  # noqa: E402


@pytest.fixture(scope="session")
def airflow_database() -> None:
    subprocess.run(
        [sys.executable, "-m", "airflow", "db", "migrate"], check=True, capture_output=True
    )


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an audit file; what is given as a mapping becomes YAML."""

    def written(content: Any, name: str = "pumps.yaml") -> Path:
        file = tmp_path / "audits" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
        return file

    return written


Dags = Callable[[Path], dict[str, DAG]]


@pytest.fixture
def dags(airflow_database: None) -> Iterator[Dags]:
    """The DAGs of an audit file, which Airflow finds in its folder, as ``dag.test()`` wants it."""
    yield from _dags()


@pytest.fixture(scope="module")
def module_dags(airflow_database: None) -> Iterator[Dags]:
    yield from _dags()


def _dags() -> Iterator[Dags]:
    folder = Path(HOME.name) / "dags"
    folder.mkdir(exist_ok=True)
    written: list[Path] = []

    def made(audit: Path) -> dict[str, DAG]:
        file = folder / f"{audit.stem}.py"
        file.write_text(dag_file(audit.parent))
        written.append(file)
        return reprise_dags(audit.parent)

    yield made
    for file in written:
        file.unlink(missing_ok=True)


def dag_file(audits: Path) -> str:
    """The DAG file that is shipped, over other audits."""
    lines = (PACKAGE / "dags" / "reprise_audits.py").read_text()
    directory = 'Path(__file__).resolve().parents[1] / "audits"'
    assert directory in lines
    return lines.replace(directory, f'Path("{audits}")')


@dataclass(frozen=True)
class StandIn:
    """A ``spark-submit`` that runs no job, and leaves the outcome that it is told to leave."""

    home: Path

    def ends(self, code: int, *, job: str = "any", outcome: bool = True, **fields: Any) -> None:
        told = self._told() | {job: {"code": code, "outcome": outcome, "fields": fields}}
        (self.home / "told.json").write_text(json.dumps(told))

    def _told(self) -> dict[str, Any]:
        file = self.home / "told.json"
        return json.loads(file.read_text()) if file.is_file() else {}

    @property
    def calls(self) -> list[dict[str, Any]]:
        file = self.home / "calls.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def jobs(self) -> list[str]:
        return [each["job"] for each in self.calls]


@pytest.fixture
def stand_in(tmp_path: Path) -> StandIn:
    home = tmp_path / "spark"
    (home / "bin").mkdir(parents=True)
    submit = home / "bin" / "spark-submit"
    submit.write_text(f"#!{sys.executable}\n{(PACKAGE / 'tests' / 'stand_in.py').read_text()}")
    submit.chmod(0o755)
    return StandIn(home)
