"""People who act at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

from casework.advance_case import AdvanceRequest, advance_case
from casework.context import Context
from storage.database import open_database
from tests.builders.office import Office

Act = Callable[[Context], object]


def at_once(office: Office, *acts: Act) -> list[object]:
    """Let people act at the same moment, each with a connection of their own."""
    gate = Barrier(len(acts))

    def act(what: Act, context: Context) -> object:
        gate.wait(30)
        return what(context)

    with ExitStack() as stack:
        contexts = []
        for _ in acts:
            database = open_database(office.url)
            stack.callback(database.dispose)
            contexts.append(Context(database=database, clock=office.context.clock))
        pool = stack.enter_context(ThreadPoolExecutor(len(acts)))
        done = [pool.submit(act, *each) for each in zip(acts, contexts, strict=True)]
        return [each.result(60) for each in done]


def asks(request: AdvanceRequest) -> Act:
    return lambda context: advance_case(context, request)
