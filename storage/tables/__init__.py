"""The tables, by noun. Importing this package registers them all."""

from sqlmodel import SQLModel

from storage.tables.access import (
    AccessEvent,
    Account,
    BrokenGlass,
    CaseRead,
    Grant,
    NamedReader,
    Restriction,
    SavedList,
    SignInAttempt,
    WebSession,
)
from storage.tables.access_tokens import AccessToken
from storage.tables.agendas import Agenda, AgendaItem, TypedMinutes
from storage.tables.arrivals import AddressSetAside, Arrival
from storage.tables.cases import FamilyCase, HistoryEntry
from storage.tables.clocks import Clock, ClockPause, Closure, Firing, Task
from storage.tables.decisions import Allocation, Consent, Decision, Meeting, Review
from storage.tables.districts import DistrictRow, Setting, Staff, WorkflowVersion
from storage.tables.drafts import Draft, TickedCase
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
from storage.tables.uploads import UploadedList

metadata = SQLModel.metadata

__all__ = [
    "AccessEvent",
    "AccessToken",
    "Account",
    "AddressSetAside",
    "Addressee",
    "Agenda",
    "AgendaItem",
    "Allocation",
    "Arrival",
    "BrokenGlass",
    "CaseRead",
    "Clearing",
    "Clock",
    "ClockPause",
    "Closure",
    "Consent",
    "Cover",
    "Decision",
    "Digest",
    "DistrictRow",
    "Draft",
    "Evidence",
    "Family",
    "FamilyCase",
    "Firing",
    "Grant",
    "Handover",
    "HandoverCase",
    "HistoryEntry",
    "JobRun",
    "Letter",
    "LetterAttempt",
    "Meeting",
    "Membership",
    "NamedReader",
    "OutboxMessage",
    "PaymentTrigger",
    "Person",
    "PreferenceRow",
    "RedatedClock",
    "Redating",
    "Restriction",
    "Result",
    "Review",
    "SavedList",
    "Setting",
    "SignInAttempt",
    "Staff",
    "Task",
    "TickedCase",
    "TypedMinutes",
    "UploadedList",
    "WebSession",
    "WorkflowVersion",
    "metadata",
]
