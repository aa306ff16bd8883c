"""Lay the files of a pack into the place of packages (runtime/build.mjs tells what a pack is)."""

import json
import zlib
from pathlib import Path

SITE = "/lib/python3.14/site-packages/"


def unpack(pack):
    """Lay them down; `pack` comes from the page's script."""
    data = zlib.decompress(pack.to_bytes() if hasattr(pack, "to_bytes") else pack, wbits=31)
    size = int.from_bytes(data[:4], "little")
    at = 4 + size
    for name, length in json.loads(data[4:at]):
        path = Path(SITE + name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data[at : at + length])
        at += length
