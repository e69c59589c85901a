import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  ['«f.write(count)»\n', 'TypeError: write() argument must be str, not int', 'f.write(str(count))\n'],
  ['import json\n«f.write(scores)»\n', 'TypeError: write() argument must be str, not dict', 'import json\nf.write(json.dumps(scores))\n'],
  [
    'items = ["a"]\n«print("items: " + items)»\n',
    'TypeError: can only concatenate str (not "list") to str',
    'items = ["a"]\nprint("items: " + str(items))\n',
  ],
  ['code = 7\n«print(code.zfill(3))»\n', "AttributeError: 'int' object has no attribute 'zfill'", 'code = 7\nprint(str(code).zfill(3))\n'],
  [
    'import subprocess\n«subprocess.run(["sleep", 5])»\n',
    'TypeError: expected str, bytes or os.PathLike object, not int',
    'import subprocess\nsubprocess.run(["sleep", "5"])\n',
  ],
  ['import os\n«os.environ["LEVEL"] = level»\n', 'TypeError: str expected, not int', 'import os\nos.environ["LEVEL"] = str(level)\n'],
  [
    'import os\nyear = 2024\n«print(os.path.join("reports", year))»\n',
    "TypeError: join() argument must be str, bytes, or os.PathLike object, not 'int'",
    'import os\nyear = 2024\nprint(os.path.join("reports", str(year)))\n',
  ],
  [
    'from pathlib import Path\nbase = Path("out")\nfor i in range(2):\n    «print(base / i / "log.txt")»\n',
    "TypeError: unsupported operand type(s) for /: 'PosixPath' and 'int'",
    'from pathlib import Path\nbase = Path("out")\nfor i in range(2):\n    print(base / str(i) / "log.txt")\n',
  ],
  [
    'from pathlib import Path\nn = 3\n«print(Path("a").joinpath("b", n))»\n',
    'TypeError: expected str, bytes or os.PathLike object, not int',
    'from pathlib import Path\nn = 3\nprint(Path("a").joinpath("b", str(n)))\n',
  ],
  ['«print(text.replace("-", 5))»\n', 'TypeError: replace() argument 2 must be str, not int', 'print(text.replace("-", str(5)))\n'],
]);

test.each([
  ['no number divides a number', '«print(a / b)»\n', "TypeError: unsupported operand type(s) for /: 'str' and 'int'"],
  ['there is no value', '«print("r: " + f())»\n', 'TypeError: can only concatenate str (not "NoneType") to str'],
  ['a list of lines', 'with open("a", "w") as f:\n    «f.write(lines)»\n', 'TypeError: write() argument must be str, not list'],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/text-needed')).toEqual([]);
});
