"""The faults that a use case can raise, for those who may not ask storage for them."""

from storage.errors import StorageError

__all__ = ["RealCasesError", "StorageError"]


class RealCasesError(Exception):
    """A database of real cases is not to be made a demonstration."""
