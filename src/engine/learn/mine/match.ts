// Where a pattern fits in a text: atoms against tokens, holes by backtracking.

import type { Atom, Behind, HoleKind, Pattern } from './rule';
import { elementEnd, elementStart, type Lexed, type Role, type Token, type Zone } from './tokens';

/** Tokens [start, end) of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Match {
  readonly core: Span;
  readonly holes: ReadonlyMap<number, Span>;
}

/** Tries of one match: a pattern that needs more is not one to be used. */
const MAX_STEPS = 20_000;
/** Of all matches of one text: what needs more is a pattern that would never end. */
const MAX_STEPS_OF_TEXT = 2_000_000;

/** UTF-16 units that a regular expression of a rule file is tried on. */
const MAX_MATCHED = 200;

/** Prose and comments are one zone, quoted or not. */
export const zoneOf = (token: Token): Zone => (token.role === 'text' ? 'text' : token.zone);

const isBreak = (token: Token | undefined): boolean => token === undefined || /[\r\n]/.test(token.gap);

/** A parameter is told from a value by the lines around it, which a text may not have. */
const alike = (role: Role): Role => (role === 'parameter' ? 'value' : role);

/** Whether a value ends in front of this token. */
export const isStop = (token: Token | undefined): boolean =>
  isBreak(token) || (token !== undefined && (token.kind === 'close' || /^(?:[,;:=]|=>)$/.test(token.text) || token.zone === 'text'));

/** All places, from the text's start, none inside another. `holes` binds holes that stand for a part of the message. */
export function findMatches(lexed: Lexed, pattern: Pattern, holes?: Readonly<Record<string, string>>): Match[] {
  const found: Match[] = [];
  const first = pattern.left.concat(pattern.core, pattern.right).find((atom) => atom.kind === 'token');
  if (first?.kind === 'token' && !pattern.parts && !lexed.text.includes(first.text)) return [];
  const matcher = new Matcher(lexed, pattern, holes);
  for (let at = 0; at <= lexed.tokens.length && !matcher.isSpent; at++) {
    const match = matcher.at(at);
    if (!match) continue;
    found.push(match);
    at = Math.max(at, match.core.end - 1);
  }
  return found;
}

class Matcher {
  private steps = 0;
  private stepsBefore = 0;
  private bound = new Map<number, Span>();

  constructor(
    private readonly lexed: Lexed,
    private readonly pattern: Pattern,
    private readonly message: Readonly<Record<string, string>> | undefined,
  ) {}

  get isSpent(): boolean {
    return this.stepsBefore + this.steps > MAX_STEPS_OF_TEXT;
  }

  /** The match whose core begins at the token, or lies before it where the core is empty. */
  at(start: number): Match | undefined {
    const { pattern } = this;
    const { tokens } = this.lexed;
    const place = pattern.core.length > 0 ? tokens[start] : (tokens[start - 1] ?? tokens[start]);
    if (!place) return undefined;
    const first = pattern.core[0];
    if (first?.kind === 'token' && tokens[start]?.text !== first.text) return undefined;
    if (pattern.roles.length > 0 && !pattern.roles.some((role) => alike(role) === alike(place.role))) return undefined;
    if (pattern.member !== undefined && pattern.core.length > 0 && isMember(tokens, start) !== pattern.member) return undefined;
    this.stepsBefore += this.steps;
    this.steps = 0;
    this.bound = new Map();
    const afterLeft = this.left(pattern.left.length - 1, start);
    if (!afterLeft) return undefined;
    let core: Span | undefined;
    const done = this.forward([...pattern.core, ...pattern.right], 0, start, (end, k) => {
      if (k === pattern.core.length) core = { start, end };
    });
    if (core && pattern.called !== undefined && isCalled(tokens, core.end) !== pattern.called) return undefined;
    if (core && pattern.behind !== undefined && behindOf(tokens, core.end) !== pattern.behind) return undefined;
    return done && core ? { core, holes: new Map(this.bound) } : undefined;
  }

  /** Context in front, walked outwards; its holes take one element or a chain. */
  private left(k: number, at: number): boolean {
    const atom = this.pattern.left[k];
    if (!atom) return true;
    if (++this.steps > MAX_STEPS) return false;
    const { tokens } = this.lexed;
    if (atom.kind === 'edge') return isBreak(tokens[at] ?? undefined) || at === 0 ? this.left(k - 1, at) : false;
    if (atom.kind === 'stop') return false;
    const token = tokens[at - 1];
    // What a bracket opens may begin on the next line.
    if (!token || (at < tokens.length && isBreak(tokens[at]) && token.kind !== 'open')) return false;
    if (atom.kind === 'token') return token.text === atom.text && zoneOf(token) === atom.zone && this.left(k - 1, at - 1);
    for (const start of startsOf(this.lexed, at, atom.of)) {
      const span = { start, end: at };
      if (!this.fits(atom, span)) continue;
      const had = this.bound.get(atom.id);
      this.bound.set(atom.id, span);
      if (this.left(k - 1, start)) return true;
      if (had) this.bound.set(atom.id, had);
      else this.bound.delete(atom.id);
    }
    return false;
  }

  private forward(atoms: readonly Atom[], k: number, at: number, passed: (at: number, k: number) => void): boolean {
    if (++this.steps > MAX_STEPS) return false;
    const atom = atoms[k];
    const { tokens } = this.lexed;
    if (!atom) {
      passed(at, k);
      return true;
    }
    const onward = (next: number): boolean => {
      if (!this.forward(atoms, k + 1, next, passed)) return false;
      passed(at, k);
      return true;
    };
    if (atom.kind === 'edge') return isBreak(tokens[at]) ? onward(at) : false;
    if (atom.kind === 'stop') return isStop(tokens[at]) ? onward(at) : false;
    const token = tokens[at];
    if (atom.kind === 'token') return token !== undefined && token.text === atom.text && zoneOf(token) === atom.zone && onward(at + 1);
    const last = k === atoms.length - 1;
    for (const end of endsOf(this.lexed, at, atom.of, last)) {
      const span = { start: at, end };
      if (!this.fits(atom, span)) continue;
      const had = this.bound.get(atom.id);
      if (!had) this.bound.set(atom.id, span);
      if (onward(end)) return true;
      if (!had) this.bound.delete(atom.id);
    }
    return false;
  }

  private fits(atom: Atom & { kind: 'hole' }, span: Span): boolean {
    const text = spanText(this.lexed, span);
    const had = this.bound.get(atom.id);
    if (had && squeeze(spanText(this.lexed, had)) !== squeeze(text)) return false;
    if (atom.only && !atom.only.includes(squeeze(text))) return false;
    if (atom.matches !== undefined && (text.length > MAX_MATCHED || !new RegExp(atom.matches, 'u').test(text))) return false;
    const said = atom.message === undefined ? undefined : this.message?.[atom.message];
    return said === undefined || squeeze(said) === squeeze(text);
  }
}

export const squeeze = (text: string): string => text.replace(/\s+/g, '');

export function spanText({ text, tokens }: Lexed, { start, end }: Span): string {
  if (end <= start) return '';
  return text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
}

export const isMember = (tokens: readonly Token[], at: number): boolean => {
  const before = tokens[at - 1];
  return before?.text === '.' || before?.text === '?.';
};

/** Whether a bracket opens here right behind a name. */
export const isCalled = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === '(' && tokens[at]?.gap === '' && tokens[at]?.zone === 'code' && at > 0;

/** What stands behind a name, or a word of a string, that ends in front of this token. */
export function behindOf(tokens: readonly Token[], at: number): Behind {
  const [last, next] = [tokens[at - 1], tokens[at]];
  if (last?.zone !== 'string') return next?.zone === 'code' && (next.text === '.' || next.text === '?.') ? 'member' : 'itself';
  if (next?.zone !== 'string' || next.kind === 'quote') return 'end';
  return next.gap === '' && /^[/.:\\-]$/.test(next.text) ? 'path' : 'text';
}

const isLeaf = (token: Token): boolean => token.kind !== 'operator' && token.kind !== 'close' && token.kind !== 'mark';

/** Ends of what a hole may stand for from a token on, longest first. `last`: nothing follows in the pattern, so only the longest. */
function endsOf({ tokens }: Lexed, at: number, of: HoleKind, last: boolean): number[] {
  const token = tokens[at];
  const one = (ok: boolean): number[] => (ok ? [elementEnd(tokens, at)] : []);
  switch (of) {
    case 'name':
      return one(token?.kind === 'name');
    case 'string':
      return one(token?.kind === 'quote' || (token?.kind === 'prefix' && tokens[at + 1]?.kind === 'quote'));
    case 'number':
      return one(token?.kind === 'number');
    case 'word':
      return one(token?.kind === 'word' || token?.kind === 'name');
    case 'element':
      return one(token !== undefined && isLeaf(token));
    case 'chain': {
      if (!token || !isLeaf(token)) return [];
      const ends = chainEnds(tokens, at);
      return last ? ends.slice(0, 1) : ends;
    }
    case 'run':
    case 'list':
    case 'any':
    case 'lines': {
      const ends: number[] = of === 'run' || of === 'list' ? [] : [at];
      let end = at;
      for (let count = 0; end < tokens.length && count < 200; count++) {
        const next = tokens[end];
        if (!next || (next.kind === 'close' && next.partner < at) || (next.kind === 'quote' && next.partner >= 0 && next.partner < at))
          break;
        if (of !== 'lines' && end > 0 && next.first && end > at) break;
        if (of === 'run' && next.text === ',' && next.zone === 'code') break;
        if (of !== 'lines' && next.text === ';' && next.zone === 'code') break;
        end = elementEnd(tokens, end);
        ends.push(end);
      }
      ends.reverse();
      return last ? ends.slice(0, 1) : ends;
    }
  }
}

/** `a`, `a.b`, `a.b(c)`, … from a token on, longest first. */
export function chainEnds(tokens: readonly Token[], at: number): number[] {
  const ends: number[] = [];
  let end = elementEnd(tokens, at);
  ends.push(end);
  for (;;) {
    const next = tokens[end];
    if (!next || next.zone !== tokens[at]?.zone) break;
    if (
      (next.text === '.' || next.text === '?.') &&
      next.gap === '' &&
      tokens[end + 1]?.zone === next.zone &&
      isLeaf(tokens[end + 1] ?? next)
    )
      end += 2;
    else if (next.kind === 'open' && next.text !== '{' && next.gap === '' && next.partner > end) end = next.partner + 1;
    else if (next.text === '!' && next.gap === '') end += 1;
    else break;
    ends.push(end);
  }
  return ends.reverse();
}

/** Starts of what a hole may stand for that ends before a token; the context's holes are narrow. */
function startsOf(lexed: Lexed, end: number, of: HoleKind): number[] {
  const { tokens } = lexed;
  const token = tokens[end - 1];
  if (!token) return [];
  // What a bracket opens, ends with it.
  if (token.kind === 'open') return of === 'any' || of === 'lines' ? [end] : [];
  const start = elementStart(tokens, end - 1);
  const fits = (from: number, kind: HoleKind): boolean => endsOf(lexed, from, kind, false).includes(end);
  if (of !== 'chain' && of !== 'run' && of !== 'list' && of !== 'any' && of !== 'lines') return fits(start, of) ? [start] : [];
  const starts: number[] = of === 'any' || of === 'lines' ? [end] : [];
  let from = start;
  for (let count = 0; count < 60; count++) {
    if (fits(from, of)) starts.push(from);
    if (from === 0 || tokens[from]?.first || tokens[from - 1]?.kind === 'open') break;
    from = elementStart(tokens, from - 1);
  }
  return starts.reverse();
}
