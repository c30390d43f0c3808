"""What the tools say that read Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import PACKAGE


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--check", "--no-cache", "."],
        ["mypy", "--no-incremental", "--cache-dir=/dev/null"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_nothing_is_found_fault_with(command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=PACKAGE, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
