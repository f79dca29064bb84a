"""What the rows add up to: every figure, by its published definition.

    figures(facts).wait_first.p90
    by(facts, Dimension.SERVICE)["A"].called_in_time.ratio
    Measures(facts, targets).by(Dimension.DAY, cut={Dimension.SERVICE: "A"})

docs/explanation/measures.md says the same in formulas.
"""

from hub.projections.measures.compute import Measures, by, figures
from hub.projections.measures.dimensions import ALL, Cut, Dimension
from hub.projections.measures.figures import FEW, Figures, Share, Spread
from hub.projections.measures.load import Load, Slot, load
from hub.projections.measures.ranks import nearest_rank, spread

__all__ = [
    "ALL",
    "FEW",
    "Cut",
    "Dimension",
    "Figures",
    "Load",
    "Measures",
    "Share",
    "Slot",
    "Spread",
    "by",
    "figures",
    "load",
    "nearest_rank",
    "spread",
]
