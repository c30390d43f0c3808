"""Checks audit files, and lists the pools that they need: ``python -m reprise_airflow``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from reprise_airflow.settings import Loaded, load_all

WRONG = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m reprise_airflow", description=__doc__)
    parser.add_argument("command", choices=["check", "pools"])
    parser.add_argument("audits", type=Path, help="the directory of the audit files")
    arguments = parser.parse_args()
    if not arguments.audits.is_dir():
        print(f"{arguments.audits} is no directory; name that of the audit files.", file=sys.stderr)
        return WRONG
    loaded = load_all(arguments.audits)
    if arguments.command == "pools":
        print(json.dumps(pools(loaded), indent=2))
    else:
        print(f"{len(loaded.audits)} audits, {len(loaded.broken)} broken")
    for sentence in loaded.broken.values():
        print(sentence, file=sys.stderr)
    return WRONG if loaded.broken else 0


def pools(loaded: Loaded) -> dict[str, dict[str, object]]:
    """The pools, as ``airflow pools import`` reads them."""
    return {
        audit.pool: {
            "slots": 1,
            "description": f"What writes to {audit.output}",
            "include_deferred": False,
        }
        for audit in loaded.audits
    }


if __name__ == "__main__":
    sys.exit(main())
