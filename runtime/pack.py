"""Inside Pyodide: compile the files of a wheel for the Python that will run them, and lay them into one pack."""

import importlib._bootstrap_external as bootstrap
import importlib.util
import io
import json
import zipfile
from pathlib import Path

SITE = "/lib/python3.14/site-packages/"
# What cannot run where there is no process, no terminal and no socket, and what nobody imports.
DROPPED = {
    "_pyrepl", "curses", "dbm", "ensurepip", "idlelib", "lib2to3", "multiprocessing", "pydoc_data", "sqlite3",
    "tkinter", "turtle.py", "turtledemo", "venv", "wsgiref", "xmlrpc", "ftplib.py", "imaplib.py", "poplib.py",
    "smtplib.py", "mailbox.py", "profiling", "ssl.py", "_ssl.py", "socketserver.py", "nturl2path.py", "netrc.py",
    "_aix_support.py", "_android_support.py", "_apple_support.py", "_ios_support.py", "_osx_support.py",
    "concurrent/interpreters", "antigravity.py", "test", "__phello__", "__hello__.py", "pty.py", "tty.py",
}  # fmt: skip
# What neither Python's start nor lrlib imports (tests/runtime): a pack of its own, fetched at the first such import.
LATER = {
    "_ast_unparse", "_markupbase", "_py_abc", "_pydatetime", "_pyio", "_pylong", "_strptime",
    "_sysconfigdata__emscripten_wasm32-emscripten", "_threading_local", "argparse", "bdb", "cProfile", "calendar",
    "cmd", "code", "colorsys", "compileall", "configparser", "csv", "doctest", "email", "filecmp", "fileinput",
    "getopt", "getpass", "gettext", "graphlib", "http", "ipaddress", "mimetypes", "modulefinder", "optparse", "pdb",
    "pickletools", "pkgutil", "plistlib", "profile", "pstats", "py_compile", "pyclbr", "pydoc", "quopri",
    "rlcompleter", "runpy", "sched", "shelve", "shlex", "sre_compile", "sre_constants", "sre_parse", "stringprep",
    "symtable", "tabnanny", "tarfile", "this", "timeit", "tomllib", "trace", "tracemalloc", "unittest", "urllib",
    "uuid", "wave", "webbrowser", "xml", "zipapp", "zoneinfo",
}  # fmt: skip
ENCODINGS = {
    "__init__", "aliases", "utf_8", "ascii", "latin_1", "idna", "utf_8_sig", "cp437", "utf_16", "utf_16_le",
    "utf_16_be", "utf_32", "raw_unicode_escape", "unicode_escape", "charmap", "cp1252", "hex_codec",
    "base64_codec", "punycode", "iso8859_1", "mac_roman",
}  # fmt: skip
SOURCES = (".pyi", ".h", ".pxd", ".a", ".ini", ".pyx", ".txt.in", ".c", ".cpp")
FOLDERS = (
    "numpy/f2py/", "numpy/_core/include/", "numpy/_core/lib/", "numpy/distutils/", "numpy/_pyinstaller/",
    "numpy/conftest.py", "numpy/_configtool.py",
    "matplotlib/mpl-data/sample_data/", "matplotlib/mpl-data/images/", "matplotlib/sphinxext/",
    "matplotlib/backends/web_backend/",
    "sympy/parsing/autolev/", "sympy/parsing/latex/", "sympy/parsing/c/", "sympy/parsing/fortran/", "sympy/benchmarks/",
    "matplotlib/mpl-data/fonts/afm/", "matplotlib/mpl-data/fonts/pdfcorefonts/", "matplotlib/mpl-data/plot_directive/",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSerif", "matplotlib/mpl-data/fonts/ttf/Humor-Sans", "matplotlib/testing/",
)  # fmt: skip
REST = (  # of NumPy: as LATER
    "numpy.fft", "numpy.lib.recfunctions", "numpy.linalg.lapack_lite", "numpy.ma.mrecords", "numpy.matlib",
    "numpy.polynomial", "numpy.testing",
)  # fmt: skip


def compiled(source, name, optimize):
    """Return the bytecode of a file, checked by a hash of its source: no date is in it."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    return bytes(bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def standard_library():
    """Return the part that Python starts with, as a zip of bytecode, and the files of the rest by name."""
    out, later = io.BytesIO(), {}
    with zipfile.ZipFile("/in/stdlib.zip") as given, zipfile.ZipFile(out, "w") as made:
        for name in sorted(given.namelist()):
            parts = name.split("/")
            if name.endswith(("/", ".pyi")) or any("/".join(parts[: i + 1]) in DROPPED for i in range(len(parts))):
                continue
            if parts[0] == "encodings" and parts[1].removesuffix(".py") not in ENCODINGS:
                continue
            data, waits = given.read(name), parts[0].removesuffix(".py") in LATER
            if name.endswith(".py"):
                data = compiled(data, (SITE if waits else "/lib/python314.zip/") + name, 2)
                name += "c"
            if waits:
                later[name] = data
            else:
                made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue(), later


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
            if last.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")) and not last.endswith(".py"):
                inner = (name.partition(".dist-info/")[2] or last).replace("/", "-").removesuffix(".txt")
                Path(f"/out/licences/{package}-{inner}.txt").write_bytes(given.read(name))


def pack(name, found):
    """Write a pack: the length of its index, the index, the files."""
    index = json.dumps([[file, len(data)] for file, data in found.items()]).encode()
    Path(f"/out/{name}").write_bytes(len(index).to_bytes(4, "little") + index + b"".join(found.values()))


def modules(found):
    """Return the names at whose import the files of a pack are wanted."""
    tops = {name.split("/")[0] for name in found if "/" in name or name.endswith((".pyc", ".so"))}
    return sorted(top.split(".")[0] for top in tops if "-" not in top)


def everything(packs):
    """Make all packs; write which module is in which, of those that are fetched at need."""
    Path("/out/licences").mkdir(parents=True)
    start, later = standard_library()
    Path("/out/stdlib").write_bytes(start)
    pack("library", later)
    needs = dict.fromkeys(sorted(LATER), "library") | dict.fromkeys(REST, "arrays")
    for name, packages in json.loads(packs).items():
        optimize = 0 if name == "numpy" else 2  # its docstrings are what help() shows
        found = dict(pair for package in packages for pair in files(f"/in/{package}.whl", optimize))
        for package in packages:
            licences(f"/in/{package}.whl", package)
        if name == "numpy":
            rest = tuple(module.replace(".", "/") for module in REST)
            apart = {file: found.pop(file) for file in list(found) if file.startswith(rest)}
            pack("arrays", apart)
        else:
            needs |= dict.fromkeys(modules(found), name)
        pack(name, found)
    Path("/out/needs").write_text(json.dumps(needs))
