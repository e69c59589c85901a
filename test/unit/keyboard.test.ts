// Every command and every action of a row can be reached without a mouse: by the palette, by a key, or in a menu that keys open. What stands under the mouse
// alone (the icons of a row) stands in the row's menu, too, which Shift+F10 opens.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json';

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

const { commands, keybindings, menus, views } = manifest.contributes;
const MENUS: Readonly<Record<string, readonly Entry[]>> = menus;
const entries = (name: string): readonly Entry[] => MENUS[name] ?? [];
const isInline = ({ group }: Entry): boolean => group?.startsWith('inline') === true;

const notInPalette = new Set(
  entries('commandPalette').flatMap(({ command, when }) => (when === 'false' && command !== undefined ? [command] : [])),
);
const byKey = new Set(keybindings.flatMap(({ command, args }) => [command, ...(args?.commands ?? [])]));
/** Menus that keys open: of the editor, a row, a tab, a terminal by Shift+F10; the buttons of a title are walked with Tab. */
const inMenus = new Set(
  Object.entries(MENUS).flatMap(([name, all]) =>
    name === 'commandPalette' ? [] : all.filter((entry) => !isInline(entry)).flatMap(({ command }) => command ?? []),
  ),
);
/** What the lightbulb’s menu (Ctrl+.) has, the status item’s list (Show Actions), and a row itself (Enter). */
const elsewhere: Readonly<Record<string, string>> = {
  'selfHeal.fixKindInWorkspace': 'src/protocol.ts',
  'selfHeal.setStoreAside': 'src/client/session/damaged-store.ts',
  'selfHeal.showPlanFix': 'src/client/views/plan-view.ts',
};

test.each(commands.map(({ command }) => command))('%s is reached by keys', (command) => {
  const said = elsewhere[command];
  if (said !== undefined) expect(fs.readFileSync(path.join(import.meta.dirname, '../..', said), 'utf8')).toContain(`'${command}'`);
  else expect(!notInPalette.has(command) || byKey.has(command) || inMenus.has(command)).toBe(true);
});

test('what is hidden from the palette, a key or a menu runs is a command', () => {
  const known = new Set(commands.map(({ command }) => command));
  const named = [...notInPalette, ...byKey, ...inMenus, ...Object.keys(elsewhere)].filter((command) => command.startsWith('selfHeal.'));
  expect(named.filter((command) => !known.has(command))).toEqual([]);
});

describe('rows of views', () => {
  test('an icon of a row is in the row’s menu, under the same condition', () => {
    const all = entries('view/item/context');
    const icons = all.filter(isInline);
    expect(icons.length).toBeGreaterThan(10);
    const inMenu = new Set(all.filter((entry) => !isInline(entry)).map(({ command, when }) => `${command} ${when}`));
    expect(icons.filter(({ command, when }) => !inMenu.has(`${command} ${when}`)).map(({ command }) => command)).toEqual([]);
  });

  test('each view can be gone to: its name is in the palette (Focus on … View), and it is in one container', () => {
    expect(Object.keys(views)).toEqual(['selfHeal']);
    const names = views.selfHeal.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(6);
  });
});

test('a button of an empty view runs what the palette has, too', () => {
  const words = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../../package.nls.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const links = manifest.contributes.viewsWelcome.flatMap(({ contents }) => [
    ...(words[contents.replace(/^%|%$/g, '')] ?? '').matchAll(/\]\(command:([\w.]+)/g),
  ]);
  expect(links.length).toBeGreaterThan(3);
  expect(
    links.map(([, command]) => command ?? '').filter((command) => command.startsWith('selfHeal.') && notInPalette.has(command)),
  ).toEqual([]);
});

test('a key of ours takes none from the editor where its own things stand', () => {
  for (const { command, key, when } of keybindings) {
    expect([command, when === undefined || when === '']).toEqual([command, false]);
    // Plain keys only in our own view, and never while something is typed.
    if (!key.includes('+')) expect(when).toMatch(/focusedView == selfHeal\w+ .*!inputFocus/);
  }
});
