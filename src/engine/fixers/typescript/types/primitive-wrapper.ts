/**
 * Mistake: `String`, `Number` or `Boolean` as a type: these are objects around a value, not the value.
 *
 * Before:  `function shout(text: String): string { return text }`       After:  `function shout(text: string): string { return text }`
 *
 * When not: an object is made with `new String(…)`.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

const PRIMITIVE: Readonly<Record<string, string>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'boolean',
  Symbol: 'symbol',
  BigInt: 'bigint',
};
const MANY = 20;

export const primitiveWrapper: TypedRule = {
  id: 'typescript/primitive-wrapper',
  family: 'typescript/types',
  answers: {
    codes: ['TS2322', 'TS2345', 'TS2365', 'TS2362', 'TS2363', 'TS2367', 'TS2538', 'TS2769', 'TS2739', 'TS2740', 'TS2741'],
    where: ({ message }) => /'(?:[^']*\W)?(?:String|Number|Boolean|Symbol|BigInt)(?:\W[^']*)?'/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, file, text, message }: TypedPlace): Idea[] {
  const name = /(?<![\w.])(String|Number|Boolean|Symbol|BigInt)(?![\w<])/.exec(message)?.[1];
  const primitive = name === undefined ? undefined : PRIMITIVE[name];
  if (name === undefined || primitive === undefined || new RegExp(`new ${name}\\b`).test(text)) return [];
  const places = nodesIn(
    ts,
    file,
    (one): one is tsModule.TypeReferenceNode => ts.isTypeReferenceNode(one) && one.typeName.getText(file) === name,
  );
  if (places.length === 0 || places.length > MANY) return [];
  return [
    {
      variant: 'primitive-type',
      title: `Write '${primitive}' for '${name}'`,
      explanation: `'${name}' is an object around a ${primitive}; the type of the value itself is '${primitive}'.`,
      edits: places.map((one) => ({ start: one.getStart(file), end: one.getEnd(), text: primitive })),
    },
  ];
}
