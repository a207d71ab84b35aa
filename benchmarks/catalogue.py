"""What can be measured, by name."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.databases import Kind
from benchmarks.results import Measured
from benchmarks.sizes import Sizes
from benchmarks.store import Store
from benchmarks.work.advance import measure_advance
from benchmarks.work.lists import measure_lists
from benchmarks.work.meeting import measure_meetings
from benchmarks.work.memory import measure_memory
from benchmarks.work.opening import measure_opening
from benchmarks.work.pages import measure_pages
from benchmarks.work.start_up import measure_start_up
from benchmarks.work.sweep import measure_sweep

Measure = Callable[[Store, Sequence[Kind], Sizes], Iterator[Measured]]
CATALOGUE: dict[str, Measure] = {
    "advance": measure_advance,
    "meeting": measure_meetings,
    "sweep": measure_sweep,
    "opening": measure_opening,
    "pages": measure_pages,
    "lists": measure_lists,
    "start": measure_start_up,
    "memory": measure_memory,
}
