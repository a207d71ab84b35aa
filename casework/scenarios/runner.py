"""Play a scenario: given, when, then; and say what was not as expected."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.decide_meeting import (
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.scenarios.expectations import (
    Difference,
    differences,
    refusal_differences,
)
from casework.scenarios.faults import UnplayableError
from casework.scenarios.sight import look
from casework.scenarios.steps import NOTHING, Outcome, do_step, view_of
from casework.scenarios.walk import Stride, Way, way_to
from casework.scenarios.world import Stage, World, a_stage, new_world
from engine.advance.refusal import Refusal
from engine.workflow.faults import KeyPath
from engine.workflow.scenario import Given, Then
from engine.workflow.scenarios import PlacedScenario
from engine.workflow.workflow import Workflow
from storage.database import reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """A scenario that was played: passed if nothing differed, else each difference.

    `differences` are sentences that begin with the file and line that expected it.
    """

    title: str
    at: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


def play(placed: PlacedScenario, stage: Stage) -> Played:
    """Play one scenario in a database of its own.

    Args:
        placed: the scenario, as `read_scenarios` gives it.
        stage: where to play it, as `a_stage` sets it up.

    Raises:
        StorageError: the database can not be made or written to.
    """
    found = tuple(
        f"{placed.at(path)}: {sentence}" for path, sentence in _play(placed, stage)
    )
    title = placed.scenario.scenario
    return Played(title=title, at=placed.at(("scenario",)), differences=found)


def play_all(
    scenarios: Sequence[PlacedScenario],
    workflows: Iterable[Workflow],
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Played, ...]:
    """Play scenarios one after the other, each in a database of its own.

    Raises:
        StorageError: the databases can not be made or written to.
    """
    played: list[Played] = []
    with a_stage(workflows) as stage:
        for placed in scenarios:
            played.append(play(placed, stage))
            progress(len(played), len(scenarios))
    return tuple(played)


def _play(placed: PlacedScenario, stage: Stage) -> Iterator[Difference]:
    given = placed.scenario.given
    world = new_world(stage, placed.workflow, given.day)
    try:
        references = _begin(world, given)
        yield from _act(world, placed, references)
    except UnplayableError as stuck:
        yield stuck.path, f"can not be played: {stuck}"


def _act(
    world: World, placed: PlacedScenario, references: Sequence[str]
) -> Iterator[Difference]:
    scenario = placed.scenario
    sight = look(world.context, placed.workflow, references)
    if not scenario.when:
        yield from differences(scenario.then, NOTHING, sight, sight)
    for place, step in enumerate(scenario.when):
        path: KeyPath = ("when", place)
        last = place == len(scenario.when) - 1
        before = sight
        try:
            outcome = do_step(world, references, step)
        except UnplayableError as stuck:
            raise UnplayableError(str(stuck), (*path, *stuck.path)) from stuck
        sight = look(world.context, placed.workflow, references)
        expected: list[tuple[KeyPath, Then]] = [((*path, "then"), step.then)]
        if last:
            expected.append((("then",), scenario.then))
        yield from _refusals(expected, outcome, path)
        for below, then in expected:
            yield from _under(below, differences(then, outcome, before, sight))


def _refusals(
    expected: Sequence[tuple[KeyPath, Then]], outcome: Outcome, path: KeyPath
) -> Iterator[Difference]:
    """Judge the refusal by whichever of the two speaks of one."""
    speaking = [(below, then) for below, then in expected if then.refused]
    below, then = speaking[-1] if speaking else (path, Then())
    yield from _under(below, refusal_differences(then.refused, outcome.reasons))


def _under(below: KeyPath, found: Iterator[Difference]) -> Iterator[Difference]:
    for path, sentence in found:
        yield (*below, *path), sentence


def _begin(world: World, given: Given) -> Sequence[str]:
    """Bring everything to where the scenario begins."""
    for worker, families in given.caseloads.items():
        if families:
            others = world.open(given.family, f"of-{worker}", families)
            _walk(world, others, given, _first_with(world, worker), worker)
    references = world.open(given.family, "family", given.families)
    _walk(world, references, given, given.stands_at, given.worker)
    return references


def _first_with(world: World, worker: str) -> str:
    """Name the state in which a worker of this tier has a family first."""
    roles = world.workflow.district.staff[worker].roles
    for transition in world.workflow.pathway.programme.transitions.values():
        allocates = transition.does.allocates
        if allocates and set(transition.asks[allocates.worker].roles) & set(roles):
            return transition.to
    sentence = f"families are not allocated to {worker}"
    raise UnplayableError(sentence, ("given", "caseloads"))


def _walk(
    world: World, references: Sequence[str], given: Given, target: str, worker: str
) -> None:
    district = world.workflow.district.id
    key = (district, given.day, given.family, target, worker)
    if key not in world.ways:
        world.ways[key] = _way(world, references[0], target, worker)
    way = world.ways[key]
    if way is None:
        sentence = f"there is no way to '{target}' on {given.day} for such a family"
        raise UnplayableError(sentence, ("given", "stands_at"))
    for reference in references:
        for stride in way:
            _stride(world, reference, stride)


def _way(world: World, reference: str, target: str, worker: str) -> Way | None:
    view, cast = view_of(world, reference)
    workflow, context = world.workflow, world.context
    with reading(context.database) as connection:
        setting = context.setting(connection, workflow.content_hash, workflow.district)
    return way_to(setting, view, target, replace(cast, worker=worker))


def _stride(world: World, reference: str, stride: Stride) -> None:
    world.clock.go_to(world.context.today())
    decision = world.workflow.events[stride.event][1].decision
    found: Advanced | MeetingRecorded | Refusal
    if decision is None:
        request = AdvanceRequest(
            reference=reference,
            event=stride.event,
            user=stride.user,
            answers=world.with_another_case(stride.answers),
        )
        found = advance_case(world.context, request)
    else:
        answers = {name: str(said) for name, said in stride.answers.items()}
        made = FamilyDecision(
            reference=reference,
            outcome=decision,
            minute=answers["minute"],
            reason=answers.get("reason", ""),
        )
        found = decide_meeting(world.context, _meeting(world, stride, made))
    if isinstance(found, Refusal):
        sentence = f"on the way, {stride.event}: {' '.join(found.sentences())}"
        raise UnplayableError(sentence, ("given", "stands_at"))


def _meeting(world: World, stride: Stride, made: FamilyDecision) -> MeetingRequest:
    """A family on its way gets a meeting of its own."""
    return MeetingRequest(
        district_id=world.workflow.district.id,
        meeting=f"on the way of {made.reference}",
        held_on=world.context.today(),
        user=stride.user,
        decisions=(made,),
    )
