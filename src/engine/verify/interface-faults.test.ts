import { expect, test } from 'vitest';
import { interfaceFaults } from './interface-faults';

const problem = (message: string, line: number) => ({
  message,
  location: { path: '/a.py', range: { start: { line, character: 0 }, end: { line, character: 1 } } },
  related: [],
});

test('a changed return type is told, unless the error is about it', () => {
  const before = 'from typing import Dict, List\n\n\ndef list_objects() -> List[str]:\n    return naems\n';
  const after = before.replace('List[str]', 'List[Dict]').replace('naems', 'names');
  expect(interfaceFaults(before, after, 'python', problem("name 'naems' is not defined", 4))).toEqual([
    "It changes the signature of 'list_objects', which others may call, though the error is not about it.",
  ]);
  expect(interfaceFaults(before, before.replace('naems', 'names'), 'python', problem("name 'naems' is not defined", 4))).toEqual([]);
  expect(interfaceFaults(before, after, 'python', problem('Incompatible return type', 4))).toEqual([]);
  expect(interfaceFaults(before, after, 'python', problem("'list_objects' returns dicts", 4))).toEqual([]);
  expect(interfaceFaults(before, after, 'python', problem("name 'Lits' is not defined", 3))).toEqual([]);
});

test.each([
  ['a parameter more', 'def f(a, b=1):\n    return a\n', 'def f(a, b=1, c=None):\n    return a\n', 1],
  ['only blanks', 'def f(a, b = 1):\n    return a\n', 'def f(\n    a,\n    b=1,\n):\n    return a\n', 0],
  ['another default', 'def f(a, b="x"):\n    return a\n', 'def f(a, b="y"):\n    return a\n', 1],
  ['a private one', 'def _f(a):\n    return a\n', 'def _f(a, b):\n    return a\n', 0],
  ['a function in a function', 'def f():\n    def g(a):\n        return a\n', 'def f():\n    def g(a, b):\n        return a\n', 0],
  ['a method', 'class A:\n    def m(self, a):\n        return a\n', 'class A:\n    def m(self, a, b):\n        return a\n', 1],
  [
    'methods of one name',
    'class A:\n    def m(self):\n        pass\nclass B:\n    def m(self, a):\n        pass\n',
    'class A:\n    def m(self):\n        return 1\nclass B:\n    def m(self, a):\n        pass\n',
    0,
  ],
])('python: %s', (_name, before, after, count) => {
  expect(interfaceFaults(before, after, 'python', problem('x', 99))).toHaveLength(count);
});

test('typescript and others: exported functions', () => {
  const before = 'export function f(a: string): number {\n  return a;\n}\nfunction own(a: string) {}\n';
  expect(interfaceFaults(before, before.replace(': number', ': string'), 'typescript', problem('x', 99))).toHaveLength(1);
  expect(interfaceFaults(before, before.replace('own(a: string)', 'own(a: number)'), 'typescript', problem('x', 99))).toEqual([]);
  expect(interfaceFaults('func Add(a int) int {\n}\n', 'func Add(a int64) int {\n}\n', 'go', problem('x', 99))).toHaveLength(1);
});
