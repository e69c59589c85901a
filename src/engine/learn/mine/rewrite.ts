// A rule carried out on a text that is tokens already.

import type { Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import { applyEdits, type OffsetEdit } from '../../syntax/edits';
import { findMatches, type Match, type Span } from './match';
import type { Atom, LearnedRule, Pattern } from './rule';
import { render } from './template';
import { lex, type Lexed } from './tokens';

export interface Aim {
  /** Of the problem: only the nearest place counts. Zero-based, UTF-16, end exclusive. */
  readonly at?: Range | undefined;
  /** The parts of the problem's message. */
  readonly holes?: Readonly<Record<string, string>> | undefined;
}

export interface Place {
  readonly match: Match;
  readonly edit: OffsetEdit;
}

/** Where the rule fits and changes something, from the text's start; with a problem's place the nearest one that is as near as the examples were. */
export function placesOf(rule: LearnedRule, lexed: Lexed, { at, holes }: Aim): Place[] {
  const places: Place[] = [];
  if (holes && rule.given && Object.entries(rule.given).some(([name, value]) => holes[name] !== value)) return places;
  const done = alreadyDone(rule, lexed);
  for (const match of findMatches(lexed, rule.find, holes)) {
    if (rule.find.core.length === 0 && inserted(rule, lexed, match.core.start)) continue;
    if (done.some((one) => isSame(one, match.core))) continue;
    const made = render(lexed, rule.replace, match, holes);
    if (!made || lexed.text.slice(made.start, made.end) === made.text) continue;
    const previous = places[places.length - 1]?.edit;
    // Two changes that share only the blanks between them.
    if (previous && made.start < previous.end) {
      const shared = lexed.text.slice(made.start, previous.end);
      if (shared.trim() !== '' || !made.text.startsWith(shared)) continue;
      places.push({ match, edit: { start: previous.end, end: made.end, text: made.text.slice(shared.length) } });
      continue;
    }
    places.push({ match, edit: made });
  }
  if (!at) return places;
  const source = new SourceText(lexed.text);
  const from = source.offsetAt(at.start);
  const to = source.offsetAt(at.end);
  const [least, most] = rule.reach ?? [-1, 1];
  const isNear = ({ match }: Place, line: number): boolean => {
    const lines = distanceInLines(source, line, ...extent(lexed, match));
    return lines >= Math.min(0, least) && lines <= Math.max(0, most);
  };
  // What is done in several places for one problem is done where the examples did it: no further from the problem than they, or from another such place.
  if (rule.everywhere) {
    const near = new Set(places.filter((place) => isNear(place, at.start.line)));
    for (const { match } of near) {
      const line = source.lineOf(extent(lexed, match)[0]);
      for (const place of places) if (isNear(place, line)) near.add(place);
    }
    return places.filter((place) => near.has(place));
  }
  const near = places
    .filter((place) => isNear(place, at.start.line))
    .map((place) => {
      const [start, end] = extent(lexed, place.match);
      const lines = Math.abs(distanceInLines(source, at.start.line, start, end));
      return { place, lines, far: end < from ? from - end : start > to ? start - to : 0 };
    });
  // A checker may know the line alone and name its start: the end of the line above is not nearer.
  const [best] = near.sort((a, b) => a.lines - b.lines || a.far - b.far);
  return best ? [best.place] : [];
}

/** The hole for all that stands in the brackets that a rule puts around. */
const INSIDE = -2;

const finished = new WeakMap<LearnedRule, Pattern | null>();

/** Where the text is already what the rule would make of it: `Optional[…]` is not wrapped again. */
function alreadyDone(rule: LearnedRule, lexed: Lexed): Match[] {
  let pattern = finished.get(rule);
  if (pattern === undefined) finished.set(rule, (pattern = afterPattern(rule) ?? null));
  return pattern ? findMatches(lexed, pattern) : [];
}

/** Whether a place is what the rule has made: it begins or ends with it, or is what stands in the brackets that were put around. */
function isSame({ core: made, holes }: Match, core: Span): boolean {
  if (made.start > core.start || made.end < core.end) return false;
  const inside = holes.get(INSIDE);
  return made.start === core.start || made.end === core.end || (inside?.start === core.start && inside.end === core.end);
}

/** Whether what a rule would insert stands there, in front or behind. */
function inserted({ replace: { pieces } }: LearnedRule, { tokens }: Lexed, at: number): boolean {
  const texts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : undefined));
  const stands = (from: number): boolean => texts.every((text, i) => text !== undefined && tokens[from + i]?.text === text);
  return texts.length > 0 && (stands(at - texts.length) || stands(at));
}

/** The after-side as a pattern; undefined where it adds no word of its own, so that it says nothing. */
function afterPattern({ find, replace }: LearnedRule): Pattern | undefined {
  const holes = new Map(
    [...find.left, ...find.core, ...find.right].flatMap((atom) => (atom.kind === 'hole' ? [[atom.id, atom] as const] : [])),
  );
  const old = new Set(find.core.flatMap((atom) => (atom.kind === 'token' ? [atom.text] : [])));
  const zone = [...find.core, ...find.left, ...find.right].find((atom) => atom.kind === 'token');
  const core = replace.pieces.map((piece): Atom => {
    if (piece.kind === 'text') return { kind: 'token', text: piece.text, zone: zone?.kind === 'token' ? zone.zone : 'code' };
    const hole = piece.kind === 'hole' ? holes.get(piece.id) : undefined;
    return {
      kind: 'hole',
      id: piece.kind === 'hole' ? piece.id : -1,
      of: piece.kind === 'message' || (piece.kind === 'hole' && piece.join !== undefined) ? 'list' : (hole?.of ?? 'chain'),
    };
  });
  const fresh = core.some((atom) => atom.kind === 'token' && /[\p{L}\p{N}]/u.test(atom.text) && !old.has(atom.text));
  const opens = core.findIndex((atom) => atom.kind === 'token' && atom.text !== '' && '([{'.includes(atom.text));
  const last = core[core.length - 1];
  // What is inside the brackets that it puts around may be anything.
  if (
    opens > 0 &&
    core.length > opens + 2 &&
    last?.kind === 'token' &&
    ')]}'.includes(last.text) &&
    core.slice(0, opens).every(({ kind }) => kind === 'token')
  )
    core.splice(opens + 1, core.length - opens - 2, { kind: 'hole', id: INSIDE, of: 'any' });
  return fresh && find.core.length > 0 ? { left: [], core, right: [], roles: [], parts: find.parts } : undefined;
}

/** Offsets of what is replaced, without the blanks around it. */
export function extent({ tokens, text }: Lexed, { core }: Match): [number, number] {
  if (core.end > core.start) return [tokens[core.start]?.start ?? 0, tokens[core.end - 1]?.end ?? text.length];
  const at = tokens[core.start - 1]?.end ?? 0;
  return [at, at];
}

/** Lines from a line to a stretch: negative where the stretch lies above it, 0 where it holds the line. */
export function distanceInLines(source: SourceText, line: number, start: number, end: number): number {
  const [first, last] = [source.lineOf(start), source.lineOf(end)];
  return line < first ? first - line : line > last ? last - line : 0;
}

/** The text afterwards; undefined where the rule fits nowhere. */
export function applyMatches(rule: LearnedRule, lexed: Lexed, aim: Aim): string | undefined {
  const places = placesOf(rule, lexed, aim);
  return places.length === 0
    ? undefined
    : applyEdits(
        lexed.text,
        places.map(({ edit }) => edit),
      );
}

/** Whether the rule changes a text. */
export function changedBy(rule: LearnedRule, text: string, holes?: Readonly<Record<string, string>>): boolean {
  return placesOf(rule, lex(rule.language, text, rule.find.parts), { holes }).length > 0;
}
