"""Called as spark-submit where the jar has no models and expire yet, which this plays."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

real = Path(os.environ["REPRISE_REAL_SPARK"]) / "bin" / "spark-submit"
words = sys.argv[1:]
jar = next(place for place, word in enumerate(words) if word.endswith(".jar"))
job = words[jar + 1]
pairs = list(itertools.pairwise(words))
settings = dict(value.split("=", 1) for word, value in pairs if word == "--set")
output = Path(settings["output.path"])
outcome = output / "outcomes" / f"{words[-1]}.json"

code = 0
if job in ("models", "expire"):
    outcome.write_text(json.dumps({"code": 0, "job": job, "arguments": words[jar + 2 :]}))
else:
    kept = [
        word
        for place, word in enumerate(words)
        if not word.startswith("training.promote")
        and not (words[place + 1 : place + 2] or [""])[0].startswith("training.promote")
    ]
    env = os.environ | {"SPARK_HOME": str(real.parents[1])}
    code = subprocess.run([str(real), *kept], check=False, env=env).returncode
if job == "train" and code == 0:
    content = json.loads(outcome.read_text())
    content["promotion"] = {
        "candidate": words[-1],
        "champion": None,
        "candidateError": 1.0,
        "championError": None,
        "promoted": False,
    }
    outcome.write_text(json.dumps(content))
sys.exit(code if code >= 0 else 128 - code)
