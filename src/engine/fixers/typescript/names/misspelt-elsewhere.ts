/**
 * Mistake: a name written once that is near to one the file or the type knows, where the error shows elsewhere: a property that was never
 * assigned, a required property missing from a literal that has one like it, a value of type unknown.
 *
 * Before:  `const size: Size = { widht: 1, height: 2 };`       After:  `const size: Size = { width: 1, height: 2 };`
 * Before:  `const all = [{ coed: 1 }]; … all[0].code`            After:  `const all = [{ code: 1 }]; … all[0].code`
 *
 * When not: the name stands in several places, or the checker reports as much with the other one.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, inOrder } from '../framework/checked-proposals';
import { countUses, identifiersOf, placesOf } from '../framework/identifiers';
import { bySlip, isSlip, slipFeatures, slipOf, type Slip } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { membersAt, renamed } from './member-names';

/** A use of a name: what is wrong elsewhere is a key of a literal. */
const USES = [2339, 2551, 2353, 2561];
const OTHERS = [2322, 2345, 2739, 2740, 2741, 2564, 2769, 7053, 7006, 2538, 18046, 2554, 2416, 2420, 2430];
/** Property has no initializer and is not definitely assigned. */
const NEVER_SET = 2564;

/** What speaks for the other name, strongest first. */
const ORDER = ['key-read-elsewhere', 'missing-property', 'member-of-type', 'word-of-file', 'missing-property-nowhere-else'];

export const misspeltElsewhere: TypedRule = {
  id: 'typescript/misspelt-elsewhere',
  family: 'typescript/names',
  answers: { codes: [...USES, ...OTHERS].map((code) => `TS${code}`) },
  propose(place) {
    const found = [...misspeltKeys(place), ...(USES.includes(place.code) ? [] : misspeltNames(place))];
    return checkedProposals(
      place,
      nearest(found).map(({ node, other, variant, slip, uses }) => ({
        variant,
        features: { ...slipFeatures(slip), uses },
        title: `Change '${node.text}' to '${other}'`,
        explanation: `'${node.text}' is written only here, and '${other}' is what the rest speaks of.`,
        edits: [renamed(place, node, other)],
      })),
    );
  },
};

type Written = tsModule.Identifier | tsModule.StringLiteral;

interface Misspelt {
  readonly node: Written;
  readonly other: string;
  readonly variant: string;
  readonly slip: Slip;
  /** How often the file has the other name. */
  readonly uses: number;
}

/** Each change once, the likeliest first. */
function nearest(found: readonly Misspelt[]): Misspelt[] {
  const best = new Map<string, Misspelt>();
  for (const one of inOrder(
    ORDER,
    [...found].sort((a, b) => bySlip(a.slip, b.slip)),
  )) {
    const key = `${one.node.pos}|${one.other}`;
    if (!best.has(key)) best.set(key, one);
  }
  return [...best.values()];
}

/**
 * Keys of literals in the file that stand nowhere else and are near to a name that the message speaks of, which stands elsewhere too: the
 * literal is misspelt, not its uses.
 */
function misspeltKeys({ ts, file, text, message }: TypedPlace): Misspelt[] {
  // What is waited for was made elsewhere.
  if (/ on type 'Promise(?:Like)?</.test(message)) return [];
  const told = new Set([...message.matchAll(/(?<=')[A-Za-z_$][\w$]{2,}(?=')|[A-Za-z_$][\w$]{2,}(?=\??: )/g)].map((match) => match[0]));
  if (told.size === 0 || told.size > 40) return [];
  const counts = new Map<string, number>();
  for (const match of text.matchAll(/[A-Za-z_$][\w$]*/g)) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
  const out: Misspelt[] = [];
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node && counts.get(node.text) === 1)
      for (const other of told) {
        const slip = slipOf(node.text, other);
        const uses = counts.get(other) ?? 0;
        if (isSlip(slip, 'near') && uses > 1) out.push({ node, other, variant: 'key-read-elsewhere', slip, uses });
      }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return out;
}

/** Properties that the message misses: `Property '$ref' is missing in type`, `Property 'query' has no initializer`. */
function missingProperties(message: string): string[] {
  return [
    ...message.matchAll(
      /[Pp]ropert(?:y '([^']+)' (?:is missing|has no initializer|is optional)|ies from type '[^']*': ([^\n]+?)(?:, and \d+ more)?\.?(?:\n|$))/g,
    ),
  ].flatMap((match) => (match[1] ? [match[1]] : (match[2]?.split(', ') ?? [])));
}

/** `list.shift()`: a member of the language's own is not misspelt, whatever else is near to it. */
function isOfLanguage({ checker, program }: TypedPlace, node: Written): boolean {
  const [declared] = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declared !== undefined && program.isSourceFileDefaultLibrary(declared.getSourceFile());
}

function misspeltNames(place: TypedPlace): Misspelt[] {
  const { ts, file, text, code } = place;
  const missing = missingProperties(place.message);
  const near = ts.findAncestor(place.node, (up) => ts.isStatement(up) || ts.isClassElement(up)) ?? place.node;
  // A literal may be far from where it does not fit; without the message's words, only the statement itself is searched.
  const scope = code === NEVER_SET ? file : missing.length > 0 ? (ts.findAncestor(place.node, ts.isFunctionLike) ?? file) : near;
  const known = identifiersOf(text);
  const out: Misspelt[] = [];
  const add = (node: Written, other: string, variant: string, how: 'near' | 'loose', uses: number): void => {
    const slip = slipOf(node.text, other);
    if (isSlip(slip, how)) out.push({ node, other, variant, slip, uses });
  };
  const visit = (node: tsModule.Node): void => {
    const { parent } = node;
    const isKey = (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) && parent.name === node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if ((ts.isIdentifier(node) || ts.isStringLiteral(node)) && (isKey || isMember) && node.text.length > 2 && !isOfLanguage(place, node)) {
      for (const other of missing) {
        const uses = countUses(text, other);
        // A name that stands once is not what one that stands often was meant to be.
        const isRarer = uses <= 1 && text.split(node.text).length > 3;
        add(node, other, isRarer ? 'missing-property-nowhere-else' : 'missing-property', 'loose', uses);
      }
      const isInside = node.pos >= near.pos && node.end <= near.end;
      if (code !== NEVER_SET && isInside && placesOf(text, node.text).length === 1) {
        for (const { name, used } of membersAt(place, node)) if (!used) add(node, name, 'member-of-type', 'near', countUses(text, name));
        for (const word of known) add(node, word, 'word-of-file', 'near', placesOf(text, word).length);
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(scope, visit);
  return out;
}
