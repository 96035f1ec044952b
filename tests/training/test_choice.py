"""A choice that is learned: the right candidate where there is one, none where there is none."""

from __future__ import annotations

import math

from extract.training.choice import fit_choice, fit_labels


def test_the_right_candidate_outweighs_none_and_the_others() -> None:
    groups = [[(("near",), True), (("far",), False)], [(("far",), False)]] * 10
    weights = fit_choice(groups, "pick", penalty=0.1, rarest=1).of_task("pick")
    near, far = math.exp(weights["near"]), math.exp(weights["far"])
    assert near / (1 + near + far) > 0.7
    assert far / (1 + far) < 0.3


def test_labels_are_chosen_by_the_features_of_the_case() -> None:
    cases = [(("costs",), {"price": True, "rent": False}), (("leases",), {"price": False, "rent": True})] * 10
    weights = fit_labels(cases, ("price", "rent"), penalty=0.1)
    price, rent = weights.shares(("costs",), ("price", "rent"))
    assert price > 0.6 > rent
    price, rent = weights.shares(("leases",), ("price", "rent"))
    assert rent > 0.6 > price
