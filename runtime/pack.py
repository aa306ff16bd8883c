"""Inside Pyodide: compile the files of a wheel for the Python that will run them, and lay them into one pack."""

import importlib._bootstrap_external as bootstrap
import importlib.util
import io
import json
import zipfile
from pathlib import Path

SITE = "/lib/python3.14/site-packages/"
# What a lesson never imports: all chapters run without it (tests/runtime).
DROPPED = {
    "_pyrepl", "curses", "dbm", "doctest.py", "ensurepip", "idlelib", "lib2to3", "mailbox.py",
    "multiprocessing", "pdb.py", "pydoc.py", "pydoc_data", "sqlite3", "tkinter", "turtle.py", "turtledemo",
    "venv", "wsgiref", "xmlrpc", "ftplib.py", "imaplib.py", "poplib.py", "smtplib.py", "pickletools.py",
    "profiling", "cProfile.py", "profile.py", "pstats.py", "webbrowser.py", "tarfile.py", "ssl.py",
    "socketserver.py", "modulefinder.py", "sched.py", "nturl2path.py", "shelve.py", "trace.py",
    "tracemalloc.py", "zipapp.py", "netrc.py", "rlcompleter.py", "_aix_support.py", "_android_support.py",
    "_apple_support.py", "_ios_support.py", "_osx_support.py", "pyclbr.py", "compileall.py", "tabnanny.py",
    "symtable.py", "getpass.py", "zoneinfo", "tomllib", "optparse.py", "concurrent/interpreters", "wave.py",
    "this.py", "antigravity.py", "test", "__phello__",
}  # fmt: skip
ENCODINGS = {
    "__init__", "aliases", "utf_8", "ascii", "latin_1", "idna", "utf_8_sig", "cp437", "utf_16", "utf_16_le",
    "utf_16_be", "utf_32", "raw_unicode_escape", "unicode_escape", "charmap", "cp1252", "hex_codec",
    "base64_codec", "punycode", "iso8859_1", "mac_roman",
}  # fmt: skip
SOURCES = (".pyi", ".h", ".pxd", ".a", ".ini", ".pyx", ".txt.in", ".c", ".cpp")
FOLDERS = (
    "numpy/f2py/", "numpy/_core/include/", "numpy/_core/lib/", "numpy/distutils/", "numpy/_pyinstaller/",
    "matplotlib/mpl-data/sample_data/", "matplotlib/mpl-data/images/", "matplotlib/sphinxext/",
    "matplotlib/backends/web_backend/",
    "sympy/parsing/autolev/", "sympy/parsing/latex/", "sympy/parsing/c/", "sympy/parsing/fortran/", "sympy/benchmarks/",
    "matplotlib/mpl-data/fonts/afm/", "matplotlib/mpl-data/fonts/pdfcorefonts/", "matplotlib/mpl-data/plot_directive/",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSerif", "matplotlib/testing/",
)  # fmt: skip


def compiled(source, name, optimize):
    """Return the bytecode of a file, checked by a hash of its source: no date is in it."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    return bytes(bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def standard_library():
    """Return the standard library as a zip of bytecode, without what a lesson never imports."""
    out = io.BytesIO()
    with zipfile.ZipFile("/in/stdlib.zip") as given, zipfile.ZipFile(out, "w") as made:
        for name in sorted(given.namelist()):
            parts = name.split("/")
            if name.endswith(("/", ".pyi")) or any("/".join(parts[: i + 1]) in DROPPED for i in range(len(parts))):
                continue
            if parts[0] == "encodings" and parts[1].removesuffix(".py") not in ENCODINGS:
                continue
            data = given.read(name)
            if name.endswith(".py"):
                name, data = name + "c", compiled(data, "/lib/python314.zip/" + name, 2)
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def wanted(name):
    """Say whether a file of a wheel is needed to run it."""
    if name.endswith(("/", *SOURCES)) or "/tests/" in name or "/_examples/" in name:
        return False
    if ".dist-info/" in name:
        return name.endswith("METADATA")
    return not name.startswith(FOLDERS)


def files(wheel, optimize):
    """Yield name and content of the files of a wheel; Python's are compiled."""
    with zipfile.ZipFile(wheel) as given:
        for name in filter(wanted, sorted(given.namelist())):
            data = given.read(name)
            yield (name + "c", compiled(data, SITE + name, optimize)) if name.endswith(".py") else (name, data)


def licences(wheel, package):
    """Keep every licence that the wheel carries."""
    with zipfile.ZipFile(wheel) as given:
        for name in given.namelist():
            last = name.rsplit("/", 1)[-1]
            if ".dist-info/" in name and last.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")):
                inner = name.partition(".dist-info/")[2].replace("/", "-")
                Path(f"/out/licences/{package}-{inner}.txt").write_bytes(given.read(name))


def everything(packs):
    """Make all packs."""
    Path("/out/licences").mkdir(parents=True)
    Path("/out/stdlib").write_bytes(standard_library())
    for pack, packages in json.loads(packs).items():
        optimize = 0 if pack == "numpy" else 2  # its docstrings are what help() shows
        found = [pair for package in packages for pair in files(f"/in/{package}.whl", optimize)]
        for package in packages:
            licences(f"/in/{package}.whl", package)
        index = json.dumps([[name, len(data)] for name, data in found]).encode()
        content = b"".join(data for _, data in found)
        Path(f"/out/{pack}").write_bytes(len(index).to_bytes(4, "little") + index + content)
