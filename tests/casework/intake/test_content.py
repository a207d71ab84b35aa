"""A list's file is kept packed, and given again as it was."""

import tracemalloc
from io import BytesIO

from casework.intake.content import content_in
from casework.intake.faults import FaultLog

LINE = "F{:05},Zoë,Smith,1970-07-08,adult,12 Inkwell Terrace,ME16 9CV\n"
LONG = "".join(LINE.format(number) for number in range(100_000))


def test_a_list_is_given_again_as_it_was_as_often_as_is_wanted() -> None:
    content = content_in(BytesIO(LONG.encode()), FaultLog(file_name="families.csv"))
    assert content is not None
    assert content.text().read() == LONG
    assert content.text().read() == LONG


def test_a_long_list_takes_a_part_of_its_size_in_memory() -> None:
    source = BytesIO(LONG.encode())
    size = source.getbuffer().nbytes
    tracemalloc.start()
    kept = content_in(source, FaultLog(file_name="families.csv"))
    now, at_most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept is not None
    assert now < size / 4
    assert at_most < size


def test_a_fault_far_down_is_told_with_its_line() -> None:
    for wrong, found in ((b"\0", "a NUL byte"), (b"\x81", "the byte 0x81")):
        faults = FaultLog(file_name="families.csv")
        text = LONG.encode() + b"F2," + wrong + b"\n" + LONG.encode()
        assert content_in(BytesIO(text), faults) is None
        (fault,) = faults.faults
        assert (fault.line, fault.found) == (100_001, found)


def test_a_text_that_ends_within_a_letter_is_no_utf_8() -> None:
    faults = FaultLog(file_name="families.csv")
    content = content_in(BytesIO("Zoë".encode()[:-1]), faults)
    assert content is not None
    assert content.encoding == "cp1252"
