"""Which of some texts are Python programs.

    python3 python_parses.py < ["text", …]     → true or false a line
"""
import json, sys, warnings

warnings.filterwarnings("ignore")


def parses(text):
    try: compile(text, "case.py", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError): return False
    return True


for text in json.load(sys.stdin): print(json.dumps(parses(text)))
