"""The sample archive, cut into days, and the Sparks that audit it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

PROJECT = Path(__file__).resolve().parents[2]
JAR = PROJECT / "target" / "reprise.jar"

HISTORY = [date(2024, 1, 1) + timedelta(days=each) for each in range(10)]
"""What the first model is trained on; the days after that come one by one."""

# Few windows and a tiny network: what is tested is who runs what, and what becomes of it.
CONFIGURATION = """
archive.columns {
  series = series, time = time, features = [vibration, temperature, pressure], date = date
}
clean.period = 10 minutes
window { length = 24, stride = 12 }
split { train.until = "2024-01-07", validation.until = "2024-01-10" }
network { encoder = [4], decoder = [4] }
training { epochs = 2, batch = 64 }
"""

# Short jobs are over before the second compiler's work pays.
SPARK: Mapping[str, Any] = {
    "driver-memory": "1g",
    "properties": {
        "spark.ui.enabled": False,
        "spark.sql.shuffle.partitions": 2,
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    },
}


class Days:
    """An archive to which days are added."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        rows = ds.dataset(PROJECT / "sample-data" / "pumps").to_table()
        self._rows = rows.filter(pc.is_valid(rows["time"]))
        self._dates = pc.cast(self._rows["time"], pa.date32())

    def add(self, *days: date) -> None:
        for day in days:
            rows = self._rows.filter(pc.equal(self._dates, pa.scalar(day)))
            directory = self.directory / f"date={day}"
            directory.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, directory / "rows.parquet", coerce_timestamps="us")


def spark_home(line: int, scratch: Path) -> Path:
    """PyPI's pyspark where it is installed, else the Spark that Maven resolved for the build."""
    named = os.environ.get(f"REPRISE_SPARK_HOME_{line}")
    if named:
        return Path(named)
    key = {3: "spark", 4: "spark4"}[line]
    version = re.search(f"<{key}.version>(.*)</", (PROJECT / "pom.xml").read_text())
    assert version
    installed = Path.home() / ".cache" / "reprise" / f"pyspark-{version[1]}" / "pyspark"
    return installed if installed.is_dir() else _embedded(line, scratch)


def _embedded(line: int, scratch: Path) -> Path:
    classpath = PROJECT / "target" / f"spark-{line}.classpath"
    assert classpath.is_file(), f"{classpath} is missing; mvn package makes it."
    submit = scratch / f"spark-{line}" / "bin" / "spark-submit"
    submit.parent.mkdir(parents=True, exist_ok=True)
    options = f"@{PROJECT / 'jobs' / 'java-options'}"
    submit.write_text(
        f'#!/bin/sh\nexec java {options} -Xmx1g "-Dlog4j2.configurationFile='
        f"{PROJECT / 'conf' / 'log4j2.properties'}\" -cp '{classpath.read_text().strip()}:{JAR}'"
        ' org.apache.spark.deploy.SparkSubmit "$@"\n'
    )
    submit.chmod(0o755)
    return submit.parents[1]


def audit(output: Path, archive: Path, home: Path, **more: Any) -> dict[str, Any]:
    return {
        "output": str(output),
        "archive": str(archive),
        "configuration": "sample.conf",
        "spark": {"home": str(home), **SPARK},
        "retries": {"count": 0},
    } | more


def scores(output: Path, run: str) -> list[dict[str, Any]]:
    """The scores of all points in a run's table, which is made of those of its dates."""
    manifest = json.loads((output / "scores" / run / "manifest.json").read_text())
    rows: list[dict[str, Any]] = []
    for day, part in manifest["dates"].items():
        directory = output / "scores" / part["run"] / "points" / f"date={day}"
        rows += (
            ds.dataset([str(each) for each in directory.glob("*.parquet")]).to_table().to_pylist()
        )
    return sorted(rows, key=lambda row: (row["series"], row["time"]))
