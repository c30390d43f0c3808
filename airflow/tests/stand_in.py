"""Called as spark-submit: notes the call, and leaves the outcome and the code it was told to."""

import itertools
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

home = Path(os.environ["SPARK_HOME"])
options, job_options = sys.argv[1:], []
for place, word in enumerate(options):
    if word.endswith(".jar"):
        options, job_options = options[:place], options[place + 1 :]
        break
job = job_options[0]
pairs = list(itertools.pairwise(job_options))
settings = dict(value.split("=", 1) for word, value in pairs if word == "--set")
run = next(value for word, value in pairs if word == "--run")

with (home / "calls.jsonl").open("a") as calls:
    call = {"job": job, "run": run, "spark": options, "arguments": job_options[1:]}
    kept = ("OMP_NUM_THREADS", "REPRISE_LOG", "REPRISE_HOME")
    calls.write(json.dumps(call | {"environment": {k: os.environ.get(k) for k in kept}}) + "\n")

told = json.loads((home / "told.json").read_text())
told = told.get(job) or told["any"]
if told["outcome"]:
    outcome = {
        "version": 1,
        "run": run,
        "job": job,
        "code": told["code"],
        "sentence": f"the sentence of {job}" if told["code"] not in (0, 4) else None,
        "startedAt": datetime.now(UTC).isoformat(),
        "published": {},
        "flaggedFraction": 0.25,
        "events": 3,
        "worstSeverity": 7.5,
        "report": "report.html",
    }
    directory = Path(settings["output.path"]) / "outcomes"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"{run}.json").write_text(json.dumps(outcome | told["fields"]))
time.sleep(told["fields"].get("sleep", 0))
sys.exit(told["code"])
