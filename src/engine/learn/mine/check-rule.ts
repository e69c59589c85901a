// What keeps a rule from being used, however it came: a pattern that fits nearly everything, a fix that is no code.

import { failure, success, type Result } from '../../result';
import { parses } from './parses';
import type { LearnedRule } from './rule';
import { lex } from './tokens';
import { weight } from './unify';
import { grammarOf } from '../../syntax/tree-sitter';

/** What the spelled-out part of a pattern has to say. */
const LEAST = 0.6;

/** How much of a pattern is spelled out. */
export function specialOf({ language, find }: Pick<LearnedRule, 'language' | 'find'>): number {
  const atoms = [...find.left, ...find.core, ...find.right];
  return atoms.reduce((sum, atom) => {
    if (atom.kind !== 'token') return sum + (atom.kind === 'edge' ? 0.25 : 0);
    const token = atom.zone === 'code' ? lex(language, atom.text).tokens[0] : undefined;
    return sum + weight(token?.kind ?? (/^[\p{L}\p{N}_$]/u.test(atom.text) ? 'word' : 'mark'), atom.text);
  }, 0);
}

/** How much the words say that a rule takes away. */
function goingOf({ language, find, replace }: LearnedRule): number {
  const kept = new Set(replace.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')));
  const core = find.core.filter((atom) => atom.kind === 'token' && /[\p{L}\p{N}_]/u.test(atom.text) && !kept.has(atom.text));
  return specialOf({ language, find: { ...find, left: [], core, right: [] } });
}

/** A pattern that names nothing, and whose marks stand everywhere. */
export function isTooGeneral(rule: Pick<LearnedRule, 'language' | 'find'>): boolean {
  const { left, core, right } = rule.find;
  const words = [...left, ...core, ...right].some((atom) => atom.kind === 'token' && /[\p{L}\p{N}_]/u.test(atom.text));
  return !words && specialOf(rule) < LEAST;
}

/** The rule, or a whole sentence that says why it is not used. Never rejects. */
export async function checkRule(rule: LearnedRule): Promise<Result<LearnedRule, 'invalid'>> {
  const { find, replace, language, tests } = rule;
  if (isTooGeneral(rule)) return failure('invalid', 'Its pattern fits nearly everything; it has to name something.');
  if (find.core.length === 0 && replace.pieces.length === 0) return failure('invalid', 'It changes nothing.');
  // Holes filled in, the fix has to be code where the pattern is.
  const said = rule.astGrep;
  if (said) {
    const plain = (text: string): string => text.replace(/\$\$\$[A-Z_]\w*|\$[A-Z_]\w*/g, 'x');
    const grammar = grammarOf(language);
    if ((await parses(grammar, plain(said.pattern))) === true && (await parses(grammar, plain(said.fix))) === false)
      return failure('invalid', 'Its fix does not parse.');
  }
  for (const { before, after } of tests.invalid)
    if ((await parses(grammarOf(language), before)) === true && (await parses(grammarOf(language), after)) === false)
      return failure('invalid', 'What its fix makes of its own example does not parse.');
  return success(rule);
}

/** What of the words that a rule takes away has to be spelled out, before it may say something about code that nobody complained about. */
const HINT_GOING = 1.5;
/** The same of all that it looks for. */
const HINT_LEAST = 2.5;
const HINT_PLACES = 3;

/** Whether a rule may give hints where no problem sets it off: it is firm, needs no message, and what is wrong is named by its pattern. */
export const mayHint = (rule: LearnedRule): boolean =>
  rule.places >= HINT_PLACES &&
  rule.special >= HINT_LEAST &&
  goingOf(rule) >= HINT_GOING &&
  rule.given === undefined &&
  !rule.disabled &&
  ![...rule.find.left, ...rule.find.core, ...rule.find.right].some((atom) => atom.kind === 'hole' && atom.message !== undefined);
