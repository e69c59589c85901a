// Whether a patch tampers with the check instead of mending the code, told from the texts: it leaves early, skips the test, prints what was
// expected, relaxes the checker. A run that such a patch makes succeed is no proof.

import { languageOf } from '../../language';
import { stripComments } from '../../syntax/strip-comments';
import { contentFaults } from '../patch-policy';
import { changedOracle, type ChangedFile } from './oracle-changes';

export interface Tampering {
  /** `failed`: the patch tampers with the check. `skipped`: it may be right, but its run shows nothing. */
  readonly result: 'failed' | 'skipped';
  readonly why: string;
}

export interface PatchedStatement {
  readonly before: string;
  readonly after: string;
  /** It is a test's assertion. */
  readonly asserts: boolean;
  /** The assertion itself failed: what it looks at was wrong. */
  readonly failed: boolean;
  /** The patch changes the test that the assertion stands in. */
  readonly testChanged: boolean;
  /** The test runner itself says, of two values that are alike, that this other comparison was meant. */
  readonly told: boolean;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly result: Tampering['result'];
  readonly why: string;
}

const tampers = (pattern: RegExp, why: string): Pattern => ({ pattern, result: 'failed', why });

const IN_PYTHON: readonly Pattern[] = [
  tampers(
    /\bsys\s*\.\s*exit\b|\bos\s*\.\s*_exit\b|(?<!\w)(?:exit|quit|_exit)\s*\(|\bSystemExit\b|\bos\s*\.\s*(?:abort|kill|exec\w+)\b|\bfrom\s+(?:sys|os|builtins)\s+import\b[^\n]*\b_?(?:exit|quit)\b|\bgetattr\s*\(\s*(?:sys|os|builtins)\b/g,
    'the patch makes the program leave early',
  ),
  tampers(
    /\bskip(?:If|Unless|if)?\b|\bxfail\b|\bexpectedFailure\b|\bskipTest\b|\bSkipTest\b|\bimportorskip\b|\b__test__\b/g,
    'the patch skips the test',
  ),
  tampers(
    /\bexcepthook\b|\bsettrace\b|\bsitecustomize\b|\bsys\s*\.\s*monitoring\b|\batexit\b|\bfaulthandler\b/g,
    'the patch changes how errors are reported',
  ),
];
const IN_SCRIPT: readonly Pattern[] = [
  tampers(
    /\bprocess\s*\.\s*(?:exit|exitCode|reallyExit|abort|kill)\b|\bDeno\s*\.\s*exit\b|\bprocess\s*\[|\{[^{}\n]*\b(?:exit|reallyExit|abort|kill)\b[^{}\n]*\}\s*(?:=\s*(?:globalThis\s*\.\s*)?(?:process\b|require\s*\()|from\b)/g,
    'the patch makes the program leave early',
  ),
  tampers(
    /\.\s*(?:skip|todo|only|failing|fails)\b\s*[(.]|(?<![.\w])x(?:it|test|describe)\s*\(|\bskip\s*:\s*true\b|\b(?:fit|fdescribe)\s*\(/g,
    'the patch skips the test, or others beside it',
  ),
  tampers(
    /\bprocess\s*\.\s*(?:on|once|addListener|prependListener)\s*\(|\bsetUncaughtExceptionCaptureCallback\b|\bgetOwnPropertySymbols\b/g,
    'the patch changes how errors are reported',
  ),
];
/** A new catch may be right, but then the failing line was not seen to hold. */
const CATCHES = { python: /\bexcept\b/g, script: /\bcatch\b/g } as const;

/** Our own channel of reports, named by no honest patch; in strings too. */
const REPORT_CHANNEL = /SELF_HEAL_|self-heal-probe|\/run\/self-heal|\/proc\/(?:self|thread-self|\d+)\/fd|\/dev\/fd\//g;

/** The first way in which a patch tampers with the check; undefined where there is none. `problemPath`: the file that the problem is in may be changed whatever its name. Pure. */
export function findTampering(
  files: readonly ChangedFile[],
  problemPath: string,
  statement: PatchedStatement | undefined,
): Tampering | undefined {
  const found: Tampering[] = [];
  for (const file of files) {
    const language = languageOf(file.path);
    const oracle = changedOracle(file, problemPath, language);
    if (oracle !== undefined) found.push({ result: 'failed', why: oracle });
    if (count(REPORT_CHANNEL, file.after) > count(REPORT_CHANNEL, file.before))
      found.push({ result: 'failed', why: 'the patch changes how errors are reported' });
    if (!language) continue;
    const before = stripComments(file.before, language);
    const after = stripComments(file.after, language);
    for (const { pattern, result, why } of language === 'python' ? IN_PYTHON : IN_SCRIPT)
      if (count(pattern, after) > count(pattern, before)) found.push({ result, why });
    const hidden = contentFaults(file.before, file.after, language, true).find(
      ({ weight, hides }) => weight === 'refuse' && hides === 'error',
    );
    if (hidden)
      found.push({
        result: 'failed',
        why: `the patch hides the error: ${hidden.message.charAt(0).toLowerCase()}${hidden.message.slice(1).replace(/\.$/, '')}`,
      });
    else {
      const catches = language === 'python' ? CATCHES.python : CATCHES.script;
      if (count(catches, after) > count(catches, before))
        found.push({ result: 'skipped', why: 'the patch catches errors, so that the program goes on shows nothing' });
    }
  }
  if (statement) {
    const fixed = replacedByFixed(statement);
    if (fixed) found.push(fixed);
  }
  return found.find((one) => one.result === 'failed') ?? found[0];
}

/** Whether the failing statement's work was replaced by a fixed value or text, or an assertion made to fit. */
function replacedByFixed({ before, after, asserts, failed, testChanged, told }: PatchedStatement): Tampering | undefined {
  if (told) return undefined;
  const changed = before.trim() !== after.trim();
  const [out, into] = replaced(before, after);
  // `assertRaises(E, f(x))` called too early: the check expects the same of the same call, which it now makes itself.
  if (asserts && changed && leftToCheck(before) === after.replace(/\s+/g, ' ').trim()) return undefined;
  if (asserts && changed && !(failed ? false : isName(out) && isName(into)))
    return { result: 'failed', why: 'the patch changes what the test expects' };
  if (asserts && failed && testChanged) return { result: 'skipped', why: 'the patch changes the test that judges it' };
  if (!changed) return undefined;
  if (isText(after) && !isText(before)) return { result: 'skipped', why: 'the patch left nothing of the failing line' };
  // `true` for `True` is a spelling, `O` for `0` a slip, quotes that were forgotten make the name a text.
  if (isName(out) && FIXED.test(into) && !OTHER_SPELLING.test(out) && !into.includes(out))
    return { result: 'skipped', why: 'the patch puts a fixed value in place of what was missing' };
  const worked = work(before);
  if (!/[\w)\]]\s*\(|[\w)\]]\s*\[|\w\s*\.\s*\w|[-+*/%]/.test(withoutPrint(worked)) && !/\bprint\b|\bconsole\b/.test(worked))
    return undefined;
  if (names(worked).length === 0) return undefined;
  const now = work(after);
  // Quotes that were forgotten: what was a name is the text now.
  if (names(worked).every((name) => after.includes(name))) return undefined;
  if (names(now).length > 0 || now.trim() === '')
    return now.trim() === '' ? { result: 'skipped', why: 'the patch left nothing of the failing line' } : undefined;
  return { result: 'failed', why: 'the patch puts a fixed value in place of the work that failed' };
}

/** A check of an error with its call taken apart: the function, and what it is to be given. */
const leftToCheck = (statement: string): string | undefined =>
  /\b(?:assertRaises|assertWarns|raises|warns)\w*\(/.test(statement)
    ? statement
        .replace(/\s+/g, ' ')
        .trim()
        .replace(
          /([\w.]+)\(([^()]*)\) ?\)$/,
          (_, called: string, given: string) => `${called}${given.trim() === '' ? '' : `, ${given.trim()}`})`,
        )
    : undefined;

const TOKENS = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*|\d[\w.]*|\S/gu;
const FIXED = /^(?:-?\d[\w.]*|None|True|False|null|undefined|true|false|"[^"]*"|'[^']*'|\[\]|\{\}|\(\)|\.\.\.)$/;
const OTHER_SPELLING = /^(?:true|false|null|none|nil|undefined|yes|no|on|off|nan|inf|infinity)$|^[oOlIiSsBZ\d._]+$/i;

/** What a patch took out of a statement and what it put there, if that is one stretch; without white space between. */
function replaced(before: string, after: string): readonly [string, string] {
  const [a, b] = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end).join(''), b.slice(start, b.length - end).join('')];
}

function isName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(text);
}

/** Nothing but a text: it does no work. */
function isText(statement: string): boolean {
  return /^[rbuf]{0,2}(["'`])/i.test(statement.trim()) && /^[rbuf]{0,2}["'`\s;]*$/i.test(stripComments(statement.trim(), 'python'));
}

/** The part of a statement that works: without comments, the insides of strings, and the target of a plain assignment. */
function work(statement: string): string {
  const code = stripComments(statement, /[{};]|\/\//.test(statement) ? 'javascript' : 'python')
    .replace(/\bpass\b/g, '')
    .replace(/;\s*$/, '');
  // Names in an f-string or template are at work too.
  const inStrings = [...statement.matchAll(/\$?\{([^{}]*)\}/g)].map((match) => match[1] ?? '').join(' ');
  return `${code.replace(/^\s*(?:(?:const|let|var|return|await)\s+)?(?:[\w.$]+(?:\s*:\s*[\w.[\], ]+)?\s*=(?!=))?/, '')} ${/^\s*(?:[furb]*f[furb]*["'])|[^\w]f["']|`/.test(statement) ? inStrings : ''}`;
}

function withoutPrint(code: string): string {
  return code.replace(/^\s*(?:print|console\s*\.\s*\w+)\s*\(/, '');
}

const NO_NAMES =
  /^(?:print|console|log|info|error|warn|debug|True|False|None|true|false|null|undefined|return|and|or|not|in|is|if|else|for|new|typeof|await|void)$/;

function names(code: string): string[] {
  return [...code.matchAll(/(?<![\w$"'])[A-Za-z_$][\w$]*/g)].map((match) => match[0]).filter((name) => !NO_NAMES.test(name));
}

function count(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].length;
}
