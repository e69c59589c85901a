// Several edits as one pattern: what they share is spelled out, where they differ stands a hole (anti-unification).

import { squeeze, spanText, zoneOf, type Span } from './match';
import type { HoleKind } from './rule';
import { elementEnd, type Lexed, type Token, type Zone } from './tokens';

/** A pattern in the making: with every node the tokens it covers in each example, in the examples' order. */
export type Node =
  | { readonly kind: 'token'; readonly text: string; readonly zone: Zone; readonly type: Token['kind']; readonly at: readonly Span[] }
  | { readonly kind: 'group'; readonly children: readonly Node[]; readonly at: readonly Span[] }
  | { readonly kind: 'hole'; readonly at: readonly Span[] };

const MAX_ELEMENTS = 160;

/** Tokens of one text as nodes. */
export function nodesOf({ tokens }: Lexed, { start, end }: Span): Node[] {
  const out: Node[] = [];
  for (let i = start; i < end;) {
    const token = tokens[i];
    if (!token) break;
    const stop = elementEnd(tokens, i);
    if (stop > i + 1 && stop <= end) {
      const open = token.kind === 'prefix' ? i + 1 : i;
      const children: Node[] = [];
      if (token.kind === 'prefix') out.push(leaf(token, i));
      const [first, last] = [tokens[open], tokens[stop - 1]];
      if (first && last)
        children.push(
          leaf(first, open),
          ...nodesOf({ text: '', tokens, tail: '' }, { start: open + 1, end: stop - 1 }),
          leaf(last, stop - 1),
        );
      out.push({ kind: 'group', children, at: [{ start: open, end: stop }] });
      i = stop;
    } else {
      out.push(leaf(token, i));
      i++;
    }
  }
  return out;
}

const leaf = (token: Token, i: number): Node => ({
  kind: 'token',
  text: token.text,
  zone: zoneOf(token),
  type: token.kind,
  at: [{ start: i, end: i + 1 }],
});

/** How much it says that two texts share this token. */
export function weight(type: Token['kind'], text: string): number {
  switch (type) {
    case 'name':
      return COMMON.has(text) ? 1 : text.length <= 2 ? 1.2 : 2;
    case 'word':
      return text.length <= 2 ? 0.7 : 1.6;
    case 'keyword':
      return /^(?:None|True|False|null|true|false|undefined|def|class|from|import|except|raise|function|new)$/.test(text) ? 1.2 : 0.8;
    case 'number':
      return 0.8;
    case 'prefix':
      return 0.8;
    case 'operator':
      return text === ',' || text === ';' ? 0.15 : text === '.' || text === ':' || text === '=' ? 0.3 : 0.6;
    case 'quote':
      return 0.2;
    case 'open':
    case 'close':
      return 0.15;
    case 'mark':
      return text.startsWith('\\') ? 1 : 0.4;
  }
}

/** A name made of several words, which means one thing. */
export const isCompound = (text: string): boolean => /\p{Ll}{2}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{L}_\p{L}/u.test(text);

/** Names that stand everywhere. */
const COMMON = new Set([
  'self',
  'cls',
  'this',
  'str',
  'int',
  'len',
  'args',
  'kwargs',
  'name',
  'value',
  'data',
  'result',
  'string',
  'number',
  'any',
  'err',
  'key',
  'print',
]);

function score(a: Node, b: Node, strings: boolean): number {
  if (a.kind === 'token' && b.kind === 'token') return a.text === b.text && a.zone === b.zone ? 0.2 + weight(a.type, a.text) : -1;
  if (a.kind === 'group' && b.kind === 'group') {
    const [x, y] = [a.children[0], b.children[0]];
    if (x?.kind !== 'token' || y?.kind !== 'token' || x.text !== y.text || x.zone !== y.zone) return -1;
    const shared = common(a, b);
    if (x.type === 'quote' && !strings && !sameText(a, b)) return -1;
    if (x.type === 'quote') return 0.4 + shared;
    return 0.5 + shared;
  }
  return -1;
}

const words = (node: Node): string =>
  node.kind === 'token' ? node.text : node.kind === 'group' ? node.children.map(words).join(' ') : '\0';
const sameText = (a: Node, b: Node): boolean => words(a) === words(b) && !words(a).includes('\0');

function common(a: Node & { kind: 'group' }, b: Node & { kind: 'group' }): number {
  const telling = (node: Node): string[] =>
    node.kind === 'token'
      ? weight(node.type, node.text) >= 0.7
        ? [node.text]
        : []
      : node.kind === 'group'
        ? node.children.flatMap(telling)
        : [];
  const theirs = new Set(telling(b));
  return telling(a).filter((word) => theirs.has(word)).length * 0.8;
}

/**
 * The nodes of `m` examples and those of one more, as nodes of all. `within`: the tokens that hold them, for each of the m and for the one.
 * `strings`: different strings are laid side by side word by word; else one that differs is a hole.
 */
export function unify(
  pattern: readonly Node[],
  other: readonly Node[],
  within: readonly Span[],
  otherWithin: Span,
  strings: boolean,
): Node[] {
  const [n, m] = [pattern.length, other.length];
  const hole = (spans: readonly Span[], span: Span): Node => ({ kind: 'hole', at: [...spans, span] });
  if (n > MAX_ELEMENTS || m > MAX_ELEMENTS) return [hole(within, otherWithin)];
  const width = m + 1;
  const best = new Float64Array((n + 1) * width);
  const pair = new Float64Array(n * m);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--) {
      const [a, b] = [pattern[i], other[j]];
      const s = a && b ? score(a, b, strings) : -1;
      pair[i * m + j] = s;
      // Tokens that stand side by side in both are worth a little more than the same tokens scattered.
      const [a2, b2] = [pattern[i + 1], other[j + 1]];
      const run = s >= 0 && a2 && b2 && i + 1 < n && j + 1 < m && (pair[(i + 1) * m + j + 1] ?? -1) >= 0 ? 0.1 : 0;
      best[i * width + j] = Math.max(
        best[(i + 1) * width + j] ?? 0,
        best[i * width + j + 1] ?? 0,
        s < 0 ? 0 : s + run + (best[(i + 1) * width + j + 1] ?? 0),
      );
    }
  const out: Node[] = [];
  let ends = within.map(({ start }) => start);
  let end = otherWithin.start;
  let [i, j] = [0, 0];
  const gap = (next: readonly number[], otherNext: number): void => {
    const spans = ends.map((start, k) => ({ start, end: next[k] ?? start }));
    if (spans.some((span) => span.end > span.start) || otherNext > end) out.push(hole(spans, { start: end, end: otherNext }));
  };
  while (i < n && j < m) {
    const [a, b] = [pattern[i], other[j]];
    const s = pair[i * m + j] ?? -1;
    const here = best[i * width + j] ?? 0;
    const [a2, b2] = [pattern[i + 1], other[j + 1]];
    const run = s >= 0 && a2 && b2 && (pair[(i + 1) * m + j + 1] ?? -1) >= 0 ? 0.1 : 0;
    if (a && b && s >= 0 && Math.abs(here - (s + run + (best[(i + 1) * width + j + 1] ?? 0))) < 1e-9) {
      const [first] = b.at;
      if (!first) break;
      gap(
        a.at.map(({ start }) => start),
        first.start,
      );
      if (a.kind === 'group' && b.kind === 'group') {
        const children = unify(a.children, b.children, a.at, first, strings);
        out.push({ kind: 'group', children, at: [...a.at, first] });
      } else if (a.kind === 'token') out.push({ ...a, at: [...a.at, first] });
      ends = a.at.map((span) => span.end);
      end = first.end;
      i++;
      j++;
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  gap(
    within.map((span) => span.end),
    otherWithin.end,
  );
  return out;
}

/** A flat pattern: tokens and holes in the order they stand. */
export type Flat = (Node & { kind: 'token' }) | (Node & { kind: 'hole' });

export function flatten(nodes: readonly Node[]): Flat[] {
  return nodes.flatMap((node): Flat[] => (node.kind === 'group' ? flatten(node.children) : [node]));
}

/** Holes that only a comma or a dot keeps apart are one where lists of different length were laid side by side. */
export function mergeHoles(flat: readonly Flat[], lexed: readonly Lexed[]): Flat[] {
  const out: Flat[] = [];
  const loose = (node: Flat): boolean =>
    node.kind === 'hole' && node.at.some((span, k) => span.end <= span.start || hasComma(lexed[k], span) || cutsBracket(lexed[k], span));
  for (const node of flat) {
    const [previous, before] = [out[out.length - 1], out[out.length - 2]];
    if (node.kind === 'hole' && previous?.kind === 'hole') {
      out[out.length - 1] = joined(previous, node);
      continue;
    }
    if (
      node.kind === 'hole' &&
      before?.kind === 'hole' &&
      previous?.kind === 'token' &&
      weight(previous.type, previous.text) < 0.7 &&
      previous.type !== 'open' &&
      previous.type !== 'close' &&
      previous.type !== 'quote' &&
      (loose(node) || loose(before))
    ) {
      out.splice(out.length - 2, 2, joined(before, node));
      continue;
    }
    out.push(node);
  }
  return out;
}

const joined = (a: Node, b: Node): Node & { kind: 'hole' } => ({
  kind: 'hole',
  at: a.at.map((span, k) => ({ start: span.start, end: b.at[k]?.end ?? span.end })),
});

function hasComma(lexed: Lexed | undefined, span: Span): boolean {
  for (let i = span.start; lexed && i < span.end; i = elementEnd(lexed.tokens, i)) if (lexed.tokens[i]?.text === ',') return true;
  return false;
}

function cutsBracket(lexed: Lexed | undefined, span: Span): boolean {
  for (let i = span.start; lexed && i < span.end; i++) {
    const partner = lexed.tokens[i]?.partner ?? -1;
    if (partner >= 0 && (partner < span.start || partner >= span.end)) return true;
  }
  return false;
}

/** The narrowest kind that all values are of; undefined where a value cuts a bracket or string in two. */
export function holeKind(values: readonly { lexed: Lexed; span: Span }[]): HoleKind | undefined {
  let widest = 0;
  for (const { lexed, span } of values) {
    if (cutsBracket(lexed, span)) return undefined;
    const kind = kindOf(lexed, span);
    const rank = ORDER.indexOf(kind);
    if (values.length > 1 && widest > 0 && widest <= 4 && rank <= 4 && rank !== widest) widest = 5;
    else widest = Math.max(widest, rank);
  }
  return ORDER[widest] ?? 'lines';
}

const ORDER: readonly HoleKind[] = ['name', 'name', 'string', 'number', 'word', 'element', 'chain', 'run', 'list', 'any', 'lines'];

function kindOf({ tokens }: Lexed, { start, end }: Span): HoleKind {
  const first = tokens[start];
  if (end <= start || !first) return 'any';
  if (elementEnd(tokens, start) === end) {
    if (first.kind === 'name') return 'name';
    if (first.kind === 'quote' || first.kind === 'prefix') return 'string';
    if (first.kind === 'number') return 'number';
    if (first.kind === 'word') return 'word';
    if (first.kind !== 'operator' && first.kind !== 'close' && first.kind !== 'mark') return 'element';
  }
  let chain = first.kind !== 'operator' && first.kind !== 'mark';
  let comma = false;
  for (let i = start; i < end;) {
    const token = tokens[i];
    const next = elementEnd(tokens, i);
    if (!token) break;
    if (i > start && token.first) return 'lines';
    if (token.text === ',') comma = true;
    if (i > start) {
      const dot = token.text === '.' || token.text === '?.';
      const behindDot = tokens[i - 1]?.text === '.' || tokens[i - 1]?.text === '?.';
      const call = token.kind === 'open' && token.gap === '';
      if (!dot && !behindDot && !call && token.text !== '!') chain = false;
    }
    i = next;
  }
  if (tokens[end - 1]?.text === '.') chain = false;
  return comma ? 'list' : chain ? 'chain' : 'run';
}

export const valueOf = (lexed: Lexed | undefined, span: Span | undefined): string => (lexed && span ? squeeze(spanText(lexed, span)) : '');
