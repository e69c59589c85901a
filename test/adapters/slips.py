"""Short functions of Python's own library, each with one slip in it, as JSON lines: {"before", "after", "error"}.

    python3 slips.py COUNT SEED

A slip that does not compile is told in CPython's own words; of the others the words are those that CPython has for such a name. What is told is what
happens: a slip that would compile after all is left out.
"""
import ast
import json
import keyword
import random
import re
import sys
import sysconfig
import textwrap
from pathlib import Path

MIN_LINES, MAX_LINES, MAX_CHARS = 3, 7, 220
SKIP = re.compile(r"/(test|tests|idlelib|lib2to3|turtledemo|site-packages|dist-packages|__pycache__|encodings|pydoc_data)/")


def functions():
    root = Path(sysconfig.get_paths()["stdlib"])
    for file in sorted(root.rglob("*.py")):
        if SKIP.search(str(file)):
            continue
        try:
            text = file.read_text(encoding="utf-8")
            tree = ast.parse(text)
        except (OSError, ValueError, SyntaxError):
            continue
        lines = text.splitlines(keepends=True)
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef) or node.decorator_list:
                continue
            code = textwrap.dedent("".join(lines[node.lineno - 1 : node.end_lineno]))
            count = code.count("\n")
            if MIN_LINES <= count <= MAX_LINES and len(code) <= MAX_CHARS and '"""' not in code and "#" not in code and compiles(code) is None:
                yield code


def compiles(code):
    """None where it does; else what CPython says."""
    try:
        compile(code, "code.py", "exec")
    except SyntaxError as error:
        return error
    return None


def swapped(name, rng):
    at = rng.randrange(1, len(name) - 1)
    new = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return new if new != name and new.isidentifier() and not keyword.iskeyword(new) else None


def without(code, pattern, rng, to=""):
    places = list(re.finditer(pattern, code, re.M))
    if not places:
        return None
    found = rng.choice(places)
    return code[: found.start()] + found.expand(to) + code[found.end() :]


SYNTAX = {
    "colon": lambda code, rng: without(code, r":$", rng),
    "closing": lambda code, rng: without(code, r"\)$", rng),
    "closing-colon": lambda code, rng: without(code, r"\):$", rng, ":"),
    "bracket": lambda code, rng: without(code, r"\]", rng),
    "extra": lambda code, rng: without(code, r"\)$", rng, "))"),
    "quote": lambda code, rng: without(code, r"(?<=\w)['\"](?=[),\]])", rng),
    "equals": lambda code, rng: without(code, r"(if|while|elif) (\w+) == ", rng, r"\1 \2 = "),
    "return": lambda code, rng: without(code, r"\breturn ", rng, "retrun "),
    "else": lambda code, rng: without(code, r"\belse:", rng, "esle:"),
    "indent": lambda code, rng: without(code, r"^        (?=\S)", rng, "    "),
    "in": lambda code, rng: without(code, r"\bfor (\w+) in ", rng, r"for \1 "),
    "comma": lambda code, rng: without(code, r"(?<=\w), (?=\w+\))", rng, " "),
    "import": lambda code, rng: without(code, r"\bimport ", rng, "imprt "),
    "def": lambda code, rng: without(code, r"^def ", rng, "df "),
    "brace": lambda code, rng: without(code, r"\}", rng),
}


def named(code, rng):
    """A name that is used after it was given, misspelt where it is used."""
    tree = ast.parse(code)
    known = {arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args}
    known |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in known and len(node.id) > 3]
    if not uses:
        return None
    node = rng.choice(uses)
    new = swapped(node.id, rng)
    if not new:
        return None
    lines = code.splitlines(keepends=True)
    line = lines[node.lineno - 1]
    lines[node.lineno - 1] = line[: node.col_offset] + new + line[node.end_col_offset :]
    return "".join(lines), f"NameError: name '{new}' is not defined. Did you mean: '{node.id}'?", node.lineno


def builtin(code, rng):
    """A built-in function, misspelt."""
    found = [one for one in re.finditer(r"\b(len|isinstance|range|print|getattr|hasattr|tuple|list|dict|sorted|open|super|enumerate|reversed)\(", code)]
    if not found:
        return None
    one = rng.choice(found)
    name = one.group(1)
    new = swapped(name, rng) if len(name) > 2 else None
    if not new:
        return None
    line = code[: one.start()].count("\n") + 1
    return code[: one.start()] + new + code[one.start() + len(name) :], f"NameError: name '{new}' is not defined. Did you mean: '{name}'?", line


def selfless(code, rng):
    """A method that forgot its `self`."""
    if not code.startswith("def") or "(self" not in code.split("\n")[0] or "self." not in code.split("\n", 1)[1]:
        return None
    before = re.sub(r"\(self(, )?", "(", code, count=1)
    line = next(i for i, text in enumerate(before.split("\n")) if "self." in text) + 1
    return before, "NameError: name 'self' is not defined", line


METHODS = {"append": "list", "extend": "list", "insert": "list", "split": "str", "strip": "str", "startswith": "str", "join": "str", "lower": "str", "replace": "str", "items": "dict", "keys": "dict", "values": "dict", "update": "dict", "setdefault": "dict"}


def method(code, rng):
    """A method of a built-in type, misspelt."""
    found = [one for one in re.finditer(r"\.(\w+)\(", code) if one.group(1) in METHODS]
    if not found:
        return None
    one = rng.choice(found)
    name = one.group(1)
    new = swapped(name, rng)
    if not new:
        return None
    line = code[: one.start()].count("\n") + 1
    at = one.start(1)
    return code[:at] + new + code[at + len(name) :], f"AttributeError: '{METHODS[name]}' object has no attribute '{new}'. Did you mean: '{name}'?", line


NAMES = {"name": named, "builtin": builtin, "self": selfless, "method": method}


def slip(kind, code, rng):
    if kind in NAMES:
        made = NAMES[kind](code, rng)
        if not made or made[0] == code or compiles(made[0]):
            return None
        before, error, line = made
        return before, f'Traceback (most recent call last):\n  File "code.py", line {line}, in <module>\n    {before.splitlines()[line - 1].strip()}\n{error}'
    before = SYNTAX[kind](code, rng)
    fault = compiles(before) if before and before != code else None
    if not fault:
        return None
    shown = (fault.text or "").strip()
    return before, f'  File "code.py", line {fault.lineno}\n    {shown}\n{type(fault).__name__}: {fault.msg}'


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    codes = sorted(set(functions()))
    rng.shuffle(codes)
    kinds = [*SYNTAX, *NAMES]
    made = dict.fromkeys(kinds, 0)
    for code in codes:
        # The rarest kind that this function can have, so that no kind drowns the others.
        for kind in sorted(kinds, key=lambda one: (made[one], one)):
            result = slip(kind, code, rng)
            if result:
                made[kind] += 1
                print(json.dumps({"kind": kind, "before": result[0], "after": code, "error": result[1]}))
                break
        if sum(made.values()) >= count:
            break


main()
