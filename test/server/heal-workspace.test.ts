// "Heal Workspace" over LSP: many files, open and not, healed on copies; nothing on the disk changes.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import type { ChooseFixes, HealWorkspace, OtherFix, Refusal } from '../../src/protocol';
import { at, LspClient } from './client';

let folder: string;
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-workspace-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return text;
};
const ask = async (
  files: readonly { uri: string; diagnostics: readonly Diagnostic[] }[],
  others: readonly OtherFix[] = [],
  settings: object = {},
): Promise<HealWorkspace.Plan | Refusal> => {
  client = await LspClient.start([folder]);
  await client.connection.sendNotification('selfHeal/settings', settings);
  return client.connection.sendRequest('selfHeal/healWorkspace', { files, others });
};
const after = (plan: HealWorkspace.Plan | Refusal, name: string): string | undefined =>
  'files' in plan ? plan.files.find(({ edit }) => edit.textDocument.uri === uriOf(name))?.after : undefined;

test('files that are not open are healed, each problem of each file; what has no sure fix is left and says why', async () => {
  const shapes = write('shapes.py', 'def area(width, height)\n    return width * heigth\n');
  const main = write('main.py', 'total = 1\nprint(totl)\nprint(nothing_like_it)\n');
  const plan = await ask([
    {
      uri: uriOf('main.py'),
      diagnostics: [
        at(main, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable'),
        at(main, 'nothing_like_it', '"nothing_like_it" is not defined', 'Pyright', 'reportUndefinedVariable'),
      ],
    },
    { uri: uriOf('shapes.py'), diagnostics: [at(shapes, ')\n', 'Expected ":"', 'Pyright')] },
  ]);
  expect(after(plan, 'shapes.py')).toBe('def area(width, height):\n    return width * height\n');
  expect(after(plan, 'main.py')).toBe('total = 1\nprint(total)\nprint(nothing_like_it)\n');
  expect('left' in plan && plan.left.map(({ uri, line }) => [uri, line])).toEqual([[uriOf('main.py'), 2]]);
  expect(fs.readFileSync(path.join(folder, 'main.py'), 'utf8')).toBe(main);
  expect(fs.readFileSync(path.join(folder, 'shapes.py'), 'utf8')).toBe(shapes);
});

test("another provider's fix is taken where it is as likely as ours must be for the menu, and not where it hides the error or makes something up", async () => {
  const text = write('odd.py', 'limit = 10\nprint(maximum_number)\n');
  const diagnostic = at(text, 'maximum_number', '"maximum_number" is not defined', 'Pyright', 'reportUndefinedVariable');
  const fix = (title: string, newText: string): OtherFix => ({
    uri: uriOf('odd.py'),
    range: diagnostic.range,
    message: diagnostic.message as string,
    title,
    preferred: true,
    edits: [{ range: diagnostic.range, newText }],
  });
  const files = [{ uri: uriOf('odd.py'), diagnostics: [diagnostic] }];
  const ignore = fix('Ignore', 'maximum_number  # type: ignore');
  const cases: readonly (readonly [readonly OtherFix[], object, string | undefined])[] = [
    [[ignore], { confidenceReview: 0.5 }, undefined],
    [[fix('Use limit', 'limit'), ignore], { confidenceReview: 0.6 }, 'limit = 10\nprint(limit)\n'],
    // Right in about two of three cases, it would not stand in the menu if it were ours.
    [[fix('Use limit', 'limit'), ignore], {}, undefined],
    [[fix("Declare 'limit'", 'limit')], { confidenceReview: 0.5 }, undefined],
    [[fix('Cast it', 'cast(int, limit)')], { confidenceReview: 0.5 }, undefined],
  ];
  for (const [others, settings, wanted] of cases) {
    expect(after(await ask(files, others, settings), 'odd.py')).toBe(wanted);
    await client?.stop();
    client = undefined;
  }
}, 60_000);

test('no problems are one clear sentence', async () => {
  expect(await ask([])).toMatchObject({ reason: 'nothing-to-heal' });
});

test('fixes of one file can be left out singly; what builds upon one is left out with it', async () => {
  const main = write('main.py', 'total = 1\nprint(totl)\ncount = 2\nprint(cuont)\n');
  const words = (name: string): string => `"${name}" is not defined`;
  const plan = await ask([
    {
      uri: uriOf('main.py'),
      diagnostics: ['totl', 'cuont'].map((name) => at(main, name, words(name), 'Pyright', 'reportUndefinedVariable')),
    },
  ]);
  if (!('files' in plan)) throw new Error(plan.message);
  const [file] = plan.files;
  expect(file?.healed.map(({ problem, needs, ask: asks }) => [problem, needs, asks]).sort()).toEqual([
    [words('cuont'), [], false],
    [words('totl'), [], false],
  ]);
  const first = file?.healed.find(({ problem }) => problem === words('totl'));
  const chosen: ChooseFixes.Answer = await (client as LspClient).connection.sendRequest('selfHeal/chooseFixes', { without: [first?.id] });
  expect(chosen.alsoWithout).toEqual([]);
  expect(chosen.files.map(({ after: text, healed }) => [text, healed.map(({ problem }) => problem)])).toEqual([
    [main.replace('cuont', 'count'), [words('cuont')]],
  ]);
  expect(chosen.files[0]?.edit.edits).toHaveLength(1);
});
