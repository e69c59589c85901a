# Lies first on PYTHONPATH of a re-run: counts how often one statement of one file is begun and how often it is completed
# without an exception, from Python 3.11 on also one operation in it, and reports it. Changes nothing else. Runs on Python 2.7 and every 3.
import os
import sys


def _self_heal():
    import atexit
    import time

    helpers = os.path.realpath(os.environ.get("SELF_HEAL_HELPERS") or os.path.dirname(__file__))
    # As if we were not there, and then the sitecustomize that we stand before.
    sys.path[:] = [entry for entry in sys.path if not entry or os.path.realpath(entry) != helpers]
    own = sys.modules.pop("sitecustomize", None)
    try:
        __import__("sitecustomize")
    except ImportError:
        pass
    if own is not None:
        # The import that loads us looks for what it loaded.
        sys.modules.setdefault("sitecustomize", own)

    # Plain lines: a parser would cost more than all else here.
    with open(os.path.join(helpers, "statement.txt"), "rb") as file:
        text = file.read()
    if str is not bytes:
        text = text.decode("utf-8", "surrogateescape")
    parts = text.split("\0")
    path, relative, first, last, scope, key = parts[:6]
    first, last = int(first), int(last)
    # The operation: its first and last place, and the names of the code that evaluates it.
    place = [int(one) for one in parts[6:10]]
    owners = parts[10:12]
    single = first == last
    pipe = int(os.environ["SELF_HEAL_REPORT"])
    # Python 2 takes a module's globals away before the last code has run.
    write, getpid, clock, realpath, settrace = os.write, os.getpid, time.time, os.path.realpath, sys.settrace
    inner = scope == "<lambda>"
    targets = set(os.path.realpath(one) for one in (path, os.path.join(os.getcwd(), relative)))
    counts = {"begun": 0, "completed": 0}
    # Of the operation; counting it costs some calls a time.
    operation = [0, 0]
    cap = 10000
    operations = [len(place) == 4]

    def name():
        return "%d-%d" % (getpid(), int(clock() * 1e6))

    me = [name()]
    said = [None]

    def say():
        now = (counts["begun"], counts["completed"], operation[0], operation[1])
        if now == said[0]:
            return
        said[0] = now
        try:
            write(
                pipe,
                (
                    "%s coverage %s %d %d\n%s operation %s %d %d\n" % (key, me[0], now[0], now[1], key, me[0], now[2], now[3])
                ).encode("ascii"),
            )
        except OSError:
            pass

    def begun():
        n = counts["begun"] = counts["begun"] + 1
        if n & (n - 1) == 0:
            say()

    def completed():
        n = counts["completed"] = counts["completed"] + 1
        if n & (n - 1) == 0:
            say()

    def evaluated(which):
        n = operation[which] = operation[which] + 1
        if n & (n - 1) == 0:
            say()
        if n == cap:
            operations[0] = False
            follow(None)
            try:
                write(pipe, (key + " operation-capped\n").encode("ascii"))
            except OSError:
                pass

    # From 3.12 on single instructions are told of by `sys.monitoring`, of the one code that is asked for; before by the trace function.
    monitoring = getattr(sys, "monitoring", None)
    followed = []
    getframe = sys._getframe

    def follow(code):
        """Asks for the instructions of a code; of none any more where it is None."""
        if monitoring is None:
            return
        if code is None:
            for one in followed:
                monitoring.set_local_events(tool, one, 0)
        elif code not in followed:
            followed.append(code)
            monitoring.set_local_events(tool, code, monitoring.events.INSTRUCTION)

    def at_instruction(code, offset):
        watch = getframe(1).f_trace
        if watch.__class__ is Watch and watch.at:
            watch.operation(getframe(1), "opcode", offset)

    if monitoring is not None and operations[0]:
        tool = next((one for one in (3, 4) if monitoring.get_tool(one) is None), None)
        if tool is None:
            operations[0] = False
        else:
            monitoring.use_tool_id(tool, "self-heal")
            monitoring.register_callback(tool, monitoring.events.INSTRUCTION, at_instruction)

    def instructions(code):
        """Where the code evaluates the operation: its instructions' offsets."""
        if not operations[0] or code.co_name not in owners or not hasattr(code, "co_positions"):
            return None
        start, end = (place[0], place[1]), (place[2], place[3])
        return frozenset(
            2 * index
            for index, (line, last_line, column, last_column) in enumerate(code.co_positions())
            if line is not None
            and column is not None
            and last_line is not None
            and last_column is not None
            and (line, column) >= start
            and (last_line, last_column) <= end
            and (line, column) < (last_line, last_column)
        )

    try:
        from opcode import opname
    except ImportError:
        opname = None

    def suspended(frame):
        """Whether a generator or coroutine leaves at a yield or await, to come back."""
        if not frame.f_code.co_flags & 0x2A0 or opname is None:
            return False
        op = frame.f_code.co_code[frame.f_lasti]
        return not opname[op if isinstance(op, int) else ord(op)].startswith("RETURN")

    class Watch(object):
        """Follows one frame: Python's trace function of it."""

        __slots__ = ("inside", "raised", "lines", "at", "begin", "evaluates")

        def __init__(self, lines, at):
            self.inside = False
            self.raised = False
            # Whether the frame runs the statement, and its instructions that are the operation.
            self.lines = lines
            self.at = at
            self.begin = min(at) if at else None
            self.evaluates = False

        def operation(self, frame, event, at):
            if event == "opcode" or event == "line":
                within = at in self.at
                if self.evaluates and (not within or (event == "opcode" and at == self.begin)):
                    self.evaluates = False
                    evaluated(1)
                if event == "opcode":
                    if within and not self.evaluates:
                        self.evaluates = True
                        evaluated(0)
                elif monitoring is None:
                    frame.f_trace_opcodes = operations[0] and place[0] <= frame.f_lineno <= place[2]
            elif event == "exception":
                # The end of what is awaited or run over is told by an exception that nobody sees.
                if opname is None or opname[frame.f_code.co_code[at]] not in ("SEND", "END_SEND", "FOR_ITER", "END_FOR", "YIELD_FROM"):
                    self.evaluates = False
            elif event == "return" and self.evaluates and not suspended(frame):
                self.evaluates = False
                evaluated(1)

        def __call__(self, frame, event, arg):
            if self.at:
                if operations[0]:
                    self.operation(frame, event, frame.f_lasti)
                else:
                    self.at = None
                    frame.f_trace_opcodes = False
            if not self.lines or event == "opcode":
                return self
            if event == "line":
                line = frame.f_lineno
                if first <= line <= last:
                    if self.inside:
                        # A statement of one line sees another line event only when it begins anew.
                        if not single or inner:
                            return self
                        if not self.raised:
                            completed()
                    self.inside = True
                    self.raised = False
                    begun()
                elif self.inside:
                    self.inside = False
                    if not self.raised:
                        completed()
            elif event == "exception":
                # The end of a for loop is told by an exception that nobody sees.
                if not issubclass(arg[0], (StopIteration, GeneratorExit)):
                    self.raised = True
            elif event == "return":
                if self.inside and not suspended(frame):
                    self.inside = False
                    if not self.raised:
                        completed()
            return self

    files = {}
    codes = {}

    def trace(frame, event, arg):
        code = frame.f_code
        path = code.co_filename
        known = files.get(path)
        if known is None:
            known = files[path] = realpath(path) in targets
        if not known:
            return None
        entry = codes.get(id(code))
        if entry is None:
            # The code is kept with the answer, so that no other gets its id.
            entry = codes[id(code)] = (belongs(code), instructions(code), code)
        if not entry[0] and not entry[1]:
            return None
        watch = frame.f_trace
        # A generator comes back to the watch that it left with.
        if watch.__class__ is Watch:
            return watch
        if entry[1] and operations[0]:
            if monitoring is None:
                frame.f_trace_opcodes = True
            else:
                follow(code)
        return Watch(entry[0], entry[1])

    def belongs(code):
        if code.co_name != scope:
            return False
        if inner:
            return first <= code.co_firstlineno <= last
        import dis

        return any(line is not None and first <= line <= last for _, line in dis.findlinestarts(code))

    here = os.getcwd() + os.sep
    modules = sys.modules

    def say_loaded():
        own = set()
        for module in list(modules.values()):
            file = getattr(module, "__file__", None)
            if isinstance(file, str) and len(own) < 200:
                file = os.path.abspath(file)
                if file.startswith(here) and "site-packages" not in file and "\n" not in file:
                    own.add(file[len(here):])
        text = "".join("%s loaded %s\n" % (key, file) for file in sorted(own))
        try:
            write(pipe, text if str is bytes else text.encode("utf-8", "surrogateescape"))
        except OSError:
            pass

    leave = os._exit

    def _exit(*args, **kwargs):
        say()
        say_loaded()
        return leave(*args, **kwargs)

    os._exit = _exit

    def forked():
        me[0] = name()
        counts["begun"] = counts["completed"] = 0
        operation[0] = operation[1] = 0
        said[0] = None

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=forked)
    try:
        write(pipe, (key + " probe python\n").encode("ascii"))
        if operations[0] and sys.version_info >= (3, 11):
            write(pipe, (key + " operations\n").encode("ascii"))
    except OSError:
        return

    def end():
        settrace(None)
        say()
        say_loaded()

    atexit.register(end)
    try:
        import _thread
    except ImportError:
        import thread as _thread

    def traced(start):
        def start_traced(function, *args, **kwargs):
            def run(*given, **named):
                settrace(trace)
                return function(*given, **named)

            return start(run, *args, **kwargs)

        return start_traced

    # What `threading.settrace` does, without the import of `threading` where nothing has imported it yet.
    if "threading" in sys.modules:
        sys.modules["threading"].settrace(trace)
    for starter in ("start_new_thread", "start_joinable_thread"):
        if hasattr(_thread, starter):
            setattr(_thread, starter, traced(getattr(_thread, starter)))
    settrace(trace)


try:
    if os.environ.get("SELF_HEAL_REPORT"):
        _self_heal()
except Exception:  # The program must run as it would without us; no report then says that nothing was seen.
    pass
del _self_heal
