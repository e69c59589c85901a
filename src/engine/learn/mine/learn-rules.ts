// Rules out of accepted fixes: pairs that are alike are put together, from those most alike on, and what a group has in common is its rule.

import { setImmediate } from 'node:timers/promises';
import type { HealedLanguageId } from '../../language';
import { SourceText } from '../../syntax/source-text';
import { nearestNeighbourChain, type Tree } from './cluster';
import { readExample, separateEdits, wholeEdit, wholeLines, wholeNodes, type Change, type Edit } from './edit';
import { withAstGrep } from './ast-grep';
import { makeRule, type Negative, type RuleBasis } from './make-rule';
import type { Span } from './match';
import { distanceInLines } from './rewrite';
import type { LearnedRule, LeftAlone, RuleExample } from './rule';
import { textsOf } from './template';
import { lex, type Lexed } from './tokens';
import { weight } from './unify';

/** Pairs of one kind that are looked at together; the first are taken. */
const MAX_BUCKET = 200;
/** Groups of one bucket that are tried. */
const MAX_TRIES = 400;
/** UTF-16 units of one text. */
const MAX_TEXT = 40_000;

type Width = 'places' | 'group' | 'near' | 'place' | 'lines' | 'next' | 'block';

/** One example read, with its changes at every width. */
interface Read {
  readonly example: RuleExample;
  readonly index: number;
  readonly before: Lexed;
  readonly after: Lexed;
  readonly partsBefore: Lexed;
  readonly partsAfter: Lexed;
  /** Tokens that go and tokens that come, by weight. */
  readonly gone: ReadonlySet<string>;
  readonly come: ReadonlySet<string>;
}

/**
 * The rules of these examples: those with most places first, of these the most special. `negatives` are texts that were left alone.
 * Examples whose change no rule can say give none. Pure; never throws; asynchronous only so that a caller is not held up.
 */
export async function learnRules(
  language: HealedLanguageId,
  examples: readonly RuleExample[],
  negatives: readonly (string | LeftAlone)[],
): Promise<LearnedRule[]> {
  const buckets = new Map<string, Read[]>();
  const pause = inSteps();
  for (const [index, example] of examples.entries()) {
    await pause();
    if (example.before.length > MAX_TEXT || example.after.length > MAX_TEXT) continue;
    const read = readOne(language, example, index);
    if (!read) continue;
    const key = JSON.stringify([example.errorType ?? '', example.signature?.shape ?? '']);
    const bucket = buckets.get(key);
    if (!bucket) buckets.set(key, [read]);
    else if (bucket.length < MAX_BUCKET) bucket.push(read);
  }
  const leftAlone: { readonly whole: Negative[]; readonly parts: Negative[] } = { whole: [], parts: [] };
  for (const negative of negatives) {
    await pause();
    const { text, holes } = typeof negative === 'string' ? { text: negative } : negative;
    leftAlone.whole.push({ lexed: lex(language, text), holes });
    leftAlone.parts.push({ lexed: lex(language, text, true), holes });
  }
  const rules = new Map<string, LearnedRule>();
  for (const bucket of buckets.values()) {
    for (const rule of await learnBucket(language, bucket, leftAlone)) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  }
  const said = await Promise.all([...rules.values()].map(withAstGrep));
  return said.sort((a, b) => b.places - a.places || b.special - a.special || (a.id < b.id ? -1 : 1));
}

/** Work goes on for this long before others are served. In ms. */
const STEP_MS = 8;

/** To be awaited between two pieces of work. */
function inSteps(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < STEP_MS) return;
    await setImmediate();
    began = performance.now();
  };
}

function readOne(language: HealedLanguageId, example: RuleExample, index: number): Read | undefined {
  const { before, after } = readExample(language, example, false);
  const edits = separateEdits(before, after);
  if (edits.length === 0) return undefined;
  const parts = readExample(language, example, true);
  const gone = new Set<string>();
  const come = new Set<string>();
  for (const { old, fresh } of edits) {
    for (const text of textsOf(before, old)) gone.add(text);
    for (const text of textsOf(after, fresh)) come.add(text);
  }
  return { example, index, before, after, partsBefore: parts.before, partsAfter: parts.after, gone, come };
}

async function learnBucket(
  language: HealedLanguageId,
  bucket: readonly Read[],
  negatives: { whole: readonly Negative[]; parts: readonly Negative[] },
): Promise<LearnedRule[]> {
  const { errorType, signature } = bucket[0]?.example ?? {};
  const basis = {
    language,
    ...(errorType === undefined ? {} : { errorType }),
    ...(signature === undefined ? {} : { shape: signature.shape }),
  };
  let tries = 0;
  const pause = inSteps();
  const ruleOf = async (group: readonly Read[]): Promise<LearnedRule | undefined> => {
    for (const parts of [false, true]) {
      for (const width of group.length > 1 ? WIDTHS : WIDTHS_ALONE) {
        if (++tries > MAX_TRIES) return undefined;
        await pause();
        if (width === 'near' && leavesOut(group)) continue;
        const edits = editsOf(group, width, parts);
        const full: RuleBasis = { ...basis, parts, negatives: parts ? negatives.parts : negatives.whole, pause };
        if (edits?.length === 1 && edits[0] && namesBeside(edits[0])) continue;
        const rule = edits && (await makeRule(edits, full));
        if (rule) return rule;
      }
    }
    return undefined;
  };
  const out: LearnedRule[] = [];
  const walk = async (tree: Tree<Read>): Promise<void> => {
    if (tree.distance < Infinity) {
      const rule = await ruleOf(tree.items);
      if (rule) {
        out.push(rule);
        return;
      }
    }
    for (const child of tree.children ?? []) await walk(child);
  };
  for (const tree of nearestNeighbourChain(bucket, distance)) await walk(tree);
  return out;
}

/** From several examples first what takes in all that they did; from one what lies at the problem. */
const WIDTHS: readonly Width[] = ['places', 'place', 'group', 'near', 'lines', 'next', 'block'];
const WIDTHS_ALONE: readonly Width[] = ['places', 'group', 'near', 'place', 'lines', 'next', 'block'];

/** Whether what comes names what stands beside it on its line: then that is a part of the pattern, too. */
function namesBeside({ before, after, old, fresh }: Edit): boolean {
  const { tokens } = before;
  let [start, end] = [old.start, old.end];
  while (start > 0 && !tokens[start]?.first) start--;
  while (end < tokens.length && !tokens[end]?.first) end++;
  const own = new Set(textsOf(before, old));
  const beside = new Set(
    [...tokens.slice(start, old.start), ...tokens.slice(old.end, end)]
      .filter(({ kind, zone }) => kind === 'name' && zone === 'code')
      .map(({ text }) => text),
  );
  return (
    old.start === old.end &&
    after.tokens.slice(fresh.start, fresh.end).some(({ kind, text }) => kind === 'name' && beside.has(text) && !own.has(text))
  );
}

/** Whether all examples had the same done beside what is nearest to the problem: then that is a part of the fix. */
function leavesOut(group: readonly Read[]): boolean {
  if (group.length < 2) return false;
  const others = group.map((read) => {
    const chosen = nearest(read, read.before, read.after, 'near', false)?.[0];
    const rest = (spansOf(read.before, read.after, 'places') ?? []).filter(
      (change) => change !== chosen && change.old.start !== chosen?.old.start,
    );
    return new Set(rest.flatMap(({ fresh }) => textsOf(read.after, fresh)).filter((text) => weightOf(text) >= 0.7 || text === '{'));
  });
  const [first, ...more] = others;
  return [...(first ?? [])].some((text) => more.every((set) => set.has(text)));
}

/** The changes of a group's examples at one width; undefined where this width is not theirs. */
function editsOf(group: readonly Read[], width: Width, parts: boolean): Edit[] | undefined {
  const out: Edit[] = [];
  for (const read of group) {
    const before = parts ? read.partsBefore : read.before;
    const after = parts ? read.partsAfter : read.after;
    const spans =
      width === 'near' || width === 'group' ? nearest(read, before, after, width, group.length === 1) : spansOf(before, after, width);
    if (!spans) return undefined;
    const source = new SourceText(before.text);
    const changes = width === 'places' ? [] : separateEdits(before, after);
    for (const { old, fresh } of spans) {
      const { at } = read.example;
      const start = before.tokens[old.start]?.start ?? before.text.length;
      const end = old.end > old.start ? (before.tokens[old.end - 1]?.end ?? start) : start;
      out.push({
        example: read.example,
        index: read.index,
        before,
        after,
        old,
        fresh,
        ...(changes.length > 1 ? { changes } : {}),
        ...(at ? { distance: distanceInLines(source, at.start.line, start, end) } : {}),
      });
    }
  }
  return out;
}

/** Only the change that is nearest to the problem, or with those that belong to it, where others were made beside it. */
function nearest({ example }: Read, before: Lexed, after: Lexed, width: 'group' | 'near', alone: boolean): Change[] | undefined {
  const { at } = example;
  const all = at && spansOf(before, after, 'places');
  if (!at || !all || all.length < 1) return undefined;
  const source = new SourceText(before.text);
  const far = ({ old }: Change): number => {
    const start = before.tokens[old.start]?.start ?? before.text.length;
    const end = old.end > old.start ? (before.tokens[old.end - 1]?.end ?? start) : start;
    return Math.abs(distanceInLines(source, at.start.line, start, end));
  };
  const named = Object.entries(example.signature?.holes ?? {})
    .filter(([name]) => name === 'name' || name === 'attribute' || name === 'argument')
    .map(([, value]) => value);
  // Of several on one line the one beside what the message names.
  const beside = ({ old }: Change): number =>
    before.tokens.slice(Math.max(0, old.start - 4), old.end + 1).some(({ text }) => named.includes(text)) ? 0 : 1;
  const isInsertion = ({ old }: Change): number => (old.end > old.start ? 0 : 1);
  const [first] = [...all].sort(
    (a, b) => far(a) - far(b) || beside(a) - beside(b) || isInsertion(a) - isInsertion(b) || a.old.start - b.old.start,
  );
  if (!first) return undefined;
  // What one example did on the same line may be half of the fix.
  if (width === 'near')
    return alone && all.some((change) => change !== first && sameLine(before, change.old, first.old)) ? undefined : [first];
  // What belongs to it: changes right beside it, and those that bring or take the same names.
  const known = new Set(textsOf(before, { start: 0, end: before.tokens.length }));
  const names = (change: Change): string[] => [
    ...textsOf(after, change.fresh).filter((text) => !known.has(text) && /^[\p{L}_$]/u.test(text)),
    ...before.tokens
      .slice(change.old.start, change.old.end)
      .filter(({ kind }) => kind === 'name')
      .map(({ text }) => `-${text}`),
  ];
  const own = new Set([first]);
  for (let grown = true; grown;) {
    grown = false;
    const said = new Set([...own].flatMap(names));
    for (const change of all) {
      if (own.has(change)) continue;
      const close = [...own].some(({ old }) => isClose(before, old, change.old) || (alone && sameLine(before, old, change.old)));
      if (!close && !names(change).some((name) => said.has(name))) continue;
      own.add(change);
      grown = true;
    }
  }
  const chosen = all.filter((change) => own.has(change));
  const [low, high] = [chosen[0], chosen[chosen.length - 1]];
  if (!low || !high || chosen.length < 2) return undefined;
  return [
    wholeNodes(
      before,
      after,
      { old: { start: low.old.start, end: high.old.end }, fresh: { start: low.fresh.start, end: high.fresh.end } },
      separateEdits(before, after),
    ),
  ];
}

/** Between two changes no line ends. */
function sameLine({ tokens }: Lexed, a: Span, b: Span): boolean {
  const [low, high] = a.start <= b.start ? [a, b] : [b, a];
  return tokens.slice(low.start + 1, high.start + 1).every(({ first }) => !first);
}

/** With no more than a token between them, and no bracket. */
function isClose({ tokens }: Lexed, a: Span, b: Span): boolean {
  const [low, high] = a.start <= b.start ? [a, b] : [b, a];
  const between = tokens.slice(low.end, high.start);
  return between.length <= 1 && between.every(({ kind, first }) => kind !== 'open' && kind !== 'close' && !first);
}

function spansOf(before: Lexed, after: Lexed, width: Width): Change[] | undefined {
  if (width === 'places') {
    const changes = separateEdits(before, after);
    return disjoint(changes.map((edit) => wholeNodes(before, after, edit, changes)));
  }
  const whole = wholeEdit(before, after);
  if (!whole) return undefined;
  const nodes = wholeNodes(before, after, whole);
  if (width === 'place') return [nodes];
  const lines = wholeLines(before, after, nodes, width === 'block' ? 1 : 0);
  if (width !== 'next') return [wholeNodes(before, after, lines)];
  // With the line behind: what is put in front of a line is put there for what it says.
  const [end, high] = [lines.old.end + 1, lines.fresh.end + 1];
  if (end > before.tokens.length) return undefined;
  return [
    wholeNodes(
      before,
      after,
      wholeLines(before, after, { old: { start: lines.old.start, end }, fresh: { start: lines.fresh.start, end: high } }),
    ),
  ];
}

/** Changes that grew into each other, as one. */
function disjoint(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  for (const { old, fresh } of changes) {
    const last = out[out.length - 1];
    if (last && (old.start < last.old.end || fresh.start < last.fresh.end))
      out[out.length - 1] = {
        old: { start: Math.min(last.old.start, old.start), end: Math.max(last.old.end, old.end) },
        fresh: { start: Math.min(last.fresh.start, fresh.start), end: Math.max(last.fresh.end, fresh.end) },
      };
    else out.push({ old, fresh });
  }
  return out;
}

/** How unlike two changes are: what goes and what comes that only one of them has. Infinity where they share nothing. */
function distance(a: Read, b: Read): number {
  const side = (x: ReadonlySet<string>, y: ReadonlySet<string>): { shared: number; all: number } => {
    let shared = 0;
    let all = 0;
    for (const text of x) {
      const own = weightOf(text);
      all += own;
      if (y.has(text)) shared += own;
    }
    for (const text of y) if (!x.has(text)) all += weightOf(text);
    return { shared, all };
  };
  const [gone, come] = [side(a.gone, b.gone), side(a.come, b.come)];
  const shared = gone.shared + come.shared;
  return shared < 0.1 ? 1e6 : (gone.all + come.all - shared) / shared;
}

const weightOf = (text: string): number => weight(/^[\p{L}_$]/u.test(text) ? 'name' : /^\d/.test(text) ? 'number' : 'operator', text);
