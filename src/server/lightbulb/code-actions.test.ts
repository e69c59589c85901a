import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
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
  const titles = codeActions(here, { settings: DEFAULT_SETTINGS, hasCommands: false }).map(({ title }) => title);
  expect(titles).toEqual(["Change 'meadw' to 'meadow' (Self-Heal: runs)", "Change 'meadw' to 'meads' (Self-Heal: parses)"]);
});
