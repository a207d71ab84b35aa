"""The faults that a use case can raise, for those who may not ask storage for them."""

from storage.errors import InDoubtError, StorageError

__all__ = ["InDoubtError", "RealCasesError", "StaffMissingError", "StorageError"]


class RealCasesError(Exception):
    """A database of real cases is not to be made a demonstration."""


class StaffMissingError(Exception):
    """A district's file leaves out somebody who has families."""
