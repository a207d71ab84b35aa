"""Made-up databases of any size, for benchmarks, load and pages.

A few hundred template cases are really played through the engine, in cohorts over
fifteen months; then copies of them are stamped out, with numbers, references, names,
workers, and a hash chain of their own. The same wish gives the same database.

    from benchmarks.generator import Wish, generate
    generate("sqlite:///var/big.db", Wish(cases=400_000))

or `python -m benchmarks.generator --cases 400000 --url sqlite:///var/big.db`. The
database's clock stands at the end of the play (`setting` tells), so that every command
works in it. Districts are `d001`, `d002` ...; each has the users `d001.coordinator`,
`d001.delivery`, `d001.secretary`, `d001.worker1` ..., `d001.fip1` ..., and so on.
"""

from benchmarks.generator.generate import Generated, generate
from benchmarks.generator.playing import MORNING_AFTER
from benchmarks.generator.wish import ENGLISH_AUTHORITIES, Wish

__all__ = ["ENGLISH_AUTHORITIES", "MORNING_AFTER", "Generated", "Wish", "generate"]
