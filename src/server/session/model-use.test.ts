import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ModelUse } from './model-use';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-use-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const noon = (day: number): Date => new Date(2026, 10, day, 12);

test('two windows count together, a heal not its own, and a new day begins at nothing', () => {
  let now = noon(28);
  const [one, two] = [
    new ModelUse(
      () => folder,
      () => now,
    ),
    new ModelUse(
      () => folder,
      () => now,
    ),
  ];
  const heal = one.newHeal();
  one.add(heal, { tokens: 100, cost: 0.5 });
  two.add(two.newHeal(), { tokens: 10, cost: 0.25 });
  expect(two.today('')).toEqual({ tokens: 110, cost: 0.75 });
  expect(one.today(heal)).toEqual({ tokens: 10, cost: 0.25 });
  now = noon(29);
  expect(one.today('')).toEqual({ tokens: 0, cost: 0 });
  one.add(one.newHeal(), { tokens: 1, cost: 0 });
  expect(fs.readdirSync(path.join(folder, 'model-use'))).toEqual(['2026-11-29.jsonl']);
});

test('what a crash left behind counts, and what is no line of ours does not', () => {
  new ModelUse(
    () => folder,
    () => noon(28),
  ).add('killed', { tokens: 7, cost: 0 });
  const file = path.join(folder, 'model-use', '2026-11-28.jsonl');
  fs.appendFileSync(file, 'null\n3\n{"tokens":-5,"cost":0}\n{"tokens":"9","cost":0}\n{"heal":"x","tokens":9');
  expect(
    new ModelUse(
      () => folder,
      () => noon(28),
    ).today(''),
  ).toEqual({ tokens: 7, cost: 0 });
});

test('where nothing can be written, the window itself remembers', () => {
  const file = path.join(folder, 'file');
  fs.writeFileSync(file, '');
  for (const place of [undefined, file]) {
    const use = new ModelUse(
      () => place,
      () => noon(28),
    );
    const heal = use.newHeal();
    use.add(heal, { tokens: 5, cost: 1 });
    expect(use.today('')).toEqual({ tokens: 5, cost: 1 });
    expect(use.today(heal)).toEqual({ tokens: 0, cost: 0 });
  }
});
