// What is learned from accepted fixes: the code a rule looks for and what it puts in its place. Plain, serialisable.

import { createHash } from 'node:crypto';
import type { HealedLanguageId } from '../../language';
import type { Range } from '../../problem';
import type { Role, Zone } from './tokens';

/** One accepted fix, or one place that was put right by hand. */
export interface RuleExample {
  readonly before: string;
  readonly after: string;
  readonly file?: string;
  readonly signature?: { readonly shape: string; readonly holes: Readonly<Record<string, string>> };
  readonly errorType?: string;
  /** The pair's id. */
  readonly id?: string;
  /** Where the problem was reported, in `before`. Zero-based, UTF-16, end exclusive. */
  readonly at?: Range;
}

/** A text that was left alone; where a problem was reported in it, or in what it was before, with the parts of its message. */
export interface LeftAlone {
  readonly text: string;
  readonly holes?: Readonly<Record<string, string>>;
}

/**
 * What a hole may stand for, from narrow to wide: one name, one string, one number, one word of a text; one leaf or bracketed group; a
 * chain `a.b(c)[d]`; a run of elements with no comma; a run that stays inside its statement; the same or nothing; any run or nothing.
 */
export type HoleKind = 'name' | 'string' | 'number' | 'word' | 'element' | 'chain' | 'run' | 'list' | 'any' | 'lines';

/** One step of a pattern. `edge` is a line's start or end; `stop` a place where a value ends, before a bracket that closes, a comma or a line's end. */
export type Atom =
  | { readonly kind: 'token'; readonly text: string; readonly zone: Zone }
  | {
      readonly kind: 'hole';
      /** The same id stands for the same text. */
      readonly id: number;
      readonly of: HoleKind;
      /** The only texts that it may stand for; absent: any of its kind. */
      readonly only?: readonly string[];
      /** A regular expression that it has to match, from a rule file. */
      readonly matches?: string;
      /** The part of the problem's message that it is, where the problem is known. */
      readonly message?: string;
    }
  | { readonly kind: 'edge' }
  | { readonly kind: 'stop' };

/** Of a name, whether a member of it is meant or itself; of a word in a string, whether the string ends, a path goes on, or text. */
export type Behind = 'member' | 'itself' | 'end' | 'path' | 'text';

/** `core` is what is replaced; `left` and `right` have to stand beside it and stay. */
export interface Pattern {
  readonly left: readonly Atom[];
  readonly core: readonly Atom[];
  readonly right: readonly Atom[];
  /** What the place may be for; empty: anything. */
  readonly roles: readonly Role[];
  /** Whether the core begins behind a dot; absent: either. */
  readonly member?: boolean;
  /** Whether brackets of a call stand behind the core; absent: either. */
  readonly called?: boolean;
  /** What stands right behind the core; absent: whatever. */
  readonly behind?: Behind;
  /** Tokens are parts of names (`getUserName` is get, User, Name). */
  readonly parts: boolean;
}

/** White space of a template. `keep`: as it is where the rule is applied. Line ends are `\n`, and what follows one is relative to the line's indentation. */
export type Gap = string | { readonly keep: 'lead' | 'trail' };

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly gap: string }
  | {
      readonly kind: 'hole';
      readonly id: number;
      readonly gap: string;
      /** A list's elements, put together by this instead of what stood between them. */ readonly join?: string;
    }
  | { readonly kind: 'message'; readonly name: string; readonly gap: string };

export interface Template {
  readonly pieces: readonly Piece[];
  readonly lead: Gap;
  readonly trail: Gap;
}

export interface LearnedRule {
  /** Hash of what it looks for, what it does and when. */
  readonly id: string;
  readonly language: HealedLanguageId;
  /** What it does, as an imperative: `Change 'warn' to 'warning'`. */
  readonly title: string;
  readonly errorType?: string;
  /** The signature's shape of the problems that it heals; absent: none known. */
  readonly shape?: string;
  /** Parts of the message that have to read so; a rule for `None` is none for `str`. */
  readonly given?: Readonly<Record<string, string>>;
  readonly find: Pattern;
  readonly replace: Template;
  /** Ids of the pairs it was learned from; their numbers in the list where they have none. */
  readonly examples: readonly string[];
  /** Different places among them: clicks in one go count once. */
  readonly places: number;
  /** Lines from the problem to the change, least and most, as seen; absent where no place was known. */
  readonly reach?: readonly [number, number];
  /** For one problem it is done in all places of the text, as it was in most examples. */
  readonly everywhere?: boolean;
  /** How much of what it looks for is spelled out; of two rules that fit, the more special one. */
  readonly special: number;
  /** Its own tests, as ast-grep names them: `invalid` is what it changes, with what that becomes; `valid` what it leaves alone. Changed lines only. */
  readonly tests: { readonly valid: readonly string[]; readonly invalid: readonly { readonly before: string; readonly after: string }[] };
  /** The same in ast-grep's words; absent where these can't say it. */
  readonly astGrep?: AstGrepRule;
  /** Only where a node of this kind of the grammar holds the place; from a rule file that says so. */
  readonly inside?: string;
  /** Switched off by hand. */
  readonly disabled?: boolean;
}

export interface AstGrepRule {
  readonly pattern: string;
  readonly fix: string;
  /** Regular expressions for what single holes may be, by name. */
  readonly regex?: Readonly<Record<string, string>>;
}

/** Hash of content: the same rule has the same id wherever it was learned. */
export function ruleId(rule: Pick<LearnedRule, 'language' | 'errorType' | 'shape' | 'given' | 'find' | 'replace'>): string {
  const { language, errorType, shape, given, find, replace } = rule;
  return createHash('sha256')
    .update(JSON.stringify([language, errorType ?? '', shape ?? '', given ?? null, find, replace]))
    .digest('hex')
    .slice(0, 16);
}
