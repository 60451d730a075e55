"""How often one address may send something, without anybody's address being kept.

What is remembered is a keyed hash in the memory of this process. The key is made when the process begins and ends with it, so that
nobody can work out an address afterwards, and nothing is written to disk or log.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from time import monotonic

# Whoever comes from more addresses than this at once is slowed by the limit over all.
MOST_REMEMBERED = 5_000


class Throttle:
    """At most `times` in `seconds` from one address."""

    def __init__(self, times: int, seconds: float, *, clock: Callable[[], float] = monotonic) -> None:
        self.times, self.seconds, self._clock = times, seconds, clock
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str) -> bool:
        """Whether this address may send once more; counts it if so."""
        name = blake2b(address.encode(), key=self._key, digest_size=16).digest()
        now = self._clock()
        with self._lock:
            moments = self._seen.setdefault(name, deque())
            self._seen.move_to_end(name)
            while moments and moments[0] <= now - self.seconds:
                moments.popleft()
            if len(moments) >= self.times:
                return False
            moments.append(now)
            while len(self._seen) > MOST_REMEMBERED:
                self._seen.popitem(last=False)
            return True
