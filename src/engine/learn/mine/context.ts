// What stands beside a change in all its examples, from near to far, up to the statement's edges.

import type { Edit } from './edit';
import { chainEnds, spanText, squeeze, zoneOf, type Span } from './match';
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
    const lexed = edits.map(({ before }) => before);
    const known = spans.filter((span) => span !== undefined);
    // Arguments beside it may be others: what matters is whose they are.
    const call = side === 'left' ? callAround(lexed, at, nextId) : undefined;
    if (call && (edits.length === 1 || known.length < spans.length)) {
      steps.push(call.step);
      call.at.forEach((position, k) => (at[k] = position));
      continue;
    }
    const step = known.length === spans.length ? shared(edits, known, nextId) : undefined;
    // Chains of different length end in different ways: what stands in front of them may be the same.
    const chains = side === 'left' && (step === undefined || isAnything(step)) ? chainsBeside(lexed, at) : undefined;
    if (chains) {
      steps.push({ atoms: [{ kind: 'hole', id: nextId(), of: 'chain' }], weight: 0.1 });
      chains.forEach((start, k) => (at[k] = start));
    } else if (step) {
      steps.push(step);
      known.forEach((span, k) => (at[k] = side === 'left' ? span.start : span.end));
    } else if (call) {
      steps.push(call.step);
      call.at.forEach((position, k) => (at[k] = position));
    } else return steps;
  }
  return steps;
}

const isAnything = ({ atoms }: Step): boolean => atoms.every((atom) => atom.kind === 'hole' && atom.of === 'element');

/** Where the values begin that end in front of these tokens; undefined where not all are values, or none is more than one element. */
function chainsBeside(lexed: readonly Lexed[], at: readonly number[]): number[] | undefined {
  const starts: number[] = [];
  let longer = false;
  for (const [k, { tokens }] of lexed.entries()) {
    const end = at[k] ?? 0;
    if (end <= 0 || /[\r\n]/.test(tokens[end]?.gap ?? '')) return undefined;
    let from = elementStart(tokens, end - 1);
    let start = chainEnds(tokens, from).includes(end) && tokens[from]?.zone === 'code' ? from : undefined;
    while (from > 0 && !tokens[from]?.first && tokens[from - 1]?.kind !== 'open') {
      from = elementStart(tokens, from - 1);
      if (!chainEnds(tokens, from).includes(end)) continue;
      start = from;
      longer = true;
    }
    const kind = tokens[start ?? -1]?.kind;
    if (start === undefined || (kind !== 'name' && kind !== 'quote' && kind !== 'prefix')) return undefined;
    starts.push(start);
  }
  return longer ? starts : undefined;
}

/** From inside a call's brackets to its name, over the arguments in between; undefined where not all are in a call. */
function callAround(lexed: readonly Lexed[], at: readonly number[], nextId: () => number): { step: Step; at: number[] } | undefined {
  const opens: number[] = [];
  const empty: boolean[] = [];
  for (const [k, { tokens }] of lexed.entries()) {
    let i = (at[k] ?? 0) - 1;
    while (i >= 0 && tokens[i]?.kind !== 'open') {
      if (tokens[i]?.first || tokens[i]?.text === ';' || tokens[i]?.kind === 'keyword') return undefined;
      i = elementStart(tokens, i) - 1;
    }
    const [open, name] = [tokens[i], tokens[i - 1]];
    if (open?.text !== '(' || open.gap !== '' || name?.kind !== 'name' || name.role === 'definition') return undefined;
    opens.push(i);
    empty.push(i === (at[k] ?? 0) - 1);
  }
  if (empty.every(Boolean)) return undefined;
  return {
    step: {
      atoms: [
        { kind: 'token', text: '(', zone: 'code' },
        { kind: 'hole', id: nextId(), of: empty.some(Boolean) ? 'any' : 'list' },
      ],
      weight: 0.2,
    },
    at: opens,
  };
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

function shared(edits: readonly Edit[], spans: readonly Span[], nextId: () => number): Step | undefined {
  const lexed = edits.map(({ before }) => before);
  const [text, span] = [lexed[0], spans[0]];
  if (!text || !span) return undefined;
  const texts = spans.map((one, k) => squeeze(spanText(lexed[k] ?? text, one)));
  const first = text.tokens[span.start];
  if (!first) return undefined;
  const kind = kindOf(first);
  const said = messageName(edits, texts);
  if (said !== undefined && kind === 'name') return { atoms: [{ kind: 'hole', id: nextId(), of: 'name', message: said }], weight: 1.2 };
  const before = text.tokens[span.start - 1];
  const behind = text.tokens[span.end];
  // Names that are only what somebody called something: of a definition, a target, a parameter.
  const own =
    spans.length === 1 &&
    kind === 'name' &&
    (first.role === 'definition' ||
      first.role === 'parameter' ||
      (behind?.zone === 'code' &&
        /^(?:=|:|in|:=)$/.test(behind.text) &&
        (first.first || /^(?:for|let|const|var)$/.test(before?.text ?? ''))));
  // Parameters of a definition may be any; other empty brackets may hold something elsewhere.
  const parameters = spans.length === 1 && kind === 'element' && before?.role === 'definition' && first.text === '(';
  // Empty brackets say little: they may hold something elsewhere.
  const hollow = parameters || (kind === 'element' && span.end - span.start === 2 && first.text === '(');
  if (
    texts.every((one) => one === texts[0]) &&
    !own &&
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
  if (!all.every((token) => token !== undefined && zoneOf(token) === zoneOf(first))) return undefined;
  const kinds = new Set(all.map((token) => token && kindOf(token)));
  if (kinds.has(undefined)) return undefined;
  // Whatever stands beside it, one element of any sort.
  if (kinds.size > 1) return { atoms: [{ kind: 'hole', id: nextId(), of: 'element' }], weight: 0.05 };
  if (kind === 'element') {
    // A group: its brackets, with anything in them.
    if (!all.every((token) => token?.text === first.text) || first.kind !== 'open') return undefined;
    const last = text.tokens[span.end - 1];
    if (!last || span.end <= span.start + 1) return undefined;
    return {
      atoms: [
        { kind: 'token', text: first.text, zone: zoneOf(first) },
        { kind: 'hole', id: nextId(), of: 'any' },
        { kind: 'token', text: last.text, zone: zoneOf(last) },
      ],
      weight: 0.3,
    };
  }
  return { atoms: [{ kind: 'hole', id: nextId(), of: kind }], weight: kind === 'string' ? 0.4 : 0.1 };
}

/** The part of the message, if it is one, that names this in each example. */
function messageName(edits: readonly Edit[], texts: readonly string[]): string | undefined {
  const names = Object.keys(edits[0]?.example.signature?.holes ?? {}).filter((name) => !/^(?:expected|given|type|left|right)$/.test(name));
  return names.find((name) => edits.every((edit, k) => edit.example.signature?.holes[name] === texts[k]));
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
