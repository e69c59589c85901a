// docs/adapters.md names only commands and options that there are.

import fs from 'node:fs';
import { expect, test } from 'vitest';
import { ADAPTERS_USAGE } from '../../../src/cli/verbs/adapters';

const page = fs.readFileSync('docs/adapters.md', 'utf8');
const commands = [...page.matchAll(/self-heal (adapters .*)/g)].map(([, command = '']) => command.replace(/`.*/, '').replace(/ -- .*/, ''));

test('every command of the page is one of the terminal', () => {
  expect(commands.length).toBeGreaterThan(25);
  const known = new Set([...ADAPTERS_USAGE.matchAll(/^self-heal adapters (\w+)/gm)].map(([, verb]) => verb));
  const unknown = commands.filter((command) => !known.has(command.split(' ')[1] ?? ''));
  expect(unknown).toEqual([]);
});

test('every option of the page is told by the usage', () => {
  const options = new Set(commands.flatMap((command) => command.match(/--[a-z][a-z-]*/g) ?? []));
  expect([...options].filter((option) => !ADAPTERS_USAGE.includes(option))).toEqual([]);
});
