"""Whether a process hangs: by the processor time that it used, and by how often it was found asleep.

Wall time says nothing: on a busy machine a process that is right waits for its turn. Only code that sleeps, or waits
for what never comes, uses no processor time; it is asked again and again, and has slept too long once it was found
asleep `NAPS` times.
"""

import contextlib
import os
from dataclasses import dataclass, field

LOOK = 0.05  # seconds between two looks
NAPS = 100  # looks at a sleeping process: at least five seconds in which it does nothing at all
SILENT = 1200  # looks at a process that tells nothing of itself, where the system does not either: a minute
ASLEEP = frozenset("STtZ")  # states of a process: sleeping, stopped, traced, ended
LOADING = 30.0  # processor seconds that imports may take beside


@dataclass
class Meter:
    """The clock of one process and of all below it: who waits for its own workers does not sleep while they work.

    Attributes
    ----------
    process : int
        Its number.
    seconds : float
        Of processor time, for what is being measured.
    naps : int
        How often it may be found asleep.
    """

    process: int
    seconds: float
    naps: int = NAPS
    _begin: float = 0.0
    _used: float = 0.0
    _workers: float = 0.0
    _loading: float | None = None
    _loaded: float = 0.0
    _slept: int = 0
    _silent: int = 0
    _told: float | None = field(default=None)

    def restart(self) -> None:
        """Begin with the next thing that is measured; what was slept stays."""
        self._look()
        self._begin, self._silent = self._used, 0

    def told(self, used: float) -> None:
        """Take the processor time that the process tells of itself, where the system does not tell it.

        Parameters
        ----------
        used : float
            In seconds.
        """
        self._slept += used - (self._told or 0.0) < 0.001
        self._told, self._used, self._silent = used, used, 0

    def loading(self, begins: bool) -> None:
        """Note that an import begins or has ended; its processor time is not that of the function.

        Parameters
        ----------
        begins : bool
            Or has ended.
        """
        self._look()
        if begins:
            self._loading = self._used
        elif self._loading is not None:
            spent = min(self._used - self._loading, LOADING - self._loaded)
            self._loaded, self._begin, self._loading = self._loaded + spent, self._begin + spent, None

    def hangs(self, *, waited: bool = True) -> bool:
        """Say whether the process has used its time, or slept it away; to be asked every `LOOK` seconds.

        Parameters
        ----------
        waited : bool
            Whether nothing has come from it since it was asked last; who sends something does not sleep.

        Returns
        -------
        bool
            Once true it stays so.
        """
        asleep = self._look()
        if self._told is None:
            self._slept += waited and asleep is True
        self._silent += waited and (self._told is not None or asleep is None)
        more = LOADING - self._loaded if self._loading is not None else 0.0
        late = self._used - self._begin > self.seconds + more
        return late or self._slept > self.naps or self._silent > SILENT

    def _look(self) -> bool | None:
        """Read the processor time; return whether all processes sleep and none has done anything since.

        All of them are listed only where it matters: where the first one sleeps, or seems to have used its time.
        """
        before, own = self._used, _told_by_system(self.process)
        if own is None:
            return None
        states, self._used = {own[0]}, own[1] + self._workers
        if (own[0] in ASLEEP and self._used <= before) or self._used - self._begin > self.seconds:
            below = _family(self.process)
            states, self._used = {state for state, _ in below.values()}, sum(used for _, used in below.values())
            self._workers = self._used - below.get(self.process, own)[1]
        return states <= ASLEEP and self._used <= before


def _told_by_system(process: int) -> tuple[str, float] | None:
    """Return the state of a process, and the processor time of it and of its children that have ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return _parse(_stat(process))
    return None


def _stat(process: int | str) -> list[str]:
    with open(f"/proc/{process}/stat", encoding="latin-1") as file:
        return file.read().rpartition(")")[2].split()


def _parse(told: list[str]) -> tuple[str, float]:
    return told[0], sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> dict[int, tuple[str, float]]:
    """Return what the system tells of a process and of all below it."""
    children: dict[int, list[int]] = {}
    told = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError, IndexError):
                line = _stat(entry)
                told[int(entry)] = _parse(line)
                children.setdefault(int(line[1]), []).append(int(entry))
    found, more = {}, [process]
    while more:
        one = more.pop()
        if one in told and one not in found:
            found[one] = told[one]
            more += children.get(one, [])
    return found
