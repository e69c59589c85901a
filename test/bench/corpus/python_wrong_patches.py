"""Wrong but plausible patches of a small program that stops with an error: each changes the failing statement so that the program may well end without one.

    python3 python_wrong_patches.py < {"cases": [{"id", "text", "original", "line", "start", "end", "error"}]}     → {"id", "kind", "text"} a line

`original` is the program without the mistake; `line` (from 1) and `start`/`end` (code points in it, or null) are the failing place as the traceback gives it.
Whether a patch ends well, and is wrong, is for the caller to see by running it. Kinds are described at the top of ../false-proofs.mjs.
"""
import ast, json, sys, textwrap
from python_mistakes import Source

EMPTY = ["0", "None", '""', "[]", "{}"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
OTHER_OPERATION = {"max": "min", "min": "max", "sum": "len", "len": "max", "sorted": "list", "append": "count", "upper": "strip", "lower": "strip", "title": "strip", "keys": "items", "values": "keys", "items": "values", "popleft": "pop", "ljust": "rjust", "rjust": "ljust", "update": "get"}


class Case:
    def __init__(self, case):
        self.source = s = Source("case.py", case["text"])
        self.original, self.error = case["original"], case["error"]
        self.parents = {child: node for node in ast.walk(s.tree) for child in ast.iter_child_nodes(node)}
        line = case["line"]
        inner = [n for n in s.each(ast.stmt) if n.lineno <= line <= n.end_lineno]
        self.statement = st = min(inner, key=lambda n: s.end(n) - s.start(n)) if inner else None
        if st is None: return
        # Of `if …:` and its kind only the head may be changed.
        self.simple = isinstance(st, (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.AnnAssign, ast.Delete))
        self.code = s.text[s.start(st) : s.end(st)]
        self.indent = " " * st.col_offset
        # In front of the statement only blanks.
        self.alone = s.lines[st.lineno - 1][: st.col_offset].strip() == ""
        self.expression = self.failing(line, case["start"], case["end"])
        self.function = self.above(st, FUNCTIONS)
        self.loop = self.above(st, (ast.For, ast.While, ast.AsyncFor))
        if self.loop is not None and self.function is not None and self.inside(self.function, self.loop): self.loop = None

    def inside(self, node, other):
        """Whether `node` lies in `other`."""
        while node is not None:
            if node is other: return True
            node = self.parents.get(node)
        return False

    def above(self, node, kinds):
        node = self.parents.get(node)
        while node is not None and not isinstance(node, kinds): node = self.parents.get(node)
        return node

    def failing(self, line, start, end):
        s, st = self.source, self.statement
        own = [n for n in ast.walk(st) if isinstance(n, ast.expr) and self.own(n) and not isinstance(getattr(n, "ctx", None), (ast.Store, ast.Del))]
        if start is None:
            value = getattr(st, "value", None) or getattr(st, "iter", None) or getattr(st, "test", None)
            return value if isinstance(value, ast.expr) else None
        a, b = s.at(line, start), s.at(line, end)
        around = [n for n in own if s.start(n) <= a and s.end(n) >= b]
        return min(around, key=lambda n: s.end(n) - s.start(n)) if around else None

    def own(self, node):
        """Not in the body of a compound statement."""
        up = self.parents.get(node)
        while up is not None and not isinstance(up, ast.stmt): up = self.parents.get(up)
        return up is self.statement

    def of(self, node): return self.source.text[self.source.start(node) : self.source.end(node)]

    def with_expression(self, new): return self.replaced(self.expression, new)

    def replaced(self, node, new):
        s = self.source
        return s.text[: s.start(node)] + new + s.text[s.end(node) :]

    def with_statement(self, *lines):
        """In place of the failing statement; lines are indented from the statement on."""
        s, st = self.source, self.statement
        at = s.start(st) - st.col_offset
        return s.text[:at] + "\n".join(self.indent + line if line else line for line in "\n".join(lines).split("\n")) + s.text[s.end(st) :]

    def shifted(self, by="    "):
        """The statement as the body of something."""
        return textwrap.indent(textwrap.dedent(self.indent + self.code), by)

    def above_it(self, *lines):
        s, st = self.source, self.statement
        at = s.start(st) - st.col_offset
        return s.text[:at] + "".join(self.indent + line + "\n" for line in lines) + s.text[at:]

    def imported(self, name, text): return text if "import " + name in text else "import " + name + "\n" + text

    def conditions(self):
        """What a person would ask before doing what fails; false where it fails."""
        e = self.expression
        found = []
        for n in [e, *ast.walk(e)][:6]:
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load): found += ['"%s" in globals()' % n.id, '"%s" in locals()' % n.id]
            elif isinstance(n, ast.Attribute): found.append('hasattr(%s, "%s")' % (self.of(n.value), n.attr))
            elif isinstance(n, ast.Subscript):
                key, value = self.of(n.slice), self.of(n.value)
                if not isinstance(n.slice, ast.Slice): found += ["%s in %s" % (key, value), "len(%s) > %s" % (value, key), "isinstance(%s, tuple)" % value]
            elif isinstance(n, ast.BinOp): found += ["type(%s) == type(%s)" % (self.of(n.left), self.of(n.right)), "isinstance(%s, type(%s))" % (self.of(n.left), self.of(n.right))]
            elif isinstance(n, ast.Call):
                found.append("callable(%s)" % self.of(n.func))
                for arg in n.args[:1]: found.append("not %s" % self.of(arg))
        return [one for i, one in enumerate(found) if one not in found[:i]]

    def names(self, node):
        """Names that the surrounding function and the file use, nearest first."""
        scope = self.function if self.function is not None else self.source.tree
        near = [n.id for n in ast.walk(scope) if isinstance(n, ast.Name)] + [a.arg for a in ast.walk(scope) if isinstance(a, ast.arg)]
        far = [n.name for n in self.source.tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        far += [n.id for b in self.source.tree.body if isinstance(b, ast.Assign) for n in b.targets if isinstance(n, ast.Name)]
        seen = []
        for name in near + far:
            if name not in seen and name != node: seen.append(name)
        return seen

    def right(self):
        """The statement as it was meant; None where the mistake is elsewhere, and the broken statement stands for it."""
        mine, meant = self.source.text.split("\n"), self.original.split("\n")
        first, last = self.statement.lineno - 1, self.statement.end_lineno
        if len(mine) != len(meant): return None
        try: body = ast.parse(textwrap.dedent("\n".join(meant[first:last]))).body
        except SyntaxError: return None
        return body[0] if len(body) == 1 else None


# ---- kinds: (case) → texts

def lambda_(c):
    e, st = c.of(c.expression), c.statement
    if not isinstance(c.expression, (ast.Await,)):
        yield c.with_expression("(lambda: %s)" % e)
    if c.simple and c.alone and "await " not in c.code:
        if isinstance(st, ast.Expr):
            yield c.with_statement("show = lambda: " + c.code)
            yield c.with_statement("lambda: " + c.code)
        if isinstance(st, ast.Assign) and len(st.targets) == 1: yield c.with_statement("%s = lambda: %s" % (c.of(st.targets[0]), c.of(st.value)))
        if isinstance(st, ast.Return) and st.value: yield c.with_statement("return lambda: " + c.of(st.value))

def function(c):
    st = c.statement
    if not (c.simple and c.alone): return
    head = "async def later():" if "await " in c.code else "def later():"
    if not isinstance(st, ast.Return): yield c.with_statement(head, c.shifted())
    elif st.value: yield c.with_statement(head, c.shifted(), "return later")
    if isinstance(st, ast.Expr): yield c.with_statement("class Step:", "    def run(self):", c.shifted("        "))

def generator(c):
    e, st = c.of(c.expression), c.statement
    if not isinstance(c.expression, ast.Await) and "await " not in e: yield c.with_expression("(%s for _ in range(1))" % e)
    node = c.expression
    while node is not None and not isinstance(node, ast.stmt):
        if isinstance(node, ast.ListComp): yield c.replaced(node, "(" + c.of(node)[1:-1] + ")")
        node = c.parents.get(node)
    if c.simple and c.alone and isinstance(st, ast.Return) and st.value: yield c.with_statement("yield " + c.of(st.value))
    if c.simple and c.alone and isinstance(st, ast.Expr) and "await " not in c.code: yield c.with_statement("(%s for _ in [0])" % c.code)

def lazy_map(c):
    e, st = c.of(c.expression), c.statement
    if "await " in e: return
    yield c.with_expression("map(lambda _: %s, [0])" % e)
    node = c.expression
    while node is not None and not isinstance(node, ast.stmt):
        if isinstance(node, ast.ListComp) and len(node.generators) == 1 and not node.generators[0].ifs and isinstance(node.generators[0].target, ast.Name):
            g = node.generators[0]
            yield c.replaced(node, "map(lambda %s: %s, %s)" % (g.target.id, c.of(node.elt), c.of(g.iter)))
        node = c.parents.get(node)
    if c.simple and c.alone and isinstance(st, ast.Expr):
        yield c.with_statement("map(lambda _: %s, range(1))" % c.code)
        loop = c.parents.get(st)
        if isinstance(loop, ast.For) and len(loop.body) == 1 and isinstance(loop.target, ast.Name) and not loop.orelse:
            yield c.replaced(loop, "map(lambda %s: %s, %s)" % (loop.target.id, c.code, c.of(loop.iter)))

def short_circuit(c):
    e = c.of(c.expression)
    for condition in c.conditions():
        yield c.with_expression("(%s and %s)" % (condition, e))
        yield c.with_expression("(%s if %s else None)" % (e, condition))
        yield c.with_expression('(%s if %s else "")' % (e, condition))
        yield c.with_expression("(%s if %s else 0)" % (e, condition))
        if c.simple and c.alone and isinstance(c.statement, ast.Expr): yield c.with_statement("%s and %s" % (condition, c.code))

def if_guard(c):
    if not (c.simple and c.alone): return
    for condition in c.conditions():
        yield c.with_statement("if %s:" % condition, c.shifted())
        if isinstance(c.statement, ast.Assign): yield c.with_statement("if %s:" % condition, c.shifted(), "else:", "    %s = None" % c.of(c.statement.targets[0]))

def while_guard(c):
    if not (c.simple and c.alone): return
    for condition in c.conditions():
        yield c.with_statement("while %s:" % condition, c.shifted())
        yield c.with_statement("for _ in range(bool(%s)):" % condition, c.shifted())

def caught(c):
    if not (c.simple and c.alone): return
    st, error = c.statement, c.error
    rest = ['print("skipped")', "pass"]
    if c.loop is not None: rest.append("continue")
    if c.function is not None: rest += ["return None", "return 0", 'return ""']
    if isinstance(st, ast.Assign): rest += ["%s = %s" % (c.of(st.targets[0]), value) for value in EMPTY]
    for line in rest: yield c.with_statement("try:", c.shifted(), "except %s:" % error, "    " + line)
    yield c.imported("contextlib", c.with_statement("with contextlib.suppress(%s):" % error, c.shifted()))

def early_return(c):
    if not (c.simple and c.alone): return
    ways = []
    if c.function is not None: ways += ["return", "return 0", 'return ""', "return []", "return False"]
    if c.loop is not None: ways += ["continue", "break"]
    for way in ways:
        for condition in c.conditions()[:3]: yield c.above_it("if not (%s):" % condition, "    " + way)
        yield c.above_it(way)

def other_operation(c):
    n = c.expression
    e = c.of(n)
    if isinstance(n, ast.Subscript):
        v = c.of(n.value)
        for new in ["%s[0]" % v, "%s[-1]" % v, v, "len(%s)" % v, "list(%s)[0]" % v, "%s[:1]" % v, "max(%s)" % v]: yield c.with_expression(new)
    if isinstance(n, ast.Attribute):
        yield c.with_expression(c.of(n.value))
        yield c.with_expression(c.of(n.value) + ".__class__")
        for other in c.source.each(ast.Attribute):
            if c.of(other.value) == c.of(n.value) and other.attr != n.attr: yield c.with_expression(c.of(other))
    if isinstance(n, ast.Name) and isinstance(c.parents.get(n), ast.Call) and c.parents[n].func is n and c.parents[n].args:
        arg = c.of(c.parents[n].args[0])
        for new in [arg, "str(%s)" % arg, "list(%s)" % arg, "len(%s)" % arg]: yield c.replaced(c.parents[n], new)
    if isinstance(n, ast.Call):
        if n.args:
            arg = c.of(n.args[0])
            for new in [arg, "str(%s)" % arg, "repr(%s)" % arg, "list(%s)" % arg]: yield c.with_expression(new)
        if isinstance(n.func, ast.Attribute):
            yield c.with_expression(c.of(n.func.value))
            yield c.with_expression("str(%s)" % c.of(n.func.value))
    if isinstance(n, ast.BinOp):
        l, r = c.of(n.left), c.of(n.right)
        for new in [l, r, "str(%s) + str(%s)" % (l, r), "(%s, %s)" % (l, r), "repr(%s)" % l, "len(str(%s))" % r]: yield c.with_expression(new)
    if isinstance(n, (ast.List, ast.Tuple)): yield c.with_expression("len(%s)" % e)

def other_name(c):
    n = c.expression
    if isinstance(n, ast.Name):
        for name in c.names(n.id): yield c.with_expression(name)
    if isinstance(n, ast.Attribute):
        known = [a.attr for a in c.source.each(ast.Attribute)] + list(OTHER_OPERATION.values())
        for name in dict.fromkeys(known):
            if name != n.attr: yield c.with_expression("%s.%s" % (c.of(n.value), name))
    if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Constant):
        for k in dict.fromkeys(o.value for o in c.source.each(ast.Constant)):
            if isinstance(k, str) and k.isidentifier() and k != n.slice.value: yield c.with_expression("%s[%r]" % (c.of(n.value), k))

def made_fresh(c):
    """A name without a value gets one, on the spot."""
    if not c.alone: return
    for n in ast.walk(c.statement):
        if isinstance(n, ast.Name) and c.own(n) and (n is c.expression or isinstance(c.statement, ast.AugAssign) and c.statement.target is n):
            for value in [*EMPTY, "1", "set()"]: yield c.above_it("%s = %s" % (n.id, value))
            for value in [*EMPTY, "set()"]: yield c.above_it("%s = globals().get(%r, %s)" % (n.id, n.id, value))

def made_itself(c):
    """The result of an assignment is made what it was, or of its own input."""
    st = c.statement
    if not (c.simple and c.alone): return
    if isinstance(st, ast.AugAssign):
        target, value = c.of(st.target), c.of(st.value)
        op = c.source.text[c.source.end(st.target) : c.source.start(st.value)]
        for n in ast.walk(st.value):
            if isinstance(n, (ast.Name, ast.Attribute)): yield c.with_statement(c.of(n) + op + value)
        yield c.with_statement("%s = %s" % (target, target))
        yield c.with_statement("%s = %s" % (value, value)) if isinstance(st.value, (ast.Name, ast.Attribute)) else c.source.text
        yield c.with_statement("%s = %s" % (target, value))
    if isinstance(st, ast.Assign) and len(st.targets) == 1:
        target = c.of(st.targets[0])
        yield c.with_statement("%s = %s" % (target, target))
        yield c.with_expression(target)
        for n in ast.walk(st.value):
            if isinstance(n, ast.Name) and n is not c.expression: yield c.with_statement("%s = %s" % (target, n.id)); yield c.with_statement("%s = %s" % (n.id, n.id))

def lost(c):
    """The operation is put right, and its result goes nowhere."""
    st = c.right()
    if st is None or not (c.simple and c.alone): return
    if isinstance(st, ast.Assign) and len(st.targets) == 1:
        target, value = st.targets[0], ast.unparse(st.value)
        if isinstance(target, ast.Attribute): yield c.with_statement("%s = %s" % (target.attr, value))
        if isinstance(target, ast.Subscript): yield c.with_statement("dict(%s)[%s] = %s" % (ast.unparse(target.value), ast.unparse(target.slice), value)); yield c.with_statement("value = " + value)
        if isinstance(target, ast.Name): yield c.with_statement("new_%s = %s" % (target.id, value))
        yield c.with_statement("_ = " + value)
        yield c.with_statement(value)
        yield c.with_statement("%s == %s" % (ast.unparse(target), value))
    if isinstance(st, ast.AugAssign):
        target, value, op = ast.unparse(st.target), ast.unparse(st.value), ast.unparse(ast.AugAssign(target=st.target, op=st.op, value=ast.Constant(0))).split(" ")[1][:-1]
        name = target.split(".")[-1].split("[")[0]
        yield c.with_statement("%s %s %s" % (target, op, value))
        yield c.with_statement("_ = %s %s %s" % (target, op, value))
        if not isinstance(st.target, ast.Name): yield c.with_statement("%s = %s %s %s" % (name, target, op, value))
        else: yield c.with_statement("new_%s = %s %s %s" % (name, target, op, value))
    if isinstance(st, ast.Return) and st.value:
        yield c.with_statement("result = " + ast.unparse(st.value))
        yield c.with_statement(ast.unparse(st.value))
    if isinstance(st, ast.Expr) and isinstance(st.value, ast.Call):
        call = st.value
        if isinstance(call.func, ast.Attribute):
            args = ", ".join(map(ast.unparse, [*call.args, *call.keywords]))
            for copy in ["list(%s)", "dict(%s)", "set(%s)"]: yield c.with_statement("%s.%s(%s)" % (copy % ast.unparse(call.func.value), call.func.attr, args))
        if call.args:
            yield c.with_statement(", ".join(map(ast.unparse, call.args)))
            yield c.with_statement("_ = " + ", ".join(map(ast.unparse, call.args)))

def constant(c):
    for value in [*EMPTY, "1", "False", "()"]:
        yield c.with_expression(value)
        if c.simple and c.alone and isinstance(c.statement, ast.Assign): yield c.with_statement("%s = %s" % (c.of(c.statement.targets[0]), value))
        if c.simple and c.alone and isinstance(c.statement, ast.Return): yield c.with_statement("return " + value)

def default(c):
    n = c.expression
    for value in EMPTY:
        if isinstance(n, ast.Subscript) and not isinstance(n.slice, ast.Slice):
            yield c.with_expression("%s.get(%s, %s)" % (c.of(n.value), c.of(n.slice), value))
            yield c.with_expression("dict(enumerate(%s)).get(%s, %s)" % (c.of(n.value), c.of(n.slice), value))
        if isinstance(n, ast.Attribute):
            yield c.with_expression('getattr(%s, "%s", %s)' % (c.of(n.value), n.attr, value))
            call = c.parents.get(n)
            if isinstance(call, ast.Call) and call.func is n: yield c.with_expression('getattr(%s, "%s", lambda *_: %s)' % (c.of(n.value), n.attr, value))
        if isinstance(n, ast.Name): yield c.with_expression("globals().get(%r, %s)" % (n.id, value))
        if isinstance(n, ast.BinOp):
            for side in (n.left, n.right): yield c.replaced(side, "(%s or %s)" % (c.of(side), value)); yield c.replaced(side, value)

def elsewhere(c):
    """The statement fails still, where its error ends nothing."""
    if not (c.simple and c.alone and isinstance(c.statement, ast.Expr)) or "await " in c.code: return
    yield c.imported("threading", c.with_statement("threading.Thread(target=lambda: %s).start()" % c.code))
    yield c.imported("atexit", c.with_statement("atexit.register(lambda: %s)" % c.code))
    yield c.imported("concurrent.futures", c.with_statement("concurrent.futures.ThreadPoolExecutor().submit(lambda: %s)" % c.code))


KINDS = {"lambda": lambda_, "function": function, "generator": generator, "lazy_map": lazy_map, "short_circuit": short_circuit, "if_guard": if_guard, "while_guard": while_guard, "caught": caught, "early_return": early_return,
    "other_operation": other_operation, "other_name": other_name, "made_fresh": made_fresh, "made_itself": made_itself, "lost": lost, "constant": constant, "default": default, "elsewhere": elsewhere}


def patches(case):
    # A slip may make it a text that does not parse: that is none of a running program.
    try: c = Case(case)
    except SyntaxError: return
    if c.statement is None or c.expression is None: return
    for kind, make in KINDS.items():
        seen = {case["text"], case["original"]}
        for text in make(c):
            if text in seen: continue
            seen.add(text)
            try: compile(text, "case.py", "exec")
            except SyntaxError: continue
            yield {"id": case["id"], "kind": kind, "text": text}


if __name__ == "__main__":
    import warnings
    warnings.filterwarnings("ignore")
    for case in json.load(sys.stdin)["cases"]:
        for patch in patches(case): print(json.dumps(patch))
