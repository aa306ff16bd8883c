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
    """

    process: int
    seconds: float
    naps: int = NAPS
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

    def hangs(self) -> bool:
        """Say whether the process has used its time, or slept it away; to be asked every `LOOK` seconds.

        Returns
        -------
        bool
            Once true it stays so.
        """
        asleep = self._look()
        if self._told is None:
            self._slept += asleep is True
            self._silent += asleep is None
        else:
            self._silent += 1
        more = LOADING - self._loaded if self._loading is not None else 0.0
        late = self._used - self._begin > self.seconds + more
        return late or self._slept > self.naps or self._silent > SILENT

    def _look(self) -> bool | None:
        """Read the processor time; return whether the process sleeps and has done nothing since, or None."""
        before = self._used
        with contextlib.suppress(OSError, ValueError, IndexError):
            with open(f"/proc/{self.process}/stat", encoding="latin-1") as file:
                told = file.read().rpartition(")")[2].split()
            self._used = sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
            return told[0] in "STt" and self._used == before
        return None
