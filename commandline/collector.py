"""How Python's collector of rubbish is set while the program runs."""

import atexit
import gc

_FIRST, _SECOND, _THIRD = 20_000, 20, 20


def spare_the_collector() -> None:
    """Let it begin later, and not look at the end.

    What a command loads stays until the command is over: the collector need not look
    through it again and again while it comes, and once more before it goes (decision
    56).
    """
    gc.set_threshold(_FIRST, _SECOND, _THIRD)
    atexit.register(gc.freeze)
