import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import json\ndata = json.dumps(text)\n«print(data["a"])»\n',
    "TypeError: string indices must be integers, not 'str'",
    'import json\ndata = json.loads(text)\nprint(data["a"])\n',
  ],
  [
    'import json\nbody = json.dumps({"a": 1})\n«print(body["a"])»\n',
    "TypeError: string indices must be integers, not 'str'",
    'import json\nbody = {"a": 1}\nprint(body["a"])\n',
  ],
  [
    'users = {"u1": {"name": "a"}}\nfor user in users:\n    «print(user["name"])»\n',
    "TypeError: string indices must be integers, not 'str'",
    'users = {"u1": {"name": "a"}}\nfor user in users.values():\n    print(user["name"])\n',
  ],
  [
    'data = {"count": 1, "results": [{"id": 3}]}\nfor item in data:\n    «print(item["id"])»\n',
    "TypeError: string indices must be integers, not 'str'",
    'data = {"count": 1, "results": [{"id": 3}]}\nfor item in data["results"]:\n    print(item["id"])\n',
  ],
  [
    'import json\nwith open("c.json") as f:\n    conf = f.read()\n«print(conf["port"])»\n',
    "TypeError: string indices must be integers, not 'str'",
    'import json\nwith open("c.json") as f:\n    conf = json.loads(f.read())\nprint(conf["port"])\n',
  ],
  [
    'for row in rows:\n    «print(rows["n"])»\n',
    'TypeError: list indices must be integers or slices, not str',
    'for row in rows:\n    print(row["n"])\n',
  ],
  [
    'reply = [{"t": "x"}]\n«print(reply["t"])»\n',
    'TypeError: list indices must be integers or slices, not str',
    'reply = [{"t": "x"}]\nprint(reply[0]["t"])\n',
  ],
]);

test.each([
  [
    'the data are not seen',
    'import json\nconf = json.load(f)\nfor c in conf:\n    «print(c["port"])»\n',
    "TypeError: string indices must be integers, not 'str'",
  ],
  ['several items', 'reply = [{"t": 1}, {"t": 2}]\n«print(reply["t"])»\n', 'TypeError: list indices must be integers or slices, not str'],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/text-for-data')).toEqual([]);
});
