// Where a rule fits in a text, as edits.

import { setImmediate } from 'node:timers/promises';
import type { Range } from '../../problem';
import { applyEdits, type OffsetEdit } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { grammarOf, withTree, type Grammar } from '../../syntax/tree-sitter';
import { parses } from './parses';
import { extent, placesOf, type Aim, type Place } from './rewrite';
import type { LearnedRule } from './rule';
import { lex, type Lexed } from './tokens';

/** `range` is what is replaced. Zero-based, UTF-16, end exclusive; the edits are offsets into the text. */
export interface RuleHit {
  readonly range: Range;
  readonly edits: readonly OffsetEdit[];
}

/** UTF-16 units of a text that rules are tried on. */
const MAX_TEXT = 1_000_000;
const MAX_HITS = 1_000;

/**
 * The places where a rule fits and changes something, in the text's order, none inside another. `at` and `holes` are a problem's place and the
 * holes of its signature: then only the nearest place, and holes that stand for a part of the message are what the message says.
 * Where the text parses and a hit would break it, the hit is left out. Never throws.
 */
export async function applyRule(rule: LearnedRule, text: string, aim: Aim = {}): Promise<readonly RuleHit[]> {
  if (text.length > MAX_TEXT) return [];
  const lexed = await lexedOnce(rule.language, text, rule.find.parts);
  const found = placesOf(rule, lexed, aim).slice(0, MAX_HITS);
  if (found.length === 0) return [];
  const places = rule.inside === undefined ? found : await insideOf(rule.inside, rule, lexed, found);
  if (places.length === 0) return [];
  const source = new SourceText(text);
  const hits = places.map(({ edit }) => ({ range: source.range(edit.start, edit.end), edits: [edit] }));
  const grammar = grammarOf(rule.language);
  if ((await parsesOnce(grammar, text)) !== true) return hits;
  const all = applyEdits(
    text,
    hits.flatMap(({ edits }) => edits),
  );
  if ((await parses(grammar, all)) !== false) return hits;
  const kept: RuleHit[] = [];
  for (const hit of hits.slice(0, 50)) if ((await parses(grammar, applyEdits(text, hit.edits))) !== false) kept.push(hit);
  return kept;
}

/** Many rules are tried on one text. */
const MAX_KEPT = 4;
const lexes: { readonly key: string; readonly text: string; readonly lexed: Lexed }[] = [];
const parsed: { readonly key: string; readonly text: string; readonly whole: Promise<boolean | undefined> }[] = [];

/** Gives way to others before a long text is read. */
async function lexedOnce(language: LearnedRule['language'], text: string, parts: boolean): Promise<Lexed> {
  const key = `${language} ${parts}`;
  const known = lexes.find((one) => one.key === key && one.text === text);
  if (known) return known.lexed;
  await setImmediate();
  const lexed = lex(language, text, parts);
  lexes.unshift({ key, text, lexed });
  lexes.length = Math.min(lexes.length, MAX_KEPT);
  await setImmediate();
  return lexed;
}

async function parsesOnce(grammar: Grammar, text: string): Promise<boolean | undefined> {
  const known = parsed.find((one) => one.key === grammar && one.text === text);
  if (known) return known.whole;
  await setImmediate();
  const whole = parses(grammar, text);
  parsed.unshift({ key: grammar, text, whole });
  parsed.length = Math.min(parsed.length, MAX_KEPT);
  return whole;
}

/** The places that a node of a kind of the grammar holds; none where the grammar is not there. */
async function insideOf(kind: string, rule: LearnedRule, lexed: Lexed, places: readonly Place[]): Promise<readonly Place[]> {
  const kept = await withTree(grammarOf(rule.language), lexed.text, ({ rootNode }) =>
    places.filter(({ match }) => {
      const [start, end] = extent(lexed, match);
      for (let node = rootNode.descendantForIndex(start, end); node; node = node.parent) if (node.type === kind) return true;
      return false;
    }),
  );
  return kept ?? [];
}
