"""The tables, by noun. Importing this package registers them all."""

from sqlmodel import SQLModel

from storage.tables.arrivals import AddressSetAside, Arrival
from storage.tables.cases import FamilyCase, HistoryEntry
from storage.tables.clocks import Clock, ClockPause, Closure, Firing, Task
from storage.tables.decisions import Allocation, Consent, Decision, Meeting, Review
from storage.tables.districts import DistrictRow, Setting, Staff, WorkflowVersion
from storage.tables.families import Evidence, Family, Membership, Person
from storage.tables.jobs import Clearing, JobRun, OutboxMessage
from storage.tables.letters import (
    Addressee,
    Digest,
    Letter,
    LetterAttempt,
    PreferenceRow,
)
from storage.tables.payments import PaymentTrigger, Result
from storage.tables.redatings import RedatedClock, Redating
from storage.tables.staffing import Cover, Handover, HandoverCase

metadata = SQLModel.metadata

__all__ = [
    "AddressSetAside",
    "Addressee",
    "Allocation",
    "Arrival",
    "Clearing",
    "Clock",
    "ClockPause",
    "Closure",
    "Consent",
    "Cover",
    "Decision",
    "Digest",
    "DistrictRow",
    "Evidence",
    "Family",
    "FamilyCase",
    "Firing",
    "Handover",
    "HandoverCase",
    "HistoryEntry",
    "JobRun",
    "Letter",
    "LetterAttempt",
    "Meeting",
    "Membership",
    "OutboxMessage",
    "PaymentTrigger",
    "Person",
    "PreferenceRow",
    "RedatedClock",
    "Redating",
    "Result",
    "Review",
    "Setting",
    "Staff",
    "Task",
    "WorkflowVersion",
    "metadata",
]
