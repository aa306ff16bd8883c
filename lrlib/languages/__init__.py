"""The words that a reader sees, in another language: literals of the source, looked up in a catalogue of gettext.

`LRLIB_LANGUAGE=de` in the environment, set before lrlib is imported, chooses one. Where it is unset nothing changes.
"""

from lrlib.languages.catalogue import LANGUAGES, catalogue, chosen, entries, speaker, translate
from lrlib.languages.loader import install

__all__ = ["LANGUAGES", "catalogue", "chosen", "entries", "install", "speaker", "translate"]
