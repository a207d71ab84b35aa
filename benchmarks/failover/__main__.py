"""`make failover`: kill a primary under load, promote its standby, prove it all."""

from typing import Annotated

import typer

from benchmarks.failover.run import FailedOver, fail_over_and_back
from benchmarks.load.options import AsJson, Families, Sites, Tickers, Visitors, Workers
from benchmarks.load.run import Wish
from benchmarks.load.telling import show_findings, show_operations, told_plainly
from commandline.output import complain, note, say, say_json, table


def main(  # noqa: PLR0913 - one parameter an option
    *,
    seconds: Annotated[int, typer.Option(min=5, max=3600)] = 60,
    workers: Workers = 4,
    visitors: Visitors = 2,
    sites: Sites = 2,
    tickers: Tickers = 2,
    families: Families = 100,
    notice_after: Annotated[
        float, typer.Option(help="Seconds until somebody promotes the standby.")
    ] = 2,
    as_json: AsJson = False,
) -> None:
    """Kill a primary under load, promote its standby, and back; nothing may be lost."""
    wish = Wish(
        seconds=seconds,
        people=workers,
        visitors=visitors,
        sites=sites,
        tickers=tickers,
        families=families,
    )
    note(
        f"{workers} people, {visitors} more through {sites} web processes, and "
        f"{tickers} ticking processes work on a primary with a synchronous standby "
        f"for {seconds} seconds. Meanwhile the primary is killed, its standby "
        "promoted, the old one made its standby, and back. Ctrl-C stops."
    )
    with told_plainly():
        done = fail_over_and_back(wish, notice_after=notice_after)
    if as_json:
        say_json(done)
    else:
        _show(done)
    if not done.holds:
        raise typer.Exit(1)


def _show(done: FailedOver) -> None:
    show_operations(done.operations)
    table(
        "What was killed, and how long nobody was answered (seconds)",
        ("when", "promoted after", "in", *(gap.what for gap in done.takeovers[0].gaps)),
        (
            (
                each.when,
                round(each.noticed_after, 1),
                round(each.promoted_in, 1),
                *(gap.seconds for gap in each.gaps),
            )
            for each in done.takeovers
        ),
    )
    for each in done.takeovers:
        say(
            f"Killed {each.when}: {each.asked_again} requests were sent again, "
            f"{each.done_before} of them had been done and were told so. "
            f"{each.rejoined_in:.1f} seconds later the old primary was a standby."
        )
    show_findings(done.findings)
    complain(f"A {name} did not end by itself." for name in done.unwell)


if __name__ == "__main__":
    typer.run(main)
