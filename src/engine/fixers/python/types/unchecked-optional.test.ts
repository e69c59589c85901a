import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a value that may be None', () => {
  const attribute = 'reportOptionalMemberAccess: "group" is not a known attribute of "None"';
  mends([
    [
      'import re\n\ndef year(text: str) -> int:\n    found = re.search("[0-9]{4}", text)\n    return int(found.«group»())\n',
      attribute,
      'import re\n\ndef year(text: str) -> int:\n    found = re.search("[0-9]{4}", text)\n    if found is None:\n        raise ValueError(f"no match in {text!r}")\n    return int(found.group())\n',
    ],
    [
      'import re\n\ndef year(text: str) -> int | None:\n    match = re.search("[0-9]{4}", text)  # the year\n    return int(match.«group»())\n',
      attribute,
      'import re\n\ndef year(text: str) -> int | None:\n    match = re.search("[0-9]{4}", text)  # the year\n    if match is None:\n        return None\n    return int(match.group())\n',
    ],
    [
      'def label(rows, key) -> str:\n    if not key:\n        raise KeyError("no key")\n    row = find(rows, key)\n    return «row»["label"]\n',
      'reportOptionalSubscript: Object of type "None" is not subscriptable',
      'def label(rows, key) -> str:\n    if not key:\n        raise KeyError("no key")\n    row = find(rows, key)\n    if row is None:\n        raise KeyError(f"no row for {key!r}")\n    return row["label"]\n',
    ],
  ]);
  keepsStill([
    ['def f(match):\n    return match.«group»()\n', attribute],
    ['import re\nmatch = re.search("a", "b")\nprint(match.«group»())\n', attribute],
    ['import re\n\ndef f(t):\n    if t:\n        m = re.match("a", t)\n    return m.«group»()\n', attribute],
    ['import re\n\ndef f(t):\n    m = re.match("a", t)\n    if m:\n        print(1)\n    return m.«group»()\n', attribute],
  ]);
});
