// One list of languages on each side of a wall that no import may cross: the engine's, the client's, and package.json's for the editor.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import * as client from '../../src/client/session/languages';
import * as engine from '../../src/engine/language';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly when?: string }[]>>;
  };
}
const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as Manifest;
/** The alternatives of `key =~ /^(a|b)$/`. */
const alternatives = (clause: string, key: string): readonly string[] | undefined =>
  new RegExp(`\\b${key} =~ /\\^\\(([^)]*)\\)\\$/`).exec(clause)?.[1]?.split('|');

test('the client’s list is the engine’s', () => {
  expect(client.LANGUAGES).toEqual(engine.LANGUAGES);
});

test('the client and the engine know the same files by their names', () => {
  for (const extension of client.EXTENSIONS) {
    expect(engine.languageOf(`/project/file.${extension}`), extension).toBeDefined();
    expect(engine.languageOf(`/project/FILE.${extension.toUpperCase()}`), extension).toBeDefined();
  }
  const others = [
    'txt',
    'json',
    'md',
    'vue',
    'svelte',
    'ipynb',
    'pyc',
    'pyx',
    'pyd',
    'mtsx',
    'ctsx',
    'mjsx',
    'jsonc',
    'rb',
    'py.bak',
    'tsbuildinfo',
  ];
  for (const name of ['file', 'py', ...[...client.EXTENSIONS, ...others].map((extension) => `file.${extension}`)])
    expect(client.looksHealed(`/project/${name}`), name).toBe(engine.languageOf(`/project/${name}`) !== undefined);
});

test('the extension is activated by each language', () => {
  expect(manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'))).toEqual(
    engine.LANGUAGES.map((language) => `onLanguage:${language}`),
  );
});

test('the commands of a file are there for each language and scheme, and for no other', () => {
  const clauses = manifest.contributes.commands.flatMap(({ command, enablement }) =>
    enablement?.includes('editorLangId') ? [{ command, clause: enablement }] : [],
  );
  expect(clauses.length).toBeGreaterThan(3);
  for (const { command, clause } of clauses) {
    expect(alternatives(clause, 'editorLangId')).toEqual(engine.LANGUAGES);
    // Tests reach only what is on a disk.
    const schemes = command === 'selfHeal.checkTestStrength' ? ['file'] : client.SCHEMES;
    // A remote file has the scheme `file` for the extension, which runs where the file is, and `vscode-remote` for the window.
    expect(alternatives(clause, 'resourceScheme')).toEqual([...schemes, 'vscode-remote']);
  }
});
