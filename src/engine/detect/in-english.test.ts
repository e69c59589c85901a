import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { problemFromDiagnostic } from './diagnostic';
import { ENGLISH, inEnglish } from './in-english';

const LIB = path.join(import.meta.dirname, '../../../node_modules/typescript/lib');
const OWN = (ts as unknown as { readonly Diagnostics: Readonly<Record<string, { code: number; key: string; message: string }>> })
  .Diagnostics;
const byCode = new Map(Object.values(OWN).map((one) => [`TS${one.code}`, one]));
const filled = (text: string): string => text.replace(/\{(\d)\}/g, (_, n: string) => `wert${n}`);

test.each(Object.entries(ENGLISH).filter(([code]) => code.startsWith('TS')))('%s is TypeScript’s own message', (code, [message]) => {
  expect(byCode.get(code)?.message).toBe(message);
});

describe.each(['cs', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pl', 'pt-br', 'ru', 'tr', 'zh-cn', 'zh-tw'])('TypeScript in %s', (locale) => {
  const words = JSON.parse(fs.readFileSync(path.join(LIB, locale, 'diagnosticMessages.generated.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const said = Object.entries(ENGLISH).flatMap(([code, [message = '']]) => {
    const own = words[byCode.get(code)?.key ?? ''];
    return own === undefined ? [] : [{ code, english: filled(message), own: filled(own) }];
  });

  test('is read in English, or left as it is; never as something else', () => {
    const wrong = said.filter(({ code, english, own }) => ![english, own].includes(inEnglish(code, own)));
    expect(wrong).toEqual([]);
  });

  test('most of it is read', () => {
    const read = said.filter(({ code, english, own }) => inEnglish(code, own) === english).length;
    // Czech quotes nothing; others may put what is quoted into another order, so only messages with one quotation are read there.
    expect(read / said.length).toBeGreaterThanOrEqual(locale === 'cs' ? 0 : /^(?:ja|ko|zh)/.test(locale) ? 0.3 : 0.8);
  });
});

test.each([
  ['reportUndefinedVariable', '"heigth" ist nicht definiert.', '"heigth" is not defined'],
  ['reportUndefinedVariable', '«\u00a0heigth\u00a0» n’est pas défini', '"heigth" is not defined'],
  ['reportUndefinedVariable', '未定义“heigth”', '"heigth" is not defined'],
  ['reportMissingImports', 'Import "jsn" konnte nicht aufgelöst werden.', 'Import "jsn" could not be resolved'],
  ['reportOptionalMemberAccess', '"strip" ist kein bekanntes Attribut von "None".', '"strip" is not a known attribute of "None"'],
  [
    'reportAttributeAccessIssue',
    'Auf das Attribut "uper" für die Klasse "str" kann nicht zugegriffen werden.\n  Das Attribut "uper" ist unbekannt.',
    'Cannot access attribute "uper" for class "str"\n  Attribute "uper" is unknown',
  ],
  ['reportAttributeAccessIssue', '"pth" ist kein bekanntes Attribut des Moduls "os".', '"pth" is not a known attribute of module "os"'],
])('Pyright: %s, %s', (rule, said, english) => {
  expect(inEnglish(rule, said)).toBe(english);
});

test('what is English, or of no known code, stays as it is', () => {
  for (const [code, message] of [
    ['TS2304', "Cannot find name 'a'."],
    ['reportAttributeAccessIssue', '"a" is not a known member of module "b"'],
    ['reportGeneralTypeIssues', '"a" ist nicht definiert.'],
    ['TS2304', 'Der Name wurde nicht gefunden.'],
    ['toString', '"a" ist nicht definiert.'],
  ] as const)
    expect(inEnglish(code, message)).toBe(message);
});

test('a problem that was told in German is the one that was told in English', () => {
  const at = { start: { line: 5, character: 19 }, end: { line: 5, character: 25 } };
  const told = (message: string): unknown =>
    problemFromDiagnostic({ path: '/a.py', language: 'python', source: 'Pyright', code: 'reportUndefinedVariable', message, range: at });
  expect(told('"heigth" ist nicht definiert.')).toEqual(told('"heigth" is not defined'));
});
