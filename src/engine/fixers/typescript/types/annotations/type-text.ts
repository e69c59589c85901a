// Types as text: which are worth writing, what a message says of them.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../../framework/typed-place';

/** Types nobody would write by hand, or that hide everything. */
export function writable(type: string): boolean {
  return type.length <= 60 && !/\bany\b|import\(|typeof |\bnever\b|\{ ?\}/.test(type);
}

/** Null and undefined, as far as the message says that they are given and not wanted. */
export function nullish(message: string): string[] {
  const first = message.split('\n')[0] ?? '';
  const given = /Type '(.+?)' is not assignable to type '(.+?)'\.?$/.exec(first);
  if (!given) return [];
  return ['null', 'undefined'].filter(
    (word) => new RegExp(`\\b${word}\\b`).test(given[1] ?? '') && !new RegExp(`\\b${word}\\b`).test(given[2] ?? ''),
  );
}

/** The type of an expression as a variable of it would have it: `number` for `1`. Written as it reads at `where`. */
export function typeText({ checker }: TypedPlace, expression: tsModule.Expression, where: tsModule.Node): string {
  return checker.typeToString(checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(expression))), where);
}
