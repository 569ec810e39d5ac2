"""No later change lowers the quality of cleaning on the annotated stories unseen."""

import importlib.util
from pathlib import Path

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "cleaning.py"


def test_cleaning_keeps_its_floor() -> None:
    spec = importlib.util.spec_from_file_location("cleaning", BENCHMARK)
    assert spec and spec.loader
    cleaning = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cleaning)
    for kind, shares in cleaning.measure(cleaning.ours).items():
        assert shares["body"] >= 0.98, kind
        assert min(shares["title"], shares["published"], shares["outlet"]) >= 0.95, kind
