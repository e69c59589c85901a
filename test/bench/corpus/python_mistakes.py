"""Injects one realistic mistake into real Python source and keeps it only where CPython's compile refuses it, or hands it on for a type checker to judge.

    python3 python_mistakes.py < {"seed", "per_class", "classes"?: [...], "files"?: [...], "max_files"?: N}     → one case a line

A class of mistake is a function that yields (start, end, new text): the edits of the file, in code points, that make the mistake at one place each.
Classes in SYNTAX must not compile; those in CHECKED must compile, and a checker (see python.mjs) must report them. The known fix is the original text.
"""
import ast, io, json, keyword, os, random, re, sys, sysconfig, tokenize, traceback, warnings

warnings.filterwarnings("ignore")
MIN_CHARS, MAX_CHARS, MAX_FILES = 1_500, 40_000, 260
SKIP = re.compile(r"(^|/)(test|tests|idlelib|lib2to3|turtledemo|site-packages|dist-packages|__pycache__|pydoc_data|encodings|ensurepip|msilib|_pyrepl|distutils)(/|$)")
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")": "(", "]": "[", "}": "{"}


def held_out(name):
    """The same third of all names as in held-out.mjs."""
    h = 2166136261
    for c in name.encode("utf-16-le")[::2]: h = ((h ^ c) * 16777619) & 0xFFFFFFFF
    h ^= h >> 15
    return abs(h - (1 << 32) if h >> 31 else h) % 3 == 0


class Source:
    """A file with its tokens and tree; all offsets in code points from its start."""

    def __init__(self, name, text):
        self.name, self.text = name, text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines: self.starts.append(self.starts[-1] + len(line))
        self.tree = ast.parse(text)
        self.tokens = [Token(t, self) for t in tokenize.generate_tokens(io.StringIO(text).readline)]
        self.names = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)} | {n.attr for n in ast.walk(self.tree) if isinstance(n, ast.Attribute)} | set(dir(__builtins__)) | set(keyword.kwlist)

    def at(self, line, column): return self.starts[line - 1] + column
    def node(self, line, byte): return self.at(line, len(self.lines[line - 1].encode()[:byte].decode(errors="replace")))
    def start(self, n): return self.node(n.lineno, n.col_offset)
    def end(self, n): return self.node(n.end_lineno, n.end_col_offset)
    def each(self, *kinds): return [n for n in ast.walk(self.tree) if isinstance(n, kinds)]


class Token:
    def __init__(self, t, source):
        self.type, self.text, self.line = t.type, t.string, t.start[0]
        self.start, self.end = source.at(*t.start), source.at(*t.end)
        self.first = t.line[: t.start[1]].strip() == ""
        self.is_name = t.type == tokenize.NAME
        self.keyword = self.is_name and keyword.iskeyword(t.string)


def typo(word, rng):
    """What fingers do: two letters swapped, one lost, doubled or hit beside."""
    if len(word) < 4: return None
    near = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioposdfghjkkxcvbnmn"))
    i = rng.randrange(1, len(word) - 1)
    how = rng.randrange(4)
    if how == 0: new = word[:i] + word[i + 1] + word[i] + word[i + 2:]
    elif how == 1: new = word[:i] + word[i + 1:]
    elif how == 2: new = word[:i] + word[i] + word[i:]
    else: new = word[:i] + near.get(word[i], "x") + word[i + 1:]
    return new if new != word and new.isidentifier() else None


# ---- mistakes that do not compile

def headers(s):
    """Colon tokens that end a compound statement's header on its line, with the header's first token."""
    depth, first = 0, None
    for i, t in enumerate(s.tokens):
        if t.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.NL, tokenize.COMMENT): continue
        if first is None: first = t
        if t.text in OPEN: depth += 1
        elif t.text in CLOSE: depth -= 1
        elif t.text == ":" and depth == 0 and first.keyword and s.tokens[i + 1].type == tokenize.NEWLINE: yield first, t
        if t.type == tokenize.NEWLINE: depth, first = 0, None

def brackets(s, which): return [t for t in s.tokens if t.type == tokenize.OP and t.text in which]
def calls_of(s, name): return [n for n in s.each(ast.Call) if isinstance(n.func, ast.Name) and n.func.id == name]
def one_line(n): return n.lineno == n.end_lineno
def indent_of(line): return len(line) - len(line.lstrip(" "))

def drop_colon(s, r): return [(c.start, c.end, "") for _, c in headers(s)]
def drop_close(s, r): return [(t.start, t.end, "") for t in brackets(s, CLOSE)]
def drop_open(s, r): return [(t.start, t.end, "") for t in brackets(s, OPEN)]
def extra_close(s, r): return [(t.end, t.end, t.text) for t in brackets(s, CLOSE)]
def mismatch_close(s, r): return [(t.start, t.end, {")": "]", "]": ")", "}": ")"}[t.text]) for t in brackets(s, CLOSE)]
def drop_comma(s, r): return [(t.start, t.end, "") for i, t in enumerate(s.tokens) if t.text == "," and s.tokens[i + 1].type != tokenize.NL and s.tokens[i + 1].text not in CLOSE]
def drop_line_comma(s, r): return [(t.start, t.end, "") for i, t in enumerate(s.tokens) if t.text == "," and s.tokens[i + 1].type == tokenize.NL]

def plain_strings(s): return [t for t in s.tokens if t.type == tokenize.STRING and "\n" not in t.text and not t.text.endswith(('"""', "'''"))]
def drop_quote(s, r): return [(t.end - 1, t.end, "") for t in plain_strings(s)]
def drop_open_quote(s, r): return [(t.start, t.start + 1, "") for t in plain_strings(s) if t.text[0] in "'\"" and len(t.text) > 4]
def wrong_quote(s, r): return [(t.end - 1, t.end, "'" if t.text[-1] == '"' else '"') for t in plain_strings(s)]
def triple_unclosed(s, r): return [(t.end - 3, t.end, "") for t in s.tokens if t.type == tokenize.STRING and t.text.endswith(('"""', "'''")) and len(t.text) > 8]
def smart_quotes(s, r): return [(t.start, t.end, ("“" + t.text[1:-1] + "”") if t.text[0] == '"' else ("‘" + t.text[1:-1] + "’")) for t in plain_strings(s) if t.text[0] in "'\""]
def fstring_brace(s, r):
    for t in s.tokens:
        if t.type == tokenize.STRING and t.text[0] in "fF" and "\n" not in t.text and "}" in t.text and "{{" not in t.text and "}}" not in t.text:
            i = t.text.index("}")
            yield t.start + i, t.start + i + 1, ""

def bodies(s):
    for n in ast.walk(s.tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(n, field, None)
            if isinstance(block, list) and block and not isinstance(n, ast.Module) and s.lines[block[0].lineno - 1][: block[0].col_offset].strip() == "": yield n, block
def no_indent(s, r):
    for n, block in bodies(s):
        if len(block) == 1 and one_line(block[0]):
            line = block[0].lineno
            yield s.starts[line - 1], s.at(line, indent_of(s.lines[line - 1])), " " * n.col_offset if hasattr(n, "col_offset") else ""
def no_indent_block(s, r):
    for n, block in bodies(s):
        first, last = block[0].lineno, block[-1].end_lineno
        if 2 <= last - first + 1 <= 6 and len(block) > 1 and hasattr(n, "col_offset"):
            cut = indent_of(s.lines[first - 1]) - n.col_offset
            rows = s.lines[first - 1 : last]
            if cut > 0 and all(indent_of(l) >= cut or not l.strip() for l in rows): yield s.starts[first - 1], s.starts[last], "".join(l[cut:] if l.strip() else l for l in rows)
def inner(s): return [(b[i], i) for _, b in bodies(s) for i in range(1, len(b)) if one_line(b[i])]
def indent_less(s, r): return [(s.starts[n.lineno - 1], s.starts[n.lineno - 1] + r.choice((1, 2)), "") for n, _ in inner(s) if n.col_offset >= 4]
def indent_more(s, r): return [(s.starts[n.lineno - 1], s.starts[n.lineno - 1], " " * r.choice((1, 2, 4))) for n, _ in inner(s)]
def tab_mix(s, r): return [(s.starts[n.lineno - 1], s.at(n.lineno, n.col_offset), "\t" * (n.col_offset // 8 or 1)) for n, _ in inner(s) if n.col_offset % 8 == 0]

def assign_in_cond(s, r):
    for i, t in enumerate(s.tokens):
        if t.text == "==" and re.match(r"\s*(if|elif|while)\b", s.lines[t.line - 1]): yield t.start, t.end, "="
def py2_print(s, r):
    for n in calls_of(s, "print"):
        if n.args and not n.keywords and one_line(n): yield s.start(n) + 5, s.end(n), " " + s.text[s.start(n) + 6 : s.end(n) - 1]
def py2_except(s, r): return [(m.start(1), m.end(1), ",") for m in re.finditer(r"^ *except [\w.()]+( as) \w+:", s.text, re.M)]
def py2_raise(s, r):
    for n in s.each(ast.Raise):
        if isinstance(n.exc, ast.Call) and len(n.exc.args) == 1 and not n.exc.keywords and one_line(n): yield s.end(n.exc.func), s.end(n.exc), ", " + s.text[s.start(n.exc.args[0]) : s.end(n.exc.args[0])]
def py2_backtick(s, r): return [(s.start(n), s.end(n), "`" + s.text[s.start(n.args[0]) : s.end(n.args[0])] + "`") for n in calls_of(s, "repr") if len(n.args) == 1 and one_line(n)]
def py2_notequal(s, r): return [(t.start, t.end, "<>") for t in s.tokens if t.text == "!="]
def kw_typo(s, r): return [(t.start, t.end, new) for t in s.tokens if t.keyword and t.text not in ("None", "True", "False") and (new := typo(t.text, r)) and not keyword.iskeyword(new)]
def kw_case(s, r): return [(t.start, t.end, t.text.capitalize()) for t in s.tokens if t.keyword and t.text in ("if", "for", "while", "def", "class", "return", "import", "from", "else", "try", "with") and t.first]
def else_if(s, r): return [(t.start, t.end, r.choice(("else if", "elseif", "elsif"))) for t in s.tokens if t.text == "elif"]
def foreign_operator(s, r): return [(t.start, t.end, {"and": "&&", "or": "||"}[t.text]) for t in s.tokens if t.text in ("and", "or")]
def foreign_not(s, r): return [(t.start, t.end + 1, "!") for i, t in enumerate(s.tokens) if t.text == "not" and s.tokens[i + 1].text != "in" and s.tokens[i - 1].text != "is"]
def foreign_def(s, r): return [(t.start, t.end, r.choice(("function", "func", "fn"))) for t in s.tokens if t.text == "def"]
def foreign_catch(s, r): return [(t.start, t.end, "catch") for t in s.tokens if t.text == "except"]
def foreign_increment(s, r): return [(m.start(1), m.end(1), m.group(2) * 2) for m in re.finditer(r"^ *[\w.]+( ([+-])= 1)$", s.text, re.M)]
def foreign_comment(s, r): return [(t.start, t.start + 1, "//") for t in s.tokens if t.type == tokenize.COMMENT and re.match(r"# \w", t.text)]
def foreign_this_braces(s, r):
    for first, colon in headers(s):
        yield colon.start, colon.end, " {"
def drop_operator(s, r):
    for n in s.each(ast.BinOp):
        if one_line(n) and not isinstance(n.op, ast.Mod):
            a, b = s.end(n.left), s.start(n.right)
            if re.fullmatch(r" [-+*/] ", s.text[a:b]): yield a, b, " "
def drop_parameters(s, r): return [(m.start(1), m.end(1), "") for m in re.finditer(r"^ *def \w+(\(\)):", s.text, re.M)]
def drop_in(s, r): return [(t.start, t.end + 1, "") for i, t in enumerate(s.tokens) if t.text == "in" and re.match(r"\s*for [\w, ]+ in ", s.lines[t.line - 1]) and s.lines[t.line - 1][: t.start - s.starts[t.line - 1]].count(" in") == 0]
def drop_def(s, r): return [(t.start, t.end + 1, "") for t in s.tokens if t.text == "def" and t.first]
def drop_import_keyword(s, r): return [(m.start(1), m.end(1), "") for m in re.finditer(r"^from [\w.]+( import) \w+", s.text, re.M)]
def positional_after_keyword(s, r):
    for n in s.each(ast.Call):
        if n.args and len(n.keywords) == 1 and n.keywords[0].arg and one_line(n) and not isinstance(n.args[-1], ast.Starred):
            a, k = n.args[-1], n.keywords[0]
            yield s.start(a), s.end(k), s.text[s.start(k) : s.end(k)] + s.text[s.end(a) : s.start(k)] + s.text[s.start(a) : s.end(a)]
def colon_for_equals(s, r):
    for n in s.each(ast.Assign):
        if one_line(n) and len(n.targets) == 1 and isinstance(n.targets[0], ast.Subscript): yield s.end(n.targets[0]), s.start(n.value), " : = "
def space_in_name(s, r):
    for n in s.each(ast.Name):
        if isinstance(n.ctx, ast.Store) and "_" in n.id.strip("_"): yield s.start(n), s.end(n), re.sub(r"(?<=[^_])_(?=[^_])", " ", n.id, count=1)
def equals_in_dict(s, r):
    for n in s.each(ast.Dict):
        for k, v in zip(n.keys, n.values):
            if k is not None and one_line(k) and ":" in s.text[s.end(k) : s.start(v)]: yield s.end(k), s.start(v), " = "
def missing_else_colon_line(s, r):
    for first, colon in headers(s):
        if first.text in ("else", "try", "finally"): yield colon.start, colon.end, ""

SYNTAX = dict(drop_colon=drop_colon, drop_else_colon=missing_else_colon_line, drop_close=drop_close, drop_open=drop_open, extra_close=extra_close, mismatch_close=mismatch_close,
    drop_comma=drop_comma, drop_line_comma=drop_line_comma, drop_quote=drop_quote, drop_open_quote=drop_open_quote, wrong_quote=wrong_quote, triple_unclosed=triple_unclosed,
    smart_quotes=smart_quotes, fstring_brace=fstring_brace, no_indent=no_indent, no_indent_block=no_indent_block, indent_less=indent_less, indent_more=indent_more, tab_mix=tab_mix,
    assign_in_cond=assign_in_cond, py2_print=py2_print, py2_except=py2_except, py2_raise=py2_raise, py2_backtick=py2_backtick, py2_notequal=py2_notequal, kw_typo=kw_typo, kw_case=kw_case,
    else_if=else_if, foreign_operator=foreign_operator, foreign_not=foreign_not, foreign_def=foreign_def, foreign_catch=foreign_catch, foreign_increment=foreign_increment,
    foreign_comment=foreign_comment, foreign_brace=foreign_this_braces, drop_operator=drop_operator, drop_parameters=drop_parameters, drop_in=drop_in, drop_def=drop_def,
    drop_import_keyword=drop_import_keyword, positional_after_keyword=positional_after_keyword, colon_for_equals=colon_for_equals, space_in_name=space_in_name, equals_in_dict=equals_in_dict)


# ---- mistakes that compile, and that a checker must see

def loads(s): return [n for n in s.each(ast.Name) if isinstance(n.ctx, ast.Load)]
def attributes(s): return [n for n in s.each(ast.Attribute) if isinstance(n.ctx, ast.Load) and n.lineno == n.end_lineno]
def fresh(s, new, old): return new and new != old and new not in s.names and not keyword.iskeyword(new)

def name_typo(s, r): return [(s.start(n), s.end(n), new) for n in loads(s) if fresh(s, new := typo(n.id, r), n.id)]
def name_case(s, r):
    for n in loads(s):
        new = n.id.lower() if n.id != n.id.lower() else re.sub(r"_(\w)", lambda m: m.group(1).upper(), n.id) if "_" in n.id.strip("_") else n.id.capitalize()
        if len(n.id) > 2 and fresh(s, new, n.id): yield s.start(n), s.end(n), new
def attr_typo(s, r): return [(s.end(n) - len(n.attr), s.end(n), new) for n in attributes(s) if fresh(s, new := typo(n.attr, r), n.attr)]
def kwarg_typo(s, r): return [(s.start(k), s.start(k) + len(k.arg), new) for n in s.each(ast.Call) for k in n.keywords if k.arg and fresh(s, new := typo(k.arg, r), k.arg)]
def imports(s): return [n for n in s.tree.body if isinstance(n, (ast.Import, ast.ImportFrom)) and one_line(n) and "*" not in ast.unparse(n) and getattr(n, "module", "") != "__future__"]
def whole_line(s, n): return s.starts[n.lineno - 1], s.starts[n.lineno], ""
def drop_import(s, r): return [whole_line(s, n) for n in imports(s) if isinstance(n, ast.Import) and len(n.names) == 1]
def drop_from_import(s, r): return [whole_line(s, n) for n in imports(s) if isinstance(n, ast.ImportFrom) and len(n.names) == 1 and n.level == 0]
def drop_imported_name(s, r):
    for n in imports(s):
        if isinstance(n, ast.ImportFrom) and len(n.names) > 1 and "(" not in s.lines[n.lineno - 1]:
            gone = r.choice(n.names)
            yield s.start(n.names[0]), s.end(n.names[-1]), ", ".join(ast.unparse(a) for a in n.names if a is not gone)
def import_typo(s, r):
    for n in imports(s):
        module = n.module if isinstance(n, ast.ImportFrom) else n.names[0].name
        if module and fresh(s, new := typo(module, r) if "." not in module else None, module) and not getattr(n, "level", 0):
            where = s.text.index(module, s.start(n) + 5)
            yield where, where + len(module), new
def imported_name_typo(s, r): return [(s.start(a), s.start(a) + len(a.name), new) for n in imports(s) if isinstance(n, ast.ImportFrom) and not n.level for a in n.names if a.asname is None and (new := typo(a.name, r))]
def missing_self(s, r): return [(s.start(n), s.start(n) + 5, "") for n in attributes(s) if isinstance(n.value, ast.Name) and n.value.id == "self"]
def missing_self_parameter(s, r): return [(m.start(1), m.end(1), "") for m in re.finditer(r"^ +def \w+\((self(?:, )?)", s.text, re.M)]
def missing_await(s, r): return [(s.start(n), s.start(n.value), "") for n in s.each(ast.Await) if one_line(n)]
def missing_async(s, r): return [(s.start(n), s.start(n) + 6, "") for n in s.each(ast.AsyncFunctionDef)]
FOREIGN = dict(append="push", strip="trim", lower="toLowerCase", upper="toUpperCase", startswith="startsWith", endswith="endsWith", extend="addAll", join="concat", items="iteritems", keys="iterkeys", values="itervalues", find="indexOf", lstrip="trimStart", pop="shift", get="getOrDefault")
def foreign_method(s, r): return [(s.end(n) - len(n.attr), s.end(n), FOREIGN[n.attr]) for n in attributes(s) if n.attr in FOREIGN]
def foreign_length(s, r): return [(s.start(n), s.end(n), s.text[s.start(n.args[0]) : s.end(n.args[0])] + r.choice((".length", ".length()", ".size()"))) for n in calls_of(s, "len") if len(n.args) == 1 and isinstance(n.args[0], (ast.Name, ast.Attribute))]
def foreign_constant(s, r): return [(s.start(n), s.end(n), {None: "null", True: "true", False: "false"}[n.value]) for n in s.each(ast.Constant) if n.value is None or isinstance(n.value, bool)]
def foreign_this(s, r): return [(s.start(n), s.end(n), "this") for n in loads(s) if n.id == "self"]
def drop_str(s, r):
    for n in s.each(ast.BinOp):
        c = n.right
        if isinstance(n.op, ast.Add) and isinstance(c, ast.Call) and isinstance(c.func, ast.Name) and c.func.id == "str" and len(c.args) == 1 and one_line(c): yield s.start(c), s.end(c), s.text[s.start(c.args[0]) : s.end(c.args[0])]
def drop_call(s, r):
    for n in s.each(ast.Attribute):
        c = n.value
        if isinstance(c, ast.Call) and not c.args and not c.keywords and one_line(n) and isinstance(c.func, ast.Name): yield s.end(c.func), s.end(c), ""
def drop_definition_parameter(s, r):
    for n in s.each(ast.FunctionDef):
        a = n.args
        if len(a.args) > 1 and not a.defaults and not a.vararg and not a.kwonlyargs and not a.posonlyargs and a.args[-1].annotation is None:
            last, before = a.args[-1], a.args[-2]
            used = sum(isinstance(m, ast.Name) and m.id == last.arg for m in ast.walk(n))
            if used: yield s.end(before), s.end(last), ""

CHECKED = dict(name_typo=name_typo, name_case=name_case, attr_typo=attr_typo, kwarg_typo=kwarg_typo, drop_import=drop_import, drop_from_import=drop_from_import, drop_imported_name=drop_imported_name,
    import_typo=import_typo, imported_name_typo=imported_name_typo, missing_self=missing_self, missing_self_parameter=missing_self_parameter, missing_await=missing_await, foreign_method=foreign_method,
    foreign_length=foreign_length, foreign_constant=foreign_constant, foreign_this=foreign_this, drop_str=drop_str, drop_call=drop_call, drop_parameter=drop_definition_parameter)
# `await` in a function that is none is CPython's own business.
SYNTAX["missing_async"] = missing_async


def refused(text):
    """What compile says, or None."""
    try: compile(text, "main.py", "exec", dont_inherit=True)
    except SyntaxError as e: return e
    except (ValueError, RecursionError, MemoryError): return None
    return None

def case(kind, s, edit, error):
    start, end, new = edit
    text = s.text[:start] + new + s.text[end:]
    out = dict(language="python", path=s.name, before=text, after=s.text, set="py_slip", source="injected", oracle=dict(kind="ast-equal"), meta=dict(mutation=kind))
    if error is None: return out
    line, column = error.lineno or 1, max(error.offset or 1, 1)
    end_line, end_column = getattr(error, "end_lineno", None) or line, getattr(error, "end_offset", None) or 0
    if end_line < line or (end_line == line and end_column < column): end_line, end_column = line, column
    said = f"{type(error).__name__}: {error.msg}"
    return dict(out, error_type=type(error).__name__, code=None, message=said, traceback="".join(traceback.format_exception_only(error)),
        ranges=[dict(startLine=line, startCol=column, endLine=end_line, endCol=end_column)], all_diagnostics=[])

def files_of(options, rng):
    given = options.get("files")
    root = sysconfig.get_path("stdlib")
    found = given or [os.path.join(d, f) for d, _, fs in os.walk(root) if not SKIP.search(d[len(root):].replace(os.sep, "/") + "/") for f in fs if f.endswith(".py")]
    # What the language model was trained on is no test of it: held-out.mjs says which files it was not.
    found = sorted(f for f in found if given or held_out(os.path.relpath(f, root).replace(os.sep, "/")))
    rng.shuffle(found)
    for file in found[: MAX_FILES * 3]:
        try:
            text = open(file, encoding="utf-8", newline="").read()
            if MIN_CHARS <= len(text) <= MAX_CHARS and "\r" not in text and "\f" not in text: yield Source(os.path.basename(file) if given else os.path.relpath(file, root).replace(os.sep, "/"), text)
        except (SyntaxError, ValueError, UnicodeDecodeError, tokenize.TokenError, RecursionError): continue

def main():
    options = json.load(sys.stdin)
    seed, per_class = options["seed"], options["per_class"]
    wanted = options.get("classes")
    sources = []
    for source in files_of(options, random.Random(seed)):
        sources.append(source)
        if len(sources) == options.get("max_files", MAX_FILES): break
    for kind, sites in {**SYNTAX, **CHECKED}.items():
        if wanted and kind not in wanted: continue
        rng = random.Random(f"{seed} {kind}")
        order = sources[:]
        rng.shuffle(order)
        # A checker may see nothing wrong with a mistake that compiles: more of those.
        left, tries = per_class if kind in SYNTAX else per_class * 2, per_class * 40
        # Several rounds: a rare mistake may have to come from the same file twice.
        for source in order * 3:
            if left == 0 or tries == 0: break
            places = list(sites(source, rng))
            if not places: continue
            tries -= 1
            edit = rng.choice(places)
            text = source.text[: edit[0]] + edit[2] + source.text[edit[1] :]
            if text == source.text: continue
            error = refused(text)
            if (error is None) == (kind in SYNTAX): continue
            print(json.dumps(case(kind, source, edit, error)))
            left -= 1

if __name__ == "__main__": main()
