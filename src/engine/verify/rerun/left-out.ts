// Patches that keep a program going by leaving the work out: its operand alone in its place, a copy changed instead of the thing, a value that goes
// nowhere. Told from the words of the two statements alone, for Python and for scripts.

import { editDistance } from '../../syntax/edit-distance';

export interface Rewritten {
  /** The expression that failed, and what stands in its place. */
  readonly before: string;
  readonly after: string;
  /** The whole statements. */
  readonly statementBefore: string;
  readonly statementAfter: string;
  /** The patched text, and the lines of it that the patch wrote. */
  readonly text: string;
  readonly added: readonly string[];
  readonly message: string;
  /** The name that nobody defined, where that is the error. */
  readonly unknownName: string | undefined;
}

/** Here to leave a call or an index out may be just right. */
const TOO_MUCH = /not callable|is not a function|not subscriptable|indices must be|not iterable|unhashable|cannot unpack/;
/** What is made anew each time it is asked for. */
const COPY =
  /^(?:await )?(?:list|dict|set|tuple|sorted|copy|deepcopy|copy\.\w+|structuredClone|Array\.from|Object\.assign)\(|^\[\s*\.\.\.|^\(?\{\s*\.\.\./;
const LITERAL = /^(?:\[[\s\S]*\]|\([\s\S]*,[\s\S]*\)|\{[\s\S]*\}|(["'])[\s\S]*\1);?$/;
const DECLARED = /^(?:(?:const|let|var)\s+)?([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=(?![=>])/;
const FROM_NOWHERE = /(?:\b(?:globals|locals|vars)\(\)|\b(?:globalThis|window|global)\b)\s*(?:\.get\(|\[|\?\.|\.)/;
const START_VALUE =
  /^\s*(?:(?:const|let|var)\s+)?([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*(?:\[\]|\{\}|\(\)|"[^"]*"|'[^']*'|-?\d[\d.]*|None|null|undefined|new \w+\(\)|\w+\(\))\s*;?\s*$/;
/** Shows something to somebody. */
const OUTPUT = /^(?:print|console\.\w+|process\.stdout\.write|sys\.stdout\.write)\(/;
const GROWN = /^([\w.$[\]"']+)\s*(?:\+|-|\*|\/|%|\||&|\^|<<|>>|\*\*|\/\/|@)=(?!=)/;
/** A name shorter than this is near to many by chance. */
const MIN_LETTERS = 4;

/** Why the patch is no proof, as the end of a sentence; undefined where nothing was left out. */
export function whyLeftOut(patch: Rewritten): string | undefined {
  const { before, after, statementBefore, statementAfter, message, text, added, unknownName } = patch;
  if (isOperandAlone(before, after) && !TOO_MUCH.test(message)) return 'the patch leaves out what failed and keeps a part of it';
  if (COPY.test(statementAfter) && !COPY.test(statementBefore)) return 'the patch changes a copy that nobody keeps';
  if (LITERAL.test(statementAfter) && !LITERAL.test(statementBefore)) return 'nothing uses what the patched line makes';
  if (OUTPUT.test(statementBefore) && !statementAfter.includes(OUTPUT.exec(statementBefore)?.[0].split(/[.(]/)[0] ?? ''))
    return 'the patched line no longer shows what it makes';
  const grown = GROWN.exec(statementBefore)?.[1];
  if (grown !== undefined && statementAfter.startsWith(grown) && /^\s*=(?!=)/.test(statementAfter.slice(grown.length)))
    if (!statementAfter.slice(grown.length).includes(grown)) return `the patch no longer adds to '${grown}'`;
  const name = DECLARED.exec(statementAfter)?.[1];
  if (name !== undefined && !DECLARED.test(statementBefore) && timesIn(text, name) === 1) return `nothing reads '${name}' after the patch`;
  if (unknownName === undefined) return undefined;
  if (added.some((line) => FROM_NOWHERE.test(line) && timesIn(line, unknownName) > 0)) return `the patch makes up a '${unknownName}'`;
  const isBegun = added.some((line) => START_VALUE.exec(line)?.[1] === unknownName);
  const near = isBegun ? nearNames(text, unknownName) : [];
  return near.length > 0 ? `the patch begins a '${unknownName}' where there is a '${near[0] ?? ''}'` : undefined;
}

/** `key` for `prefix + [key]`, `parts` for `parts[0].value`. */
function isOperandAlone(before: string, after: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(after) && /[^\w$\s]/.test(before) && before !== after && timesIn(before, after) > 0;
}

const timesIn = (text: string, name: string): number =>
  text.split(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)).length - 1;

function nearNames(text: string, name: string): string[] {
  if (name.length < MIN_LETTERS) return [];
  const words = new Set(text.match(/(?<![\w$])[A-Za-z_$][\w$]*/g) ?? []);
  words.delete(name);
  return [...words].filter(
    (word) => Math.abs(word.length - name.length) <= 1 && editDistance(word, name, { limit: 2 }) <= (name.length < 6 ? 1 : 2),
  );
}
