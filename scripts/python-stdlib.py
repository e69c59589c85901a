#!/usr/bin/env python3
"""Writes what the standard library exports, names only, as the fixers read it when no interpreter may be asked.

    python3 scripts/python-stdlib.py src/engine/fixers/python/shared/data/stdlib.json python3.8 python3.9 ... python3.13

Each interpreter is asked in its own process. In the output `modules` maps a module to its public names, joined by blanks; a name that
only some of the versions have is followed by its range: `tomllib@11-`, `cgi@-12` (minor versions of Python 3, ends included).
A module that came or went has its range in `ranges`. `types` maps common types to their attributes (newest version).
"""
import json, subprocess, sys

DUMP = r'''
import builtins, importlib, json, os, pkgutil, sys, types, warnings
warnings.simplefilter("ignore")
sys.stdout, out = sys.stderr, sys.stdout
SKIP = {"antigravity", "this", "idlelib", "turtledemo", "test", "lib2to3", "ensurepip", "pydoc_data", "venv", "tkinter.tix", "nturl2path", "sre_compile", "sre_constants", "sre_parse"}
names = set(sys.builtin_module_names) | {m.name for m in pkgutil.iter_modules(sys.path)}
modules = {}
def add(name):
    if name in SKIP or any(p.startswith("_") or p in ("test", "tests") for p in name.split(".")) or name.split(".")[0] in SKIP: return
    try: m = importlib.import_module(name)
    except BaseException: return
    listed = set(getattr(m, "__all__", ()))
    found = set()
    for n in dir(m):
        if n.startswith("_"): continue
        v = getattr(m, n, None)
        if n in listed: found.add(n); continue
        if isinstance(v, types.ModuleType):
            if v.__name__.startswith(name + ".") or name == "os" and n == "path": found.add(n)
            continue
        home = getattr(v, "__module__", None)
        if isinstance(v, (type, types.FunctionType, types.BuiltinFunctionType)) and isinstance(home, str) and listed:
            if home.lstrip("_").split(".")[0] != name.split(".")[0].lstrip("_"): continue
        elif isinstance(v, (type, types.FunctionType)) and isinstance(home, str) and home.lstrip("_") != name and home.split(".")[0].lstrip("_") != name.split(".")[0]: continue
        found.add(n)
    if hasattr(m, "__path__"):
        for s in pkgutil.iter_modules(m.__path__):
            if not s.name.startswith("_") and s.name not in ("test", "tests", "__main__"):
                found.add(s.name)
                add(name + "." + s.name)
    modules[name] = sorted(found)
for n in sorted(names): add(n)
add("os.path")
TYPES = ["str", "bytes", "bytearray", "list", "tuple", "dict", "set", "frozenset", "int", "float", "complex", "bool", "range", "object", "type", "Exception", "OSError",
  "collections.deque", "collections.defaultdict", "collections.OrderedDict", "collections.Counter", "re.Pattern", "re.Match", "datetime.datetime", "datetime.date",
  "datetime.timedelta", "pathlib.Path", "io.TextIOWrapper", "io.StringIO", "io.BytesIO", "io.BufferedReader", "logging.Logger", "threading.Thread", "threading.Lock", "subprocess.Popen", "subprocess.CompletedProcess",
  "argparse.ArgumentParser", "argparse.Namespace", "decimal.Decimal", "fractions.Fraction", "random.Random", "socket.socket", "queue.Queue", "uuid.UUID", "string.Template",
  "sqlite3.Connection", "sqlite3.Cursor", "unittest.TestCase", "configparser.ConfigParser", "enum.Enum", "array.array", "types.GeneratorType", "types.FunctionType", "types.CoroutineType"]
def find(name):
    head, _, tail = name.rpartition(".")
    return getattr(importlib.import_module(head) if head else builtins, tail)
types_ = {}
for t in TYPES:
    try: v = find(t)
    except Exception: continue
    if not isinstance(v, type): v = type(v())
    types_[t] = [n for n in dir(v) if not n.startswith("_")]
json.dump({"minor": sys.version_info[1], "modules": modules, "types": types_}, out)
'''


def main():
    target, interpreters = sys.argv[1], sys.argv[2:]
    dumps = []
    for interpreter in interpreters:
        done = subprocess.run([interpreter, "-I", "-S", "-B", "-c", DUMP], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=300)
        dumps.append(json.loads(done.stdout))
    dumps.sort(key=lambda d: d["minor"])
    minors = [d["minor"] for d in dumps]

    def span(having):
        """The range of the versions that have it; empty where all do."""
        first = "" if having[0] == minors[0] else str(having[0])
        last = "" if having[-1] == minors[-1] else str(having[-1])
        return first + "-" + last if first or last else ""

    modules, ranges = {}, {}
    for name in sorted({n for d in dumps for n in d["modules"]}):
        here = [d for d in dumps if name in d["modules"]]
        whole = span([d["minor"] for d in here])
        if whole:
            ranges[name] = whole
        entries = []
        for export in sorted({n for d in here for n in d["modules"][name]}):
            part = span([d["minor"] for d in here if export in d["modules"][name]])
            entries.append(export + ("@" + part if part and part != whole else ""))
        modules[name] = " ".join(entries)
    types = {name: " ".join(names) for name, names in dumps[-1]["types"].items()}
    with open(target, "w") as f:
        json.dump({"versions": "3.%d-3.%d" % (minors[0], minors[-1]), "modules": modules, "ranges": ranges, "types": types}, f, indent=0, separators=(",", ":"), sort_keys=True)
        f.write("\n")


main()
