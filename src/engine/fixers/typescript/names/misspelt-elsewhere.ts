/**
 * Mistake: a name written once that is near to one the file or the type knows, where the error shows elsewhere: a property that was never
 * assigned, a required property missing from a literal that has one like it, a value of type unknown.
 *
 * Before:  `const size: Size = { widht: 1, height: 2 };`       After:  `const size: Size = { width: 1, height: 2 };`
 * Before:  `const all = [{ coed: 1 }]; … all[0].code`            After:  `const all = [{ code: 1 }]; … all[0].code`
 *
 * When not: the name stands in several places, or the checker reports as much with the other one.
 *
 * Tests: fixers.test.ts
 */
import type * as tsModule from 'typescript';
import { edit, escape, membersAt, wordsOf } from './misspelt-member';
import { slip } from '../framework/spelling';
import { hasCode, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';
import { countUses } from './undefined-name';

const ELSEWHERE = new Set([
  2339, 2551, 2353, 2561, 2322, 2345, 2739, 2740, 2741, 2564, 2769, 7053, 7006, 2538, 18046, 2554, 2416, 2420, 2430,
]);

export const oddOneOut: TypedRule = {
  id: 'typescript/misspelt-elsewhere',
  answers: (problem) => hasCode(problem, ELSEWHERE),
  propose(place) {
    const out: TypedProposal[] = [];
    for (const { node, other, weight } of [...oddKeys(place), ...(USES.has(place.code) ? [] : oddNames(place))].slice(0, 4)) {
      const change = edit(place.ts, place.file, node, other);
      const after = place.text.slice(0, change.start) + change.text + place.text.slice(change.end);
      const proof = place.prove(after);
      if (proof.fresh.length > 0 || (place.reproduced && !proof.gone)) continue;
      out.push({
        title: `Change '${nodeText(node)}' to '${other}'`,
        explanation: `'${nodeText(node)}' is written only here, and '${other}' is what the rest speaks of.`,
        edits: [change],
        confidence: Math.min(0.95, weight * (place.reproduced ? 1.1 : 0.85)),
      });
    }
    return out;
  },
};

/** A use of a name: what is wrong elsewhere is a key of a literal. */
const USES = new Set([2339, 2551, 2353, 2561]);

/**
 * Keys of literals in the file that stand nowhere else and are near to a name that the message speaks of, which stands elsewhere too: the
 * literal is misspelt, not its uses.
 */
function oddKeys({ ts, file, text, message }: TypedPlace): { node: tsModule.Node; other: string; weight: number }[] {
  const told = new Set([...message.matchAll(/(?<=')[A-Za-z_$][\w$]{2,}(?=')|[A-Za-z_$][\w$]{2,}(?=\??: )/g)].map((match) => match[0]));
  if (told.size === 0 || told.size > 40) return [];
  const counts = new Map<string, number>();
  for (const match of text.matchAll(/[A-Za-z_$][\w$]*/g)) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
  const out: { node: tsModule.Node; other: string; weight: number }[] = [];
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node && counts.get(node.text) === 1)
      for (const name of told) {
        const likeness = slip(node.text, name);
        if (likeness > 0.6 && (counts.get(name) ?? 0) > 1)
          out.push({ node, other: name, weight: likeness * ((counts.get(name) ?? 0) > 2 ? 1 : 0.9) });
      }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return out;
}

const nodeText = (node: tsModule.Node): string => (node as tsModule.Identifier).text;

function oddNames(place: TypedPlace): { node: tsModule.Node; other: string; weight: number }[] {
  const { ts, file, text, message } = place;
  const out: { node: tsModule.Node; other: string; weight: number }[] = [];
  // The property the message misses: `Property '$ref' is missing in type`, `Property 'query' has no initializer`.
  const missing = [
    ...message.matchAll(
      /[Pp]ropert(?:y '([^']+)' (?:is missing|has no initializer|is optional)|ies from type '[^']*': ([^\n]+?)(?:, and \d+ more)?\.?(?:\n|$))/g,
    ),
  ].flatMap((match) => (match[1] ? [match[1]] : (match[2]?.split(', ') ?? [])));
  const near = ts.findAncestor(place.node, (up) => ts.isStatement(up) || ts.isClassElement(up)) ?? place.node;
  // A literal may be far from where it does not fit; without the message's words, only the statement itself is searched.
  const scope = place.code === 2564 ? file : missing.length > 0 ? (ts.findAncestor(place.node, ts.isFunctionLike) ?? file) : near;
  const known = wordsOf(text);
  const visit = (node: tsModule.Node): void => {
    const isKey = (ts.isPropertyAssignment(node.parent) || ts.isShorthandPropertyAssignment(node.parent)) && node.parent.name === node;
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if ((ts.isIdentifier(node) || ts.isStringLiteral(node)) && (isKey || isMember) && node.text.length > 2) {
      for (const name of missing) {
        const likeness = slip(node.text, name);
        // A name that stands once is not what one that stands often was meant to be.
        const rarer = countUses(text, name) <= 1 && text.split(node.text).length > 3;
        if (likeness > 0.3) out.push({ node, other: name, weight: likeness * (rarer ? 0.5 : 1) });
      }
      if (
        place.code !== 2564 &&
        node.pos >= near.pos &&
        node.end <= near.end &&
        [...text.matchAll(new RegExp(`(?<![\\w$])${escape(node.text)}(?![\\w$])`, 'g'))].length === 1
      ) {
        for (const { name, used } of membersAt(place, node)) {
          const likeness = slip(node.text, name);
          if (likeness > 0.6 && !used) out.push({ node, other: name, weight: likeness * 0.95 });
        }
        for (const word of known) {
          const likeness = slip(node.text, word);
          if (likeness > 0.6)
            out.push({ node, other: word, weight: likeness * (countUses(text, word) + text.split(`.${word}`).length > 2 ? 0.8 : 0.65) });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(scope, visit);
  const best = new Map<string, { node: tsModule.Node; other: string; weight: number }>();
  for (const one of out) {
    const key = `${one.node.getStart(file)}|${one.other}`;
    if ((best.get(key)?.weight ?? 0) < one.weight) best.set(key, one);
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight);
}
