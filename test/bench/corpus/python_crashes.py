"""Injects one slip into a small program, in places where running it may show it. Whether it does is for the caller to see.

    python3 python_crashes.py < {"seed", "per_class", "programs": [{"name", "text"}], "further"?: true}     → {"name", "kind", "text"} a line

`further`: the classes that only the wrong patches are made for, too.

A class is a function that yields (start, end, new text) in code points.
"""
import ast, json, random, sys
from python_mistakes import Source, typo


def loads(s): return [n for n in s.each(ast.Name) if isinstance(n.ctx, ast.Load)]
def attributes(s): return [(n, s.end(n) - len(n.attr)) for n in s.each(ast.Attribute) if isinstance(n.ctx, ast.Load)]
def calls(s, name): return [n for n in s.each(ast.Call) if isinstance(n.func, ast.Name) and n.func.id == name and len(n.args) == 1]


def name_typo(s, r):
    for n in loads(s):
        new = typo(n.id, r)
        if new: yield s.start(n), s.end(n), new

def attribute_typo(s, r):
    for n, at in attributes(s):
        new = typo(n.attr, r)
        if new: yield at, at + len(n.attr), new

def keyword_typo(s, r):
    for call in s.each(ast.Call):
        for k in call.keywords:
            new = k.arg and typo(k.arg, r)
            if new: yield s.start(k), s.start(k) + len(k.arg), new

def key_typo(s, r):
    for n in s.each(ast.Subscript):
        if isinstance(n.slice, ast.Constant) and isinstance(n.slice.value, str):
            new = typo(n.slice.value, r)
            if new: yield s.start(n.slice) + 1, s.end(n.slice) - 1, new

def drop_import(s, r):
    for n in s.each(ast.Import, ast.ImportFrom): yield s.start(n), s.end(n) + 1, ""

def drop_self(s, r):
    for n, at in attributes(s):
        if isinstance(n.value, ast.Name) and n.value.id == "self": yield s.start(n), at, ""

def unwrap(name):
    def drop(s, r):
        for n in calls(s, name): yield s.start(n), s.end(n), s.text[s.start(n.args[0]) : s.end(n.args[0])]
    return drop

def drop_items(s, r):
    for n in s.each(ast.Call):
        if isinstance(n.func, ast.Attribute) and n.func.attr in ("items", "values") and not n.args: yield s.end(n.func.value), s.end(n), ""

def drop_call(s, r):
    for n in s.each(ast.Call):
        if not n.args and not n.keywords: yield s.end(n.func), s.end(n), ""

def drop_argument(s, r):
    for n in s.each(ast.Call):
        if len(n.args) > 1 and not n.keywords: yield s.end(n.args[-2]), s.end(n.args[-1]), ""

def range_too_long(s, r):
    for n in calls(s, "range"): yield s.end(n.args[0]), s.end(n.args[0]), " + 1"

def drop_return(s, r):
    for n in s.each(ast.Return):
        if n.value is not None: yield s.start(n), s.start(n.value), ""

def drop_self_parameter(s, r):
    for n in s.each(ast.FunctionDef):
        if n.args.args and n.args.args[0].arg == "self":
            first = n.args.args[0]
            end = s.start(n.args.args[1]) if len(n.args.args) > 1 else s.end(first)
            yield s.start(first), end, ""

def index_too_far(s, r):
    for n in s.each(ast.Subscript):
        if isinstance(n.slice, ast.Name) and len(n.slice.id) == 1: yield s.start(n.slice), s.end(n.slice), s.text[s.start(n.slice) : s.end(n.slice)] + " + 1"

def drop_colon(s, r):
    for n in s.each(ast.For, ast.If, ast.While, ast.FunctionDef, ast.ClassDef):
        at = s.text.rfind(":", 0, s.start(n.body[0]))
        if s.text[at:].lstrip(": ").startswith("\n"): yield at, at + 1, ""

def drop_assignment(s, r):
    for n in s.each(ast.Assign):
        if isinstance(n.targets[0], ast.Name) and isinstance(n.value, (ast.Constant, ast.List, ast.Dict)): yield s.start(n) - n.col_offset, s.end(n) + 1, ""

def index_off(s, r):
    for n in s.each(ast.Subscript):
        if not isinstance(n.slice, (ast.Slice, ast.Tuple)) and not (isinstance(n.slice, ast.Constant) and isinstance(n.slice.value, str)): yield s.start(n.slice), s.end(n.slice), "len(%s)" % s.text[s.start(n.value) : s.end(n.value)]

def text_and_number(s, r):
    for n in s.each(ast.BinOp):
        if isinstance(n.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)) and isinstance(n.right, (ast.Name, ast.Attribute)): yield s.start(n.right), s.end(n.right), "[%s]" % s.text[s.start(n.right) : s.end(n.right)]

def drop_await(s, r):
    for n in s.each(ast.Await): yield s.start(n), s.start(n.value), ""


CLASSES = {"name_typo": name_typo, "attribute_typo": attribute_typo, "keyword_typo": keyword_typo, "key_typo": key_typo, "drop_import": drop_import, "drop_self": drop_self, "drop_str": unwrap("str"), "drop_int": unwrap("int"), "drop_len": unwrap("len"),
    "drop_items": drop_items, "drop_call": drop_call, "drop_argument": drop_argument, "range_too_long": range_too_long, "drop_return": drop_return, "drop_self_parameter": drop_self_parameter, "index_too_far": index_too_far, "drop_colon": drop_colon}
FURTHER = {"drop_assignment": drop_assignment, "index_off": index_off, "text_and_number": text_and_number, "drop_await": drop_await}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    for program in asked["programs"]:
        source = Source(program["name"], program["text"])
        for kind, make in {**CLASSES, **(FURTHER if asked.get("further") else {})}.items():
            rng = random.Random("{}|{}|{}".format(asked["seed"], program["name"], kind))
            edits = list(make(source, rng))
            rng.shuffle(edits)
            for start, end, new in edits[: asked["per_class"]]:
                print(json.dumps({"name": program["name"], "kind": kind, "text": source.text[:start] + new + source.text[end:]}))
