"""The tables, by noun. Importing this package registers them all."""

from sqlmodel import SQLModel

from storage.tables.cases import FamilyCase, HistoryEntry
from storage.tables.clocks import Clock, Firing, Task
from storage.tables.decisions import Allocation, Consent, Decision, Meeting, Review
from storage.tables.districts import DistrictRow, Setting, Staff, WorkflowVersion
from storage.tables.families import Evidence, Family, Membership, Person
from storage.tables.jobs import JobRun, OutboxMessage
from storage.tables.payments import PaymentTrigger, Result

metadata = SQLModel.metadata

__all__ = [
    "Allocation",
    "Clock",
    "Consent",
    "Decision",
    "DistrictRow",
    "Evidence",
    "Family",
    "FamilyCase",
    "Firing",
    "HistoryEntry",
    "JobRun",
    "Meeting",
    "Membership",
    "OutboxMessage",
    "PaymentTrigger",
    "Person",
    "Result",
    "Review",
    "Setting",
    "Staff",
    "Task",
    "WorkflowVersion",
    "metadata",
]
