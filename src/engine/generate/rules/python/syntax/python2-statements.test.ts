import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ["try:\n    go()\nexcept ValueError, e:\n    stop(e)\n", "try:\n    go()\nexcept ValueError as e:\n    stop(e)\n"],
  ["try:\n    go()\nexcept TypeError, KeyError:\n    stop()\n", "try:\n    go()\nexcept (TypeError, KeyError):\n    stop()\n"],
  ["raise ValueError, 'bad %s' % x\n", "raise ValueError('bad %s' % x)\n"],
  ["exec code in space\n", "exec(code, space)\n"],
  ["s = `x` + 'a'\n", "s = repr(x) + 'a'\n"],
  ["if a <> b:\n    go()\n", "if a != b:\n    go()\n"],
  ["s = ur'\\d+'\n", "s = r'\\d+'\n"],
  ["n = 10L\n", "n = 10\n"],
  ["os.chmod(p, 0755)\n", "os.chmod(p, 0o755)\n"],
  ["d = date(1999, 01, 02)\n", "d = date(1999, 1, 2)\n"],
  ["f = lambda (x): x + 1\n", "f = lambda x: x + 1\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
