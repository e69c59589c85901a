import { expect, test } from 'vitest';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { missingArgument } from './missing-argument';

test.each([
  [
    'const area = (width: number, height: number) => width * height;\nexport const f = (width: number, height: number) => area(width) + height;\n',
    'area(width)',
    'area(width, height)',
  ],
  [
    'const area = (width: number, label: string) => width + label;\nexport const f = (width: number, label: string) => area(label) + width;\n',
    'area(label)',
    'area(width, label)',
  ],
  [
    'class Log { constructor(readonly path: string, readonly level: number) {} }\nexport const open = (path: string, level: number) => [new Log(path), level];\n',
    'new Log(path)',
    'new Log(path, level)',
  ],
  ['export const f = (a: string, b: string) => [a.split(","), b.split()];\n', 'b.split()', 'b.split(",")'],
  [
    'declare function write(text: string, to: string): void;\nexport class Pen {\n  to = "a";\n  where() {\n    return this.to;\n  }\n  put(text: string) {\n    write(text);\n  }\n}\n',
    'write(text)',
    'write(text, this.to)',
  ],
  [
    'declare function save(user: { id: number }): void;\nexport const f = (user: { id: number }) => save(user, user);\n',
    'save(user, user)',
    'save(user)',
  ],
])('%j: %s → %s', (before, wrong, right) => {
  const at = before.lastIndexOf(wrong);
  expect(bestScript(missingArgument, before)).toBe(before.slice(0, at) + right + before.slice(at + wrong.length));
});

test.each([
  'const area = (width: number, height: number) => width * height;\nexport const n = area(1);\n',
  'const area = (width: number, height: number, depth: number) => width * height * depth;\nexport const f = (height: number, depth: number) => area(1) + height + depth;\n',
  'export const f = (a: string, b: string, c: string) => [a.split(","), b.split(""), c.split()];\n',
  'declare function save(user: { id: number }): void;\nexport const f = (user: { id: number }) => save(user, { force: true });\n',
  'const area = (width: number, height: string) => width + height;\nexport const f = (height: number) => area(height);\n',
])('silent: %j', (text) => {
  expect(mendScript(missingArgument, text)).toEqual([]);
});
