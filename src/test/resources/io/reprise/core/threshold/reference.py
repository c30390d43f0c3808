"""Peaks over threshold by an independent way: scipy's maximum likelihood instead of Grimshaw's.

Run by hand with scipy 1.17.1 and numpy: python reference.py > spot.json. The errors are made from the
seeds by the generator of java.util.Random, so that the test makes the same ones.
"""

import json
import math

import numpy as np
from scipy.stats import genpareto

COUNT = 20001
INITIAL_QUANTILE = 0.98
RISKS = [1e-3, 1e-4, 1e-5]


def uniforms(seed, count):
    """java.util.Random.nextDouble, without the chance of zero."""
    state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
    for _ in range(count):
        bits = []
        for width in (26, 27):
            state = (state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
            bits.append(state >> (48 - width))
        yield ((bits[0] << 27) + bits[1] + 0.5) * 2.0**-53


SHAPES = {
    "exponential": lambda u: -math.log(u),
    "heavy": lambda u: (u**-0.3 - 1) / 0.3,
    "very heavy": lambda u: u**-0.7,
    "bounded": lambda u: 1 - u**0.4,
    "weibull": lambda u: math.sqrt(-math.log(u)),
    "small unit": lambda u: -1e-6 * math.log(u) ** 3,
}


def fitted(excesses):
    """The best of several starts."""
    scale = excesses.mean()
    normed = excesses / scale
    fits = [genpareto.fit(normed, start, floc=0) for start in (-0.5, -0.1, 0.1, 0.5)]
    shape, _, normed_scale = max(
        fits, key=lambda fit: genpareto.logpdf(normed, fit[0], 0, fit[2]).sum()
    )
    return shape, normed_scale * scale


def case(name, seed):
    errors = np.sort([SHAPES[name](u) for u in uniforms(seed, COUNT)]).astype(np.float32)
    errors = errors.astype(np.float64)
    level = errors[int(INITIAL_QUANTILE * COUNT)]
    excesses = errors[errors > level] - level
    shape, scale = fitted(excesses)
    rate = len(excesses) / COUNT
    values = [level + genpareto.isf(risk / rate, shape, 0, scale) for risk in RISKS]
    return {
        "name": name,
        "seed": seed,
        "level": level,
        "peaks": len(excesses),
        "shape": shape,
        "scale": scale,
        "values": values,
    }


cases = [case(name, 1000 + i) for i, name in enumerate(SHAPES)]
print(json.dumps({"count": COUNT, "initialQuantile": INITIAL_QUANTILE, "risks": RISKS, "cases": cases}, indent=1))
