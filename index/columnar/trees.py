"""What is looked for in one segment, as nested tuples that the loops walk over: `kernel.answered`.

    (LISTED, content, at, count, code, lengths, weights, idf, boost)
                                  a packed list (`lists`) with its BM25F: `lengths` has the length byte of each
                                  document, `weights` what a frequency is worth at a length (`commit.weights`)
    (GIVEN, documents, scores)    what was found already
    (MASKED, mask, score)         every document that a mask holds, with one score
    (WHOLE,)                      every document
    (OTHER, tree)                 every document that a tree does not find
    (EITHER, is_maximum, a, b)    what one of two finds; what both find has the sum of its scores, or their maximum
    (BOTH, tree, …)               what all find: each is asked only about what those before it found, and scores add up
                                  from the last to the first
    (PHRASE, boost, tree, …)      where words, each LISTED with its positions, stand one behind the other; their scores
                                  add up from the first to the last

Documents are ascending. What LISTED, PHRASE and GIVEN find may be deleted; WHOLE and OTHER score 0.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Tree: TypeAlias = tuple[Any, ...]

LISTED, GIVEN, MASKED, WHOLE, OTHER, EITHER, BOTH, PHRASE = range(8)
