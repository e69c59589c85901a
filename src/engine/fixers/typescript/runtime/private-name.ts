/**
 * Mistake: a private name that is misspelt where it is used.
 *
 * Before:  `this.#elasped += 1` in a class with `#elapsed`       After:  `this.#elapsed += 1`
 *
 * When not: no private name of the class is near, or several are.
 */
import { isSlip, slipOf } from '../framework/spelling';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

const UNKNOWN = /^Private field '#([\w$]+)' must be declared in an enclosing class/;

export const privateName: TypedRule = {
  id: 'typescript/private-name',
  family: 'typescript/runtime',
  answers: { codes: ['SyntaxError'], where: ({ message }) => UNKNOWN.test(message) },
  propose({ ts, file, message }) {
    const name = UNKNOWN.exec(message)?.[1] ?? '';
    const uses = nodesIn(ts, file, ts.isPrivateIdentifier).filter((one) => one.text === `#${name}`);
    const owners = new Set(uses.map((one) => ts.findAncestor(one, ts.isClassLike)));
    const [owner, other] = owners;
    if (!owner || other) return [];
    const known = owner.members.flatMap((one) => (one.name && ts.isPrivateIdentifier(one.name) ? [one.name.text.slice(1)] : []));
    const [near, second] = [...new Set(known)].filter((one) => isSlip(slipOf(name, one), 'loose'));
    if (near === undefined || second !== undefined) return [];
    return [
      {
        variant: 'private-name-near',
        title: `Change '#${name}' to '#${near}'`,
        explanation: `The class has no '#${name}'; '#${near}' is near.`,
        edits: uses.map((one) => ({ start: one.getStart(file), end: one.getEnd(), text: `#${near}` })),
      },
    ];
  },
};
