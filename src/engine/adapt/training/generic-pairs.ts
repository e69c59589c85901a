// Pairs of no workspace, mixed into a training so that the model does not forget how everything else is mended: everyday slips in short programs of ours.
// They are made anew each time, always the same.

import snippets from '../../../../media/generic-snippets.json';
import { signatureOf } from '../../detect/signature';
import type { Question } from '../../learn/exchange/prompt';

/** What is asked, and the text that is right. */
export interface GenericPair {
  readonly question: Question;
  readonly after: string;
  /** Of the error, as problems have it. */
  readonly shape: string;
}

export interface Slip {
  readonly before: string;
  readonly errorType: string;
  readonly message: string;
  /** Zero-based. */
  readonly line: number;
}

/** One kind of slip: all that can be made in a text. */
type Kind = (text: string) => readonly Slip[];

/** A slip in one line of a text. */
function atLine(text: string, line: number, mended: string, errorType: string, message: string): Slip {
  const lines = text.split('\n');
  lines[line] = mended;
  return { before: lines.join('\n'), errorType, message, line };
}

const linesOf = (text: string): readonly (readonly [line: string, number: number])[] =>
  text.split('\n').map((line, at) => [line, at] as const);

/** Two letters in the middle that changed places. undefined where that changes nothing. */
function swapped(name: string, shortest: number): string | undefined {
  const at = Math.max(1, Math.floor(name.length / 2) - 1);
  const made = name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
  return name.length < shortest || made === name ? undefined : made;
}

const missingColon: Kind = (text) =>
  linesOf(text).flatMap(([line, at]) =>
    /^\s*(?:def|for|while|if|with|class)\b.*\S:$/.test(line) ? [atLine(text, at, line.slice(0, -1), 'SyntaxError', "expected ':'")] : [],
  );

const unclosed: Kind = (text) =>
  linesOf(text).flatMap(([line, at]) => {
    const isCall = /^\s*(?:return |\w+ = |\w[\w.]*)?[\w.]+\([^()]*\)$/.test(line);
    return isCall ? [atLine(text, at, line.slice(0, -1), 'SyntaxError', "'(' was never closed")] : [];
  });

const assignedInCondition: Kind = (text) =>
  linesOf(text).flatMap(([line, at]) =>
    /^\s*if \w+ == \w+:$/.test(line)
      ? [atLine(text, at, line.replace('==', '='), 'SyntaxError', "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")]
      : [],
  );

/** Names that are given in one line and used in a later one: misspelt where they are used last. */
function misspelt(
  text: string,
  given: RegExp,
  shortest: number,
  error: (wrong: string, right: string) => { readonly errorType: string; readonly message: string },
): readonly Slip[] {
  const names = new Set([...text.matchAll(given)].map(([, name = '']) => name));
  return [...names].flatMap((name) => {
    const wrong = swapped(name, shortest);
    const uses = linesOf(text).filter(
      ([line]) =>
        new RegExp(`(?<![\\w.'"])${name}\\b(?!\\s*[=:]|['"])`).test(line) &&
        !/^\s*(?:def|for|import|from|with|interface|type|export (?:async )?function)\b/.test(line),
    );
    const [line, at] = uses.at(-1) ?? [];
    if (wrong === undefined || line === undefined || at === undefined || new RegExp(`\\b${wrong}\\b`).test(text)) return [];
    const { errorType, message } = error(wrong, name);
    return [atLine(text, at, line.replace(new RegExp(`(?<![\\w.'"])${name}\\b(?!\\s*[=:]|['"])`), wrong), errorType, message)];
  });
}

const misspeltPython: Kind = (text) =>
  misspelt(text, /^\s+(\w+) = /gm, 4, (wrong, right) => ({
    errorType: 'NameError',
    message: `name '${wrong}' is not defined. Did you mean: '${right}'?`,
  }));

const misspeltScript: Kind = (text) =>
  // TypeScript makes out no shorter name behind two letters that changed places.
  misspelt(text, /\b(?:const|let) (\w+)\b/g, 5, (wrong, right) => ({
    errorType: 'TS2552',
    message: `Cannot find name '${wrong}'. Did you mean '${right}'?`,
  }));

const misspeltMethod: Kind = (text) =>
  linesOf(text).flatMap(([line, at]) =>
    line.includes('.append(')
      ? [
          atLine(
            text,
            at,
            line.replace('.append(', '.apend('),
            'AttributeError',
            "'list' object has no attribute 'apend'. Did you mean: 'append'?",
          ),
        ]
      : [],
  );

const missingImport: Kind = (text) => {
  const [, name] = /^import (\w+)\n+/.exec(text) ?? [];
  if (name === undefined) return [];
  const before = text.replace(/^import \w+\n+/, '');
  const line = before.split('\n').findIndex((each) => each.includes(`${name}.`));
  return line < 0
    ? []
    : [{ before, errorType: 'NameError', message: `name '${name}' is not defined. Did you forget to import '${name}'?`, line }];
};

const missingScriptImport: Kind = (text) => {
  const [, name] = /^import \{ (\w+) \} from .*\n+/.exec(text) ?? [];
  if (name === undefined) return [];
  const before = text.replace(/^import .*\n+/, '');
  const line = before.split('\n').findIndex((each) => each.includes(`${name}(`));
  return line < 0 ? [] : [{ before, errorType: 'TS2304', message: `Cannot find name '${name}'.`, line }];
};

const missingBrace: Kind = (text) =>
  linesOf(text).flatMap(([line, at]) =>
    /^\s+return [^{]*\);$/.test(line) && !line.includes('`')
      ? [atLine(text, at, line.replace(/\);$/, ';'), 'TS1005', "')' expected.")]
      : [],
  );

const KINDS: readonly { readonly language: SlipLanguage; readonly kinds: Readonly<Record<string, Kind>> }[] = [
  {
    language: 'python',
    kinds: {
      'missing colon': missingColon,
      'misspelt name': misspeltPython,
      'unclosed bracket': unclosed,
      'misspelt method': misspeltMethod,
      'missing import': missingImport,
      'assignment in a condition': assignedInCondition,
    },
  },
  {
    language: 'typescript',
    kinds: { 'misspelt name': misspeltScript, 'missing import': missingScriptImport, 'unclosed bracket': missingBrace },
  },
];

export type SlipLanguage = 'python' | 'typescript';

/** All slips that can be made in a text, each with the name of its kind. In a text of others a checker may word the error in another way, or see none. */
export function slipsIn(language: SlipLanguage, text: string): readonly { readonly kind: string; readonly slip: Slip }[] {
  // Windows' line ends, where all are: a slip is made in the line, and its end stays.
  const hasReturns = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  const plain = hasReturns ? text.replaceAll('\r\n', '\n') : text;
  const asIs = (slip: Slip): Slip => (hasReturns ? { ...slip, before: slip.before.replaceAll('\n', '\r\n') } : slip);
  return KINDS.filter((one) => one.language === language).flatMap(({ kinds }) =>
    Object.entries(kinds).flatMap(([kind, make]) => make(plain).map((slip) => ({ kind, slip: asIs(slip) }))),
  );
}

/**
 * At most so many, each kind and each program in turn. None of the errors that are held out: what is measured on them later would have been seen.
 * @param heldOut shapes of errors, by language: `python name '‹1›' is not defined`, as `shapeKey` makes them.
 */
export function genericPairs(wanted: number, heldOut: ReadonlySet<string>): readonly GenericPair[] {
  const made = KINDS.flatMap(({ language, kinds }) =>
    Object.values(kinds).map((kind) => snippets[language].map((after) => kind(after).map((slip) => toPair(language, after, slip)))),
  );
  const out: GenericPair[] = [];
  // The first slip of each program in each kind, then the second, and so on.
  for (let round = 0; out.length < wanted; round++) {
    const rounds = made.flatMap((programs) => programs.flatMap((slips) => slips.slice(round, round + 1)));
    if (rounds.length === 0) break;
    for (const pair of spread(rounds))
      if (out.length < wanted && !heldOut.has(shapeKey(pair.question.language, pair.shape))) out.push(pair);
  }
  return out;
}

export const shapeKey = (language: string, shape: string): string => `${language} ${shape}`;

/** The same order each time, in which neighbours are of different kinds. */
const spread = <T>(all: readonly T[]): readonly T[] => {
  const step = Math.max(1, Math.round(all.length * 0.618));
  const coprime = nearestCoprime(step, all.length);
  return all.map((_, i) => all[(i * coprime) % all.length] as T);
};

function nearestCoprime(step: number, length: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  for (let at = step; ; at++) if (gcd(at, length) === 1) return at;
}

function toPair(language: SlipLanguage, after: string, { before, errorType, message, line }: Slip): GenericPair {
  const file = language === 'python' ? 'main.py' : 'main.ts';
  return {
    question: { errorType, message, file, line, extent: 'whole', startLine: 0, traceback: '', language, before },
    after,
    shape: signatureOf(errorType, message).shape,
  };
}
