"""What CPython says of Python texts, in one process for all of them. Rows in, rows out, in the same order.

    python3 python_judge.py judge  < {"id", "before", "golds": [...], "texts": [...], "added"?, "removed"?}   → {"id", "compiled", "texts": [{"right", "compiles", "undefined", "changed", "suppresses"}], "undefined_check"}
    python3 python_judge.py hints  < a case                                             → {"id", "text"}: CPython's own hint applied, null where it has none

A hint is what the interpreter's message names or says, done in the kindest way: where the words leave the place open, the first one that compiles.
Hints for names are asked of this interpreter itself: the error is raised with the same names in scope and its "Did you mean" read.
"""
import ast, collections, contextlib, difflib, importlib, io, json, re, sys, tokenize, warnings

warnings.filterwarnings("ignore")
try: from pyflakes import checker as pyflakes
except ImportError: pyflakes = None
SUPPRESSION = re.compile(r"#\s*(?:type:\s*ignore|pyright:\s*ignore|pylint:\s*disable|noqa)|except\s*:|except\s*\(?\s*(?:Base)?Exception\b|contextlib\.suppress|\b(?:sys\.exit|os\._exit)\s*\(")


def compiles(text):
    try: compile(text, "main.py", "exec", dont_inherit=True); return True
    except (SyntaxError, ValueError, RecursionError, MemoryError): return False

def meaning(text):
    """The tree, with the module's imports in any order; None where it does not parse."""
    try: tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError): return None
    imports, rest = set(), []
    for n in tree.body:
        if isinstance(n, ast.Import): imports |= {("", a.name, a.asname, 0) for a in n.names}
        elif isinstance(n, ast.ImportFrom): imports |= {(n.module, a.name, a.asname, n.level) for a in n.names}
        else: rest.append(n)
    tree.body = rest
    return ast.dump(tree), frozenset(imports)

def trimmed(text): return re.sub(r"[ \t]+$", "", text.replace("\r\n", "\n"), flags=re.M).strip()

def undefined(text):
    if pyflakes is None: return collections.Counter()
    try: return collections.Counter(str(m.message_args) for m in pyflakes.Checker(ast.parse(text), "main.py").messages if type(m).__name__ in ("UndefinedName", "UndefinedLocal", "ReturnOutsideFunction"))
    except (SyntaxError, ValueError, RecursionError): return collections.Counter()

def changed(a, b):
    codes = difflib.SequenceMatcher(None, a.splitlines(), b.splitlines(), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in codes if tag != "equal")

def has_hunk(row, text):
    """Where the known fix is one hunk: its lines came and went, whatever else was healed by the same token."""
    if not row.get("added"): return False
    count = lambda t: collections.Counter(l.strip() for l in t.splitlines())
    has, was = count(text), count(row["before"])
    return all(has[l.strip()] > was[l.strip()] for l in row["added"] if l.strip()) and all(has[l.strip()] < was[l.strip()] for l in row.get("removed") or [] if l.strip())

def judge(row):
    before, golds = row["before"], row["golds"]
    wanted = [(meaning(g), trimmed(g)) for g in golds]
    allowed = max(5, 3 * min((changed(before, g) for g in golds), default=1))
    known = undefined(before) + sum((undefined(g) for g in golds), collections.Counter())
    was = compiles(before)
    out = []
    for text in row["texts"]:
        m, t, ok = meaning(text), trimmed(text), compiles(text)
        out.append(dict(right=(ok and has_hunk(row, text)) or any((m is not None and m == gm) or (m is None and t == gt) for gm, gt in wanted), compiles=ok,
            # A file that did not parse had no names to compare with: only against the known fix.
            undefined=ok and bool(was or golds) and bool(undefined(text) - known), changed=changed(before, text) > allowed,
            suppresses=len(SUPPRESSION.findall(text)) > len(SUPPRESSION.findall(before)), breaks=was and not ok))
    return dict(id=row["id"], compiled=was, texts=out, undefined_check=pyflakes is not None)


# ---- hints

def hint(case):
    text, message = case["before"], case["message"]
    at = case["ranges"][0]
    lines = text.splitlines(keepends=True)
    starts = [0]
    for l in lines: starts.append(starts[-1] + len(l))
    if at["startLine"] > len(lines): return None
    start = min(starts[at["startLine"] - 1] + at["startCol"] - 1, len(text))
    end = min(starts[min(at["endLine"], len(lines)) - 1] + at["endCol"] - 1, len(text))
    row = lines[at["startLine"] - 1]
    row_end = starts[at["startLine"] - 1] + len(row.rstrip("\r\n"))
    put = lambda a, b, new: text[:a] + new + text[b:]
    first = lambda tries: next((t for t in tries if compiles(t)), None)
    if "expected ':'" in message: return put(start, start, ":")
    if "Maybe you meant '==' " in message or "Maybe you meant '==' instead" in message:
        return first(put(m.start(), m.end(), "==") for m in re.finditer(r"(?<![=!<>:+\-*/%&|^])=(?!=)", text) if start <= m.start() < max(end, row_end))
    if "Perhaps you forgot a comma" in message: return first(put(m.end(), m.end(), ",") for m in re.finditer(r"[\w\])}'\"]+", text) if start < m.end() < end)
    if "Did you mean print(...)" in message or "Did you mean exec(...)" in message:
        m = re.compile(r"\s*(print|exec)\b ?").match(text, start)
        return m and put(m.end(1), row_end, "(" + text[m.end():row_end] + ")")
    m = re.search(r"'(.)' was never closed", message)
    if m:
        close = {"(": ")", "[": "]", "{": "}"}[m[1]]
        return first([put(row_end, row_end, close), put(row_end - 1, row_end - 1, close)])
    m = re.search(r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", message)
    if m: return put(start, start + 1, {"(": ")", "[": "]", "{": "}"}[m[2]])
    if re.search(r"unmatched '(.)'", message) and "f-string" not in message: return put(start, start + 1, "")
    if "unterminated string literal" in message and start < len(text): return first([put(row_end, row_end, q) for q in (text[start], '"', "'")])
    if "multiple exception types must be parenthesized" in message: return put(start, end, "(" + text[start:end] + ")")
    if "expected an indented block" in message: return put(starts[at["startLine"] - 1], starts[at["startLine"] - 1], "    ")
    if "unexpected indent" in message and at["startLine"] > 1:
        above = next((l for l in reversed(lines[: at["startLine"] - 1]) if l.strip()), "")
        return put(starts[at["startLine"] - 1], starts[at["startLine"] - 1] + len(row) - len(row.lstrip()), above[: len(above) - len(above.lstrip())])
    m = re.search(r"[Dd]id you mean '([^']+)'", message)
    if m: return put(start, end, m[1])
    return hint_name(text, start, end, message)

def told(code, scope):
    """What this interpreter prints for an error of `code`, its suggestion only."""
    try: exec(code, scope)
    except Exception:
        said = io.StringIO()
        with contextlib.redirect_stderr(said): sys.__excepthook__(*sys.exc_info())
        m = re.search(r"Did you mean: '(?:self\.)?([^']+)'\?", said.getvalue())
        return m and m[0][len("Did you mean: '"):-2]
    return None

def hint_name(text, start, end, message):
    try: tree = ast.parse(text)
    except SyntaxError: return None
    line = text.count("\n", 0, start) + 1
    m = re.search(r'"(\w+)" is (?:not defined|possibly unbound|unbound)|name \'(\w+)\' is not defined', message)
    if m:
        name = m[1] or m[2]
        functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) and n.lineno <= line <= n.end_lineno]
        local = {a.arg for f in functions for a in ast.walk(f.args) if isinstance(a, ast.arg)} | {n.id for f in functions for n in ast.walk(f) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        top = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)} - local
        for n in tree.body:
            if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): top.add(n.name)
            elif isinstance(n, (ast.Import, ast.ImportFrom)): top |= {(a.asname or a.name).split(".")[0] for a in n.names}
        local.discard(name)
        scope = {n: 0 for n in top if n != name}
        found = told("def f():\n" + "".join(f"    {n} = 0\n" for n in sorted(local)) + f"    {name}\nf()\n", scope)
        return found and text[:start] + found + text[end:]
    m = re.search(r'"(\w+)" is not a known attribute of module "([\w.]+)"', message)
    if m:
        try: module = importlib.import_module(m[2])
        except Exception: return None
        found = told(f"module.{m[1]}", {"module": module})
        return found and text[:start] + found + text[end:]
    m = re.search(r'Cannot access attribute "(\w+)" for class "(?:type\[)?(\w+)', message)
    if m:
        own = next((n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == m[2]), None)
        if own is None:
            import builtins
            kind = getattr(builtins, m[2], None)
            found = isinstance(kind, type) and told(f"kind.{m[1]}", {"kind": kind})
        else:
            names = {n.name for n in own.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))} | {n.attr for n in ast.walk(own) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
            found = told(f"thing.{m[1]}", {"thing": type(m[2], (), {n: 0 for n in names if not n.startswith("__")})()})
        return text[:start] + found + text[end:] if found else None
    return None

def main():
    for line in sys.stdin:
        row = json.loads(line)
        if sys.argv[1] == "judge": print(json.dumps(judge(row)))
        else:
            try: text = hint(row)
            except (SyntaxError, ValueError, RecursionError, tokenize.TokenError): text = None
            print(json.dumps(dict(id=row["id"], text=text)))

if __name__ == "__main__": main()
