"""The way a family goes, for tests that need it somewhere along it."""

LINE = {
    "identified": ["record_profile"],
    "profiled": ["recommend", "approve"],
    "group_considered": ["approve"],
    "board_approved": ["agree_caf"],
    "caf_agreed": ["allocate_caseworker"],
    "caseworker_allocated": ["complete_assessment", "share_plan", "start_support"],
    "fip_allocated": ["complete_assessment", "share_plan", "start_support"],
    "in_support": ["evidence_crime_education", "claim_outcome"],
    "outcome_claimed": ["close"],
}
"""From each state of the straight line, the events that lead to the next one."""

BESIDE = {
    "deferred": ["defer"],
    "declined": ["decline"],
    "caf_refused": ["refuse_caf"],
    "fip_allocated": ["allocate_fip"],
    "not_engaging": ["not_engage"],
    "disengaged": ["disengage", "refuse_caf"],
    "moved_away": ["mark_moved_away"],
    "stepped_up": ["step_up"],
    "not_eligible": ["find_not_eligible"],
    "duplicate": ["mark_duplicate"],
}
"""For each state beside the line, the events to take as soon as the case allows."""

GOOD = {
    ("evidence_crime_education", "asb_baseline"): 10,
    ("evidence_crime_education", "asb_now"): 2,
    ("evidence_employment", "weeks_in_work"): 13,
    ("close", "closure_reason"): "outcome_achieved",
}
"""Answers that conditions want to be other than nothing."""

PLAIN: dict[str, object] = {
    "text": "As recorded",
    "yes_no": True,
    "whole_number": 0,
    "decimal": 0,
}
"""Any answer of a type, where no condition cares."""
