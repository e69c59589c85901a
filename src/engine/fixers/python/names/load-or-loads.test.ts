import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const NO_READ = "AttributeError: 'str' object has no attribute 'read'";
proposes([
  ['import json\ndata = «json.load(text)»\n', NO_READ, 'import json\ndata = json.loads(text)\n'],
  ['import json as j\ndata = «j.load(reply.text)»\n', NO_READ, 'import json as j\ndata = j.loads(reply.text)\n'],
  [
    'import json\nwith open("a") as f:\n    data = «json.loads(f)»\n',
    'TypeError: the JSON object must be str, bytes or bytearray, not TextIOWrapper',
    'import json\nwith open("a") as f:\n    data = json.load(f)\n',
  ],
  [
    'import json\nprint(«json.dump(data)»)\n',
    "TypeError: dump() missing 1 required positional argument: 'fp'",
    'import json\nprint(json.dumps(data))\n',
  ],
]);

test('an object of another kind that loads: silence', async () => {
  const { all } = await tried('import shop\nshop.load(«name»)\n', NO_READ);
  expect(all.filter(({ origin }) => origin.id === 'python/load-or-loads')).toEqual([]);
});
