// Which commands a window has before the extension has begun: conditions of package.json name settings, which the editor knows by itself, or a state that
// only the extension knows. What hangs on such a state alone is not in the palette of a window's first seconds.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
  };
}

const root = path.join(import.meta.dirname, '../..');
const text = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const { contributes } = JSON.parse(text) as Manifest;

/** Keys of our own in a condition that must be set for it to hold. */
const keysOf = (condition: string): readonly string[] => [...condition.matchAll(/(?<![\w.!])selfHeal\.\w+\b(?!\.)/g)].map(([key]) => key);

test('commands that need nothing that is known only later are in the palette from the start', () => {
  const hidden = new Set(contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command));
  const late = contributes.commands
    .filter(({ command, enablement = '' }) => !hidden.has(command) && keysOf(enablement).length > 0)
    .map(({ command }) => command.replace('selfHeal.', ''));
  const state =
    /^(applyPlan|discardPlan|offerAgain|stopWatch|healWithModel|removeModel|clearModelKey|askAgainBeforeModel|showNoticesAgain)$/;
  const listed =
    /(Rules?|RuleOff|RuleOn|RuleEverywhere|RuleGradually|Adapters?|AdapterPriority|AdapterErrors|Pair|PairAside|PairAgain|ThesePairs|Runs?)$/;
  const views = /^(showProblems|searchProblems|searchLearned|searchPairs|searchRuns)$/;
  expect(late.filter((command) => !state.test(command) && !listed.test(command) && !views.test(command))).toEqual([]);
  expect(contributes.commands.filter(({ enablement = '' }) => enablement.includes('config.selfHeal.enabled')).length).toBeGreaterThan(30);
});

test('each key that a condition names is set by the extension', () => {
  const client = path.join(root, 'src/client');
  const source = fs
    .readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(client, file), 'utf8'))
    .join('\n');
  const conditions = [...text.matchAll(/"(?:when|enablement)": "([^"]*)"/g)].map(([, condition = '']) =>
    condition.replaceAll('!selfHeal.', 'selfHeal.'),
  );
  const keys = new Set(conditions.flatMap(keysOf).map((key) => key.replace('selfHeal.', '')));
  expect(keys.size).toBeGreaterThan(5);
  for (const key of keys) expect(source).toMatch(new RegExp(`set\\('${key}'|'setContext', 'selfHeal\\.${key}'`));
});
