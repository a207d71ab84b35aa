"""Letters as files: one .eml a letter, in a folder."""

import contextlib
import os
import re
from pathlib import Path

from casework.delivery.outgoing import Outgoing, as_mail
from engine.delivery.arrival import Fate, Forgotten
from engine.delivery.outcome import NotNow, Outcome, Sent

_ODD = re.compile(r"[^a-z0-9]+")


class FileChannel:
    """Writes each letter as a file that a mail program opens."""

    def __init__(self, folder: Path, sender: str) -> None:
        """Take the folder, which is made when it is needed, and the sender."""
        self._folder = folder
        self._sender = sender

    def sent_before(self, letter: Outgoing) -> Outcome | None:
        """Say whether the letter's file is there."""
        name = _name(letter)
        return Sent(reference=name) if (self._folder / name).exists() else None

    def send(self, letter: Outgoing) -> Outcome:
        """Write the letter's file: all of it, or nothing that looks like one."""
        name = _name(letter)
        text = as_mail(letter, self._sender).as_bytes()
        unfinished = self._folder / f".{name}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._folder / name)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            why = error.strerror or type(error).__name__
            return NotNow(
                why=f"The folder {self._folder} can not be written to: {why}."
            )
        return Sent(reference=name)

    def what_became(self, reference: str) -> Fate:
        """Say that it is not known who reads the folder."""
        return Forgotten(why=f"Nobody says what became of the file {reference}.")


def _name(letter: Outgoing) -> str:
    """Name the file so that a folder reads in order, and the same each time."""
    user = _ODD.sub("-", letter.user.lower()).strip("-")
    day = f"{letter.written_at:%Y-%m-%d}"
    return f"{day}-{user}-{letter.fingerprint[:12]}.eml"
