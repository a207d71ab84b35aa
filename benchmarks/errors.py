"""What can go wrong while measuring."""


class NotDoneError(Exception):
    """What was to be measured was refused: the database is not what was prepared."""
