// docs/cli.md and the program say the same: every verb and option that one names, the other has.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const page = fs.readFileSync(path.join(REPO, 'docs/cli.md'), 'utf8');

const help = (...args: string[]): string => spawnSync(process.execPath, [CLI, ...args, '--help'], { encoding: 'utf8' }).stdout;
const optionsIn = (text: string): string[] => [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]*/g))].sort();

/** The part of the page below a verb's heading. */
const sectionOf = (verb: string): string => new RegExp(`^### \`${verb}\`$(.*?)(?=^##)`, 'ms').exec(page)?.[1] ?? '';

/** Said once for all verbs. */
const SHARED = ['--base-url', '--help', '--json', '--model', '--no-model', '--workspace'];

const verbs = [...help().matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, verb = '']) => verb);

it('every verb has its section, and no section is of a verb that is none', () => {
  expect(verbs.length).toBeGreaterThan(5);
  expect([...page.matchAll(/^### `(\w+)`$/gm)].map(([, verb = '']) => verb).sort()).toEqual([...verbs].sort());
  for (const option of SHARED.filter((one) => one !== '--help')) expect(page).toContain(option);
});

describe.each(verbs)('%s', (verb) => {
  it('its options are all on the page, and those on the page are all its own', () => {
    const own = optionsIn(help(verb));
    const told = optionsIn(sectionOf(verb));
    expect(told.filter((option) => !own.includes(option) && !SHARED.includes(option))).toEqual([]);
    expect(own.filter((option) => !told.includes(option) && !SHARED.includes(option))).toEqual([]);
  });
});
