// A repair of the syntax is silent where the program has another mistake that nobody knows.

import { expect, test } from 'vitest';
import type { Problem } from '../problem';
import { nameProblem } from '../inspect/remaining-errors';
import { pythonScopes } from '../syntax/python-scopes';
import { SourceText } from '../syntax/source-text';
import { hasStranger } from './strangers';

const workspace = {
  root: '/w',
  python: {
    importsOf: () => Promise.resolve([]),
    definers: (name: string) => Promise.resolve(name === 'from_neighbour' ? ['neighbour'] : name === 'lst' ? ['a'] : []),
    exports: () => Promise.resolve(undefined),
    modules: () => Promise.resolve(new Set(['neighbour'])),
    changed: () => undefined,
  },
  interpreter: undefined,
};

/** As after the walk: every name that nothing binds is told. */
function ask(text: string): Promise<boolean> {
  const source = new SourceText(text);
  const hidden: Problem[] = pythonScopes(text)
    .undefinedUses()
    .map((use) => nameProblem('/w/a.py', source, use));
  return hasStranger(hidden, source, '/w/a.py', workspace);
}

const PROGRAM = 'def mean(xs, low):\n    total = 0\n    for x in xs:\n        total += x\n    return total / len(xs), low\n\n';

test.each([
  'print(mean([1], undefined_thing))\n',
  'gadget(mean([1], 2))\n',
  // A single capital is a variable, not a class.
  'print(mean([1], B))\n',
  'counted -= mean([1], 2)\n',
  'lst\nlst = [1]\nprint(mean(lst, 2))\n',
  'print(mean(lst, 2))\nlst = [1]\n',
  'print(mean([this.a], 2))\n',
])('a name that nothing knows: %j', async (line) => {
  expect(await ask(`${PROGRAM}${line}`)).toBe(true);
});

test.each([
  'print(mean([1], 2))\n',
  // Its import is all that lacks.
  'print(mean(deque(), math.pi))\nprint(np.array([1]))\n',
  'def f(node: TreeNode) -> List[int]:\n    return mean([node.val], 2)\n',
  'print(from_neighbour([1]), neighbour.x)\n',
  'while True:\n    if mean([1], 2):\n        print(last)\n    last = 3\n',
  'def later():\n    return late\nlate = 2\n',
  'globals().update(NAMES)\nprint(mean([1], undefined_thing))\n',
  "print(_('mean'), mean([1], 2), raw_input())\n",
  `print(mean([1], undefined_thing))\n${'print(1)\n'.repeat(300)}`,
  'from somewhere import *\nprint(mean([1], undefined_thing))\n',
])('names that come from elsewhere, or in time: %j', async (line) => {
  expect(await ask(`${PROGRAM}${line}`)).toBe(false);
});

test('a piece of a program lacks what stands around it', async () => {
  for (const piece of [
    'if x:\n    go()\n',
    'print(name, age, city)\n',
    'for row in rows:\n    total = total + row.price * tax\n    save(total)\n',
  ])
    expect(await ask(piece)).toBe(false);
});

test('a script is no Python: its names are the compiler’s affair', async () => {
  const { healed } = await import('../../../test/unit/heal-script');
  const text =
    "export * as core from './core';\nexport { input, output } from './in-out';\n\nexport rype { infer } from './core';\nexport type { JSONType } from './util';\nconst total = count + width;\n";
  expect((await healed(text, { code: 1128 })).after).toBe(text.replace('rype', 'type'));
});
