"""What can go wrong with storage, each with a sentence for the person at the desk.

StorageError
├── DatabaseMissingError   there is no database, or it has no tables yet
├── DatabaseTooNewError    a later version of this program made its tables
├── DatabaseBusyError      somebody else holds it for too long
├── DatabaseGoneError      it can not be reached
│   └── InDoubtError       it went away while it committed: it may have, or not
├── DatabaseFullError      its disk is full
├── DatabaseReadOnlyError  it may not be written to
├── BackupError            a backup can not be made, or not be put back
└── LostRaceError          somebody else wrote first
"""


class StorageError(Exception):
    """A fault of storage. Nothing was written, unless the commit is in doubt."""


class DatabaseMissingError(StorageError):
    """There is no database, or it has no tables yet."""


class DatabaseTooNewError(StorageError):
    """A later version of this program made the database's tables."""


class DatabaseBusyError(StorageError):
    """Somebody else holds the database for too long."""


class DatabaseGoneError(StorageError):
    """The database can not be reached."""


class InDoubtError(DatabaseGoneError):
    """The database went away while it committed: all was written, or nothing."""


class DatabaseFullError(StorageError):
    """The database's disk is full."""


class DatabaseReadOnlyError(StorageError):
    """The database may not be written to."""


class BackupError(StorageError):
    """A backup can not be made, or not be put back."""


class LostRaceError(StorageError):
    """Somebody else wrote first; read again."""
