"""Where a play is played: beside the last one, which it replaces once it has ended."""

from pathlib import Path

from casework.context import is_played
from demo.play import PlayedOut, play
from demo.play_file import PlayError
from demo.player import Progress


def play_afresh(
    district: str, file: Path, *, progress: Progress = lambda _day: None
) -> PlayedOut:
    """Play a district into a file; an earlier demonstration there is replaced.

    A play that is stopped half-way leaves the earlier one as it was.

    Raises:
        PlayError: the file was not made by a play; or as `play`.
        DefinitionError: as `play`.
        StorageError: as `play`.
    """
    if file.exists() and not is_played(f"sqlite:///{file}"):
        raise PlayError(
            f"{file} was not made by a play, so it is left alone. Give another file, "
            "or move that one away."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    stage = file.with_name(f"{file.name}.playing")
    _clear(stage)
    played = play(district, f"sqlite:///{stage}", progress=progress)
    _clear(file)
    stage.replace(file)
    return played


def _clear(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
