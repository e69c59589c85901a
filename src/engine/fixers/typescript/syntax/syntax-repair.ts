/**
 * Mistake: a bracket, comma, quote or keyword too few, too many, misspelt or of another language. Small edits of tokens near the error are
 * each proved by parsing again, and ranked by cost, by what usually stands beside what in this file, by the file's indentation, and by
 * what TypeScript says of the mended text.
 *
 * Before:  `console.log(name name.length)`       After:  `console.log(name, name.length)`
 *
 * When not: no single edit leaves fewer syntax errors, or several are as likely.
 *
 * Tests: fixers.test.ts
 */
import { SourceText } from '../../../syntax/source-text';
import type { Problem } from '../../../problem';
import { applyEdits, type OffsetEdit } from '../../../syntax/edits';
import { scriptTokens, type ScriptToken } from './script-tokens';
import { measured, slip } from '../framework/spelling';
import { codeOf, type Proof, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';

export const syntaxRepair: TypedRule = {
  id: 'typescript/syntax-repair',
  answers: (problem) => isSyntaxCode(problem) || IN_JAVASCRIPT.has(codeOf(problem.errorType)) || /^Parsing error: /.test(problem.message),
  propose(place) {
    return foreign(place) ?? repair(place);
  },
};

/** "… can only be used in TypeScript files": in JavaScript a slip is taken for a type (`x : xs`), a signature (`f(a; b)`), a modifier or an assertion. Where the text parses all the same, it is none. */
const IN_JAVASCRIPT = new Set([8002, 8006, 8008, 8009, 8010, 8012, 8013, 8016, 8017]);

/** Another language's way to write an arrow or a loop: where it stands and all of it parses, nothing else was meant. */
function foreign(place: TypedPlace): TypedProposal[] | undefined {
  const { text, ts } = place;
  const before = place.syntaxErrors(text).length;
  if (before === 0) return undefined;
  const tokens = scriptTokens(ts, text);
  const near = (index: number): boolean => Math.abs((tokens[index]?.start ?? 0) - place.start) < 400;
  const tries: { title: string; explanation: string; edits: OffsetEdit[] }[] = [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    const last = tokens[i - 1];
    if (token.text === '-' && next?.text === '>' && next.start === token.end && last && near(i))
      tries.push({
        title: "Change '->' to '=>'",
        explanation: "A function's arrow is '=>' here.",
        edits: [{ start: token.start, end: next.end, text: '=>' }],
      });
    if (token.text === ':' && near(i) && isLoopColon(tokens, i)) {
      const space = (at: number): string => (/\s/.test(text[at] ?? '') ? '' : ' ');
      tries.push({
        title: "Change ':' to 'of'",
        explanation: "A loop over the elements is written with 'of' here.",
        edits: [{ start: token.start, end: token.end, text: `${space(token.start - 1)}of${space(token.end)}` }],
      });
    }
  });
  // One alone, or all of them: whoever writes so once writes so again.
  const all =
    tries.length > 1
      ? [
          {
            title: tries.every((one) => one.title === tries[0]?.title)
              ? `${tries[0]?.title ?? ''} everywhere near`
              : "Write arrows with '=>' and loops with 'of'",
            explanation: tries[0]?.explanation ?? '',
            edits: tries.flatMap((one) => one.edits),
          },
        ]
      : [];
  const judged = [...all, ...tries.slice(0, 6)]
    .map((one) => ({ one, left: place.syntaxErrors(applyEdits(text, one.edits)).length }))
    .filter(({ left }) => left < before)
    .sort((a, b) => a.left - b.left || a.one.edits.length - b.one.edits.length);
  const [best] = judged;
  return best && [{ ...best.one, confidence: best.left === 0 ? 0.96 : 0.8 }];
}

/** `for (const x : xs)`: a colon behind what the loop declares, and no other word of a loop's head. */
function isLoopColon(tokens: readonly ScriptToken[], colon: number): boolean {
  let i = colon - 1;
  for (let depth = 0; i > 0 && i > colon - 60; i--) {
    const text = tokens[i]?.text ?? '';
    if (/^[)\]}]$/.test(text)) depth++;
    else if (/^[([{]$/.test(text)) depth--;
    if (depth < 0 || (depth === 0 && text === ';')) return false;
    if (depth === 0 && /^(?:const|let|var)$/.test(text)) break;
  }
  const head = tokens[i - 2]?.text === 'await' ? tokens[i - 3] : tokens[i - 2];
  if (tokens[i - 1]?.text !== '(' || head?.text !== 'for') return false;
  for (let j = colon + 1, depth = 0; j < tokens.length && j < colon + 60; j++) {
    const text = tokens[j]?.text ?? '';
    if (depth === 0 && text === ')') return true;
    if (depth === 0 && /^(?:of|in|;|=)$/.test(text)) return false;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
  }
  return false;
}

/** Codes 1000 to 1999 are the parser's and the grammar check's. */
function isSyntaxCode(problem: Pick<Problem, 'errorType'>): boolean {
  const code = codeOf(problem.errorType);
  return (code >= 1000 && code < 2000) || problem.errorType === 'SyntaxError';
}

/** One way to mend, before it is tried. `cost` is about minus the logarithm of how often people slip so. */
interface Idea {
  readonly edits: readonly OffsetEdit[];
  readonly cost: number;
  readonly title: string;
}

interface Tried extends Idea {
  readonly errors: number;
  readonly score: number;
}

/** Parses at most this many ideas, cheapest first. */
const MAX_IDEAS = 260;
/** Ideas looked at by the type checker. */
const MAX_CHECKED = 4;
/** A text of this length is worth the look for a piece of a piece. */
const LONG = 6_000;
/** Characters that the type checker may read for the ideas: four times a text of two thousand lines, longer ones less often or not at all. */
const MAX_PROVED = 300_000;
/** Where the best idea is ahead by so much and the checker finds nothing new in it, the others are not asked about. */
const LEAD = 1.5;
/** Cannot find name: what was put together wrongly speaks of names that nobody declares. */
const UNKNOWN = new Set([2304, 2552, 18004]);
/** How fast an idea loses its share as its score rises; measured on injected mistakes. */
const SHARP = 1.3;
/** Where the best of several is no surer than this, all are noise. */
const NOISE = 0.15;
/** Characters that may be parsed for the ideas, some 200 ms: counted, not timed, so that a busy machine gives the same answers. */
const MAX_PARSED = 2_000_000;
/** Wall time in ms after which what was found so far must do all the same: the question itself is given up soon after. */
const LIMIT_MS = 4_000;

function repair(place: TypedPlace): TypedProposal[] {
  const { text, ts } = place;
  const errors = place.syntaxErrors(text);
  const first = errors[0];
  if (!first) return [];
  const tokens = scriptTokens(ts, text);
  const statistics = new Statistics(tokens, text);
  const slice = sliceAround(
    place,
    errors.map((error) => error.start),
  );
  const before = place.syntaxErrors(cutEdits(text, [], slice)).length;
  const at = errorToken(tokens, first.start);
  const ideas = collect(place, tokens, at, first)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MAX_IDEAS);
  const seen = new Set<string>();
  const tried: Tried[] = [];
  const until = performance.now() + LIMIT_MS;
  let parsed = 0;
  let lowest = Infinity;
  for (const idea of ideas) {
    // What costs so much more than a whole remedy can't win any more.
    if (idea.cost > lowest + 3.2 || parsed > MAX_PARSED || performance.now() > until) break;
    const strange = statistics.strangeness(idea.edits, tokens);
    if (idea.cost + strange > lowest + 4.2) continue;
    const after = cutEdits(text, idea.edits, slice);
    // Two ideas that differ in white space only are one.
    const key = after.replace(/\s+/g, '');
    if (seen.has(key)) continue;
    seen.add(key);
    parsed += after.length;
    const left = place.syntaxErrors(after).length;
    if (left >= before) continue;
    const score = idea.cost + strange + left * 2.2;
    if (left === 0) lowest = Math.min(lowest, score);
    tried.push({ ...idea, errors: left, score });
  }
  tried.sort((a, b) => a.score - b.score);
  const best = tried.slice(0, MAX_CHECKED);
  // What the checker says: names that are not there, types that don't fit. Only worth the time where there is a choice.
  const proofs: (Proof | undefined)[] = [];
  for (const idea of best) {
    const clear = proofs[0]?.fresh.length === 0 && best[0]?.errors === 0 && idea.score - best[0].score > LEAD;
    const affordable = (proofs.length + 1) * text.length <= MAX_PROVED && performance.now() < until;
    proofs.push(clear || !affordable ? undefined : place.prove(applyEdits(text, idea.edits)));
  }
  const fewest = Math.min(...proofs.map((proof) => proof?.after ?? Infinity));
  const ranked = best
    .map((idea, index) => {
      const proof = proofs[index];
      const fresh = proof?.fresh ?? [];
      const meaning = fresh.filter((d) => d.code >= 2000).length;
      const syntax = fresh.filter((d) => d.code < 2000).length;
      const unknown = fresh.filter((d) => UNKNOWN.has(d.code)).length;
      // The broken text hid errors, so what is new says less than which remedy leaves fewest.
      const more = proof ? proof.after - fewest : 1;
      return {
        ...idea,
        score: idea.score + Math.min(4, meaning * 0.5 + unknown * 0.5 + more * 1.1) + (idea.errors > 0 ? Math.min(2, syntax) : syntax * 2),
        meaning: Math.min(meaning, more),
      };
    })
    .sort((a, b) => a.score - b.score);
  const total = ranked.reduce((sum, idea) => sum + Math.exp(-SHARP * (idea.score - (ranked[0]?.score ?? 0))), 0);
  return ranked
    .flatMap((idea): TypedProposal[] => {
      const share = Math.exp(-SHARP * (idea.score - (ranked[0]?.score ?? 0))) / total;
      // Where other errors are left, what is uncertain is noise.
      if (idea.errors > 0 && share < 0.45) return [];
      const sure = 1 - (1 - share) * 0.65;
      return [
        {
          title: idea.title,
          explanation: `The text does not parse here: ${lower(first.message)} This small change mends it.`,
          edits: idea.edits,
          confidence: measured((share > 0.5 ? sure : share) * (idea.errors === 0 ? 0.97 : 0.75) * (idea.meaning > 0 ? 0.8 : 1)),
        },
      ];
    })
    .filter((proposal, _, all) => proposal.confidence >= 0.05 && Math.max(...all.map(({ confidence }) => confidence)) >= NOISE);
}

/** The slice after the edits, between what stands for the text around it; an idea outside the slice is tried on the whole text by whoever proves it. */
function cutEdits(text: string, edits: readonly OffsetEdit[], slice: Slice): string {
  const inside = edits
    .filter((edit) => edit.start >= slice.start && edit.end <= slice.end)
    .map((edit) => ({ start: edit.start - slice.start, end: edit.end - slice.start, text: edit.text }));
  return `${slice.head}${applyEdits(text.slice(slice.start, slice.end), inside)}${slice.tail}`;
}

const lower = (message: string): string => `${message.charAt(0).toLowerCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;

/** A part of the text, and what must stand around it so that it parses as it does in the whole. */
interface Slice {
  readonly start: number;
  readonly end: number;
  readonly head: string;
  readonly tail: string;
}

/** What a part of a text may be: members of a class, of an object, statements of a function. */
const AROUND: readonly (readonly [head: string, tail: string])[] = [
  ['class _ {\n', '\n}'],
  ['_ = {\n', '\n}'],
  ['async function* _() {\n', '\n}'],
];

/** The part of the text that must be parsed again: whole top-level pieces around the errors, or pieces of what they are in, if it has the same errors alone. */
function sliceAround(place: TypedPlace, errors: readonly number[]): Slice {
  const { text } = place;
  const all = { start: 0, end: text.length, head: '', tail: '' };
  if (text.length < 2_000) return all;
  const low = Math.min(...errors);
  const high = Math.max(...errors);
  const pieces = (starts: readonly number[], around: number, last: number): readonly [number, number] => [
    starts.filter((start) => start <= low).at(-around) ?? 0,
    starts.filter((start) => start > high)[around - 1] ?? last,
  ];
  const starts = [...text.matchAll(/^(?=[A-Za-z@/])/gm)].map((match) => match.index);
  for (const around of [2, 5]) {
    const [start, end] = pieces(starts, around, text.length);
    if (end - start > text.length * 0.8) break;
    if (place.syntaxErrors(text.slice(start, end)).length === errors.length) return { ...all, start, end };
  }
  if (text.length < LONG) return all;
  // Behind the end of the text no piece begins.
  const unit = /^(?:\t| {2,8})(?=[A-Za-z@/#[])/m.exec(text)?.[0] ?? '  ';
  const inner = [...text.matchAll(new RegExp(`^(?=${unit}[A-Za-z@/#[*'"])`, 'gm'))].map((match) => match.index);
  const [start, end] = pieces(inner, 2, -1);
  if (start === 0 || end < 0 || end - start > text.length * 0.5) return all;
  for (const [head, tail] of AROUND)
    if (place.syntaxErrors(`${head}${text.slice(start, end)}${tail}`).length === errors.length) return { start, end, head, tail };
  return all;
}

/** Index of the token at or behind the offset. */
function errorToken(tokens: readonly ScriptToken[], offset: number): number {
  return firstIndex(tokens, (token) => token.end > offset);
}

const CLOSER: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  '(': ')',
  '[': ']',
  '{': '}',
});
const OPENER: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  ')': '(',
  ']': '[',
  '}': '{',
});
const isBracket = (text: string): boolean => text in CLOSER || text in OPENER;

/** Words of other languages. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  def: ['function'],
  func: ['function'],
  fn: ['function'],
  fun: ['function'],
  sub: ['function'],
  and: ['&&'],
  or: ['||'],
  elif: ['else if'],
  elsif: ['else if'],
  elseif: ['else if'],
  not: ['!'],
  None: ['null'],
  nil: ['null'],
  True: ['true'],
  False: ['false'],
  val: ['const'],
  foreach: ['for'],
  except: ['catch'],
  raise: ['throw'],
  pass: [''],
  then: [''],
  mut: [''],
  string: ['let'],
  int: ['let'],
  xor: ['^'],
  mod: ['%'],
  is: ['==='],
  unless: ['if (!'],
  lambda: ['function'],
  struct: ['interface'],
  trait: ['interface'],
  include: ['import'],
  using: ['import'],
};
/** Words of other languages that are no names here. */
const FAR = new Set(['def', 'elif', 'elsif', 'elseif', 'unless', 'except', 'raise', 'func', 'fn', 'foreach', 'lambda']);
const KEYWORDS = [
  'import',
  'export',
  'default',
  'function',
  'const',
  'let',
  'var',
  'return',
  'class',
  'extends',
  'implements',
  'interface',
  'type',
  'enum',
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'break',
  'continue',
  'try',
  'catch',
  'finally',
  'throw',
  'new',
  'delete',
  'typeof',
  'instanceof',
  'void',
  'async',
  'await',
  'yield',
  'static',
  'public',
  'private',
  'protected',
  'readonly',
  'abstract',
  'declare',
  'namespace',
  'module',
  'from',
  'as',
  'of',
  'in',
  'constructor',
  'super',
  'this',
  'null',
  'true',
  'false',
  'keyof',
  'satisfies',
  'get',
  'set',
  'undefined',
];

function collect(
  place: TypedPlace,
  tokens: readonly ScriptToken[],
  at: number,
  error: { start: number; end: number; message: string; code: number },
): Idea[] {
  const { text } = place;
  const ideas: Idea[] = [];
  const expected = /^'(.+)' expected/.exec(error.message)?.[1];
  const lineOf = lineCounter(text);
  const errorLine = lineOf(tokens[at]?.start ?? text.length);
  const near = (index: number): number =>
    Math.min(3, Math.abs(index - at) * 0.12 + Math.abs(lineOf(tokens[Math.min(index, tokens.length - 1)]?.start ?? 0) - errorLine) * 0.35);
  const from = Math.max(0, at - 14);
  const until = Math.min(tokens.length, at + 10);
  const push = (cost: number, title: string, ...edits: OffsetEdit[]): void => void ideas.push({ edits, cost, title });

  const byIndent = braces(place, tokens);
  // A brace that is missed only at the text's end is missing where the indentation says so.
  const elsewhere =
    at >= tokens.length - 2 &&
    byIndent.some((idea) => idea.edits.some((edit) => edit.text.includes('}') && edit.start < (tokens[at - 2]?.start ?? 0)));
  for (let i = from; i <= until; i++) {
    const token = tokens[i];
    const before = tokens[i - 1];
    const gap = before?.end ?? 0;
    const far = near(i);
    // One token too few, between two others. It belongs behind the one before, where people forget it.
    if (i <= at + 4) {
      for (const word of [',', ')', ']', '}', '(', '{', '[', ':', ';', '=>', '=', '.', '+', '>', '<', '&&', '||', '?']) {
        const common =
          word === ','
            ? 1.2
            : word === ')' || word === '}' || word === ']'
              ? 1.3
              : word === '(' || word === '{' || word === '['
                ? 2
                : word === ':' || word === '=>' || word === '='
                  ? 2.3
                  : word === ';'
                    ? 3
                    : word === '>'
                      ? 2.4
                      : 4;
        // `(a, b) body`: what stands in the parentheses are parameters, if they are plain names.
        const arrow =
          word === '=>' && before?.text === ')' && /\([\w\s,:<>[\]{}]*\)$/.test(text.slice(Math.max(0, gap - 80), gap)) ? -0.7 : 0;
        const opens = word in CLOSER || word === '<';
        const where = opens && token ? token.start : gap;
        const bonus = word === '}' && elsewhere ? 1.5 : word === expected ? -0.7 : 0;
        // A bracket that was opened on this line is closed before the comma at its end, not after.
        const late = word in OPENER && before?.text === ',' && openOnLine(text, before.start, OPENER[word] ?? '', word) ? 1.5 : 0;
        // `list)filter(`: what touches the value before it and is called was its member.
        const touching =
          word === '.' &&
          token?.kind === 'id' &&
          token.start === gap &&
          (before?.text === ')' || before?.text === ']') &&
          tokens[i + 1]?.text === '('
            ? -3.2
            : 0;
        // Two spaces in the middle of a line: what stood between them is lost.
        const hole = token && token.start === gap + 2 && text.slice(gap, token.start) === '  ';
        if (hole) push(common + far + bonus + arrow - 0.8, `Add '${word}'`, { start: gap + 1, end: gap + 1, text: word });
        else
          push(common + far + bonus + late + arrow + touching, `Add '${word}'`, {
            start: where,
            end: where,
            text: spaced(text, where, word),
          });
      }
    }
    if (!token) continue;
    // One too many.
    const single = token.text.length === 1;
    const doubled = before !== undefined && before.text === token.text && before.end === token.start;
    if (isBracket(token.text))
      push((doubled ? 1.1 : 1.5) + far, `Remove '${token.text}'`, { start: token.start, end: token.end, text: '' });
    else if (/^[,;:.=+]$/.test(token.text) || (before && before.text === token.text && (single || token.kind === token.text)))
      push(2 + far, `Remove '${token.text}'`, { start: token.start, end: token.end, text: '' });
    else if (token.kind === 'bad') push(1.6 + far, `Remove '${token.text}'`, { start: token.start, end: token.end, text: '' });
    else if (token.kind === token.text && /^[a-z]/.test(token.text))
      push(4.5 + far, `Remove '${token.text}'`, { start: token.start, end: token.end, text: '' });
    if (token.text === '.' && tokens[i + 1]?.text === '(')
      push(1.2 + far, "Change '.' to '?.'", { start: token.start, end: token.end, text: '?.' });
    // A word too few behind one that never stands alone.
    const next = tokens[i + 1];
    if (token.text === 'export' && next?.kind === 'id' && /^[:=]$/.test(tokens[i + 2]?.text ?? ''))
      push(0.9 + far, "Add 'const'", { start: next.start, end: next.start, text: 'const ' });
    if (token.text === 'export' && next?.kind === 'id' && tokens[i + 2]?.text === '(')
      push(0.9 + far, "Add 'function'", { start: next.start, end: next.start, text: 'function ' });
    if (
      token.kind === 'id' &&
      next?.text === ':' &&
      !next.newLine &&
      (before === undefined || (token.newLine && /^[;{}]$/.test(before.text)))
    ) {
      const sign = tokens.slice(i + 2, i + 20).find((one) => one.newLine || one.text === '=');
      const later = text.slice(token.end + (sign ? sign.end - token.end : 0));
      const word = new RegExp(`(?<![\\w$.])${token.text.replace(/\$/g, '\\$')}\\s*(?:[-+*/%]?=(?![=>])|\\+\\+|--)`).test(later)
        ? 'let'
        : 'const';
      if (sign?.text === '=' && !sign.newLine)
        push(0.7 + far * 0.5, `Add '${word}'`, { start: token.start, end: token.start, text: `${word} ` });
    }
    if (token.text === 'as' && (next === undefined || next.newLine || /^[;,)\]}]$/.test(next.text)))
      push(0.9 + far, "Add 'const'", { start: token.end, end: token.end, text: ' const' });
    // One for another.
    if (isBracket(token.text)) {
      for (const other of token.text in CLOSER ? ['(', '[', '{'] : [')', ']', '}'])
        if (other !== token.text)
          push(2.2 + far, `Change '${token.text}' to '${other}'`, { start: token.start, end: token.end, text: other });
    }
    for (const other of Object.hasOwn(SWAPS, token.text) ? (SWAPS[token.text] ?? []) : [])
      push(2.4 + far, `Change '${token.text}' to '${other}'`, { start: token.start, end: token.end, text: other });
    if (/^[A-Za-z]+$/.test(token.text) && (token.kind === 'id' || token.kind === token.text)) {
      if (Object.hasOwn(FOREIGN, token.text))
        for (const word of FOREIGN[token.text] ?? [])
          push(0.6 + far, word ? `Change '${token.text}' to '${word}'` : `Remove '${token.text}'`, {
            start: token.start,
            end: token.end,
            text: word,
          });
      if (token.kind === 'id') {
        for (const word of KEYWORDS) {
          const likeness = slip(token.text, word);
          if (likeness > 0.4)
            push(0.5 + (1 - likeness) * 3 + far, `Change '${token.text}' to '${word}'`, { start: token.start, end: token.end, text: word });
          // Two words in one: `elseif`, `constx`.
          if (token.text.startsWith(word) && token.text.length > word.length && word.length > 1)
            push(3.4 + far, `Add a space after '${word}'`, { start: token.start + word.length, end: token.start + word.length, text: ' ' });
        }
      }
    }
  }
  // `elif (…) {` parses as a call: the error shows only where its `else` comes.
  for (let i = Math.max(0, at - 400); i < from; i++) {
    const token = tokens[i];
    if (token && FAR.has(token.text))
      for (const word of FOREIGN[token.text] ?? [])
        push(1.4, `Change '${token.text}' to '${word}'`, { start: token.start, end: token.end, text: word });
  }
  ideas.push(...keywordHeads(tokens, at, near));
  ideas.push(...quotes(text, tokens, at, error), ...templates(text, tokens, error));
  ideas.push(...byIndent);
  ideas.push(...pairs(tokens, at, near));
  return ideas;
}

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  ';': [','],
  ',': [';'],
  ':': ['=', ';'],
  '=': [':', '=>', '=='],
  '.': [','],
  '->': ['=>'],
  '==>': ['=>'],
  '-': ['=>'],
  '<': ['('],
  '>': [')'],
};

/** Whether the line up to the offset opens more of the brackets than it closes. */
function openOnLine(text: string, offset: number, opener: string, closer: string): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.split(opener).length > line.split(closer).length;
}

/** A comma and a colon are followed by a space, `=` and operators stand between two. */
function spaced(text: string, at: number, word: string): string {
  const next = text[at] ?? '\n';
  const before = text[at - 1] ?? '\n';
  if (word === ',' || word === ':' || word === ';') return /\s/.test(next) || /[)\]}]/.test(next) ? word : `${word} `;
  if (/^(?:=|=>|\+|&&|\|\||\?)$/.test(word)) return `${/\s/.test(before) ? '' : ' '}${word}${/\s/.test(next) ? '' : ' '}`;
  return word;
}

/** `if cond {` and the like: both parentheses at once; `function f {` wants `()`. */
function keywordHeads(tokens: readonly ScriptToken[], at: number, near: (index: number) => number): Idea[] {
  const ideas: Idea[] = [];
  for (let i = Math.max(0, at - 4); i <= Math.min(tokens.length - 1, at + 1); i++) {
    const token = tokens[i];
    if (!token || !/^(?:if|while|for|switch|catch|with)$/.test(token.text)) continue;
    const next = tokens[i + 1];
    if (
      !next ||
      (next.text === '(' && balancedTo(tokens, i + 1) !== undefined && tokens[(balancedTo(tokens, i + 1) ?? 0) + 1]?.text === '{')
    )
      continue;
    let depth = 0;
    for (let j = i + 1; j < tokens.length && j < i + 60; j++) {
      const other = tokens[j];
      if (!other) break;
      const ends = depth === 0 && j > i + 1 && (other.text === '{' || (other.newLine && token.text !== 'for'));
      if (ends) {
        const last = tokens[j - 1];
        if (last)
          ideas.push({
            cost: 0.8 + near(i),
            title: `Put the condition of '${token.text}' in parentheses`,
            edits: [
              { start: next.start, end: next.start, text: '(' },
              { start: last.end, end: last.end, text: ')' },
            ],
          });
        if (other.newLine || other.text === '{') break;
      }
      if (other.text in CLOSER) depth++;
      else if (other.text in OPENER) depth--;
      if (depth < 0) break;
    }
  }
  return ideas;
}

/** Index of the bracket that closes the one at `open`. */
function balancedTo(tokens: readonly ScriptToken[], open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const text = tokens[i]?.text ?? '';
    if (text in CLOSER) depth++;
    else if (text in OPENER && --depth === 0) return i;
  }
  return undefined;
}

/** A quote too few at either end, the wrong one, or unescaped ones inside. */
function quotes(text: string, tokens: readonly ScriptToken[], at: number, error: { start: number }): Idea[] {
  const ideas: Idea[] = [];
  const place = Math.min(error.start, text.length - 1);
  const lines = new Set<number>();
  for (const offset of [place, tokens[at]?.start ?? place, tokens[at - 1]?.start ?? place])
    lines.add(text.lastIndexOf('\n', offset - 1) + 1);
  for (const start of lines) {
    const stop = text.indexOf('\n', start);
    const line = text.slice(start, stop < 0 ? text.length : stop).replace(/\r$/, '');
    for (const quote of ["'", '"', '`']) {
      const positions = [...line].map((c, i) => (c === quote && line[i - 1] !== '\\' ? i : -1)).filter((i) => i >= 0);
      if (positions.length % 2 === 1) {
        const wrong = wrongEnd(line, quote);
        if (wrong) {
          // The kind that the file writes oftener is the one that is meant at both ends.
          const often = text.split(quote).length >= text.split(wrong.other).length;
          ideas.push({
            cost: often ? 0.6 : 1.2,
            title: `Change ${wrong.other} to ${quote}`,
            edits: [{ start: start + wrong.end, end: start + wrong.end + 1, text: quote }],
          });
          ideas.push({
            cost: often ? 1.2 : 0.6,
            title: `Change ${quote} to ${wrong.other}`,
            edits: [{ start: start + wrong.open, end: start + wrong.open + 1, text: wrong.other }],
          });
        }
        // One of several strings on the line: it ends behind its word, before what stands between strings.
        for (let k = 0; k + 1 < positions.length; k += 2) {
          const word = /^[\w$@./-]+(?=\s*[|&,)\]:?+=])/.exec(line.slice((positions[k] ?? 0) + 1))?.[0];
          const end = (positions[k] ?? 0) + 1 + (word?.length ?? 0);
          if (word && end < (positions[k + 1] ?? 0))
            ideas.push({ cost: 0.9, title: `Add the closing ${quote}`, edits: [{ start: start + end, end: start + end, text: quote }] });
        }
        // The closing one, before what usually follows a string; or at the end of a word.
        const ends = new Set<number>([line.length]);
        const opening = positions.at(-1) ?? 0;
        for (let i = opening + 1; i <= line.length; i++) if (/[\s,;)\]}:+]/.test(line[i] ?? ' ')) ends.add(i);
        for (const end of ends) {
          const rest = line.slice(end);
          const tidy = /^\s*[,;)\]}:]*\s*(?:\{|\/\/.*)?$/.test(rest) ? 0 : /^\s*(?:[,;)\]}:+|&=?]|from)/.test(rest) ? 0.7 : 2;
          // What it closes must look like one thing: punctuation right before the quote is seldom inside.
          const loose = /[,;)\]}\s]$/.test(line.slice(0, end)) ? 1.4 : 0;
          ideas.push({
            cost: 1 + tidy + loose + (wrong ? 1 : 0),
            title: `Add the closing ${quote}`,
            edits: [{ start: start + end, end: start + end, text: quote }],
          });
        }
        // The opening one, before a word.
        for (const closing of positions) {
          for (let i = closing - 1; i >= 0; i--) {
            if (/[\s(,=:[{+]/.test(line[i] ?? ' ') || i === 0) {
              const open = i === 0 ? 0 : i + 1;
              if (open < closing && !/[\s]/.test(line[open] ?? ' '))
                ideas.push({
                  cost: 1.4 + (/(?:from|[(=:,[+])\s*$/.test(line.slice(0, open)) ? 0 : 1.2),
                  title: `Add the opening ${quote}`,
                  edits: [{ start: start + open, end: start + open, text: quote }],
                });
            }
          }
        }
        const only = positions[0];
        if (only !== undefined) {
          ideas.push({ cost: 2.6, title: `Remove the lone ${quote}`, edits: [{ start: start + only, end: start + only + 1, text: '' }] });
          // One of a pair of another kind.
          for (const other of ["'", '"', '`'])
            if (other !== quote && [...line].filter((c) => c === other).length % 2 === 1)
              ideas.push(
                {
                  cost: 1.3,
                  title: `Change ${quote} to ${other}`,
                  edits: [{ start: start + (positions.at(-1) ?? 0), end: start + (positions.at(-1) ?? 0) + 1, text: other }],
                },
                { cost: 1.4, title: `Change ${quote} to ${other}`, edits: [{ start: start + only, end: start + only + 1, text: other }] },
              );
        }
        // An apostrophe inside the string.
        for (const inner of positions.slice(1))
          ideas.push({
            cost: /[A-Za-z]/.test(line[inner - 1] ?? '') && /[A-Za-z]/.test(line[inner + 1] ?? '') ? 1.7 : 3,
            title: `Escape the ${quote} inside the string`,
            edits: [{ start: start + inner, end: start + inner, text: '\\' }],
          });
      } else if (positions.length > 2 && quote !== '`') {
        // Quotes inside a string of the same quotes: those that neither begin nor end an argument.
        const inner = positions.filter(
          (i) => !(/[([{,=:+!?]\s*$/.test(line.slice(0, i)) || i === line.search(/\S/)) && !/^\s*(?:[)\]},;:+?]|$)/.test(line.slice(i + 1)),
        );
        const first = positions[0] ?? 0;
        const last = positions.at(-1) ?? 0;
        const middle = inner.filter((i) => i > first && i < last);
        const touching = positions.filter(
          (i) =>
            i > first &&
            i < last &&
            (middle.includes(i) ||
              (line[i + 1] === quote && !middle.includes(i + 1)) ||
              (/\w/.test(line[i - 1] ?? ' ') && /[\s\w]/.test(line[i + 1] ?? ' '))),
        );
        for (const set of [middle, touching])
          if (set.length > 0)
            ideas.push({
              cost: 1.5,
              title: `Escape the ${quote} inside the string`,
              edits: set.map((i) => ({ start: start + i, end: start + i, text: '\\' })),
            });
      }
    }
    const smart = [...line.matchAll(/[“”‘’]/g)];
    if (smart.length > 0)
      ideas.push({
        cost: 0.4,
        title: 'Change the typographic quotes to plain ones',
        edits: smart.map((match) => ({
          start: start + match.index,
          end: start + match.index + 1,
          text: /[“”]/.test(match[0]) ? '"' : "'",
        })),
      });
  }
  return ideas;
}

/** A string that is still open at the line's end, and the quote of another kind that should have closed it. */
function wrongEnd(line: string, quote: string): { open: number; end: number; other: string } | undefined {
  let open = -1;
  for (let i = 0, inside = ''; i < line.length; i++) {
    const c = line[i] ?? '';
    if (c === '\\') i++;
    else if (inside !== '') {
      if (c === inside) {
        inside = '';
        open = -1;
      }
    } else if (c === '"' || c === "'" || c === '`') {
      inside = c;
      open = i;
    }
  }
  if (open < 0 || line[open] !== quote) return undefined;
  for (let end = line.length - 1; end > open; end--) {
    const other = line[end] ?? '';
    if ((other === '"' || other === "'") && other !== quote && /^\s*(?:$|[,;)\]}:+|&=?.]|from\b)/.test(line.slice(end + 1)))
      return { open, end, other };
  }
  return undefined;
}

/** How far above the error a template's lost end is looked for. */
const TEMPLATE_REACH = 4_000;

/** A template whose `}` or closing backtick is lost: the text behind it is read as code and the other way round, and the error comes much later. */
function templates(text: string, tokens: readonly ScriptToken[], error: { start: number }): Idea[] {
  const ideas: Idea[] = [];
  const from = Math.max(0, error.start - TEMPLATE_REACH);
  const line = text.indexOf('\n', error.start);
  const until = line < 0 ? text.length : line;
  for (const match of text
    .slice(from, until)
    .matchAll(/\$\{([A-Za-z_$][\w$]*(?:\??\.[\w$]+|\([^()`'"\n]*\)|\[[^\]`\n]*\])*)(?!\s*[}\w])([^`}\n]*)`/g)) {
    const end = from + match.index + 2 + (match[1]?.length ?? 0);
    ideas.push({ cost: 0.3, title: "Add '}'", edits: [{ start: end, end, text: '}' }] });
    if (match[2])
      ideas.push({ cost: 1.6, title: "Add '}'", edits: [{ start: end + match[2].length, end: end + match[2].length, text: '}' }] });
  }
  const open = tokens
    .filter(
      (token) =>
        (token.kind === '${' || token.kind === 'tpl') && token.start >= from && token.start <= error.start && token.text.includes('\n'),
    )
    .slice(-4);
  for (const token of open) {
    const first = token.text.slice(0, token.text.indexOf('\n')).replace(/\r$/, '');
    const tail = /[\s,;)\]}]*$/.exec(first)?.[0] ?? '';
    const ends = [first.length - tail.length, ...[...tail].map((_, k) => first.length - tail.length + k + 1)].slice(0, 4);
    ends.forEach((end, k) =>
      ideas.push({
        cost: 0.9 + k * 0.5,
        title: 'Add the closing `',
        edits: [{ start: token.start + end, end: token.start + end, text: '`' }],
      }),
    );
    const comma = first.indexOf(', ');
    if (comma > 1)
      ideas.push({ cost: 1.3, title: 'Add the closing `', edits: [{ start: token.start + comma, end: token.start + comma, text: '`' }] });
  }
  return ideas;
}

/** Brackets by indentation: where a block that is still open should have ended, or one was closed too early. */
function braces(place: TypedPlace, tokens: readonly ScriptToken[]): Idea[] {
  const { text } = place;
  const ideas: Idea[] = [];
  const indent = (offset: number): number => {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(text.slice(start, start + 400))?.[0].replace(/\t/g, '    ').length ?? 0;
  };
  const firstOfLine = (index: number): boolean => index === 0 || (tokens[index]?.newLine ?? false);
  interface Open {
    readonly text: string;
    readonly index: number;
    readonly indent: number;
  }
  const stack: Open[] = [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const insertBefore = (index: number, open: Open, cost: number): void => {
    const before = tokens[index - 1];
    const closer = CLOSER[open.text] ?? '}';
    const where = before?.text === ',' && sameLine(text, tokens[open.index]?.start ?? 0, before.start) ? before.start : (before?.end ?? 0);
    const line = text.slice(text.lastIndexOf('\n', (tokens[open.index]?.start ?? 0) - 1) + 1);
    const pad = /^[ \t]*/.exec(line)?.[0] ?? '';
    const waiting = closer === '}' ? waitingLine(index, pad) : undefined;
    const edit = waiting
      ? { start: waiting.at, end: waiting.at, text: closer }
      : { start: where, end: where, text: closer === '}' ? `${eol}${pad}}` : closer };
    ideas.push({
      cost: waiting?.sure ? Math.min(cost, 0.6) : cost,
      title: `Close the '${open.text}' of line ${text.slice(0, tokens[open.index]?.start ?? 0).split('\n').length} with '${closer}'`,
      edits: [edit],
    });
  };
  /** A line that the closing brace is missing from: it begins with what ends a statement, or is blank but for the brace's indentation. */
  function waitingLine(index: number, pad: string): { at: number; sure: boolean } | undefined {
    for (const i of [index, index - 1]) {
      const token = tokens[i];
      if (!token || !firstOfLine(i)) continue;
      const start = text.lastIndexOf('\n', token.start - 1) + 1;
      if (/^[;,)]$/.test(token.text) && text.slice(start, token.start) === pad) return { at: token.start, sure: token.text === ';' };
    }
    const from = tokens[index - 1]?.end ?? 0;
    for (const blank of text.slice(from, tokens[index]?.start ?? text.length).matchAll(/\n([ \t]+)(?=\r?\n)/g))
      if (blank[1] === pad) return { at: from + blank.index + blank[0].length, sure: false };
    return undefined;
  }
  let suspects = 0;
  for (let i = 0; i < tokens.length && suspects < 8; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === '${' || token.kind === 'tpl' || token.kind === 'str') continue;
    if (firstOfLine(i) && stack.length > 0) {
      // This line stands no deeper than the line that opened: the block should have ended above it.
      const top = stack.at(-1);
      // ` from './x'` on a line of its own: the list of names above it is still open.
      if (
        top?.text === '{' &&
        token.text === 'from' &&
        tokens[i + 1]?.kind === 'str' &&
        /^(?:import|export|type|,)$/.test(tokens[top.index - 1]?.text ?? '')
      ) {
        suspects++;
        const start = text.lastIndexOf('\n', token.start - 1) + 1;
        ideas.push({ cost: 0.5, title: "Add '}'", edits: [{ start, end: token.start, text: '} ' }] });
        stack.pop();
        continue;
      }
      if (top && !(token.text in OPENER) && indent(token.start) <= top.indent && top.text === '{' && i > top.index + 1) {
        suspects++;
        insertBefore(i, top, 0.9 + suspects * 0.35);
        insertBeforeMore(i, top);
      }
    }
    if (token.text in CLOSER) stack.push({ text: token.text, index: i, indent: indent(token.start) });
    else if (token.text in OPENER) {
      const top = stack.at(-1);
      // One that stands deeper than what it would close ends a block whose own brace is missing above.
      const lost =
        top?.text === '{' && token.text === '}' && firstOfLine(i) && indent(token.start) > top.indent
          ? headOf(i, indent(token.start))
          : undefined;
      if (lost !== undefined && top && lost > (tokens[top.index]?.start ?? 0)) {
        suspects++;
        ideas.push({ cost: 0.8 + suspects * 0.2, title: "Add '{'", edits: [{ start: lost, end: lost, text: ' {' }] });
        continue;
      }
      if (top?.text === OPENER[token.text]) {
        // One that stands behind another closer and ends a block of further left: it is one too many here.
        if (!firstOfLine(i) && top && token.text === '}' && indent(token.start) > top.indent && tokens[i - 1]?.text === '}') {
          suspects++;
          ideas.push({ cost: 0.8 + suspects * 0.35, title: "Remove '}'", edits: [{ start: token.start, end: token.end, text: '' }] });
        }
        // A closer further left than its opener's line belongs to an outer one: one is missing above.
        if (firstOfLine(i) && top && indent(token.start) < top.indent) {
          suspects++;
          insertBefore(i, top, 0.9 + suspects * 0.35);
        }
        stack.pop();
      } else if (top && stack.some((open) => open.text === OPENER[token.text])) {
        suspects++;
        insertBefore(i, top, 1 + suspects * 0.35);
        while (stack.length > 0 && stack.at(-1)?.text !== OPENER[token.text]) stack.pop();
        stack.pop();
      } else {
        suspects++;
        ideas.push({
          cost: 1.2 + suspects * 0.35,
          title: `Remove '${token.text}'`,
          edits: [{ start: token.start, end: token.end, text: '' }],
        });
        // Or its opener is missing: at the end of the line above that stands as far left, and is followed by deeper ones.
        const head = token.text === '}' && firstOfLine(i) ? headOf(i, indent(token.start)) : undefined;
        if (head !== undefined)
          ideas.push({ cost: 0.8 + suspects * 0.2, title: "Add '{'", edits: [{ start: head, end: head, text: ' {' }] });
      }
    }
  }
  function headOf(index: number, column: number): number | undefined {
    for (let j = index - 1; j > 0; j--) {
      const token = tokens[j];
      if (!token || !firstOfLine(j) || indent(token.start) > column) continue;
      // The last token of this line, and whether the next line is deeper.
      let last = j;
      while (last + 1 < index && !firstOfLine(last + 1)) last++;
      const after = tokens[last + 1];
      const end = tokens[last];
      return end && after && last + 1 < index && indent(after.start) > column && !/^[{};,]$/.test(end.text) ? end.end : undefined;
    }
    return undefined;
  }
  function insertBeforeMore(index: number, open: Open): void {
    // `foo(() => {` wants `})`.
    const outer = stack.at(-2);
    if (
      outer &&
      outer.text === '(' &&
      tokens[open.index] &&
      sameLine(text, tokens[outer.index]?.start ?? 0, tokens[open.index]?.start ?? 0)
    ) {
      const where = tokens[index - 1]?.end ?? 0;
      ideas.push({ cost: 2 + suspects * 0.35, title: "Add '})'", edits: [{ start: where, end: where, text: `${eol}})` }] });
    }
  }
  // What is still open at the end.
  const end = tokens.at(-1)?.end ?? text.length;
  const open = stack.at(-1);
  if (open && stack.length === 1)
    ideas.push({
      cost: open.text === '{' && ideas.length > 0 ? 2 : 1.1,
      title: `Close the '${open.text}' at the end`,
      edits: [{ start: end, end, text: open.text === '{' ? `${eol}}` : (CLOSER[open.text] ?? '') }],
    });
  // The last statement's own end: `;` alone where `};` stood.
  const last = tokens.at(-1);
  if (open && last && /^[;,]$/.test(last.text))
    ideas.push({
      cost: 0.9,
      title: `Add '${CLOSER[open.text] ?? ''}'`,
      edits: [{ start: last.start, end: last.start, text: CLOSER[open.text] ?? '' }],
    });
  return ideas;
}

const sameLine = (text: string, a: number, b: number): boolean => !text.slice(Math.min(a, b), Math.max(a, b)).includes('\n');

/** A list in the brackets of another: `['a': 1]`, `{1, 2}`. */
function pairs(tokens: readonly ScriptToken[], at: number, near: (index: number) => number): Idea[] {
  const ideas: Idea[] = [];
  const stack: number[] = [];
  for (let i = 0; i < Math.min(at, tokens.length); i++) {
    const text = tokens[i]?.text ?? '';
    if (text in CLOSER) stack.push(i);
    else if (text in OPENER) stack.pop();
  }
  const open = stack.at(-1);
  const close = open === undefined ? undefined : balancedTo(tokens, open);
  const a = open === undefined ? undefined : tokens[open];
  const b = close === undefined ? undefined : tokens[close];
  if (!a || !b || open === undefined) return ideas;
  for (const other of ['(', '[', '{']) {
    if (other === a.text) continue;
    ideas.push({
      cost: 2.4 + near(open) * 0.3,
      title: `Change '${a.text} ${b.text}' to '${other} ${CLOSER[other] ?? ''}'`,
      edits: [
        { start: a.start, end: a.end, text: other },
        { start: b.start, end: b.end, text: CLOSER[other] ?? '' },
      ],
    });
  }
  return ideas;
}

/** First index for which the test holds; it must hold from there on. */
function firstIndex(tokens: readonly ScriptToken[], holds: (token: ScriptToken) => boolean): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const token = tokens[mid];
    if (token && holds(token)) high = mid;
    else low = mid + 1;
  }
  return low;
}

function lineCounter(text: string): (offset: number) => number {
  const source = new SourceText(text);
  return (offset) => source.lineOf(offset);
}

/** What stands beside what in this file, by token kinds and line breaks: an unusual neighbourhood is an unlikely repair. */
class Statistics {
  private readonly pairs = new Map<string, number>();
  private readonly singles = new Map<string, number>();

  constructor(
    tokens: readonly ScriptToken[],
    private readonly text: string,
  ) {
    for (let i = 1; i < tokens.length; i++) {
      const a = tokens[i - 1];
      const b = tokens[i];
      if (!a || !b) continue;
      const key = this.key(a.kind, b.kind, b.newLine);
      this.pairs.set(key, (this.pairs.get(key) ?? 0) + 1);
      this.singles.set(a.kind, (this.singles.get(a.kind) ?? 0) + 1);
    }
  }

  private key(a: string, b: string, newLine: boolean): string {
    return `${a}\0${newLine ? '\n' : ''}${b}`;
  }

  /** About minus the logarithm of the new neighbourhoods' probability, less that of the old ones; between -1 and 3. */
  strangeness(edits: readonly OffsetEdit[], tokens: readonly ScriptToken[]): number {
    let sum = 0;
    for (const edit of edits) {
      const word = edit.text.trim();
      // A quote makes other tokens of what follows: what stands there now says nothing.
      if (/^\\?['"`]?$/.test(word) && word !== '') {
        sum += 1;
        continue;
      }
      const after = tokens[firstIndex(tokens, (token) => token.start >= edit.end)];
      const before = tokens[firstIndex(tokens, (token) => token.end > edit.start) - 1];
      if (!word) {
        sum += before && after ? this.cost(before.kind, after.kind, after.newLine) : 0.5;
        continue;
      }
      if (before)
        sum += this.cost(before.kind, word, edit.text.includes('\n') || this.text.slice(before.end, edit.start).includes('\n')) * 0.6;
      if (after) sum += this.cost(word, after.kind, this.text.slice(edit.end, after.start).includes('\n')) * 0.6;
    }
    return Math.max(-1, Math.min(3, sum / Math.max(1, edits.length) - 1));
  }

  private cost(a: string, b: string, newLine: boolean): number {
    const n = this.pairs.get(this.key(a, b, newLine)) ?? 0;
    const all = this.singles.get(a) ?? 0;
    return -Math.log((n + 0.3) / (all + 12)) * 0.45;
  }
}
