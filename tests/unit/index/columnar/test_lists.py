"""Packed lists: any documents, frequencies and positions come back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.lists import Flat, Lists, pack, unpack

POSITIONS = st.sets(st.integers(0, 1 << 20), min_size=1, max_size=400).map(sorted)
LISTS = st.lists(st.dictionaries(st.integers(0, 1 << 24), POSITIONS, min_size=1, max_size=8), min_size=1, max_size=8)


@given(LISTS)
def test_lists_come_back(given_lists: list[dict[int, list[int]]]) -> None:
    lists = [dict(sorted(one.items())) for one in given_lists]
    flat = Flat(
        counts=np.array([len(one) for one in lists]),
        documents=np.array([document for one in lists for document in one]),
        frequencies=np.array([len(positions) for one in lists for positions in one.values()]),
        positions=np.array([at for one in lists for positions in one.values() for at in positions]),
    )
    packed = pack(flat)
    at = np.cumsum(packed.sizes) - packed.sizes
    back = unpack(Lists(packed.content, at, packed.counts, packed.codes), 0, len(lists))
    assert [part.tolist() for part in (back.documents, back.frequencies, back.positions)] == [
        part.tolist() for part in (flat.documents, flat.frequencies, flat.positions)
    ]
