import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { unawaitedList } from './unawaited-list';

const LOAD = 'declare function load(id: string): Promise<{ name: string }>;\n';

test.each([
  [
    `${LOAD}export async function f(ids: string[]) {\n  const all = await ids.map(async (id) => load(id));\n  return all.map((one) => one.name);\n}\n`,
    'await Promise.all(ids.map(async (id) => load(id)));',
  ],
  [
    `${LOAD}export async function f(ids: string[]) {\n  const all = ids.map((id) => load(id));\n  for (const one of all) console.log(one.name);\n}\ndeclare const console: { log(text: string): void };\n`,
    'await Promise.all(ids.map((id) => load(id)));',
  ],
  [
    `${LOAD}export async function f(ids: string[]): Promise<{ name: string }[]> {\n  const all = ids.map(load);\n  return all;\n}\n`,
    'await Promise.all(ids.map(load));',
  ],
])('%j', (text, part) => {
  expect(bestScript(unawaitedList, text)).toContain(part);
});

test('not where the function may not wait', () => {
  expect(
    bestScript(unawaitedList, `${LOAD}export function f(ids: string[]) {\n  const all = ids.map(load);\n  return all[0].name;\n}\n`),
  ).toBeUndefined();
});
