"""Evaluation by independent implementations: scikit-learn and the authors' package vus.

Run by hand with scikit-learn 1.9, numpy 2.4 and vus 0.0.6, of which only the metrics are loaded:
python reference.py PATH/vus/utils/metrics.py > evaluation.json. Errors and labels are made from the
seeds by the generator of java.util.Random, so that the test makes the same ones. The errors lie on
a grid that bins of 7 bits of mantissa keep apart.
"""

import importlib.util
import json
import sys

import numpy as np
from sklearn.metrics import average_precision_score, balanced_accuracy_score, confusion_matrix
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

spec = importlib.util.spec_from_file_location("metrics", sys.argv[1])
metrics = importlib.util.module_from_spec(spec)
spec.loader.exec_module(metrics)

THRESHOLD = 2.0


def uniforms(seed):
    """java.util.Random.nextDouble."""
    state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
    while True:
        bits = []
        for width in (26, 27):
            state = (state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
            bits.append(state >> (48 - width))
        yield ((bits[0] << 27) + bits[1]) * 2.0**-53


def series(seed, count, stretches, longest, lift):
    """Labelled stretches at random places, errors of three octaves that are higher there."""
    random = uniforms(seed)
    labels = np.zeros(count)
    for _ in range(stretches):
        start = int(next(random) * count)
        length = 1 + int(next(random) * longest)
        labels[start : start + length] = 1
    errors = np.empty(count)
    for i in range(count):
        lifted = lift if labels[max(0, i - 2) : i + 3].any() else 0
        level = int(min(383, next(random) * 256 + lifted * next(random) * 256))
        errors[i] = 2.0 ** (level // 128) * (1 + (level % 128) / 128)
    return labels, errors


def case(seed, count, stretches, longest, lift, window):
    labels, errors = series(seed, count, stretches, longest, lift)
    flagged = errors > THRESHOLD
    volume = metrics.metricor().RangeAUC_volume_opt(labels, errors, window, count)[-1]
    coarse = metrics.metricor().RangeAUC_volume_opt(labels, errors, window)[-1]
    tn, fp, fn, tp = (int(n) for n in confusion_matrix(labels, flagged).ravel())
    return {
        "seed": seed,
        "count": count,
        "stretches": stretches,
        "longest": longest,
        "lift": lift,
        "window": window,
        "tp": tp,
        "fp": fp,
        "tn": tn,
        "fn": fn,
        "precision": precision_score(labels, flagged),
        "recall": recall_score(labels, flagged),
        "f1": f1_score(labels, flagged),
        "balancedAccuracy": balanced_accuracy_score(labels, flagged),
        "auc": roc_auc_score(labels, errors),
        "averagePrecision": average_precision_score(labels, errors),
        "vusPr": volume,
        "vusPrOf250": coarse,
    }


cases = [
    case(1, 400, 4, 20, 1.0, 20),
    case(2, 300, 6, 5, 0.5, 16),
    case(3, 300, 12, 4, 1.0, 40),
    case(4, 200, 1, 1, 1.0, 9),
    case(5, 250, 3, 60, 0.0, 12),
    case(6, 150, 25, 3, 2.0, 33),
    case(7, 300, 5, 10, 1.0, 0),
    case(8, 300, 5, 10, 1.0, 1),
]
print(json.dumps({"threshold": THRESHOLD, "cases": cases}, indent=1))
