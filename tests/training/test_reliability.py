"""Reliability of confidences, by hand."""

from __future__ import annotations

import pytest

from extract.training.reliability import calibration_error, least_for, reliability

TOLD = [(0.9, True), (0.9, True), (0.8, True), (0.8, False), (0.3, False), (1.0, True)]


def test_bins_hold_every_fact_once() -> None:
    assert [(one.low, one.facts, one.right) for one in reliability(TOLD)] == [
        (0.3, 1, 0.0),
        (0.8, 2, 0.5),
        (0.9, 3, 1.0),
    ]


def test_the_error_is_the_gap_over_all_facts() -> None:
    assert calibration_error([(0.5, True), (0.5, False)]) == 0
    assert calibration_error(TOLD) == pytest.approx((1 * 0.3 + 2 * 0.3 + 3 * (1 - 2.8 / 3)) / 6)
    assert calibration_error([]) == 0


def test_the_least_confidence_for_a_precision() -> None:
    assert least_for(TOLD, 0.8) == 0.8
    assert least_for(TOLD, 0.9) == 0.9
    assert least_for([(0.9, False)], 0.9) is None
