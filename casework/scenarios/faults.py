"""A scenario that can not go on."""

from engine.workflow.faults import KeyPath


class UnplayableError(Exception):
    """A scenario can not be played to its end; the message is a sentence.

    `path` leads to the words of the scenario that can not be carried out.
    """

    def __init__(self, sentence: str, path: KeyPath) -> None:
        self.path = path
        super().__init__(sentence)
