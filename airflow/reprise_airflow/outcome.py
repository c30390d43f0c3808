"""The verdict that a job leaves behind, ``outcomes/<run>.json`` under ``output``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from airflow.sdk import ObjectStoragePath

DONE = 0
GATE_EXCEEDED = 4

# Wrong configuration, refused input, diverged training: the next try would end alike.
FINAL = frozenset({2, 3, 5})


class OutcomeError(Exception):
    """The outcome is there and is not what a job writes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    content: Mapping[str, Any]

    @property
    def code(self) -> int:
        return int(self.content["code"])

    @property
    def published(self) -> bool:
        return self.code in (DONE, GATE_EXCEEDED)

    @property
    def final(self) -> bool:
        return self.code in FINAL

    @property
    def sentence(self) -> str:
        return str(self.content.get("sentence") or f"It ended with code {self.code}.")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes under an ``output``, on any file system that Airflow knows."""

    output: str
    connection: str | None = None

    def path(self, run: str) -> ObjectStoragePath:
        # Hadoop's names of S3's file system are no names of Airflow's.
        address = re.sub(r"^s3[an]://", "s3://", self.output)
        if "://" not in address:
            address = f"file://{address}"
        root = ObjectStoragePath(address, conn_id=self.connection)
        return root / "outcomes" / f"{run}.json"

    def read(self, run: str) -> Outcome | None:
        """The outcome of a run, if there is one."""
        path = self.path(run)
        try:
            text = path.read_text()
        except FileNotFoundError:
            return None
        try:
            content = json.loads(text)
            outcome = Outcome(content)
            outcome.code  # noqa: B018 - a verdict without a code is none
        except (ValueError, TypeError, KeyError) as failure:
            raise OutcomeError(f"{path} is no outcome of a job: {failure}.") from failure
        return outcome
