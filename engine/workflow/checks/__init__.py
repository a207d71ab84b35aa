"""Every check of a definition, each a function that gives the problems it finds."""

from collections.abc import Callable, Iterator

from engine.workflow.checks import (
    answers,
    clocks,
    conditions,
    district,
    effects,
    events,
    expressions,
    facts,
    framework,
    ladders,
    messages,
    pauses,
    payments,
    roles,
    school_terms,
    sentences,
    states,
    statutory,
)
from engine.workflow.definition import Pathway
from engine.workflow.district import District
from engine.workflow.faults import Problem
from engine.workflow.framework import Framework
from engine.workflow.school_calendar import SchoolCalendar

OF_A_PATHWAY: tuple[Callable[[Pathway], Iterator[Problem]], ...] = (
    states.unknown_states,
    states.initial_state,
    states.final_states,
    states.unreachable_states,
    states.traps_and_dead_ends,
    events.events_of_both_machines,
    events.events_that_follow,
    events.decisions,
    roles.unknown_roles,
    roles.idle_roles,
    roles.agencies_and_their_roles,
    answers.answers_named_like_facts,
    answers.options,
    answers.workers_to_choose_from,
    effects.effects_on_facts,
    effects.effects_from_answers,
    effects.effects_of_followers,
    conditions.unknown_conditions,
    conditions.unused_conditions,
    expressions.conditions,
    expressions.routes,
    sentences.refusals,
    facts.facts_named_like_facts,
    facts.facts_that_nothing_writes,
    facts.used_but_never_written,
    clocks.unknown_clocks,
    clocks.idle_clocks,
    clocks.unreadable_budgets,
    clocks.states_without_a_clock,
    ladders.unknown_ladders,
    ladders.idle_ladders,
    ladders.rungs,
    ladders.rungs_before_the_start,
    messages.unknown_messages,
    messages.idle_messages,
    messages.wording,
    pauses.events_of_the_engine,
    pauses.pauses_by_nobody,
)
OF_A_CALENDAR: tuple[Callable[[SchoolCalendar], Iterator[Problem]], ...] = (
    school_terms.years,
    school_terms.terms,
)
OF_A_FRAMEWORK: tuple[Callable[[Framework], Iterator[Problem]], ...] = (
    framework.rates_in_order,
    framework.payment_conditions,
)
OF_PATHWAY_AND_FRAMEWORK: tuple[
    Callable[[Pathway, Framework], Iterator[Problem]], ...
] = (payments.unknown_payments, payments.payments_on_unwritten_facts)
OF_PATHWAY_AND_DISTRICT: tuple[
    Callable[[Pathway, District], Iterator[Problem]], ...
] = (
    district.unknown_roles,
    district.terms_of_office,
    district.targets,
    district.roles_that_nobody_holds,
    district.workers_that_nobody_is,
    school_terms.clocks_without_terms,
)
OF_FRAMEWORK_AND_DISTRICT: tuple[
    Callable[[Framework, District], Iterator[Problem]], ...
] = (payments.years_without_a_rate,)
OF_AN_OVERLAY: tuple[Callable[[Pathway, Pathway], Iterator[Problem]], ...] = (
    statutory.conditions_kept,
    statutory.conditions_still_required,
    statutory.no_way_round,
    statutory.clocks_kept,
)
"""Of the pathway as it was, and with a district's overlay."""
