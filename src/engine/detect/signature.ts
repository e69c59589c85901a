// A message with its variable parts as named holes: what makes the same mistake in two files, or in the words of two
// tools and interpreter versions, the same. The words themselves are data, in wordings.ts.

import type { Signature } from '../problem';
import { WORDINGS, type Wording } from './wordings';

/** Beyond this a first line is no longer a message but data; what follows does not tell mistakes apart. */
const MAX_LINE = 1_000;
const MAX_SHAPE = 240;
const MAX_HOLES = 12;
const MAX_HOLE = 200;

/** Where a suggestion starts: CPython, tsc, mypy, pylint. Not `Maybe you meant '=='`, which names the mistake itself. */
const SUGGESTION = /(?<!\s)\s*(?:[.;,]\s*)?\(?(?:\b(?:Or did|Did|did) you (?:mean|forget to import)\b|\bmaybe (?=["'`]|one of))/;
/** `str(error)` of a SyntaxError: ` (app.py, line 3)`. */
const PLACE = /\s\([^()]*, line \d+\)$/;
/** What tools and logs put before the message: `E999 SyntaxError: `, `Uncaught `. */
const PREFIX = /^(?:[A-Z]{1,4}\d{2,5}:?\s+)?(?:Uncaught )?(?:(?:[\w.]*(?:Error|Exception|SyntaxError))(?: \[\w+\])?: )?/;

/**
 * The signature of a message. `errorType` is as in `Problem.errorType`; it only shapes messages no table entry knows.
 * `message` may be whole, with suggestion and further lines: only its first line counts, and the suggestion is not part
 * of the shape (see `didYouMean`). Pure and bounded: never throws, any input.
 *
 * Holes have the same names whoever reports the mistake (`Family` in wordings.ts lists them): `name`, `attribute`,
 * `type`, `module`, `argument`, `function`, `owner` (class of a qualified function name), `expected`, `given`, `operator`,
 * `left`, `right`, `value`, `key`, `path`. Messages outside the table get holes `1`, `2`, … for quoted parts, numbers,
 * paths and addresses.
 */
export function signatureOf(errorType: string, message: string): Signature {
  const line = coreOf(message);
  if (isKeyError(errorType)) return { shape: "key '‹key›' is missing", holes: { key: cut(unquoted(line)) } };
  const match = matchWording(line);
  if (match) return { shape: match.wording.shape, holes: match.holes };
  return generic(errorType, line);
}

/**
 * The suggestions at the message's end, as they would be typed, best first: `lenght` → [`length`], `this.name`.
 * Empty where it makes none. A hint that is no replacement (`Did you mean to set the 'moduleResolution' option…`,
 * `Did you forget to import 'sys'?`) is none; see `forgottenImport`.
 */
export function didYouMean(message: string): readonly string[] {
  const line = firstLine(message);
  const at = SUGGESTION.exec(line);
  if (!at) return [];
  let tail = line.slice(at.index + (at[0].startsWith('.') || at[0].startsWith(';') || at[0].startsWith(',') ? 1 : 0));
  if (/you mean to (?:set|call|mark|await)\b/.test(tail)) return [];
  const forgotten = /(?:[Oo]r )?[Dd]id you forget to import/.exec(tail);
  if (forgotten) tail = tail.slice(0, forgotten.index);
  const instead = tail.indexOf(' instead of ');
  if (instead >= 0) tail = tail.slice(0, instead);
  const found: string[] = [];
  for (const quoted of tail.matchAll(/'([^']{1,200})'|"([^"]{1,200})"|`([^`]{1,200})`/g)) {
    const text = quoted[1] ?? quoted[2] ?? quoted[3];
    if (text !== undefined && !found.includes(text)) found.push(text);
  }
  return found;
}

/** The module CPython 3.12+ thinks was not imported: `… Did you forget to import 'sys'?` → `sys`. */
export function forgottenImport(message: string): string | undefined {
  return /[Dd]id you forget to import '([^']+)'/.exec(firstLine(message))?.[1];
}

/** The message's first line without error type in front, place and suggestion behind, and the final full stop. */
export function coreOf(message: string): string {
  let line = firstLine(message).replace(PREFIX, '').replace(PLACE, '');
  const suggestion = SUGGESTION.exec(line);
  if (suggestion && suggestion.index > 0) line = line.slice(0, suggestion.index);
  line = line.trimEnd();
  return line.endsWith('.') && !line.endsWith('..') ? line.slice(0, -1) : line;
}

export interface WordingMatch {
  readonly wording: Wording;
  readonly holes: Readonly<Record<string, string>>;
}

/** Messages come in floods of the same few: the last ones are remembered. */
const MAX_REMEMBERED = 512;
const remembered = new Map<string, WordingMatch | undefined>();

/** The first table entry whose words these are. `line` as of `coreOf`. */
export function matchWording(line: string): WordingMatch | undefined {
  if (remembered.has(line)) return remembered.get(line);
  const match = searchWordings(line);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(line, match);
  return match;
}

function searchWordings(line: string): WordingMatch | undefined {
  for (const wording of WORDINGS) {
    for (const pattern of wording.patterns) {
      const match = pattern.exec(line);
      if (!match) continue;
      const holes: Record<string, string> = { ...wording.also };
      for (const [name, value] of Object.entries(match.groups ?? {})) {
        // An optional group that is not there is no hole: it is not known.
        if (value !== undefined) holes[name] = cut(name === 'argument' || name === 'attribute' ? listed(value) : value);
      }
      return { wording, holes };
    }
  }
  return undefined;
}

/** KeyError's message is the key's repr alone: no words to match. */
function isKeyError(errorType: string): boolean {
  return errorType === 'KeyError' || errorType.endsWith('.KeyError');
}

function firstLine(message: string): string {
  const start = message.search(/\S/);
  if (start < 0) return '';
  const end = message.slice(start, start + MAX_LINE).search(/[\r\n]/);
  // No-break spaces are pyright's indentation of detail lines.
  return message
    .slice(start, start + (end < 0 ? MAX_LINE : end))
    .replaceAll('\u00a0', ' ')
    .trimEnd();
}

/** `'a', 'b' and 'c'` → `a, b, c`; anything without quotes stays. */
function listed(value: string): string {
  const parts = [...value.matchAll(/'([^']*)'|"([^"]*)"|`([^`]*)`/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
  return parts.length > 0 ? parts.join(', ') : value;
}

function unquoted(text: string): string {
  const first = text[0];
  return text.length >= 2 && (first === "'" || first === '"') && text.endsWith(first) ? text.slice(1, -1) : text;
}

const cut = (text: string): string => (text.length > MAX_HOLE ? `${text.slice(0, MAX_HOLE - 1)}…` : text);

/** Quoted parts, addresses, paths and numbers; what is left are the words. */
const VARIABLE = /'[^']*'|"[^"]*"|`[^`]*`|\b0x[0-9a-fA-F]+\b|(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+){2,}[\\/]?|-?\b\d+(?:\.\d+)*\b/g;

function generic(errorType: string, line: string): Signature {
  const holes: Record<string, string> = {};
  const names = new Map<string, string>();
  const shape = line.slice(0, MAX_LINE).replace(VARIABLE, (part) => {
    const quote = /^['"`]/.test(part) ? (part[0] ?? '') : '';
    const value = quote ? part.slice(1, -1) : part;
    let name = names.get(value);
    if (name === undefined) {
      if (names.size >= MAX_HOLES) return `${quote}…${quote}`;
      name = String(names.size + 1);
      names.set(value, name);
      holes[name] = cut(value);
    }
    return `${quote}‹${name}›${quote}`;
  });
  // Unknown words say little without who says them: `ValueError: 3` is not `IndexError: 3`.
  const whole = errorType ? `${errorType}: ${shape}` : shape;
  return { shape: whole.length > MAX_SHAPE ? `${whole.slice(0, MAX_SHAPE - 1)}…` : whole, holes };
}
