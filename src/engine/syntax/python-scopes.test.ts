import { describe, expect, test } from 'vitest';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { pythonScopes } from './python-scopes';

const undefinedNames = (text: string): string[] =>
  pythonScopes(text)
    .undefinedUses()
    .map((use) => use.name);

describe('what is undefined', () => {
  test.each([
    ['print(x)', ['x']],
    ['x = 1\nprint(x)', []],
    // Numbers that end in a point.
    ['def f(low):\n    if low <= 0. or low >= 1.:\n        raise ValueError(low)\n    return low, 2.e5, 3.j, [1., 2.]\nprint(x)', ['x']],
    ['def f(a, b=c, *d, e: t, **g) -> r: return a, d, e, g', ['c', 't', 'r']],
    ['class A:\n    y = 1\n    def f(self):\n        return y', ['y']],
    ['class A:\n    y = 1\n    z = y\n    w = [y for _ in y]', ['y']],
    ['[a for b in c for a in b if d]', ['c', 'd']],
    ['f(x for x in y)', ['f', 'y']],
    ['{k: v for k, v in m}', ['m']],
    ['if (n := g()) > n: pass', ['g']],
    ['with a as b, c as (d, e): print(b)', ['a', 'c']],
    ['try: pass\nexcept E as e: print(e)', ['E']],
    ['import os.path, sys as s\nfrom a.b import (c as d, e)\nos; s; d; e; c; sys', ['c', 'sys']],
    ['f(key=1, *args, **kwargs)', ['f', 'args', 'kwargs']],
    ['x: int = 3\nx += y', ['y']],
    ['def f():\n    global g\n    g = 1\nprint(g)', []],
    ['def f():\n    x = 1\n    def h():\n        nonlocal x\n        x = 2\n    h()', []],
    ['lambda a, b=q: a + b + r', ['q', 'r']],
    ['match v:\n    case Point(x=a, y=0) | [a, *rest] as whole: print(a, rest, whole)', ['v', 'Point']],
    ['print(f"{x!r:>{w}} {y}")', ['x', 'w', 'y']],
    ['def g[T: B](x: T) -> T: ...\ntype A[K] = list[K]', ['B']],
    ['@d(e)\ndef f(): pass', ['d', 'e']],
    ['@d.g(e)\ndef f(): pass', ['d', 'e']],
    ['for i, (j, *k) in n: print(i, j, k)', ['n']],
    ['class A:\n    def f(self): return __class__, __name__, print', []],
    ['async def f():\n    async with a as b: await b\n    return [x async for x in y]', ['a', 'y']],
  ])('%s', (text, names) => expect(undefinedNames(text)).toEqual(names));

  test('a star import may bind anything', () => expect(pythonScopes('from a import *\nx').star).toBe(true));
});

test('imports are told apart', () => {
  expect(
    pythonScopes('import a.b\nimport c as d\nfrom .e import f as g, h').imports.map(({ name, module, member, aliased }) => ({
      name,
      module,
      member,
      aliased,
    })),
  ).toEqual([
    { name: 'a', module: 'a.b', member: undefined, aliased: false },
    { name: 'd', module: 'c', member: undefined, aliased: true },
    { name: 'g', module: '.e', member: 'f', aliased: true },
    { name: 'h', module: '.e', member: 'h', aliased: false },
  ]);
});

test('any text is survived', () => {
  const helper = fs.readFileSync(path.join(import.meta.dirname, '../project/python_helper.py'), 'utf8');
  expect(undefinedNames(helper)).toEqual([]);
  fc.assert(
    fc.property(fc.nat(helper.length), fc.nat(40), fc.string(), (at, length, text) => {
      pythonScopes(helper.slice(0, at) + text + helper.slice(at + length)).undefinedUses();
    }),
    { numRuns: 60 },
  );
});

function nodes(tree: Tree): string[] {
  const out: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void out.push(`${name} ${from} ${to}`) });
  return out;
}

test('a text read on top of the one before it reads as if it were read alone', () => {
  const helper = fs.readFileSync(path.join(import.meta.dirname, '../project/python_helper.py'), 'utf8');
  const piece = fc.constantFrom(
    '',
    'x',
    '(',
    ')',
    ':',
    '    ',
    '\n',
    '"',
    '"""',
    "f'{",
    '# ',
    'def f():\n',
    'if a:\n        b\n',
    ', c',
    ' = 1',
    'async ',
    '\\\n',
  );
  fc.assert(
    fc.property(fc.nat(helper.length), fc.constantFrom(0, 0, 1, 4, 30), piece, (at, length, text) => {
      pythonScopes(helper);
      const edited = helper.slice(0, at) + text + helper.slice(at + length);
      expect(nodes(pythonScopes(edited).tree)).toEqual(nodes(parser.parse(edited)));
    }),
    { numRuns: 150 },
  );
});
