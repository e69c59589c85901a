"""Answers Self-Heal's questions over JSON lines: does a text compile, which modules are there, what do they export.

Run as `python3 -I -S -B -u -c <this text>`, Python 3.8 and later. It never runs the texts it is given, never imports anything
but the standard library (sys.path holds nothing else under -I -S) and never executes a .pth file: installed packages are read,
not imported. Requests are {"id", "op", ...}; answers {"id", "ok": ...} or {"id", "error": "..."}, one line each.
"""
import ast, builtins, importlib, importlib.util, json, os, pkgutil, re, stat, sys, warnings

OUT = os.fdopen(os.dup(1), "wb", 0)
os.dup2(2, 1)  # what an imported module prints must not reach the protocol
sys.stdout = sys.stderr
sys.dont_write_bytecode = True
warnings.simplefilter("ignore")

NEVER_IMPORT = {"antigravity", "this", "idlelib", "turtledemo", "test", "__main__", "__phello__", "_testcapi", "turtle", "lib2to3", "ensurepip"}
MAX_SOURCE = 4000000
MAX_NAMES = 20000


def compile_text(text):
    if text.startswith("\ufeff"):
        text = text[1:]
    nul = text.find("\0")
    if nul >= 0:
        return {"type": "SyntaxError", "message": "source code cannot contain null bytes", "line": text.count("\n", 0, nul) + 1, "column": nul - text.rfind("\n", 0, nul)}
    try:
        compile(text, "<text>", "exec", dont_inherit=True)
        return None
    except SyntaxError as e:
        out = {"type": type(e).__name__, "message": str(e.msg), "line": max(1, e.lineno or 1), "column": max(1, e.offset or 1)}
        end_line, end_column = getattr(e, "end_lineno", None), getattr(e, "end_offset", None)
        if end_line and end_column and end_line > 0 and end_column > 0:
            out["endLine"], out["endColumn"] = end_line, end_column
        return out


def read_regular(f, most):
    """At most that many bytes of a regular file; a pipe or a device in its place is an OSError and makes nobody wait."""
    fd = os.open(f, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(fd, "rb") as handle:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError("not a regular file")
        return handle.read(most)


def site_dirs():
    """Folders of installed packages, found by their usual places: importing `site` would execute .pth files."""
    version = "python%d.%d" % sys.version_info[:2]
    prefixes = []
    here = os.path.dirname(os.path.abspath(sys.executable or "python3"))
    for folder in (here, os.path.dirname(here)):
        cfg = os.path.join(folder, "pyvenv.cfg")
        if os.path.isfile(cfg):
            prefixes.append(os.path.dirname(here))
            try:
                shared = re.search(r"(?im)^\s*include-system-site-packages\s*=\s*true", read_regular(cfg, 100000).decode("utf-8", "replace"))
            except OSError:
                shared = None
            if shared:
                prefixes += [sys.base_prefix]
            break
    else:
        prefixes += [sys.prefix, sys.exec_prefix]
    venv = bool(prefixes) and prefixes[0] not in (sys.base_prefix,) and len(prefixes) == 1
    dirs = []
    for p in prefixes:
        dirs += [os.path.join(p, "lib", version, "site-packages"), os.path.join(p, "Lib", "site-packages"), os.path.join(p, "lib64", version, "site-packages"),
                 os.path.join(p, "lib", version, "dist-packages"), os.path.join(p, "lib", "python3", "dist-packages"), os.path.join(p, "local", "lib", version, "dist-packages")]
    if not venv:
        home = os.path.expanduser("~")
        dirs.append(os.path.join(home, ".local", "lib", version, "site-packages"))
        if os.environ.get("APPDATA"):
            dirs.append(os.path.join(os.environ["APPDATA"], "Python", version.replace(".", "").capitalize(), "site-packages"))
    out = []
    for d in dirs:
        if not os.path.isdir(d) or d in out:
            continue
        out.append(d)
        try:
            links = [n for n in os.listdir(d) if n.endswith(".pth")][:200]
        except OSError:
            continue
        for link in links:  # plain paths of editable installs; lines of code are skipped
            try:
                rows = read_regular(os.path.join(d, link), 65536).decode("utf-8", "replace").splitlines()
            except OSError:
                continue
            for row in rows[:50]:
                row = row.strip()
                if row and not row.startswith(("#", "import ", "import\t")):
                    target = os.path.normpath(os.path.join(d, row))
                    if os.path.isdir(target) and target not in out:
                        out.append(target)
    return out[:50]


SITES = None


def sites():
    global SITES
    if SITES is None:
        SITES = site_dirs()
    return SITES


def modules():
    names = set(sys.builtin_module_names)
    names.update(m.name for m in pkgutil.iter_modules(sys.path))
    for d in sites():
        try:
            entries = os.listdir(d)
        except OSError:
            continue
        for e in entries:
            head = e.split(".", 1)[0]
            if not head.isidentifier() or head == "__pycache__":
                continue
            if e.endswith((".py", ".so", ".pyd")) or (e == head and os.path.isdir(os.path.join(d, e))):
                names.add(head)
            if len(names) > MAX_NAMES:
                return sorted(names)
    return sorted(names)


def is_standard(top):
    if top in NEVER_IMPORT:
        return False
    try:
        return importlib.util.find_spec(top) is not None  # sys.path holds the standard library only; a top-level name imports nothing
    except (ImportError, ValueError, AttributeError):
        return False


def public(names):
    return sorted(n for n in names if isinstance(n, str) and not (n.startswith("_") and not n.endswith("__")))[:MAX_NAMES]


def module_file(module):
    parts = module.split(".")
    if not all(p.isidentifier() for p in parts):
        return None
    for d in sites():
        base = os.path.join(d, *parts)
        for f in (os.path.join(base, "__init__.py"), base + ".py", os.path.join(base, "__init__.pyi"), base + ".pyi"):
            if os.path.isfile(f):
                return f
    return None


def read_names(module, depth, seen, own=False):
    """Top-level names of an installed module, read from its source; with `own`, without what it merely imports."""
    f = module_file(module)
    if f is None or f in seen or depth > 4:
        return None
    seen.add(f)
    try:
        if os.path.getsize(f) > MAX_SOURCE:
            return None
        tree = ast.parse(read_regular(f, MAX_SOURCE))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    package = module if os.path.basename(f).startswith("__init__.") else module.rpartition(".")[0]
    names, listed = set(), None

    def visit(body):
        nonlocal listed
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Import):
                if own:
                    continue
                names.update((a.asname or a.name.split(".")[0]) for a in node.names)
            elif isinstance(node, ast.ImportFrom):
                if own and not (os.path.basename(f).startswith("__init__.") and (node.level or (node.module or "").split(".")[0] == module.split(".")[0])):
                    continue
                for a in node.names:
                    if a.name != "*":
                        names.add(a.asname or a.name)
                        continue
                    source = node.module or ""
                    if node.level:
                        anchor = package.split(".")
                        anchor = anchor[:len(anchor) - node.level + 1]
                        source = ".".join(anchor + ([source] if source else []))
                    names.update(read_names(source, depth + 1, seen) or ())
            elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for t in targets:
                    for n in ast.walk(t):
                        if isinstance(n, ast.Name):
                            names.add(n.id)
                if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets) and node.value is not None:
                    try:
                        value = ast.literal_eval(node.value)
                        listed = (listed or []) + [v for v in value if isinstance(v, str)]
                    except (ValueError, TypeError, SyntaxError):
                        pass
            elif isinstance(node, (ast.If, ast.Try, ast.With)):
                visit(node.body)
                visit(getattr(node, "orelse", []))
                for h in getattr(node, "handlers", []):
                    visit(h.body)
                visit(getattr(node, "finalbody", []))

    visit(tree.body)
    names.update(listed or ())
    folder = os.path.dirname(f)
    if os.path.basename(f).startswith("__init__."):
        try:
            for e in os.listdir(folder):
                head = e.split(".", 1)[0]
                if head.isidentifier() and not head.startswith("_") and (e.endswith((".py", ".so", ".pyd")) or os.path.isfile(os.path.join(folder, e, "__init__.py"))):
                    names.add(head)
        except OSError:
            pass
    return names


def standard(dotted):
    """The module, class or value of the standard library that a dotted name means; None where there is none."""
    parts = dotted.split(".")
    if not is_standard(parts[0]):
        return None
    value, at = None, 0
    for i in range(len(parts), 0, -1):
        try:
            value, at = importlib.import_module(".".join(parts[:i])), i
            break
        except ImportError:
            continue
        except Exception:
            return None
    if at == 0:
        return None
    for p in parts[at:]:
        value = getattr(value, p, None)
        if value is None:
            return None
    return value


def exports(module):
    if is_standard(module.split(".")[0]):
        m = standard(module)
        if m is None or type(m) is not type(sys):
            return None
        names = set(dir(m))
        if hasattr(m, "__path__"):
            names.update(s.name for s in pkgutil.iter_modules(m.__path__))
        return public(names)
    names = read_names(module, 0, set())
    return None if names is None else public(names)


def attributes(name):
    value = getattr(builtins, name, None) if "." not in name else standard(name)
    return sorted(dir(value))[:MAX_NAMES] if isinstance(value, type) else None


TREES = {}


def tree_of(module):
    """The parsed source of an installed module, and the package that its relative imports start from."""
    if module not in TREES:
        f = module_file(module)
        found = None
        try:
            if f is not None and os.path.getsize(f) <= MAX_SOURCE:
                found = ast.parse(read_regular(f, MAX_SOURCE)), module if os.path.basename(f).startswith("__init__.") else module.rpartition(".")[0]
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            pass
        if len(TREES) > 40:
            TREES.clear()
        TREES[module] = found
    return TREES[module]


def statements(body):
    """Statements of a body, those under `if`, `try` and `with` too."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from statements(getattr(node, part, []))
        for h in getattr(node, "handlers", []):
            yield from statements(h.body)


def is_overload(node):
    return any((d.attr if isinstance(d, ast.Attribute) else getattr(d, "id", "")) == "overload" for d in node.decorator_list)


def own_definition(body, name):
    found = None
    for node in statements(body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == name and not is_overload(node):
            found = node
    return found


def locate(module, names, depth=0):
    """(module, definition, its class) that dotted names mean in an installed module, through its imports; None where it is not plain."""
    if depth > 12 or not names:
        return None
    parsed = tree_of(module)
    if parsed is None:
        return None
    tree, package = parsed
    name, rest = names[0], names[1:]
    node = own_definition(tree.body, name)
    if node is not None:
        if not rest:
            return module, node, None
        return member(module, node, rest[0], depth + 1) if isinstance(node, ast.ClassDef) and len(rest) == 1 else None
    for node in statements(tree.body):
        if isinstance(node, ast.ImportFrom):
            for a in node.names:
                if a.name != "*" and (a.asname or a.name) != name:
                    continue
                source = node.module or ""
                if node.level:
                    anchor = package.split(".")
                    anchor = anchor[:len(anchor) - node.level + 1]
                    source = ".".join(anchor + ([source] if source else []))
                found = locate(source, [name if a.name == "*" else a.name] + rest, depth + 1)
                if found is None and rest and a.name != "*":
                    found = locate(source + "." + a.name, rest, depth + 1)
                if found is not None:
                    return found
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets) and isinstance(node.value, ast.Name) and node.value.id != name:
            return locate(module, [node.value.id] + rest, depth + 1)
    return locate(module + "." + name, rest, depth + 1) if rest else None


def member(module, cls, name, depth):
    """A method of a class or of what it is derived from."""
    node = own_definition(cls.body, name)
    if node is not None:
        return module, node, cls
    for base in cls.bases:
        path, at = [], base
        while isinstance(at, ast.Attribute):
            path.insert(0, at.attr)
            at = at.value
        if not isinstance(at, ast.Name) or depth > 12:
            continue
        found = locate(module, [at.id] + path, depth + 1)
        found = member(found[0], found[1], name, depth + 1) if found and isinstance(found[1], ast.ClassDef) else None
        if found is not None:
            return found
    return None


def installed_parameters(dotted):
    """Parameters of an installed function, class or method, read from its source; `*` stands before those that are given by name only."""
    parts = dotted.split(".")
    found = locate(parts[0], parts[1:])
    if found is not None and isinstance(found[1], ast.ClassDef):
        found = member(found[0], found[1], "__init__", 0)
    if found is None or isinstance(found[1], ast.ClassDef):
        return None
    node, cls, a = found[1], found[2], found[1].args
    names = [p.arg for p in a.args]
    if cls is not None and not any(getattr(d, "id", "") == "staticmethod" for d in node.decorator_list):
        names = names[1:] if not a.posonlyargs else names
    if a.vararg or a.kwonlyargs:
        names.append("*" + (a.vararg.arg if a.vararg else ""))
    names += [p.arg for p in a.kwonlyargs]
    return names + (["**" + a.kwarg.arg] if a.kwarg else [])


def parameters(name):
    if "." in name and not is_standard(name.split(".")[0]):
        return installed_parameters(name)
    value = standard(name) if "." in name else getattr(builtins, name, None)
    if not callable(value):
        return None
    import inspect
    marks = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    try:
        found = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return None
    return [marks.get(p.kind, "") + p.name for p in found if p.kind is not inspect.Parameter.POSITIONAL_ONLY]


def package_version(distribution):
    """[version] of an installed distribution, by the name of its metadata's folder; asyncio and its like are as old as Python itself."""
    wanted = re.sub(r"[-_.]+", "-", distribution).lower()
    if is_standard(wanted):
        return ["%d.%d.%d" % sys.version_info[:3]]
    for d in sites():
        try:
            entries = os.listdir(d)
        except OSError:
            continue
        for e in entries:
            m = re.match(r"(.+?)-([0-9][^-]*?)(?:-py[0-9.]+)?\.(?:dist-info|egg-info)$", e)
            if m and re.sub(r"[-_.]+", "-", m.group(1)).lower() == wanted:
                return [m.group(2)]
    return None


def answer(request):
    op = request["op"]
    if op == "compile":
        return compile_text(request["text"])
    if op == "modules":
        return modules()
    if op == "exports":
        return exports(request["module"])
    if op == "attributes":
        return attributes(request["type"])
    if op == "definitions":
        if is_standard(request["module"].split(".")[0]):
            return None
        names = read_names(request["module"], 0, set(), True)
        return None if names is None else sorted(names)[:MAX_NAMES]
    if op == "parameters":
        return parameters(request["name"])
    if op == "version":
        return package_version(request["distribution"])
    raise ValueError("unknown op")


def say(value):
    data = (json.dumps(value) + "\n").encode("ascii")
    while data:
        data = data[OUT.write(data):]


say({"hello": "self-heal", "version": "%d.%d.%d" % sys.version_info[:3]})
while True:
    line = sys.stdin.buffer.readline()
    if not line:
        break
    try:
        request = json.loads(line)
    except ValueError:
        continue
    try:
        say({"id": request["id"], "ok": answer(request)})
    except (Exception, SystemExit) as e:
        say({"id": request.get("id"), "error": type(e).__name__})
