// The menu beside the servers that people have: basedpyright, Ruff's own, ESLint's own and the built-in TypeScript. No edit stands there twice, no problem
// has the same fix with different proof, what others offer is all there and in its order, and ours is there where they have nothing but silence.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, isOurs, menu, openFile, OUR_KIND, pause, setting, until, workspaceRoot } from '../support';
import { PYTHON, SCRIPTS, type EverydayProblem } from './problems';

const has = (server: string): boolean => Boolean(process.env[`SELF_HEAL_TEST_${server.toUpperCase()}`]);
/** Their edits are worked out for so many entries. */
const RESOLVED = 20;

/** Entries that mend nothing. */
const isSilence = ({ title }: vscode.CodeAction): boolean => /\b(?:ignore|Disable|documentation)\b/.test(title);
/** Our entries that change nothing by themselves. */
const isLead = ({ title }: vscode.CodeAction): boolean => title.includes('…');
/** What of our title names the fix; the proof is behind it. */
const withoutProof = ({ title }: vscode.CodeAction): string => title.replace(/ \(Self-Heal.*/, '');

/** The text of the document after an action; undefined where it is not known before the action is chosen. */
function textAfter({ edit }: vscode.CodeAction, document: vscode.TextDocument): string | undefined {
  const own = edit?.entries().find(([uri]) => uri.toString() === document.uri.toString());
  if (!own) return undefined;
  const at = (position: vscode.Position): number => document.offsetAt(position);
  return [...own[1]]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce((text, { range, newText }) => text.slice(0, at(range.start)) + newText + text.slice(at(range.end)), document.getText());
}

/** Where nobody else mends it, a fix stands before what only hides the problem. Ruff's entries name what they hide, and are behind sure fixes alone. */
function isBeforeSilence(fix: vscode.CodeAction, actions: readonly vscode.CodeAction[]): boolean {
  const silence = actions.findIndex((action) => isSilence(action) && (fix.isPreferred || !action.title.startsWith('Ruff')));
  return silence < 0 || actions.indexOf(fix) < silence;
}

async function look({ file, text, beside = {}, shownBy, theirs, healed, sameAsTheirs }: EverydayProblem): Promise<void> {
  for (const [name, content] of Object.entries(beside)) fs.writeFileSync(path.join(workspaceRoot(), name), content);
  const offset = text.indexOf('|');
  const document = await openFile(file, text.slice(0, offset) + text.slice(offset + 1));
  const caret = document.positionAt(offset);
  const here = new vscode.Range(caret, caret);
  await until(
    `diagnostics of ${shownBy.join(', ')}`,
    () => {
      const shown = vscode.languages.getDiagnostics(document.uri).filter(({ range }) => range.intersection(here));
      return shownBy.every((source) => shown.some((one) => one.source === source));
    },
    60_000,
  );
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(caret, caret);
  // Asked for by their kind, ours are there whatever others have.
  if (healed !== undefined || sameAsTheirs)
    await until('our fix is prepared', async () => (await menu(document, here, OUR_KIND)).some(({ edit }) => edit));
  else await pause(1_500);

  const whole = (): Promise<vscode.CodeAction[]> => menu(document, here, vscode.CodeActionKind.QuickFix, RESOLVED);
  let actions: vscode.CodeAction[] = [];
  await until(
    'the menu is as it should be',
    async () => {
      actions = await whole();
      const fixes = actions.filter((action) => !isOurs(action) && !isSilence(action)).map(({ title }) => title);
      const ours = actions.filter(isOurs);
      return (
        JSON.stringify(fixes) === JSON.stringify(theirs) &&
        (healed === undefined
          ? ours.length === 0
          : ours[0] !== undefined && textAfter(ours[0], document) === healed && isBeforeSilence(ours[0], actions))
      );
    },
    40_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${actions.map(({ title }) => title).join('\n')}`);
  });

  const results = actions.flatMap((action) => textAfter(action, document) ?? []);
  const ours = actions.filter(isOurs);
  const said = actions.map(({ title }) => title).join('\n');
  for (const action of ours) {
    const result = textAfter(action, document);
    assert.ok(result === undefined || results.filter((one) => one === result).length === 1, `${action.title} stands there twice:\n${said}`);
  }
  assert.equal(new Set(ours.map(withoutProof)).size, ours.length, `one fix with different proof:\n${said}`);
  assert.ok(ours.filter(isLead).length <= 1, said);
  await setting('codeActions.enabled', false);
  try {
    const others = (all: readonly vscode.CodeAction[]): string[] => all.filter((action) => !isOurs(action)).map(({ title }) => title);
    const without = await until('our fixes are gone', async () => {
      const all = await whole();
      return !all.some(isOurs) && all;
    });
    assert.deepEqual(others(actions), others(without), 'what others offer is there as without us');
  } finally {
    await setting('codeActions.enabled', undefined);
  }
}

suite('The menu beside the servers that people have', () => {
  suiteSetup(() => {
    const write = (name: string, content: string): void => fs.writeFileSync(path.join(workspaceRoot(), name), content);
    const compilerOptions = { strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', noEmit: true, allowJs: true };
    write('tsconfig.json', JSON.stringify({ compilerOptions }));
    write('ruff.toml', 'lint.select = ["E4", "E7", "E9", "F"]\n');
    write(
      'eslint.config.mjs',
      `import tseslint from 'typescript-eslint';
export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.{ts,js}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { 'prefer-const': 'error', eqeqeq: 'error', '@typescript-eslint/no-unused-vars': 'warn' },
  },
  { files: ['**/*.js'], rules: { 'no-undef': 'error' } },
];
`,
    );
  });
  teardown(closeAll);

  for (const problem of PYTHON)
    test(`Python: ${problem.name}`, async function () {
      this.timeout(120_000);
      if (!has('basedpyright') || !has('ruff')) this.skip();
      await look(problem);
    });
  for (const problem of SCRIPTS)
    test(`${problem.file.endsWith('.ts') ? 'TypeScript' : 'JavaScript'}: ${problem.name}`, async function () {
      this.timeout(120_000);
      if (!has('eslint')) this.skip();
      await look(problem);
    });
});
