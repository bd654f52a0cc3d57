"""Every golden case gives what it must."""

from __future__ import annotations

import pytest

from tests.golden.cases import expected, made, names


@pytest.mark.parametrize("case", names())
def test_a_case_gives_what_is_expected_of_it(case: str) -> None:
    assert made(case) == expected(case)
