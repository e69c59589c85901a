// One rule out of edits that are alike: the pattern that they share, as general as its own examples and what was left alone allow.

import type { HealedLanguageId } from '../../language';
import { contextOf, type Step } from './context';
import type { Edit } from './edit';
import { behindOf, chainEnds, isCalled, isMember, isStop, squeeze, type Span } from './match';
import { applyMatches, changedBy } from './rewrite';
import { ruleTitle } from './rule-title';
import { ruleId, type Atom, type HoleKind, type LearnedRule, type Pattern, type Template } from './rule';
import { listOf, makeTemplate, messageTokens, textsOf, type Source } from './template';
import { type Lexed, type Role, type Token } from './tokens';
import { flatten, holeKind, isCompound, mergeHoles, nodesOf, unify, valueOf, weight, type Flat, type Node } from './unify';

export interface RuleBasis {
  readonly language: HealedLanguageId;
  readonly parts: boolean;
  readonly shape?: string;
  readonly errorType?: string;
  /** Texts that the rule has to leave as they are. */
  readonly negatives: readonly Negative[];
  /** Awaited between two pieces of work, so that others are served. */
  readonly pause: () => Promise<void>;
}

export interface Negative {
  readonly lexed: Lexed;
  readonly holes: Readonly<Record<string, string>> | undefined;
}

/** What the spelled-out tokens have to say together: from one example more than from several that agree. */
const ENOUGH_ALONE = 1;
const ENOUGH = 1;
/** The same where a problem says which place is meant. */
const ENOUGH_TRIGGERED = 0.5;
/** A pattern that says less than this fits nearly everywhere. */
const LEAST = 0.9;
/** The same where several examples show that they share no more. */
const LEAST_SHARED = 0.3;

/** A common word alone says nothing of where else it is meant: this much has to stand there besides, where no problem says it. */
const ENOUGH_COMMON = 1.6;
/** What says this much is not told apart by the call that it stands in. */
const FIRM = 2.5;

/** From here on a word is one that somebody chose for what it means. */
const TELLING = 1.6;

/** The rule of these edits; undefined where they have none that does to each what was done, and nothing else. */
export async function makeRule(edits: readonly Edit[], basis: RuleBasis): Promise<LearnedRule | undefined> {
  const [first] = edits;
  if (!first) return undefined;
  if (edits.length === 1) {
    // One example: what both its sides share may be anything; where that says too little, less and less of it.
    const flat = bindMessage(first, flatten(nodesOf(first.before, first.old)));
    for (const how of ['all', 'arguments', 'names'] as const) {
      const open = opened(first, flat, how);
      const rule = open && (await build(edits, open, basis));
      if (rule) return rule;
    }
    return build(edits, flatten(nodesOf(first.before, first.old)), basis);
  }
  // What several have in common beside what changed is no accident, where no problem says which place is meant.
  const close = edits.length > 2 && basis.shape === undefined ? aroundKept(edits, true) : undefined;
  const kept = aroundKept(edits, false);
  const apart = (close && (await build(edits, close, basis))) ?? (kept && (await build(edits, kept, basis)));
  if (apart) return apart;
  for (const strings of [false, true]) {
    const flat = unified(edits, strings);
    const open = going(edits, flat) >= ENOUGH ? filled(edits, flat) : undefined;
    // With a problem to set it off, a rule may be wider.
    const free = open ? freed(edits, open, 'chains') : freed(edits, flat, 'different');
    const wide = basis.shape === undefined ? undefined : await build(edits, free, basis);
    if (wide) return wide;
    const rule = open && ((await build(edits, freed(edits, open, 'arguments'), basis)) ?? (await build(edits, open, basis)));
    if (rule) return rule;
    const narrow = await build(edits, flat, basis);
    if (narrow) return narrow;
  }
  return undefined;
}

/**
 * Edits that change the same number of places: these laid side by side, and what stays between two of them, where it is not the same in all
 * examples, as a hole; `close`: as what they have in common, with holes in it. undefined where they are not so.
 */
function aroundKept(edits: readonly Edit[], close: boolean): Flat[] | undefined {
  const count = edits[0]?.changes?.length ?? 0;
  if (count < 2 || edits.some(({ changes }) => changes?.length !== count)) return undefined;
  const lexed = edits.map(({ before }) => before);
  const out: Node[] = [];
  const add = (spans: readonly Span[], kept: boolean): void => {
    if (spans.every(({ start, end }) => end <= start)) return;
    const same = new Set(spans.map((span, k) => valueOf(lexed[k], span))).size === 1;
    if (kept && !same && !close) {
      out.push({ kind: 'hole', at: spans });
      return;
    }
    let nodes: Node[] = [];
    let within: Span[] = [];
    spans.forEach((span, k) => {
      const own = lexed[k] ? nodesOf(lexed[k], span) : [];
      nodes = within.length === 0 ? own : unify(nodes, own, within, span, false);
      within = [...within, span];
    });
    const tells = flatten(nodes).some((node) => node.kind === 'token' && node.type === 'name' && weight(node.type, node.text) >= TELLING);
    out.push(...(kept && !same && !tells ? [{ kind: 'hole', at: spans } as const] : nodes));
  };
  let at = edits.map(({ old }) => old.start);
  for (let i = 0; i < count; i++) {
    const places = edits.map(({ changes }) => changes?.[i]?.old ?? { start: 0, end: 0 });
    add(
      places.map(({ start }, k): Span => ({ start: at[k] ?? start, end: start })),
      true,
    );
    add(places, false);
    at = places.map(({ end }) => end);
  }
  add(
    edits.map(({ old }, k): Span => ({ start: at[k] ?? old.end, end: old.end })),
    true,
  );
  return mergeHoles(flatten(out), lexed);
}

function unified(edits: readonly Edit[], strings: boolean): Flat[] {
  let nodes: Node[] = [];
  let within: Span[] = [];
  for (const edit of edits) {
    const own = nodesOf(edit.before, edit.old);
    nodes = within.length === 0 ? own : unify(nodes, own, within, edit.old, strings);
    within = [...within, edit.old];
  }
  return mergeHoles(
    flatten(nodes),
    edits.map(({ before }) => before),
  );
}

/** What goes away in all examples, by what it says. */
function going(edits: readonly Edit[], flat: readonly Flat[]): number {
  const kept = new Set(edits.flatMap((edit) => textsOf(edit.after, edit.fresh)));
  return flat.reduce((total, node) => total + (node.kind === 'token' && !kept.has(node.text) ? weight(node.type, node.text) : 0), 0);
}

/** The same stretch of tokens in each example, from one node of the pattern to another. */
const stretch = (flat: readonly Flat[], from: number, to: number): Span[] =>
  (flat[from]?.at ?? []).map((span, k) => ({ start: span.start, end: flat[to - 1]?.at[k]?.end ?? span.end }));

const movedInAll = (edits: readonly Edit[], spans: readonly Span[]): boolean =>
  edits.every((edit, k) => holdsRun(textsOf(edit.after, edit.fresh), textsOf(edit.before, spans[k] ?? { start: 0, end: 0 })));

/** What fills a pair of brackets and is the same before and after in each example, may be anything. */
function filled(edits: readonly Edit[], flat: readonly Flat[]): Flat[] {
  const out = [...flat];
  for (let i = 0; i < out.length; i++) {
    const open = out[i];
    if (open?.kind !== 'token' || open.type !== 'open') continue;
    const partner = edits[0]?.before.tokens[open.at[0]?.start ?? -1]?.partner ?? -1;
    const close = out.findIndex((node, k) => k > i && node.at[0]?.start === partner && node.kind === 'token');
    if (close <= i + 1 || (close === i + 2 && out[i + 1]?.kind === 'hole')) continue;
    const all = stretch(out, i + 1, close);
    if (movedInAll(edits, all)) out.splice(i + 1, close - i - 1, { kind: 'hole', at: all });
  }
  return out;
}

/** A name that all have, and that does not stand in brackets: `.target` is what they have in common. */
function hasOuterName(flat: readonly Flat[]): boolean {
  let depth = 0;
  return flat.some((node) => {
    if (node.kind !== 'token') return false;
    if (node.type === 'open') depth++;
    else if (node.type === 'close') depth--;
    return depth === 0 && node.type === 'name';
  });
}

const isName = (token: Token | undefined): boolean => token?.kind === 'name';

/**
 * Chains that are the same before and after in each example may be any, though all examples have the same; or only those that are what calls are given;
 * or only those that begin otherwise in each example.
 */
function freed(edits: readonly Edit[], flat: readonly Flat[], which: 'chains' | 'arguments' | 'different'): Flat[] {
  const [first] = edits;
  const out: Flat[] = [];
  for (let i = 0; first && i < flat.length;) {
    const node = flat[i];
    if (!node) break;
    const at = node.at[0]?.start ?? 0;
    // What differs within such a chain is kept as well.
    const behind = (end: number): number => flat.findIndex((one, k) => k >= i && one.at[0]?.end === end) + 1;
    const isKept = ({ end }: Span): boolean => {
      const to = behind(end);
      const isSame = flat.slice(i, to).every(({ kind }) => kind === 'token');
      return to > i && (isSame || (node.kind === 'hole' && !hasOuterName(flat.slice(i, to)))) && movedInAll(edits, stretch(flat, i, to));
    };
    const begins = node.kind === 'token' ? which !== 'different' : which !== 'arguments';
    const unit =
      begins && (node.kind === 'token' || isName(first.before.tokens[at]))
        ? unitAt(first.before, at, first.old.end, isKept, true)
        : undefined;
    const bounded = (one: Flat | undefined, marks: RegExp): boolean => one?.kind === 'token' && marks.test(one.text);
    const argument = unit && bounded(flat[i - 1], /^[([,]$/) && bounded(flat[behind(unit.end)], /^[)\],]$/);
    if (unit && (which !== 'arguments' || argument)) {
      const to = behind(unit.end);
      out.push({ kind: 'hole', at: stretch(flat, i, to) });
      i = to;
    } else {
      out.push(node);
      i++;
    }
  }
  return out;
}

const holdsRun = (text: readonly string[], run: readonly string[]): boolean =>
  run.length > 0 && text.some((_, at) => run.every((token, i) => text[at + i] === token));

/** What a single example shows in the message, and keeps, is whatever the message says. */
function bindMessage(edit: Edit, flat: readonly Flat[]): Flat[] {
  const said = new Set(Object.values(edit.example.signature?.holes ?? {}).map(squeeze));
  const kept = new Set(textsOf(edit.after, edit.fresh));
  return flat.map((node) =>
    node.kind === 'token' && (node.type === 'name' || node.type === 'word') && said.has(node.text) && kept.has(node.text)
      ? { kind: 'hole', at: node.at }
      : node,
  );
}

/**
 * What both sides of a single example have, as holes: chains and all that stands in a pair of brackets; what calls are given, but not the
 * calls; or only the names of definitions. undefined where too little is left that says what is meant.
 */
function opened(edit: Edit, flat: readonly Flat[], how: 'all' | 'arguments' | 'names'): readonly Flat[] | undefined {
  const { tokens } = edit.before;
  const { start, end } = edit.old;
  const after = textsOf(edit.after, edit.fresh);
  const moved = (span: Span): boolean => holdsRun(after, textsOf(edit.before, span));
  const out: Flat[] = [];
  let first: Span | undefined;
  for (let i = start; i < end;) {
    const token = tokens[i];
    const node = flat[i - start];
    if (!token || !node) break;
    const content: Span | undefined =
      token.kind === 'open' && token.partner > i + 1 && token.partner < end ? { start: i + 1, end: token.partner } : undefined;
    const span =
      how === 'names'
        ? token.role === 'definition' && token.kind === 'name' && moved({ start: i, end: i + 1 })
          ? { start: i, end: i + 1 }
          : undefined
        : content && isContent(edit.before, content, moved, after)
          ? content
          : node.kind === 'token'
            ? (unitAt(edit.before, i, end, moved, how === 'all') ?? wordsAt(edit.before, i, end, moved))
            : undefined;
    if (span && span.start > i) out.push(node);
    if (span) {
      out.push({ kind: 'hole', at: [span] });
      first ??= span;
      i = span.end;
    } else {
      out.push(node);
      if (node.kind === 'hole') first ??= node.at[0];
      i++;
    }
  }
  if (!first || out.some((node) => node.kind === 'token' && weight(node.type, node.text) >= 0.5)) return out;
  // Where nothing else is left, it has to be something that is put around it.
  const run = textsOf(edit.before, first);
  const at = after.findIndex((_, k) => run.every((text, i) => after[k + i] === text));
  return at > 0 && at + run.length < after.length ? out : undefined;
}

/** A list that stands in the other text as it is or with other separators, or a value without words of the language in it that does. */
function isContent(lexed: Lexed, span: Span, moved: (span: Span) => boolean, after: readonly string[]): boolean {
  const { elements } = listOf(lexed, span);
  if (elements.length > 1) {
    if (moved(span)) return true;
    return ['|', ',', '&'].some((join) =>
      holdsRun(
        after,
        elements.flatMap((element, i) => (i > 0 ? [join, ...element] : element)),
      ),
    );
  }
  return moved(span) && !lexed.tokens.slice(span.start, span.end).some(({ kind }) => kind === 'keyword');
}

/** The longest run of a string's words from a token on, or from behind the quote, that the other text has, too. */
function wordsAt({ tokens }: Lexed, at: number, limit: number, moved: (span: Span) => boolean): Span | undefined {
  const opens = tokens[at]?.kind === 'quote' && (tokens[at]?.partner ?? -1) > at;
  const start = opens ? at + 1 : at;
  if (tokens[start]?.zone !== 'string' || tokens[start]?.kind !== 'word') return undefined;
  let end = start;
  while (end < limit && tokens[end]?.zone === 'string' && tokens[end]?.partner === -1 && moved({ start, end: end + 1 })) end++;
  return end > start ? { start, end } : undefined;
}

/** The longest chain from a token on that the other text has, too. */
function unitAt(lexed: Lexed, at: number, limit: number, moved: (span: Span) => boolean, calls: boolean): Span | undefined {
  const { tokens } = lexed;
  const token = tokens[at];
  if (!token || isMember(tokens, at)) return undefined;
  // A type that is named behind a word of the language is no value.
  if (
    tokens[at - 1]?.kind === 'keyword' &&
    /^(?:as|new|instanceof|extends|implements|except|raise|throw)$/.test(tokens[at - 1]?.text ?? '')
  )
    return undefined;
  if (token.kind === 'word' && token.zone === 'string') return undefined;
  // The name of an argument says what it is for.
  if (tokens[at + 1]?.text === '=' && tokens[at + 1]?.gap === '' && token.kind === 'name') return undefined;
  const value =
    token.kind === 'name' ||
    token.kind === 'number' ||
    token.kind === 'word' ||
    token.kind === 'prefix' ||
    (token.kind === 'quote' && token.partner > at) ||
    (token.kind === 'keyword' && (token.text === 'this' || token.text === 'super') && tokens[at + 1]?.text === '.');
  if (!value) return undefined;
  for (const end of chainEnds(tokens, at)) {
    if (end > limit || (end === at + 1 && token.kind === 'keyword')) continue;
    if (!calls && tokens.slice(at, end).some(({ kind, text, zone }) => kind === 'open' && text === '(' && zone === 'code')) continue;
    const [behind, last] = [tokens[end], tokens[end - 1]];
    // The name of what is called is not what it is called with; a definition's name is its own.
    if (behind?.kind === 'open' && behind.text === '(' && behind.gap === '' && last?.kind === 'name' && last.role !== 'definition')
      continue;
    if (moved({ start: at, end })) return { start: at, end };
  }
  return undefined;
}

async function build(edits: readonly Edit[], flat: readonly Flat[], basis: RuleBasis): Promise<LearnedRule | undefined> {
  await basis.pause();
  const lexed = edits.map(({ before }) => before);
  const ids = new Map<string, number>();
  const seen = new Map<number, readonly string[]>();
  const sources: Source[] = [];
  const core: Atom[] = [];
  let count = 0;
  const messages = messageSources(edits, basis);
  const bound = new Set<string>();
  for (const node of flat) {
    if (node.kind === 'token') {
      core.push({ kind: 'token', text: node.text, zone: node.zone });
      continue;
    }
    const of = holeKind(node.at.map((span, k) => ({ lexed: lexed[k] ?? { text: '', tokens: [], tail: '' }, span })));
    if (!of) return undefined;
    const values = node.at.map((span, k) => valueOf(lexed[k], span));
    const key = JSON.stringify(values);
    const known = ids.get(key);
    const id = known ?? count++;
    ids.set(key, id);
    seen.set(id, values);
    const tokens = node.at.map((span, k) => (lexed[k] ? textsOf(lexed[k], span) : []));
    const spokenOf = messages.find((source) => source.values.every((value, k) => value.join('') === tokens[k]?.join('')));
    if (typeof spokenOf?.id === 'string') bound.add(spokenOf.id);
    // How a message prints a type is not how code writes it.
    const role = edits[0]?.before.tokens[node.at[0]?.start ?? 0]?.role;
    if (role === 'type' || role === 'text') bound.add('expected');
    core.push({
      kind: 'hole',
      id,
      of,
      ...(typeof spokenOf?.id === 'string' && role !== 'type' && /^(?:name|attribute|module|key|path|\d+)$/.test(spokenOf.id)
        ? { message: spokenOf.id }
        : {}),
    });
    if (known === undefined) {
      sources.push({ id, values: tokens, lists: node.at.map((span, k) => listOf(lexed[k] ?? { text: '', tokens: [], tail: '' }, span)) });
    }
  }
  const defines = edits.every(({ before, old }) => before.tokens[old.start]?.role === 'definition');
  widen(core, edits.length, defines, basis.shape !== undefined);
  // A single example's words that the message says too are the message's; several show it where they differ.
  const spoken =
    edits.length === 1
      ? messages.filter(({ values }) => values.every((value) => value.join('') !== 'None' && /[\p{L}_]/u.test(value.join(''))))
      : [];
  const replace =
    makeTemplate(edits, [...sources, ...spoken]) ?? (messages.length > 0 ? makeTemplate(edits, [...sources, ...messages]) : undefined);
  if (!replace) return undefined;
  if (changesNothing(core, replace)) return undefined;
  // What one example alone throws away is a part of what is meant.
  const used = new Set(replace.pieces.map((piece) => (piece.kind === 'hole' ? piece.id : -1)));
  if (edits.length === 1 && core.some((atom) => atom.kind === 'hole' && !used.has(atom.id))) return undefined;
  for (const piece of replace.pieces) if (piece.kind === 'message') bound.add(piece.name);
  // What is turned into what is expected may have been anything.
  if (replace.pieces.some((piece) => piece.kind === 'message' && piece.name === 'expected')) bound.add('given').add('type');
  const given = givenOf(edits, bound);
  const nextId = (): number => count++;
  const left = contextOf(edits, 'left', nextId);
  const right = contextOf(edits, 'right', nextId);
  // A hole that the message names is as good as spelled out.
  const own =
    Math.min(MARKS, said(flat, false)) +
    said(flat, true) +
    core.filter((atom) => atom.kind === 'hole' && atom.message !== undefined).length * 1.5;
  const places = edits.map((edit) => edit.before.tokens[edit.old.end > edit.old.start ? edit.old.start : Math.max(0, edit.old.start - 1)]);
  const roles: Role[] = [...new Set(places.map((token) => token?.role ?? 'value'))].sort();
  const members = new Set(edits.map((edit) => isMember(edit.before.tokens, edit.old.start)));
  const triggered = basis.shape !== undefined;
  const [only] = flat;
  const bare = flat.length === 1 && only?.kind === 'token' && (only.type === 'name' || only.type === 'word') ? only : undefined;
  const member = edits.some((edit) => edit.old.end > edit.old.start) && members.size === 1 ? [...members][0] : undefined;
  const last = edits.map((edit) => edit.before.tokens[edit.old.end - 1]);
  const calls = new Set(edits.map((edit) => isCalled(edit.before.tokens, edit.old.end)));
  const called =
    edits.length > 1 && calls.size === 1 && last.every((token) => token?.kind === 'name') && edits.every(({ old }) => old.end > old.start)
      ? [...calls][0]
      : undefined;
  // What is done to the members of something is not done to itself, nor at a path's end what is done within; a name of several words is the
  // same thing wherever it stands.
  const behinds = new Set(edits.map((edit) => behindOf(edit.before.tokens, edit.old.end)));
  const behind = bare && !isCompound(bare.text) && !triggered && behinds.size === 1 ? [...behinds][0] : undefined;
  const textsKept = new Set(edits.flatMap((edit) => textsOf(edit.after, edit.fresh)));
  const stops = core[core.length - 1]?.kind === 'hole' && edits.every((edit) => isStop(edit.before.tokens[edit.old.end]));
  const ruleAt = ({ l, r }: { l: number; r: number }, atoms: readonly Atom[]): LearnedRule => {
    const find: Pattern = {
      left: left
        .slice(0, l)
        .reverse()
        .flatMap((step) => step.atoms),
      core: atoms,
      right: r === 0 && stops ? [{ kind: 'stop' }] : right.slice(0, r).flatMap((step) => step.atoms),
      roles,
      ...(member === undefined ? {} : { member }),
      ...(called === undefined ? {} : { called }),
      ...(behind === undefined ? {} : { behind }),
      parts: basis.parts,
    };
    return asRule(edits, basis, find, replace, own + sum(left.slice(0, l)) + sum(right.slice(0, r)), given);
  };
  const enough = triggered ? ENOUGH_TRIGGERED : edits.length === 1 ? ENOUGH_ALONE : ENOUGH;
  // A name that goes and says little, as those of one place do, says nothing of where else it should go.
  const isWeak =
    Math.max(0, ...flat.map((node) => (node.kind === 'token' && !textsKept.has(node.text) ? weight(node.type, node.text) : 0))) < TELLING;
  const sizes = contextSizes(
    core,
    left,
    right,
    own,
    isWeak && core.length === 1 && core[0]?.kind === 'token' && !triggered ? Math.max(ENOUGH_COMMON, enough) : enough,
    edits.length > 2 ? 'all' : edits.length === 1 && !triggered ? 'one' : undefined,
    isWeak,
    edits.length > 1 && roles.every((role) => role === 'module'),
  );
  for (const size of sizes) {
    if (own + sum(left.slice(0, size.l)) + sum(right.slice(0, size.r)) < (edits.length > 2 || triggered ? LEAST_SHARED : LEAST)) continue;
    const rule = ruleAt(size, core);
    if (await holds(rule, edits, basis)) return rule;
  }
  const [size] = sizes;
  // Values alone say nothing: there has to be something beside them.
  if (!size || edits.length < 2 || own < LEAST_SHARED) return undefined;
  for (const narrow of closed(core, seen)) {
    const rule = ruleAt(size, narrow);
    if (await holds(rule, edits, basis)) return rule;
  }
  return undefined;
}

/** What all marks of a pattern say together, at most: they stand everywhere. */
const MARKS = 0.9;

/** How much the words of a pattern say, or its marks. */
const said = (flat: readonly Flat[], words: boolean): number =>
  flat.reduce(
    (total, node) => total + (node.kind === 'token' && /[\p{L}\p{N}_]/u.test(node.text) === words ? weight(node.type, node.text) : 0),
    0,
  );

const sum = (steps: readonly Step[]): number => steps.reduce((total, { weight: own }) => total + own, 0);

function messageSources(edits: readonly Edit[], { language, parts }: RuleBasis): Source[] {
  const names = Object.keys(edits[0]?.example.signature?.holes ?? {});
  return names
    .map((name): Source => ({
      id: name,
      values: edits.map((edit) => messageTokens(language, edit.example.signature?.holes[name] ?? '', parts)),
    }))
    .filter(({ values }) => values.every((value) => value.length > 0));
}

/** Types that the message names alike in all examples, and that are no hole of the rule's own. */
function givenOf(edits: readonly Edit[], bound: ReadonlySet<string>): Record<string, string> | undefined {
  const holes = edits.map((edit) => edit.example.signature?.holes ?? {});
  const same = Object.entries(holes[0] ?? {}).filter(
    ([name, value]) =>
      !bound.has(name) &&
      // What is there where something else is expected; of a message that names a type alone, it is only whose member is missed.
      (/^(?:expected|given|left|right|operator|\d+)$/.test(name) || (name === 'type' && 'expected' in (holes[0] ?? {}))) &&
      holes.every((one) => one[name] === value),
  );
  return same.length > 0 ? Object.fromEntries(same) : undefined;
}

/** A hole that saw names alone may stand for a chain, where that is a value; what fills its brackets may be any value. */
function widen(core: Atom[], examples: number, defines: boolean, triggered: boolean): void {
  core.forEach((atom, i) => {
    if (atom.kind !== 'hole') return;
    const [before, behind] = [core[i - 1], core[i + 1]];
    const text = (one: Atom | undefined): string => (one?.kind === 'token' && one.zone === 'code' ? one.text : '');
    const whole = /^[([{,=]$/.test(text(before)) && /^[)\]},]$/.test(text(behind));
    let of: HoleKind = atom.of;
    // Parameters of a definition: a method has one more.
    if (whole && defines && text(before) === '(' && of !== 'list' && of !== 'any') of = 'list';
    else if (whole && (of === 'name' || of === 'chain' || of === 'element' || (examples > 2 && (of === 'string' || of === 'number'))))
      of = examples > 1 ? 'run' : 'chain';
    else if (whole && of === 'number' && /[([{]/.test(text(before)) && /[)\]}]/.test(text(behind))) of = 'list';
    else if (of === 'name' && before === undefined && !defines && triggered && !/^[(=:]$/.test(text(behind))) of = 'chain';
    else if (
      of === 'name' &&
      text(before) !== '.' &&
      text(before) !== '?.' &&
      before !== undefined &&
      text(behind) !== '(' &&
      text(behind) !== '='
    )
      of = 'chain';
    if (of !== atom.of) core[i] = { ...atom, of };
  });
}

function changesNothing(core: readonly Atom[], { pieces }: Template): boolean {
  if (core.length !== pieces.length) return false;
  return core.every((atom, i) => {
    const piece = pieces[i];
    return (
      (atom.kind === 'token' && piece?.kind === 'text' && atom.text === piece.text) ||
      (atom.kind === 'hole' && piece?.kind === 'hole' && piece.id === atom.id && piece.join === undefined)
    );
  });
}

const isToken = (step: Step | undefined, text: string): boolean =>
  step?.atoms.length === 1 && step.atoms.every((atom) => atom.kind === 'token' && atom.text === text);

/** How much of what stands beside the change is asked for: first what is enough, then more and more. */
function contextSizes(
  core: readonly Atom[],
  left: readonly Step[],
  right: readonly Step[],
  own: number,
  enough: number,
  agree: 'all' | 'one' | undefined,
  isWeak: boolean,
  imported: boolean,
): { l: number; r: number }[] {
  let l = 0;
  let r = 0;
  const said = (): number => own + sum(left.slice(0, l)) + sum(right.slice(0, r));
  const [first, last] = [core[0], core[core.length - 1]];
  // A hole that ends by itself needs nothing beside it.
  const open = (atom: Atom | undefined): boolean =>
    atom === undefined || (atom.kind === 'hole' && !/^(?:name|string|number|word|chain)$/.test(atom.of));
  if (open(first) && left.length > 0) l = 1;
  if (open(last) && right.length > 0) r = 1;
  const reach = (steps: readonly Step[], from: number): number => {
    const at = steps.findIndex((step, i) => i >= from && step.weight >= 0.7);
    return at < 0 ? Infinity : at - from;
  };
  const more = (): boolean => {
    const [a, b] = [reach(left, l), reach(right, r)];
    if (a <= b && l < left.length) l++;
    else if (r < right.length) r++;
    else if (l < left.length) l++;
    else return false;
    return true;
  };
  while (said() < enough && more());
  // What the message names says which of several places is meant.
  const named = left.findIndex((step) => step.atoms.some((atom) => atom.kind === 'hole' && atom.message !== undefined));
  if (named >= 0 && named < 6) l = Math.max(l, named + 1);
  // Where something is imported from, what is imported says as much.
  if (imported) {
    const name = right.findIndex((step, i) => i >= r && step.weight >= 1.5 && step.atoms.every(({ kind }) => kind === 'token'));
    if (name >= 0 && name <= r + 1) r = name + 1;
  }
  if (agree) {
    // What several examples are given to by the same name is a part of what they have in common; of one example nothing tells that it is not.
    const near = left.findIndex((step, i) => i >= l && step.weight >= 1.2 && !isToken(step, 'import'));
    if (
      near >= 0 &&
      near - l <= 1 &&
      (agree === 'all' || (own < FIRM && !core.some((atom) => atom.kind === 'token' && isCompound(atom.text)))) &&
      (agree === 'all' || near > l) &&
      left.slice(l, near).every((step) => step.atoms.some((atom) => atom.kind === 'token' && atom.text === '('))
    )
      l = near + 1;
    // Nor is it by chance that the same member of what changed is meant; of one example, where what changed says little.
    const [dot, member] = [right[r], right[r + 1]];
    const tells = core.some((atom) => atom.kind === 'token' && weight('name', atom.text) >= TELLING);
    if (
      isWeak &&
      (agree === 'all' || !tells) &&
      isToken(dot, '.') &&
      member &&
      member.weight >= 1.5 &&
      member.atoms.every(({ kind }) => kind === 'token')
    )
      r += 2;
  }
  // Nor that a path goes on in the same way.
  const isPath = core.every((atom) => atom.kind === 'token') && first?.kind === 'token' && first.zone === 'string';
  const next = right[r];
  if (agree === 'all' && isPath && next && next.weight >= TELLING && next.atoms.every(({ kind }) => kind === 'token')) r++;
  const out = [{ l, r }];
  while (out.length < 24 && more()) out.push({ l, r });
  return out;
}

function asRule(
  edits: readonly Edit[],
  basis: RuleBasis,
  find: Pattern,
  replace: Template,
  special: number,
  given: Readonly<Record<string, string>> | undefined,
): LearnedRule {
  const examples = edits.map(({ example, index }) => example.id ?? String(index));
  const distances = edits.map(({ distance }) => distance).filter((distance) => distance !== undefined);
  const rule = {
    language: basis.language,
    title: ruleTitle(find, replace),
    ...(basis.errorType === undefined ? {} : { errorType: basis.errorType }),
    ...(basis.shape === undefined ? {} : { shape: basis.shape }),
    ...(given === undefined ? {} : { given }),
    find,
    replace,
    examples: [...new Set(examples)],
    places: new Set(edits.map((edit) => `${edit.example.file ?? ''}\0${edit.before.text}`)).size,
    ...(isEverywhere(edits) ? { everywhere: true } : {}),
    ...(distances.length === edits.length ? { reach: [Math.min(...distances), Math.max(...distances)] as const } : {}),
    special: Math.round(special * 100) / 100,
    tests: testsOf(edits),
  };
  return { ...rule, id: ruleId(rule) };
}

/** Most examples had it done in several places at once. */
function isEverywhere(edits: readonly Edit[]): boolean {
  const counts = new Map<number, number>();
  for (const { index } of edits) counts.set(index, (counts.get(index) ?? 0) + 1);
  const several = [...counts.values()].filter((count) => count > 1).length;
  return several * 2 > counts.size;
}

const MAX_TESTS = 5;
const MAX_TEST = 1_000;

/** The lines that each example changed, before and after; what came out is left alone. */
function testsOf(edits: readonly Edit[]): LearnedRule['tests'] {
  const invalid = edits
    .map((edit) => ({ before: linesOf(edit.before, edit.old), after: linesOf(edit.after, edit.fresh) }))
    .filter(({ before, after }) => before.length <= MAX_TEST && after.length <= MAX_TEST)
    .slice(0, MAX_TESTS);
  return { valid: [...new Set(invalid.map(({ after }) => after))], invalid };
}

/** The whole lines that hold these tokens, and those beside an insertion. */
function linesOf({ text, tokens }: Lexed, { start, end }: Span): string {
  const from = tokens[start < end ? start : Math.max(0, start - 1)]?.start ?? 0;
  const to = (start < end ? tokens[end - 1]?.end : tokens[end]?.start) ?? text.length;
  const first = Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1;
  const last = text.slice(to).search(/[\r\n]/);
  return text.slice(first, last < 0 ? text.length : to + last);
}

/** It does to every example what was done, does nothing to what came out, and leaves alone what has to stay. */
async function holds(rule: LearnedRule, edits: readonly Edit[], { negatives, pause }: RuleBasis): Promise<boolean> {
  let exact = 0;
  for (const [before, target, edit] of targets(edits)) {
    await pause();
    const at = edit.example.at;
    const holes = edit.example.signature?.holes;
    let made = applyMatches(rule, before, { holes });
    if (made !== target && at && (made === undefined || squeeze(made) !== squeeze(target)))
      made = applyMatches(rule, before, { holes, at });
    if (made === target) exact++;
    // People differ in blanks; what they typed besides has to be the same.
    else if (made === undefined || squeeze(made) !== squeeze(target)) return false;
    if (!at && changedBy(rule, made, holes)) return false;
  }
  if (exact === 0) return false;
  for (const { lexed, holes } of negatives) {
    await pause();
    // Of a place that a rule tells by the message, only what the same message would have it do.
    if (applyMatches(rule, lexed, {}) !== undefined && (holes === undefined || applyMatches(rule, lexed, { holes }) !== undefined))
      return false;
  }
  return true;
}

/** Each example's text, and what it is after all of its edits that belong to this rule. */
function* targets(edits: readonly Edit[]): Iterable<[Lexed, string, Edit]> {
  const byText = new Map<Lexed, Edit[]>();
  for (const edit of edits) byText.set(edit.before, [...(byText.get(edit.before) ?? []), edit]);
  for (const [before, own] of byText) {
    let text = '';
    let at = 0;
    for (const edit of own) {
      const [start, end] = [before.tokens[edit.old.start - 1]?.end ?? 0, before.tokens[edit.old.end]?.start ?? before.text.length];
      const { tokens, text: after } = edit.after;
      text +=
        before.text.slice(at, start) + after.slice(tokens[edit.fresh.start - 1]?.end ?? 0, tokens[edit.fresh.end]?.start ?? after.length);
      at = end;
    }
    const [edit] = own;
    if (edit) yield [before, text + before.text.slice(at), edit];
  }
}

/** The pattern with holes closed again to what they were seen to stand for, the one with fewest values first, at last all of them. */
function* closed(core: readonly Atom[], seen: ReadonlyMap<number, readonly string[]>): Iterable<Atom[]> {
  const ids = [...seen]
    .filter(([, values]) => values.every((value) => value !== ''))
    .sort((a, b) => new Set(a[1]).size - new Set(b[1]).size);
  const close = (which: ReadonlySet<number>): Atom[] =>
    core.map((atom) =>
      atom.kind === 'hole' && which.has(atom.id) && atom.message === undefined
        ? { ...atom, only: [...new Set(seen.get(atom.id))].sort() }
        : atom,
    );
  for (const [id] of ids) yield close(new Set([id]));
  if (ids.length > 1) yield close(new Set(ids.map(([id]) => id)));
}
