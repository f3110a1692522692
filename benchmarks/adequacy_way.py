"""The agreed yearly layers, by hozen, gemact and aggregate: what each job answers, and its own seconds.

HOZEN_RIVALS names a folder of packages (such as another environment's site-packages) where they may be found.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

RATE, SIGMA = 0.8, 2.0  # Poisson a year, lognormal(0, 2), billions of yen
THREE = ((2.0, 10.0), (12.0, 20.0), (32.0, 50.0))  # attachment, limit
STEP, CELLS, SIZE = 1 / 64, 640, 2**13
EXACT = {"mean": 1.4802850691132987, "var99": (13.452880859375 + 13.453369140625) / 2}


def found() -> dict[str, bool]:
    """Which rivals are there."""
    _rivals()
    return {name: find_spec(name) is not None for name in ("gemact", "aggregate")}


def hozen_transform() -> dict[str, float]:
    """10 over 2 by the Fourier transform."""
    from hozen.rules.adequacy import Poisson, annual_loss
    from hozen.rules.adequacy.on_grid import on_grid
    from hozen.rules.adequacy.part_of_loss import Borne, layer
    from hozen.rules.adequacy.severity import Lognormal

    def work() -> tuple[float, float]:
        part = Borne(Lognormal(0, SIGMA), layer(*THREE[0]))
        year = annual_loss(Poisson(RATE), on_grid(part, STEP, CELLS), STEP, SIZE)
        return year.mean, year.value_at_risk(0.99)

    return _timed(work, 15)


def hozen_dice(years: int) -> dict[str, float]:
    """Three layers, each with a yearly limit of twice its own."""
    import numpy as np

    from hozen.rules.adequacy import Cover, Poisson
    from hozen.rules.adequacy.severity import Lognormal
    from hozen.rules.adequacy.simulated import simulate_layers

    covers = [Cover(f"L{at}", at, limit, 1, 0, 2 * limit, frozenset(), 0) for at, limit in THREE]

    def work() -> tuple[float, float]:
        dice = np.random.default_rng(1)
        paid = simulate_layers(Poisson(RATE), Lognormal(0, SIGMA), covers, years, dice)
        return float(sum(one.mean() for one in paid)), float(np.quantile(paid[0], 0.99))

    return _timed(work, 3)


def gemact_transform() -> dict[str, float]:
    """10 over 2 by gemact's transform, the same grid."""
    _rivals()
    from gemact import Frequency, Layer, LossModel, PolicyStructure, Severity

    def work() -> tuple[float, float]:
        model = LossModel(
            frequency=Frequency(dist="poisson", par={"mu": RATE}),
            severity=Severity(dist="lognormal", par={"shape": SIGMA, "scale": 1}),
            policystructure=PolicyStructure(layers=Layer(cover=10, deductible=2)),
            aggr_loss_dist_method="fft",
            n_sev_discr_nodes=CELLS + 1,
            sev_discr_step=STEP,
            n_aggr_dist_nodes=SIZE,
        )
        return float(model.mean(use_dist=True)), float(model.ppf(q=0.99))

    return _timed(work, 5)


def gemact_dice(years: int) -> dict[str, float]:
    """Three layers by gemact's simulation."""
    _rivals()
    from gemact import Frequency, Layer, LossModel, PolicyStructure, Severity

    def work() -> tuple[float, float]:
        layers = [Layer(cover=limit, deductible=at, aggr_cover=2 * limit) for at, limit in THREE]
        model = LossModel(
            frequency=Frequency(dist="poisson", par={"mu": RATE}),
            severity=Severity(dist="lognormal", par={"shape": SIGMA, "scale": 1}),
            policystructure=PolicyStructure(layers=layers),
            aggr_loss_dist_method="mc",
            n_sim=years,
            random_state=1,
        )
        return float(sum(model.mean(use_dist=True, idx=one) for one in range(3))), float(
            model.ppf(q=0.99, idx=0)
        )

    return _timed(work, 1)


def aggregate_transform() -> dict[str, float]:
    """10 over 2 by aggregate, the same grid, its severity not rescaled."""
    _rivals()
    from aggregate import build

    text = f"agg Layers {RATE} claims sev lognorm {SIGMA} occurrence ceded to 10 xs 2 poisson"

    def work() -> tuple[float, float]:
        made = build(text, bs=STEP, log2=13, normalize=False)
        return float(made.density_df.loss @ made.density_df.p_total), float(made.q(0.99))

    return _timed(work, 5)


def _rivals() -> None:
    folder = os.environ.get("HOZEN_RIVALS")
    if folder and folder not in sys.path:
        sys.path.append(folder)


def _timed(work: Callable[[], tuple[float, float]], rounds: int) -> dict[str, float]:
    """The median of the rounds, after one that is not counted where there are several."""
    if rounds > 1:
        work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        mean, var = work()
        seconds.append(time.perf_counter() - start)
    return {"seconds": sorted(seconds)[len(seconds) // 2], "mean": mean, "var99": var}
