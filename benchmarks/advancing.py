"""Takes many cases through an event, one commit each, in one process.

    python -m benchmarks.advancing ADDRESS FILE

The file has a line for each: reference, event, user, and the answers as JSON, with
tabs between them. It reads nothing of the benchmarks: its memory is the engine's own.
"""

import json
import sys
from pathlib import Path

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.context import open_context


def main() -> None:
    """Take the cases of the file through their events.

    Raises:
        TypeError: one was refused.
    """
    address, file = sys.argv[1:]
    context = open_context(address)
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            reference, event, user, answers = line.rstrip("\n").split("\t")
            request = AdvanceRequest(
                reference=reference, event=event, user=user, answers=json.loads(answers)
            )
            done = advance_case(context, request)
            if not isinstance(done, Advanced):
                raise TypeError(f"{reference}: {' '.join(done.sentences())}")
    context.database.dispose()


if __name__ == "__main__":
    main()
