// The after-side of a rule: which of its tokens are the same in all examples, and which come from a hole or from the message.

import type { Edit } from './edit';
import { spanText, squeeze, type Match, type Span } from './match';
import type { Gap, Piece, Template } from './rule';
import { elementEnd, lex, type Lexed } from './tokens';

export interface Source {
  /** Of the hole; a message's part has a name instead. */
  readonly id: number | string;
  /** Its tokens in each example. */
  readonly values: readonly (readonly string[])[];
  /** A list's elements, each as tokens, in each example, and what stands between them; only of lists. */
  readonly lists?: readonly { readonly elements: readonly (readonly string[])[]; readonly separator: string | undefined }[];
}

type Step =
  | { readonly kind: 'text'; readonly at: readonly number[] }
  | { readonly kind: 'source'; readonly source: Source; readonly at: readonly number[]; readonly join?: string };

const MAX_STATES = 4_000;

/** The tokens of a stretch, as texts. */
export const textsOf = ({ tokens }: Lexed, { start, end }: Span): string[] => tokens.slice(start, end).map(({ text }) => text);

/** How a text splits at one separator outside its brackets. */
export function listOf({ tokens }: Lexed, { start, end }: Span): { elements: string[][]; separator: string | undefined } {
  const elements: string[][] = [[]];
  let separator: string | undefined;
  for (let i = start; i < end;) {
    const token = tokens[i];
    const next = elementEnd(tokens, i);
    if (token && next === i + 1 && (token.text === ',' || token.text === '|') && (separator === undefined || separator === token.text)) {
      separator = token.text;
      elements.push([]);
    } else elements[elements.length - 1]?.push(...tokens.slice(i, next).map(({ text }) => text));
    i = next;
  }
  return { elements, separator };
}

/** The template that makes each example's after-side; undefined where one of its tokens comes from nowhere. */
export function makeTemplate(edits: readonly Edit[], sources: readonly Source[]): Template | undefined {
  const after = edits.map((edit) => textsOf(edit.after, edit.fresh));
  const dead = new Set<string>();
  let states = 0;
  const ordered = [...sources].sort((a, b) => size(b) - size(a));
  const walk = (at: readonly number[]): Step[] | undefined => {
    if (at.every((position, k) => position === after[k]?.length)) return [];
    const key = at.join(',');
    if (dead.has(key) || ++states > MAX_STATES) return undefined;
    for (const source of ordered) {
      const next = at.map((position, k) =>
        startsWith(after[k], position, source.values[k]) ? position + (source.values[k]?.length ?? 0) : -1,
      );
      if (next.every((position, k) => position >= (at[k] ?? 0)) && next.some((position, k) => position > (at[k] ?? 0))) {
        const rest = walk(next);
        if (rest) return [{ kind: 'source', source, at }, ...rest];
      }
    }
    for (const source of ordered) {
      const joined = joinedAt(source, after, at);
      if (!joined) continue;
      const rest = walk(joined.next);
      if (rest) return [{ kind: 'source', source, at, join: joined.join }, ...rest];
    }
    const first = after[0]?.[at[0] ?? 0];
    if (first !== undefined && at.every((position, k) => after[k]?.[position] === first)) {
      const rest = walk(at.map((position) => position + 1));
      if (rest) return [{ kind: 'text', at }, ...rest];
    }
    dead.add(key);
    return undefined;
  };
  const steps = walk(edits.map(() => 0));
  return steps && spaced(edits, steps);
}

const size = (source: Source): number => source.values.reduce((sum, value) => sum + value.length, 0);

function startsWith(text: readonly string[] | undefined, at: number, value: readonly string[] | undefined): boolean {
  return text !== undefined && value !== undefined && value.every((token, i) => text[at + i] === token);
}

/** A list's elements side by side with another separator than before: `Union[a, b]` to `a | b`. */
function joinedAt(
  source: Source,
  after: readonly (readonly string[])[],
  at: readonly number[],
): { next: number[]; join: string } | undefined {
  const { lists } = source;
  const model =
    lists?.findIndex(({ elements, separator }) => separator !== undefined && elements.length > 1 && elements.every((e) => e.length > 0)) ??
    -1;
  const shape = lists?.[model];
  if (!lists || !shape) return undefined;
  const join = after[model]?.[(at[model] ?? 0) + (shape.elements[0]?.length ?? 0)];
  if (join === undefined || join === shape.separator || !/^[|,&.]$/.test(join)) return undefined;
  const next: number[] = [];
  for (const [k, list] of lists.entries()) {
    let position = at[k] ?? 0;
    for (const [i, element] of list.elements.entries()) {
      if (i > 0) {
        if (after[k]?.[position] !== join) return undefined;
        position++;
      }
      if (element.length === 0 || !startsWith(after[k], position, element)) return undefined;
      position += element.length;
    }
    next.push(position);
  }
  return { next, join };
}

/** The text's white space before its token, or behind its last. */
const gapBefore = ({ tokens, tail }: Lexed, at: number): string => tokens[at]?.gap ?? tail;

/** White space as a template holds it: what follows a line end is relative to the indentation of the line it is used on. */
function relative(gap: string, indent: string): string {
  if (!/[\r\n]/.test(gap)) return gap;
  const lines = gap.replace(/\r\n?/g, '\n').split('\n');
  const own = lines.pop() ?? '';
  const rest = own.startsWith(indent) ? own.slice(indent.length) : '\b'.repeat(Math.max(0, indent.length - own.length));
  return `${'\n'.repeat(lines.length)}${rest}`;
}

/** The reverse of `relative`. */
export function absolute(gap: string, indent: string, eol: string): string {
  const at = gap.lastIndexOf('\n');
  if (at < 0) return gap;
  const rest = gap.slice(at + 1);
  const back = /^\x08*/.exec(rest)?.[0].length ?? 0;
  return `${eol.repeat(at + 1)}${back > 0 ? indent.slice(0, Math.max(0, indent.length - back)) : indent}${rest.slice(back)}`;
}

export function indentAt(text: string, offset: number): string {
  const line = text.slice(Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Where the indentation is taken from: the change's first token, or for an insertion the token in front of it. */
export function anchorOffset({ tokens }: Lexed, { start, end }: Span): number {
  return (end > start ? tokens[start] : (tokens[start - 1] ?? tokens[start]))?.start ?? 0;
}

function spaced(edits: readonly Edit[], steps: readonly Step[]): Template {
  /** What most examples have; of equally many the first. */
  const vote = (pick: (edit: Edit, k: number) => string): string => {
    const counts = new Map<string, number>();
    edits.forEach((edit, k) => {
      const value = pick(edit, k);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    });
    let most = '';
    let times = 0;
    for (const [value, count] of counts) if (count > times) [most, times] = [value, count];
    return most;
  };
  const indentOf = (edit: Edit): string => indentAt(edit.before.text, anchorOffset(edit.before, edit.old));
  const pieces = steps.map((step, i): Piece => {
    const gap = i === 0 ? '' : vote((edit, k) => relative(gapBefore(edit.after, edit.fresh.start + (step.at[k] ?? 0)), indentOf(edit)));
    if (step.kind === 'text')
      return { kind: 'text', text: edits[0]?.after.tokens[edits[0].fresh.start + (step.at[0] ?? 0)]?.text ?? '', gap };
    const { id } = step.source;
    if (typeof id === 'string') return { kind: 'message', name: id, gap };
    return { kind: 'hole', id, gap, ...(step.join === undefined ? {} : { join: step.join }) };
  });
  const edge = (side: 'lead' | 'trail'): Gap => {
    const value = vote((edit) => {
      const lead = gapBefore(edit.before, edit.old.start);
      const trail = gapBefore(edit.before, edit.old.end);
      const fresh = gapBefore(edit.after, side === 'lead' ? edit.fresh.start : edit.fresh.end);
      if (side === 'lead' && fresh === lead) return '\0lead';
      if (fresh === trail) return '\0trail';
      if (fresh === lead) return '\0lead';
      return relative(fresh, indentOf(edit));
    });
    return value === '\0lead' ? { keep: 'lead' } : value === '\0trail' ? { keep: 'trail' } : value;
  };
  return { pieces, lead: edge('lead'), trail: pieces.length === 0 ? '' : edge('trail') };
}

/** What the template makes at a match: the new text for [start, end) of the text. undefined where it needs a part of the message that is not known. */
export function render(
  lexed: Lexed,
  template: Template,
  match: Match,
  message: Readonly<Record<string, string>> | undefined,
): { start: number; end: number; text: string } | undefined {
  const { text, tokens } = lexed;
  const { start: first, end: behind } = match.core;
  const start = tokens[first - 1]?.end ?? 0;
  const end = tokens[behind]?.start ?? text.length;
  const gaps = { lead: gapBefore(lexed, first), trail: gapBefore(lexed, behind) };
  const indent = indentAt(text, anchorOffset(lexed, match.core));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const white = (gap: Gap): string => (typeof gap === 'string' ? absolute(gap, indent, eol) : gaps[gap.keep]);
  let out = white(template.lead);
  for (const piece of template.pieces) {
    out += absolute(piece.gap, indent, eol);
    if (piece.kind === 'text') out += piece.text;
    else if (piece.kind === 'message') {
      const said = message?.[piece.name];
      // Nothing is turned into None: that is no fix that was learned.
      if (said === undefined || said === 'None' || said === 'undefined' || said === 'null') return undefined;
      out += said;
    } else {
      const span = match.holes.get(piece.id);
      if (!span) return undefined;
      out += piece.join === undefined ? spanText(lexed, span) : rejoined(lexed, span, piece.join);
    }
  }
  return { start, end, text: out + (template.pieces.length === 0 ? '' : white(template.trail)) };
}

function rejoined(lexed: Lexed, span: Span, join: string): string {
  const parts: Span[] = [];
  let from = span.start;
  const { separator } = listOf(lexed, span);
  for (let i = span.start; i < span.end;) {
    const next = elementEnd(lexed.tokens, i);
    if (next === i + 1 && lexed.tokens[i]?.text === separator) {
      parts.push({ start: from, end: i });
      from = next;
    }
    i = next;
  }
  if (from < span.end) parts.push({ start: from, end: span.end });
  return parts.map((part) => spanText(lexed, part)).join(join === ',' ? ', ' : join === '.' ? '.' : ` ${join} `);
}

/** A part of a message as tokens, as it would stand in code. */
export const messageTokens = (language: Parameters<typeof lex>[0], value: string, parts: boolean): string[] =>
  value.length > 300 || squeeze(value) === '' ? [] : lex(language, value, parts).tokens.map(({ text }) => text);
