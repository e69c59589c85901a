// What a pair from another machine must be, beyond being a pair: its words hold nothing that a terminal would obey, its fix brings no hidden
// characters into the code, its paths lie below the folder. Its times are read in json.ts.

import * as v from 'valibot';
import type { SuccessPair } from '../pair';

/** Controls of C0 and C1, marks that turn the order of text round, halves of surrogate pairs. */
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
/** The same, and what is drawn as nothing, but for what lays out a text. */
const HIDDEN_IN_CODE =
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Cs}/gu;

const MAX_COUNT = 0x7fff_ffff;

const line = (name: string): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.check((text) => !OBEYED.test(text), `${name} holds control characters`),
  );
/** May have lines and tabs. */
const prose = (name: string): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.check((text) => !OBEYED.test(text.replace(/[\t\n]|\r\n/g, '')), `${name} holds control characters`),
  );
const place = (name: string): v.GenericSchema<string> =>
  v.pipe(
    line(name),
    v.check((path) => !/^(?:[\\/]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..'), `${name} leads out of the folder`),
  );
const lineNumber = (name: string): v.GenericSchema<number> =>
  v.pipe(
    v.number(),
    v.check((number) => Number.isSafeInteger(number) && number <= MAX_COUNT, `${name} is no line number`),
  );

const ImportedSchema = v.pipe(
  v.object({
    errorType: line('the error type'),
    message: prose('the message'),
    signature: v.object({
      shape: prose('the pattern'),
      holes: v.pipe(v.record(line('the pattern'), prose('the pattern')), v.maxEntries(100, 'the pattern has too many parts')),
    }),
    source: line('the source'),
    file: place('the path'),
    line: lineNumber('the line'),
    startLine: lineNumber('the line'),
    traceback: prose('the traceback'),
    command: prose('the command'),
    before: v.string(),
    proposed: v.string(),
    final: v.nullable(v.string()),
    otherFiles: v.array(place('the path')),
    title: line('the title'),
    evidence: v.array(
      v.object({ by: v.exactOptional(line('the evidence')), why: v.exactOptional(prose('the evidence')), ms: v.exactOptional(v.number()) }),
    ),
    origin: v.object({ id: line('the origin') }),
    variant: v.exactOptional(line('the origin')),
    family: v.exactOptional(line('the origin')),
    features: v.exactOptional(v.record(line('the features'), v.number())),
    libraries: v.exactOptional(v.record(line('the libraries'), line('the libraries'))),
    verdict: v.object({ how: prose('the verdict') }),
    redactions: v.pipe(
      v.number(),
      v.check((count) => Number.isSafeInteger(count) && count <= MAX_COUNT, 'the number of redactions is none'),
    ),
  }),
  // The code before may hold such characters: to take them out may be the very fix.
  v.check(
    ({ before, proposed, final }) => bringsNothing(before, proposed) && bringsNothing(before, final ?? ''),
    'the fix brings hidden characters into the code',
  ),
);

/** Why a pair is not taken in, as part of a sentence; undefined where it may be. */
export function importFault(pair: SuccessPair): string | undefined {
  const parsed = v.safeParse(ImportedSchema, pair, { abortEarly: true });
  return parsed.success ? undefined : parsed.issues[0].message;
}

function bringsNothing(before: string, after: string): boolean {
  const known = new Set(before.match(HIDDEN_IN_CODE) ?? []);
  return (after.match(HIDDEN_IN_CODE) ?? []).every((char) => known.has(char));
}
