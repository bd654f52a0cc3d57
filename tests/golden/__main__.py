"""Writes the expected.json of golden cases: `python -m tests.golden NAME…`; read it before you commit it."""

import sys

from tests.golden.cases import names, write

unknown = sorted(set(sys.argv[1:]) - set(names()))
if unknown or not sys.argv[1:]:
    sys.exit(f"usage: python -m tests.golden NAME…, with folders of tests/golden/cases: {', '.join(names())}")
for case in sys.argv[1:]:
    write(case)
