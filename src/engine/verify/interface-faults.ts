// Whether a patch changes what other code calls: the parameters and return type of functions that were there already. Only an error about them is a reason to.

import type { LanguageId } from '../language';
import type { Problem } from '../problem';
import { separateComments } from '../syntax/strip-comments';
import { SourceText } from '../syntax/source-text';

interface Signature {
  readonly name: string;
  /** Parameters and what it returns, without blanks that mean nothing. */
  readonly words: string;
  /** Zero-based lines, the last one included. */
  readonly first: number;
  readonly last: number;
}

/**
 * One sentence for each function whose signature the patch changes though the error is not about it; empty where there is none. Private ones
 * (`_name`, functions in functions) are the file's own affair. Told without a parse: the text before may have none. Pure.
 */
export function interfaceFaults(
  before: string,
  after: string,
  language: LanguageId,
  problem: Pick<Problem, 'message' | 'location' | 'related'>,
): string[] {
  const old = signaturesOf(before, language);
  const now = signaturesOf(after, language);
  const faults: string[] = [];
  for (const [key, was] of old) {
    const is = now.get(key);
    // One that is gone or renamed is told by `contentFaults`.
    if (!is || is.words === was.words || isAbout(problem, was)) continue;
    faults.push(`It changes the signature of '${was.name}', which others may call, though the error is not about it.`);
  }
  return faults.slice(0, 3);
}

/** The error stands in the signature, points to it, names it, or speaks of parameters and of what a function gives back. */
function isAbout(
  { message, location, related }: Pick<Problem, 'message' | 'location' | 'related'>,
  { name, first, last }: Signature,
): boolean {
  const stands = [location, ...related.map((one) => one.location)].some(
    ({ path, range }) => path === location.path && range.start.line >= first && range.start.line <= last,
  );
  const names = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u').test(message);
  return stands || names || /\b(?:arguments?|parameters?|positional|keyword|overloads?|return type|signature)\b/i.test(message);
}

function signaturesOf(text: string, language: LanguageId): Map<string, Signature> {
  const { code } = separateComments(text, language);
  const source = new SourceText(code);
  const found = new Map<string, Signature>();
  for (const { name, open, scope } of language === 'python' ? pythonFunctions(code) : exportedFunctions(code)) {
    const close = closing(code, open);
    if (close === undefined) continue;
    const rest = language === 'python' ? /^[ \t]*(?:->[^:\n]*)?/ : /^[ \t]*(?::[^={;\n]*)?/;
    const end = close + (rest.exec(code.slice(close, close + 500))?.[0].length ?? 0);
    const key = `${scope}${name}`;
    if (found.has(key)) continue;
    found.set(key, {
      name,
      // Strings may be defaults: as they stand.
      words: text.slice(open, end).replace(/\s+/g, '').replace(/,\)/, ')'),
      first: source.lineOf(open),
      last: source.lineOf(end),
    });
  }
  return found;
}

interface Found {
  readonly name: string;
  /** Offset of its `(`. */
  readonly open: number;
  /** `Class.` of a method. */
  readonly scope: string;
}

/** Functions of the module and methods of its classes. */
function* pythonFunctions(code: string): Iterable<Found> {
  let scope = '';
  for (const match of code.matchAll(/^([ \t]*)(?:async[ \t]+)?(def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)[ \t]*(\()?/gmu)) {
    const [whole, indent = '', kind, name = '', paren] = match;
    if (kind === 'class') {
      if (indent === '') scope = `${name}.`;
      continue;
    }
    if (indent === '') scope = '';
    const isMethod = scope !== '' && (indent === '\t' || (indent.length > 0 && indent.length <= 4 && !indent.includes('\t')));
    if (!paren || (indent !== '' && !isMethod) || (name.startsWith('_') && name !== '__init__')) continue;
    yield { name, open: match.index + whole.length - 1, scope: indent === '' ? '' : scope };
  }
}

/** Of other languages what stands at the line's start and says that others may call it. */
function* exportedFunctions(code: string): Iterable<Found> {
  const pattern =
    /^(?:export[ \t]+(?:default[ \t]+)?(?:async[ \t]+)?function[ \t]*\*?|func|(?:pub(?:\([^)\n]*\))?[ \t]+)?(?:async[ \t]+)?fn)[ \t]*([\p{L}_$][\p{L}\p{N}_$]*)[ \t]*(?:<[^>\n]*>)?[ \t]*(\()/gmu;
  for (const match of code.matchAll(pattern)) yield { name: match[1] ?? '', open: match.index + match[0].length - 1, scope: '' };
}

/** Offset behind the `)` that closes the `(` at `open`; undefined where the text ends first. */
function closing(code: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < code.length && i < open + 5000; i++) {
    const c = code[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ')' || c === ']' || c === '}') && --depth === 0) return i + 1;
  }
  return undefined;
}
