// What stands beside a change in all its examples, from near to far, up to the statement's edges.

import type { Edit } from './edit';
import { spanText, squeeze, zoneOf, type Span } from './match';
import type { Atom, HoleKind } from './rule';
import { elementEnd, elementStart, type Lexed, type Token } from './tokens';
import { weight } from './unify';

/** One step outwards: its atoms in the order they stand, and how much they say. */
export interface Step {
  readonly atoms: readonly Atom[];
  readonly weight: number;
}

const MAX_STEPS = 14;

/** `nextId` gives ids to holes. */
export function contextOf(edits: readonly Edit[], side: 'left' | 'right', nextId: () => number): Step[] {
  const steps: Step[] = [];
  const at = edits.map((edit) => (side === 'left' ? edit.old.start : edit.old.end));
  for (let count = 0; count < MAX_STEPS; count++) {
    const spans = edits.map((edit, k) => elementBeside(edit.before, at[k] ?? 0, side));
    if (spans.every((span) => span === undefined)) {
      steps.push({ atoms: [{ kind: 'edge' }], weight: 0.25 });
      return steps;
    }
    const known = spans.filter((span) => span !== undefined);
    if (known.length < spans.length) return steps;
    const step = shared(
      edits.map(({ before }) => before),
      known,
      nextId,
    );
    if (!step) return steps;
    steps.push(step);
    known.forEach((span, k) => (at[k] = side === 'left' ? span.start : span.end));
  }
  return steps;
}

/** The element in front of a token, or from it on; undefined at a line's edge. */
function elementBeside({ tokens }: Lexed, at: number, side: 'left' | 'right'): Span | undefined {
  if (side === 'left') {
    if (at <= 0 || /[\r\n]/.test(tokens[at]?.gap ?? '')) return undefined;
    return { start: elementStart(tokens, at - 1), end: at };
  }
  const token = tokens[at];
  if (!token || (at > 0 && /[\r\n]/.test(token.gap))) return undefined;
  return { start: at, end: elementEnd(tokens, at) };
}

function shared(lexed: readonly Lexed[], spans: readonly Span[], nextId: () => number): Step | undefined {
  const [text, span] = [lexed[0], spans[0]];
  if (!text || !span) return undefined;
  const texts = spans.map((one, k) => squeeze(spanText(lexed[k] ?? text, one)));
  const first = text.tokens[span.start];
  if (!first) return undefined;
  const kind = kindOf(first);
  const before = text.tokens[span.start - 1];
  const defined =
    spans.length === 1 && kind === 'name' && before?.kind === 'keyword' && /^(?:def|class|function|interface)$/.test(before.text);
  // Empty brackets say little: they may hold something elsewhere.
  const hollow = kind === 'element' && span.end - span.start === 2 && first.text === '(';
  if (
    texts.every((one) => one === texts[0]) &&
    !defined &&
    !hollow &&
    !(spans.length === 1 && kind === 'string' && span.end > span.start + 1)
  ) {
    const tokens = text.tokens.slice(span.start, span.end);
    return {
      atoms: tokens.map((token) => ({ kind: 'token', text: token.text, zone: zoneOf(token) })),
      weight: tokens.reduce((sum, token) => sum + weight(token.kind, token.text), 0),
    };
  }
  if (kind === undefined) return undefined;
  const all = spans.map((one, k) => lexed[k]?.tokens[one.start]);
  if (!all.every((token) => token !== undefined && kindOf(token) === kind && zoneOf(token) === zoneOf(first))) return undefined;
  if (kind === 'element') {
    // A group: its brackets, with anything in them.
    if (!all.every((token) => token?.text === first.text) || first.kind !== 'open') return undefined;
    const last = text.tokens[span.end - 1];
    if (!last || span.end <= span.start + 1) return undefined;
    return {
      atoms: [
        { kind: 'token', text: first.text, zone: zoneOf(first) },
        { kind: 'hole', id: nextId(), of: 'list' },
        { kind: 'token', text: last.text, zone: zoneOf(last) },
      ],
      weight: 0.3,
    };
  }
  return { atoms: [{ kind: 'hole', id: nextId(), of: kind }], weight: kind === 'string' ? 0.4 : 0.1 };
}

function kindOf(token: Token): HoleKind | undefined {
  switch (token.kind) {
    case 'name':
      return 'name';
    case 'number':
      return 'number';
    case 'word':
      return 'word';
    case 'quote':
      return token.partner > 0 || token.zone === 'string' ? 'string' : undefined;
    case 'prefix':
      return 'string';
    case 'open':
      return 'element';
    default:
      return undefined;
  }
}
