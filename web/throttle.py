"""How often a password may be tried: counted by name and by machine, in this process.

Two processes count apart, so that twice as many tries are open to somebody who meets
both; behind more than a handful of processes, sign in by OpenID Connect.
"""

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_OF_A_NAME = "5 per 15 minutes"
_OF_A_MACHINE = "50 per 15 minutes"


class Throttle:
    """Counts failed sign-ins. One that succeeds is not counted."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._name: RateLimitItem = parse(_OF_A_NAME)
        self._machine: RateLimitItem = parse(_OF_A_MACHINE)

    def open_to(self, name: str, machine: str) -> bool:
        """Say whether a password may be tried for a name, from a machine."""
        return self._limiter.test(self._name, "name", name) and self._limiter.test(
            self._machine, "machine", machine
        )

    def failed(self, name: str, machine: str) -> None:
        """Count a try that failed."""
        self._limiter.hit(self._name, "name", name)
        self._limiter.hit(self._machine, "machine", machine)
