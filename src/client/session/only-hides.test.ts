import { expect, test } from 'vitest';
import { onlyHides } from './only-hides';

const put = (added: string, removed = ''): { readonly removed: string; readonly added: string } => ({ removed, added });

test.each([
  ['Ruff', 'Ruff (F821): Disable for this line', [put('  # noqa: F821\n', '\n')]],
  ['basedpyright', 'Add `# pyright: ignore[reportUndefinedVariable]`', [put('  # pyright: ignore[reportUndefinedVariable]')]],
  ['mypy', 'Add a comment', [put('  # type: ignore[name-defined]')]],
  ['TypeScript, in another language of the editor', 'Diese Fehlermeldung ignorieren', [put('// @ts-ignore\n')]],
  ['Biome', 'Suppress rule', [put('// biome-ignore lint/style/useConst: <explanation>\n')]],
])('%s: a comment that tells a checker to be silent', (_, title, edits) => {
  expect(onlyHides({ title, command: undefined, edits })).toBe(true);
});

test.each([
  ['Disable prefer-const for this line', 'eslint.applyDisableLine'],
  ['prefer-const für diese Zeile ausschalten', 'eslint.applyDisableLine'],
  ['Dokumentation zeigen', 'eslint.openRuleDoc'],
  ['Show documentation for eqeqeq', 'eslint.openRuleDoc'],
])('a command without edits that hides or tells: %s', (title, command) => {
  expect(onlyHides({ title, command, edits: undefined })).toBe(true);
});

test.each([
  ['a fix', 'import os', [put('os', 'os'), put('import os\n')]],
  ['a fix of an ignore list', 'Add to the ignored names', [put("'dist', ", '')]],
  ['a comment that says something', 'Add a comment', [put('# the total of all prices\n')]],
  ['a fix that brings its comment', 'Remove it', [put('', 'size = 3'), put('  # noqa')]],
  ['code behind a comment', 'Wrap', [put('# noqa\nvalue = None\n')]],
])('%s mends', (_, title, edits) => {
  expect(onlyHides({ title, command: undefined, edits })).toBe(false);
});

test.each(['Fix this prefer-const problem', "Use '===' instead of '=='. (eqeqeq)", 'Fix all auto-fixable problems'])(
  'a command without edits that mends: %s',
  (title) => {
    expect(onlyHides({ title, command: 'eslint.applySingleFix', edits: undefined })).toBe(false);
  },
);
