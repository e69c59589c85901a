import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import json\ntags = {"x"}\nrow = {"tags": tags}\n«print(json.dumps(row))»\n',
    'TypeError: Object of type set is not JSON serializable',
    'import json\ntags = {"x"}\nrow = {"tags": list(tags)}\nprint(json.dumps(row))\n',
  ],
  [
    'import json\n«json.dump(rows, f)»\n',
    'TypeError: Object of type date is not JSON serializable',
    'import json\njson.dump(rows, f, default=str)\n',
  ],
  [
    'import json\n«print(json.dumps(d.keys()))»\n',
    'TypeError: Object of type dict_keys is not JSON serializable',
    'import json\nprint(json.dumps(list(d.keys())))\n',
  ],
  [
    'import json\n\n\nclass P:\n    def __init__(self):\n        self.x = 1\n\n\n«print(json.dumps(P()))»\n',
    'TypeError: Object of type P is not JSON serializable',
    'import json\n\n\nclass P:\n    def __init__(self):\n        self.x = 1\n\n\nprint(json.dumps(P(), default=vars))\n',
  ],
  [
    'import json\nfrom enum import Enum\n\n\nclass C(Enum):\n    R = 1\n\n\n«print(json.dumps({"c": C.R}))»\n',
    'TypeError: Object of type C is not JSON serializable',
    'import json\nfrom enum import Enum\n\n\nclass C(Enum):\n    R = 1\n\n\nprint(json.dumps({"c": C.R.value}))\n',
  ],
  [
    'import json\nimport numpy as np\na = np.array([1])\n«print(json.dumps({"v": a}))»\n',
    'TypeError: Object of type ndarray is not JSON serializable',
    'import json\nimport numpy as np\na = np.array([1])\nprint(json.dumps({"v": a.tolist()}))\n',
  ],
]);

test.each([
  ['there is a default', 'import json\n«print(json.dumps(row, default=str2))»\n', 'TypeError: Object of type set is not JSON serializable'],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/not-serializable')).toEqual([]);
});
