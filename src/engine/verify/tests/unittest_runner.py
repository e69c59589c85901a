# Runs unittest on the files named and writes one line of JSON for each test to the file descriptor in SELF_HEAL_REPORT.
import json
import os
import sys
import traceback
import unittest

pipe = int(os.environ["SELF_HEAL_REPORT"])
# Stands before every line of ours: what the tested code writes there is not believed.
key = sys.argv.pop(1)
sys.path[:] = [os.getcwd()] + [entry for entry in sys.path if os.path.realpath(entry or ".") != os.path.realpath(os.path.dirname(__file__))]


def say(test, outcome, error=None):
    line = {"id": test.id(), "outcome": outcome}
    if error is not None:
        kind, value, trace = error
        line["message"] = "".join(traceback.format_exception_only(kind, value)).strip()[:2000]
        own = [frame for frame in traceback.extract_tb(trace) if "unittest" not in os.path.dirname(frame[0]).split(os.sep)]
        if own:
            line["path"], line["line"] = os.path.abspath(own[-1][0]), own[-1][1]
    os.write(pipe, (key + " " + json.dumps(line) + "\n").encode("utf-8"))


class Result(unittest.TextTestResult):
    def addSuccess(self, test):
        super().addSuccess(test)
        say(test, "passed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        say(test, "failed", err)

    def addError(self, test, err):
        super().addError(test, err)
        say(test, "failed", err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            say(subtest, "failed", err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        say(test, "skipped")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        say(test, "skipped")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        say(test, "failed")


loader = unittest.defaultTestLoader
suite = unittest.TestSuite()
if len(sys.argv) < 2:
    suite.addTests(loader.discover(os.getcwd()))
for name in sys.argv[1:]:
    folder = os.path.dirname(os.path.abspath(name))
    module = os.path.relpath(os.path.abspath(name), os.getcwd())[:-3]
    if all(part.isidentifier() for part in module.split(os.sep)) and (os.path.dirname(module) == "" or os.path.exists(os.path.join(folder, "__init__.py"))):
        suite.addTests(loader.loadTestsFromName(module.replace(os.sep, ".")))
    else:
        suite.addTests(loader.discover(folder, pattern=os.path.basename(name), top_level_dir=folder))
sys.exit(not unittest.TextTestRunner(resultclass=Result).run(suite).wasSuccessful())
