"""Who may: every route of the application, with the roles it is for.

One table. A route that is missing from it stops the application from starting, and
a test walks every route with every role and with none. The roles say who gets the
page; which families are on it is said by the person's sight, in the queries, and
which events they may take by the workflow's own rules.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts

from engine.access.roles import WHOLE_DISTRICT, Access

ANYONE: Final = "anyone"
SIGNED_IN: Final = "signed in"
Rule = Literal["anyone", "signed in"] | frozenset[Access]
Route = tuple[str, str]
"""A method and a path as the router writes it: `("GET", "/cases/{reference}")`."""

READS_CASES = WHOLE_DISTRICT | {Access.WORKER, Access.AGENCY_OFFICER}
ADVANCES_CASES = frozenset(
    {
        Access.COORDINATOR,
        Access.WORKER,
        Access.AGENCY_OFFICER,
        Access.OFFICER,
        Access.BOARD_SECRETARY,
        Access.CLAIMS_OFFICER,
        Access.AUDITOR,
    }
)
RUNS_THE_DISTRICT = frozenset({Access.COORDINATOR})
READS_REPORTS = WHOLE_DISTRICT | {Access.WORKER}
RESTRICTS = frozenset({Access.COORDINATOR, Access.INFORMATION_GOVERNANCE})
PLANS_MEETINGS = frozenset({Access.COORDINATOR, Access.BOARD_SECRETARY})
ARRANGES_COVER = frozenset({Access.COORDINATOR, Access.WORKER})
WATCHES_THE_JOBS = frozenset({Access.COORDINATOR, Access.AUDITOR, Access.ADMINISTRATOR})
WATCHES = frozenset({Access.AUDITOR, Access.INFORMATION_GOVERNANCE})

ADMINISTERS = frozenset({Access.ADMINISTRATOR})
LOOKS_AFTER = ADMINISTERS | WATCHES | RUNS_THE_DISTRICT
GOVERNS = frozenset({Access.INFORMATION_GOVERNANCE})
WATCHES_JOBS = WHOLE_DISTRICT | {Access.ADMINISTRATOR}
V1 = "/api/v1"
_CASE = f"{V1}/cases/{{reference}}"
_DISTRICT = f"{V1}/districts/{{district}}"

WHO_MAY: Mapping[Route, Rule] = {
    ("GET", "/health/live"): ANYONE,
    ("GET", "/health/ready"): ANYONE,
    ("GET", "/metrics"): ANYONE,  # and only from machines that the settings name
    ("GET", "/accessibility"): ANYONE,
    ("GET", "/cookies"): ANYONE,
    ("GET", "/privacy"): ANYONE,
    ("GET", "/sign-in"): ANYONE,
    ("POST", "/sign-in"): ANYONE,
    ("POST", "/sign-in/provider"): ANYONE,
    ("GET", "/sign-in/provider/back"): ANYONE,
    ("POST", "/sign-out"): SIGNED_IN,
    ("GET", "/account"): SIGNED_IN,
    ("POST", "/account/sessions/end"): SIGNED_IN,
    ("GET", "/account/tokens"): SIGNED_IN,
    ("POST", "/account/tokens"): SIGNED_IN,
    ("POST", "/account/tokens/end"): SIGNED_IN,
    ("GET", "/account/password"): SIGNED_IN,
    ("POST", "/account/password"): SIGNED_IN,
    ("GET", "/restricted"): READS_CASES,
    ("POST", "/restricted"): READS_CASES,
    ("GET", "/cases/{reference}/restriction"): RESTRICTS,
    ("POST", "/cases/{reference}/restriction"): RESTRICTS,
    ("POST", "/cases/{reference}/restriction/lift"): RESTRICTS,
    ("GET", "/"): SIGNED_IN,
    ("GET", "/cases"): READS_CASES,
    ("GET", "/cases/ticked"): READS_CASES,
    ("POST", "/cases/ticked"): READS_CASES,
    ("POST", "/cases/ticked/all"): READS_CASES,
    ("POST", "/cases/ticked/off"): READS_CASES,
    ("POST", "/cases/ticked/clear"): READS_CASES,
    ("GET", "/cases/lists"): READS_CASES,
    ("POST", "/cases/lists"): READS_CASES,
    ("POST", "/cases/lists/remove"): READS_CASES,
    ("GET", "/cases/{reference}"): READS_CASES,
    ("GET", "/cases/{reference}/people"): READS_CASES,
    ("GET", "/cases/{reference}/record"): READS_CASES,
    ("GET", "/cases/{reference}/history"): READS_CASES,
    ("GET", "/cases/{reference}/pathway"): READS_CASES,
    ("GET", "/cases/{reference}/do/{event}"): ADVANCES_CASES,
    ("GET", "/cases/{reference}/do/{event}/{question}"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/do/{event}/{question}"): ADVANCES_CASES,
    ("GET", "/cases/{reference}/check/{event}"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/check/{event}"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/carry-on/{event}"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/drop/{event}"): ADVANCES_CASES,
    ("GET", "/cases/{reference}/clocks/{clock}"): ADVANCES_CASES,
    ("GET", "/cases/{reference}/clocks/{clock}/check"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/clocks/{clock}/check"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/clocks/{clock}/pause"): ADVANCES_CASES,
    ("POST", "/cases/{reference}/clocks/{clock}/resume"): ADVANCES_CASES,
    ("GET", "/reviews"): READS_CASES,
    ("GET", "/allocation"): WHOLE_DISTRICT,
    ("GET", "/reports"): READS_REPORTS,
    ("GET", "/reports/{district}"): READS_REPORTS,
    ("GET", "/reports/{district}/{report}"): READS_REPORTS,
    ("GET", "/reports/{district}/{report}/download/{kind}"): READS_REPORTS,
    ("GET", "/meetings"): WHOLE_DISTRICT,
    ("GET", "/meetings/{district}"): WHOLE_DISTRICT,
    ("GET", "/meetings/{district}/new"): PLANS_MEETINGS,
    ("POST", "/meetings/{district}/new"): PLANS_MEETINGS,
    ("GET", "/meetings/{district}/held"): WHOLE_DISTRICT,
    ("GET", "/meetings/{district}/agenda/{agenda}"): WHOLE_DISTRICT,
    ("POST", "/meetings/{district}/agenda/{agenda}/add"): PLANS_MEETINGS,
    ("POST", "/meetings/{district}/agenda/{agenda}/remove"): PLANS_MEETINGS,
    ("POST", "/meetings/{district}/agenda/{agenda}/withdraw"): PLANS_MEETINGS,
    ("GET", "/meetings/{district}/agenda/{agenda}/papers/{kind}"): PLANS_MEETINGS,
    ("GET", "/meetings/{district}/agenda/{agenda}/decisions"): PLANS_MEETINGS,
    ("POST", "/meetings/{district}/agenda/{agenda}/decisions"): PLANS_MEETINGS,
    ("GET", "/meetings/{district}/agenda/{agenda}/check"): PLANS_MEETINGS,
    ("POST", "/meetings/{district}/agenda/{agenda}/check"): PLANS_MEETINGS,
    ("GET", "/meetings/{district}/agenda/{agenda}/recorded"): WHOLE_DISTRICT,
    ("GET", "/office"): SIGNED_IN,
    ("GET", "/open-families"): RUNS_THE_DISTRICT,
    ("GET", "/open-families/{district}"): RUNS_THE_DISTRICT,
    ("POST", "/open-families/{district}"): RUNS_THE_DISTRICT,
    ("GET", "/open-families/{district}/columns"): RUNS_THE_DISTRICT,
    ("GET", "/open-families/{district}/list/{upload}"): RUNS_THE_DISTRICT,
    ("POST", "/open-families/{district}/list/{upload}"): RUNS_THE_DISTRICT,
    ("POST", "/open-families/{district}/list/{upload}/drop"): RUNS_THE_DISTRICT,
    ("GET", "/handover"): RUNS_THE_DISTRICT,
    ("GET", "/handover/{district}"): RUNS_THE_DISTRICT,
    ("GET", "/handover/{district}/from/{worker}"): RUNS_THE_DISTRICT,
    ("POST", "/handover/{district}/from/{worker}"): RUNS_THE_DISTRICT,
    ("POST", "/handover/{district}/from/{worker}/do"): RUNS_THE_DISTRICT,
    ("POST", "/handover/{district}/undo"): RUNS_THE_DISTRICT,
    ("GET", "/cover"): ARRANGES_COVER,
    ("GET", "/cover/{district}"): ARRANGES_COVER,
    ("GET", "/cover/{district}/new"): ARRANGES_COVER,
    ("POST", "/cover/{district}/new"): ARRANGES_COVER,
    ("POST", "/cover/{district}/end"): ARRANGES_COVER,
    ("POST", "/cover/{district}/resume"): ARRANGES_COVER,
    ("GET", "/runs"): WATCHES_THE_JOBS,
    ("POST", "/runs/clear"): RUNS_THE_DISTRICT,
    ("GET", "/rehearsal"): RUNS_THE_DISTRICT,
    ("GET", "/notifications"): SIGNED_IN,
    ("POST", "/notifications"): SIGNED_IN,
    ("GET", "/bulk/advance"): ADVANCES_CASES,
    ("GET", "/bulk/advance/{event}"): ADVANCES_CASES,
    ("POST", "/bulk/advance/{event}"): ADVANCES_CASES,
    ("POST", "/bulk/advance/{event}/do"): ADVANCES_CASES,
    ("GET", "/bulk/reassign"): RUNS_THE_DISTRICT,
    ("POST", "/bulk/reassign"): RUNS_THE_DISTRICT,
    ("POST", "/bulk/reassign/do"): RUNS_THE_DISTRICT,
    ("GET", "/bulk/agenda"): PLANS_MEETINGS,
    ("POST", "/bulk/agenda"): PLANS_MEETINGS,
    ("POST", "/bulk/agenda/do"): PLANS_MEETINGS,
    ("GET", "/admin"): LOOKS_AFTER,
    ("GET", "/admin/users"): ADMINISTERS,
    ("GET", "/admin/new-user"): ADMINISTERS,
    ("POST", "/admin/new-user"): ADMINISTERS,
    ("GET", "/admin/users/{user}"): ADMINISTERS,
    ("GET", "/admin/users/{user}/{change}"): ADMINISTERS,
    ("POST", "/admin/users/{user}/password"): ADMINISTERS,
    ("POST", "/admin/users/{user}/close"): ADMINISTERS,
    ("POST", "/admin/users/{user}/open"): ADMINISTERS,
    ("POST", "/admin/users/{user}/sessions"): ADMINISTERS,
    ("POST", "/admin/users/{user}/tokens/end"): ADMINISTERS,
    ("POST", "/admin/users/{user}/grant"): ADMINISTERS,
    ("POST", "/admin/users/{user}/take-away"): ADMINISTERS,
    ("GET", "/admin/districts"): LOOKS_AFTER,
    ("GET", "/admin/districts/{district}"): LOOKS_AFTER,
    ("GET", "/admin/districts/{district}/pathway"): LOOKS_AFTER,
    ("GET", "/admin/closures"): RUNS_THE_DISTRICT,
    ("GET", "/admin/closures/{district}"): RUNS_THE_DISTRICT,
    ("POST", "/admin/closures/{district}"): RUNS_THE_DISTRICT,
    ("POST", "/admin/closures/{district}/proclaim"): RUNS_THE_DISTRICT,
    ("GET", "/admin/closures/{district}/{day}/withdraw"): RUNS_THE_DISTRICT,
    ("POST", "/admin/closures/{district}/{day}/withdraw"): RUNS_THE_DISTRICT,
    ("GET", "/admin/audit"): WATCHES,
    ("GET", "/admin/audit/{district}"): WATCHES,
    ("GET", "/admin/restricted"): GOVERNS,
    ("GET", "/admin/restricted/{district}"): GOVERNS,
    ("GET", f"{V1}/openapi.json"): SIGNED_IN,
    ("GET", f"{V1}/cases"): READS_CASES,
    ("GET", _CASE): READS_CASES,
    ("GET", f"{_CASE}/steps"): READS_CASES,
    ("GET", f"{_CASE}/letters"): READS_CASES,
    ("GET", f"{_CASE}/history"): READS_CASES,
    ("GET", f"{_CASE}/history/verification"): READS_CASES,
    ("POST", f"{_CASE}/advance"): ADVANCES_CASES,
    ("POST", f"{_CASE}/allocation"): ADVANCES_CASES,
    ("POST", f"{_CASE}/reviews"): ADVANCES_CASES,
    ("POST", f"{_CASE}/clocks/{{clock}}/pause"): ADVANCES_CASES,
    ("POST", f"{_CASE}/clocks/{{clock}}/resume"): ADVANCES_CASES,
    ("POST", f"{_CASE}/set-aside/clear"): RUNS_THE_DISTRICT,
    ("GET", f"{_CASE}/restriction"): RESTRICTS,
    ("POST", f"{_CASE}/restriction"): RESTRICTS,
    ("POST", f"{_CASE}/restriction/lift"): RESTRICTS,
    ("POST", f"{V1}/restricted"): READS_CASES,
    ("POST", f"{V1}/bulk/advance/preview"): ADVANCES_CASES,
    ("POST", f"{V1}/bulk/advance"): ADVANCES_CASES,
    ("GET", f"{_DISTRICT}/meetings"): WHOLE_DISTRICT,
    ("GET", f"{_DISTRICT}/meetings/record"): WHOLE_DISTRICT,
    ("POST", f"{_DISTRICT}/meetings"): PLANS_MEETINGS,
    ("POST", f"{_DISTRICT}/agendas"): PLANS_MEETINGS,
    ("GET", f"{_DISTRICT}/agendas/{{agenda}}"): WHOLE_DISTRICT,
    ("POST", f"{_DISTRICT}/agendas/{{agenda}}/families"): PLANS_MEETINGS,
    ("POST", f"{_DISTRICT}/agendas/{{agenda}}/removal"): PLANS_MEETINGS,
    ("POST", f"{_DISTRICT}/agendas/{{agenda}}/withdrawal"): PLANS_MEETINGS,
    ("POST", f"{_DISTRICT}/families"): RUNS_THE_DISTRICT,
    ("GET", f"{_DISTRICT}/handovers"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/handovers"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/handovers/preview"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/handovers/{{handover}}/undo"): RUNS_THE_DISTRICT,
    ("GET", f"{_DISTRICT}/covers"): ARRANGES_COVER,
    ("POST", f"{_DISTRICT}/covers"): ARRANGES_COVER,
    ("POST", f"{_DISTRICT}/covers/{{cover}}/end"): ARRANGES_COVER,
    ("POST", f"{_DISTRICT}/covers/{{cover}}/resume"): ARRANGES_COVER,
    ("GET", f"{_DISTRICT}/closures"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/closures"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/closures/preview"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/closures/{{day}}/withdrawal"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/closures/{{day}}/withdrawal/preview"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/redatings"): RUNS_THE_DISTRICT,
    ("POST", f"{_DISTRICT}/redatings/preview"): RUNS_THE_DISTRICT,
    ("GET", f"{_DISTRICT}/forecast"): RUNS_THE_DISTRICT,
    ("GET", f"{V1}/rehearsal"): RUNS_THE_DISTRICT,
    ("GET", f"{V1}/overdue"): READS_CASES,
    ("GET", f"{_DISTRICT}/reports"): READS_REPORTS,
    ("GET", f"{_DISTRICT}/reports/{{report}}"): READS_REPORTS,
    ("GET", f"{_DISTRICT}/staff"): READS_REPORTS,
    ("GET", f"{V1}/runs"): WATCHES_JOBS,
}


def path_of(request: Request) -> str:
    """Give the path of the route that a request has matched, as the router has it."""
    return str(getattr(request.scope.get("route"), "path", ""))


def rule_of(request: Request) -> Rule:
    """Give the rule of the route that a request has matched.

    A route that the table does not know is for nobody.
    """
    return WHO_MAY.get((request.method, path_of(request)), frozenset())


def may(access: Iterable[Access], route: Route) -> bool:
    """Say whether somebody with these roles gets a page; for links to it."""
    rule = WHO_MAY.get(route, frozenset())
    return isinstance(rule, str) or bool(rule.intersection(access))


def routes_of(app: FastAPI) -> Iterator[Route]:
    """Give every route of an application, read from the application itself.

    Raises:
        RuntimeError: a router was given a prefix. A request's route knows nothing of
            it, so that the table would be asked for another path.
    """
    for found in iter_route_contexts(app.routes):
        route = found.original_route
        if isinstance(route, APIRoute):
            if found.path != route.path:
                raise RuntimeError(f"Write the whole path: {found.path}, no prefix.")
            for method in sorted(route.methods or ()):
                yield method, route.path


def check_table(app: FastAPI) -> None:
    """Refuse an application whose routes are not those of the table.

    Raises:
        RuntimeError: naming the routes that one has and the other has not.
    """
    there = set(routes_of(app))
    unruled, gone = there - set(WHO_MAY), set(WHO_MAY) - there
    if unruled or gone:
        raise RuntimeError(
            "web/who_may.py and the routes differ. "
            f"Without a rule: {sorted(unruled)}. Without a route: {sorted(gone)}."
        )
