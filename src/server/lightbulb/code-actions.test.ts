import { expect, test } from 'vitest';
import { CodeActionTag, type Diagnostic } from 'vscode-languageserver';
import type { Evidence } from '../../engine';
import { patchOf } from '../../../test/unit/patch-samples';
import { DEFAULT_SETTINGS } from '../session/settings';
import { codeActions } from './code-actions';
import type { Offer } from './prepared-fixes';

const TEXT = 'meadow = 1\nprint(meadw)\n';

function offer(to: string, evidence: Evidence, source: string): Offer {
  const patch = { ...patchOf(TEXT, 'meadw', to), evidence };
  const { location, message } = patch.problem;
  const diagnostic: Diagnostic = { range: location.range, message, source };
  return { patch, known: { diagnostic, problem: patch.problem }, uri: 'file:///main.py', version: 1, before: TEXT, ms: 1 };
}

test('the same fix of a problem that was seen in two ways stands in the menu once, with what is known most', () => {
  const parses: Evidence = [{ rung: 'parses', result: 'passed' }];
  const runs: Evidence = [...parses, { rung: 'reruns', result: 'passed' }];
  const here = [offer('meadow', parses, 'Pyright'), offer('meadow', runs, 'python'), offer('meads', parses, 'Pyright')];
  const titles = codeActions(here, { settings: DEFAULT_SETTINGS, hasCommands: false, resolvesEdits: false }).map(({ title }) => title);
  expect(titles).toEqual(["Change 'meadw' to 'meadow' (Self-Heal: runs)", "Change 'meadw' to 'meads' (Self-Heal: parses)"]);
});

test('fixes after which the text is the same are one, though their edits lie at different places', () => {
  const text = 'class A:\n    x: in\n';
  const uri = 'file:///work%20space/app/main.py';
  const found = ([start, end, to]: readonly [number, number, string], source: string): Offer => {
    const { patch, known, ...rest } = offer('meadow', [{ rung: 'parses', result: 'passed' }], source);
    const range = { start: { line: 1, character: start }, end: { line: 1, character: end } };
    const edits = patch.candidate.edits.map((file) => ({ ...file, edits: [{ range, newText: to }] }));
    return { ...rest, known: { ...known }, uri, before: text, patch: { ...patch, candidate: { ...patch.candidate, edits } } };
  };
  const same = [found([7, 9, 'int'], 'Pyright'), found([9, 9, 't'], 'Ruff'), found([9, 9, 'f'], 'Ruff')];
  expect(codeActions(same, { settings: DEFAULT_SETTINGS, hasCommands: false, resolvesEdits: false })).toHaveLength(2);
});

const CHECKED: Evidence = [
  { rung: 'parses', result: 'passed' },
  { rung: 'checks', result: 'passed' },
];
const IN_EDITOR = { settings: DEFAULT_SETTINGS, hasCommands: true, resolvesEdits: true };

function made(to: string, kind: 'rule' | 'model', confidence: number): Offer {
  const { patch, ...rest } = offer(to, CHECKED, 'Pyright');
  const candidate = { ...patch.candidate, origin: { kind, id: kind } };
  return { ...rest, patch: { ...patch, id: `${kind} ${to}`, candidate, confidence, atLeast: confidence } };
}
const titlesOf = (here: readonly Offer[], options = IN_EDITOR): string[] => codeActions(here, options).map(({ title }) => title);

test('what a model made stands last, says so to the editor, and can be switched off by itself', () => {
  const here = [made('meadows', 'model', 0.95), made('meadow', 'rule', 0.95)];
  const actions = codeActions(here, IN_EDITOR);
  expect(actions.map(({ title }) => title.replace(/ \(.*/, ''))).toEqual([
    "Change 'meadw' to 'meadow'",
    "Change 'meadw' to 'meadows'",
    'Preview before applying…',
  ]);
  expect(actions.map(({ tags }) => tags)).toEqual([undefined, [CodeActionTag.LLMGenerated], undefined]);
  const without = { ...IN_EDITOR, settings: { ...DEFAULT_SETTINGS, modelActions: false } };
  expect(titlesOf(here, without)).toEqual(["Change 'meadw' to 'meadow' (Self-Heal: checked)"]);
});

test('at most one entry leads to more: a preview where something is not sure, the unlikely ones where nothing else stands', () => {
  const lead = (here: readonly Offer[]): string[] => titlesOf(here).filter((title) => /…/.test(title));
  expect(lead([made('meadow', 'rule', 0.95)])).toEqual([]);
  expect(lead([made('meadow', 'rule', 0.8)])).toEqual(['Preview before applying… (Self-Heal)']);
  expect(lead([made('meadow', 'rule', 0.8), made('meads', 'rule', 0.2)])).toEqual(['Preview before applying… (Self-Heal)']);
  expect(lead([made('meads', 'rule', 0.2)])).toEqual(['Show low-confidence suggestions… (Self-Heal)']);
  expect(lead([made('meadow', 'rule', 0.95), made('meads', 'rule', 0.2)])).toEqual([]);
});

test('the preview says what it is there for: who drops that, as others offer it too, drops the preview with it', () => {
  const preview = codeActions([made('meadow', 'rule', 0.95), made('meads', 'rule', 0.8)], IN_EDITOR).at(-1);
  expect(preview).toMatchObject({ title: 'Preview before applying… (Self-Heal)', data: { unsure: ['rule meads'] } });
});

test('beside a source with fixes of its own a fix is preferred only where the client asks the others what they have', () => {
  const { known, ...rest } = made('meadow', 'rule', 0.95);
  const here = [{ ...rest, known: { ...known, diagnostic: { ...known.diagnostic, source: 'Ruff' } } }];
  expect(codeActions(here, IN_EDITOR)[0]?.isPreferred).toBe(true);
  expect(codeActions(here, { ...IN_EDITOR, hasCommands: false })[0]?.isPreferred).toBe(false);
});

test('a large edit comes when its entry is chosen, where the editor can ask for it', () => {
  const { patch, ...rest } = made('meadow', 'rule', 0.95);
  const edits = patch.candidate.edits.map((file) => ({
    ...file,
    edits: file.edits.map((edit) => ({ ...edit, newText: 'x'.repeat(20_000) })),
  }));
  const large = { ...rest, patch: { ...patch, candidate: { ...patch.candidate, edits } } };
  const [left] = codeActions([large], IN_EDITOR);
  expect(left?.edit).toBeUndefined();
  expect(left?.data).toEqual({ patch: large.patch.id });
  expect(codeActions([large], { ...IN_EDITOR, resolvesEdits: false })[0]?.edit).toBeDefined();
});
