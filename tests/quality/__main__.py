"""Print the table of measures and floors; pin floors on request.

python -m tests.quality                          measure, and fail when something is below its floor
python -m tests.quality --pin                    raise floors to what was measured
python -m tests.quality --pin --allow-lower      lower them too
"""

from __future__ import annotations

import argparse
import sys

from tests.quality import data
from tests.quality.gate import LoweredFloor, judge, raise_floors, read_floors, table, write_floors
from tests.quality.measures import take_all


def main() -> int:
    """Run the command; the exit code is 0 when every measure is at its floor or above."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__.splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: lower floors too")
    options = parser.parse_args()
    if not data.present():
        print(data.ABSENT, file=sys.stderr)
        return 2
    measured = take_all()
    if options.pin:
        try:
            write_floors(raise_floors(measured, read_floors(), allow_lower=options.allow_lower))
        except LoweredFloor as lowered:
            print(lowered, file=sys.stderr)
            return 1
    verdicts = judge(measured, read_floors())
    print(table(verdicts))
    return 0 if all(verdict.outcome == "ok" for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
