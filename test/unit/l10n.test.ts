// Every word that the client and package.json show has its German: none is missing, none is left over, none has other placeholders.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientMessages } from '../support/client-messages';

type Words = Readonly<Record<string, string>>;

const root = path.join(import.meta.dirname, '../..');
const json = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
const LANGUAGES = ['de'];
const { messages, unreadable, untranslated } = clientMessages();

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\d+\}/g)].map(([all]) => all).sort();
const icons = (text: string): readonly string[] => [...text.matchAll(/\$\([\w~-]+\)/g)].map(([all]) => all);
/** What stands in a text as it is typed or clicked: settings, links to commands, code. */
const fixed = (text: string): readonly string[] =>
  [...text.matchAll(/`[^`]*`|\]\([^)]*\)|#[\w.]+#|\bselfHeal\.[\w.]*\w/g)].map(([all]) => all).sort();

test('the client says nothing to a person that could not be translated', () => {
  expect(unreadable).toEqual([]);
  expect(untranslated).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const bundle = json(`l10n/bundle.l10n.${language}.json`) as Words;

  test('has every message of the client, and no other', () => {
    const known = new Set(Object.keys(bundle));
    expect([...messages.keys()].filter((message) => !known.has(message))).toEqual([]);
    expect([...known].filter((message) => !messages.has(message))).toEqual([]);
  });

  test('keeps placeholders, icons, links and names of settings', () => {
    expect(Object.entries(bundle).filter(([message, translated]) => !fits(message, translated))).toEqual([]);
  });
});

const fits = (message: string, translated: string): boolean =>
  translated.trim() !== '' && [placeholders, icons, fixed].every((part) => part(message).join('\0') === part(translated).join('\0'));
