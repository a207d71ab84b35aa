"""A district that was played to its end, played once for all processes of a session."""

import fcntl
import shutil
from pathlib import Path

from demo.play import play


def played_database(district: str, folder: Path, session: Path) -> Path:
    """Copy a played district's SQLite file; the first that asks plays it.

    Args:
        district: such as `maidstone`.
        folder: where the copy goes.
        session: a folder that every process of the session shares.
    """
    file = session / f"played_{district}.db"
    with (session / f"playing_{district}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            unfinished = session / f"playing_{district}.db"
            play(district, f"sqlite:///{unfinished}")
            unfinished.replace(file)
    return Path(shutil.copy(file, folder / "family_cases.db"))
