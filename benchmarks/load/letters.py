"""Whether each letter was written once, counts as sent once, and lies in the folder.

A message has one row for each reader, which names one letter; a person's day has one
row, which names one digest. So a letter that no such row names was written a
second time.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, and_, exists, func, or_, select

from benchmarks.load.finding import Finding, finding
from storage.rows import table_of
from storage.tables import Addressee, Digest, Letter, LetterAttempt

_letter, _attempt = table_of(Letter), table_of(LetterAttempt)
_addressee, _digest = table_of(Addressee), table_of(Digest)
_GOES_OUT = _letter.c.home == ""
"""A digest of two districts is a row in each; one of them goes out."""


def letters_once(
    connection: Connection, letters: Path, *, undisturbed: bool
) -> Iterator[Finding]:
    """Check every letter, against the folder that they were delivered to.

    Args:
        connection: the database, when nobody works on it any more.
        letters: the folder.
        undisturbed: whether the database was there all the time; else a letter whose
            sending could not be recorded was rightly tried again.
    """
    yield _written_once(connection)
    yield _one_digest_a_day(connection)
    yield _sent_once(connection, undisturbed=undisturbed)
    yield _delivered(connection, letters)


def _written_once(connection: Connection) -> Finding:
    """No message is in two letters to one reader, no day in two digests."""
    of_message = exists().where(
        _addressee.c.district_id == _letter.c.district_id,
        _addressee.c.letter_id == _letter.c.id,
        _addressee.c.user == _letter.c.user,
    )
    of_day = exists().where(
        _digest.c.district_id == _letter.c.district_id,
        _digest.c.letter_id == _letter.c.id,
        _digest.c.user == _letter.c.user,
    )
    named = or_(
        and_(_letter.c.kind == "message", of_message),
        and_(_letter.c.kind == "digest", of_day),
    )
    rows = connection.execute(select(_letter.c.id, named)).all()
    against = (f"{id_}: no message and no day names it" for id_, its in rows if not its)
    return finding("each message is in one letter to a reader", rows, against)


def _one_digest_a_day(connection: Connection) -> Finding:
    """A person has one digest a day, in however many districts they work."""
    key = (_digest.c.user, _digest.c.day)
    rows = connection.execute(
        select(*key, func.count(_letter.c.id))
        .join(
            _letter,
            and_(
                _letter.c.district_id == _digest.c.district_id,
                _letter.c.id == _digest.c.letter_id,
                _GOES_OUT,
            ),
        )
        .group_by(*key)
    ).all()
    against = (f"{user}: {n} digests of {day}" for user, day, n in rows if n > 1)
    return finding("nobody has two digests of a day", rows, against)


def _sent_once(connection: Connection, *, undisturbed: bool) -> Finding:
    """One attempt sent a letter that counts as sent, and none any other.

    Where nothing went wrong it is the only one: another might have sent it again.
    """
    asked = (
        select(
            _letter.c.id,
            _letter.c.state == "sent",
            func.count(_attempt.c.attempt).filter(_attempt.c.outcome == "sent"),
            func.count(_attempt.c.attempt),
        )
        .outerjoin(
            _attempt,
            and_(
                _attempt.c.district_id == _letter.c.district_id,
                _attempt.c.letter_id == _letter.c.id,
            ),
        )
        .where(_GOES_OUT)
        .group_by(_letter.c.district_id, _letter.c.id, _letter.c.state)
    )
    rows = connection.execute(asked).all()
    against = (
        f"{id_}: sent by {done} of {begun} attempts"
        for id_, sent, done, begun in rows
        if done != int(sent) or (undisturbed and begun > 1)
    )
    return finding("each letter was sent by one attempt", rows, against)


def _delivered(connection: Connection, letters: Path) -> Finding:
    """Each letter that counts as sent has a file of its own; no other file is there.

    A file's name comes from its letter: one that is sent again replaces its own file.
    """
    sent = select(_letter.c.reference).where(_letter.c.state == "sent", _GOES_OUT)
    names = Counter(connection.execute(sent).scalars())
    files = {path.name for path in letters.glob("*.eml")}
    lost, strange = sorted(names.keys() - files), sorted(files - names.keys())
    shared = ((name, of) for name, of in names.items() if of > 1)
    against = [f"{name}: sent, but there is no file" for name in lost]
    against += [f"{name}: a file of no letter" for name in strange]
    against += [f"{name}: the file of {of} letters" for name, of in shared]
    return finding("each letter that was sent is one file", names.total(), against)
