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

const manifest = json('package.json') as Manifest;
const words = json('package.nls.json') as Words;

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: string }[] };
}

/** Of all texts in it, with the path to each. */
function texts(value: unknown, at = ''): readonly (readonly [at: string, text: string])[] {
  if (typeof value === 'string') return [[at, value]];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => texts(one, `${at}/${key}`)) : [];
}
const keyOf = (text: string): string | undefined => /^%([^%]+)%$/.exec(text)?.[1];
const titleOf = (command: string): string =>
  words[keyOf(manifest.contributes.commands.find((one) => one.command === command)?.title ?? '') ?? ''] ?? '';

test('package.json has each of its words, and package.nls.json no other', () => {
  const used = texts(manifest).flatMap(([, text]) => keyOf(text) ?? []);
  expect(new Set(used)).toEqual(new Set(Object.keys(words)));
});

test('package.json shows nothing that could not be translated', () => {
  // What models read stays as it is: names of properties of a tool's input, and what it says to a model.
  const shown =
    /\/(?:title|shortTitle|description|markdownDescription|contents|displayName|userDescription|label|name|altText|enumDescriptions\/\d+)$/;
  const untranslated = texts(manifest).filter(
    ([at, text]) =>
      shown.test(at) &&
      /[a-z] [a-z]|^[A-Z][a-z]+$/.test(text) &&
      !/\/inputSchema\/|\/devDependencies\/|^\/(?:publisher|displayName)$/.test(at),
  );
  expect(untranslated).toEqual([]);
});

test('the titles of the table of commands are package.json’s', () => {
  const table = fs.readFileSync(path.join(root, 'src/client/commands/table.ts'), 'utf8');
  const titled = [...table.matchAll(/'(selfHeal\.\w+)': \{\s*title: (?:'([^']+)'|"([^"]+)")/g)];
  expect(titled.length).toBeGreaterThan(60);
  expect(titled.filter(([, command = '', single, double]) => titleOf(command) !== (single ?? double))).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const bundle = json(`l10n/bundle.l10n.${language}.json`) as Words;

  test('has every message of the client, and no other', () => {
    const known = new Set(Object.keys(bundle));
    expect([...messages.keys()].filter((message) => !known.has(message))).toEqual([]);
    expect([...known].filter((message) => !messages.has(message))).toEqual([]);
  });

  const translatedWords = json(`package.nls.${language}.json`) as Words;

  test('has every word of package.json, and no other', () => {
    expect(new Set(Object.keys(translatedWords))).toEqual(new Set(Object.keys(words)));
    expect(Object.entries(words).filter(([key, text]) => !fits(text, translatedWords[key] ?? ''))).toEqual([]);
  });

  test('calls a command by its name wherever it speaks of one', () => {
    const named = Object.entries(words).filter(([key, text]) => key.startsWith('command.') && text.includes(' '));
    const wrong = Object.entries(bundle).flatMap(([message, translated]) =>
      named.flatMap(([key, title]) =>
        message.includes(`“${title}”`) && !translated.includes(`„${translatedWords[key] ?? ''}“`) ? [message] : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('keeps placeholders, icons, links and names of settings', () => {
    expect(Object.entries(bundle).filter(([message, translated]) => !fits(message, translated))).toEqual([]);
  });
});

const fits = (message: string, translated: string): boolean =>
  translated.trim() !== '' && [placeholders, icons, fixed].every((part) => part(message).join('\0') === part(translated).join('\0'));
