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
LOADING = 30.0  # processor seconds that imports may take beside


@dataclass
class Meter:
    """The clock of one process.

    Attributes
    ----------
    process : int
        Its number.
    seconds : float
        Of processor time, for what is being measured.
    naps : int
        How often it may be found asleep.
    family : bool
        Whether the processes below it count too.
    """

    process: int
    seconds: float
    naps: int = NAPS
    family: bool = False
    _begin: float = 0.0
    _used: float = 0.0
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
        """Read the processor time; return whether the process sleeps and has done nothing since, or None."""
        before = self._used
        below = _family(self.process) if self.family else {self.process: _told_by_system(self.process)}
        known = [told for told in below.values() if told]
        if not known:
            return None
        self._used = max(before, sum(used for _, used in known))
        states = {state for state, _ in known}
        return states <= set("STtZ") and self._used == before


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


def _family(process: int) -> dict[int, tuple[str, float] | None]:
    """Return what the system tells of a process and of all below it."""
    parents, told = {}, {}
    for entry in os.listdir("/proc") if os.path.isdir("/proc/self") else []:
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError, IndexError):
                line = _stat(entry)
                parents[int(entry)], told[int(entry)] = int(line[1]), _parse(line)
    found, more = {process: told.get(process)}, True
    while more:
        more = False
        for child, parent in parents.items():
            if parent in found and child not in found:
                found[child], more = told[child], True
    return found
