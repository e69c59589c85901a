/**
 * Mistake: an address that is written without its protocol.
 *
 * Before:  `new URL('www.example.org/docs')`       After:  `new URL('https://www.example.org/docs')`
 *
 * When not: it is a path, or the address is not written in the file.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

const HOST =
  /^(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|dev|app|io|info|eu|uk|de|fr|nl|ch|at|se|no|dk|es|it|pl|jp|cn|in|br|au|ca)(?:[:/?#]|$))/i;

export const addressWithoutProtocol: TypedRule = {
  id: 'typescript/address-without-protocol',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError', 'ERR_INVALID_URL'], where: ({ message }) => /^(?:Invalid URL|Failed to parse URL)/.test(message) },
  propose(place) {
    const { ts, file } = place;
    const calls = onLine(
      place,
      (node): node is tsModule.NewExpression | tsModule.CallExpression => ts.isNewExpression(node) || ts.isCallExpression(node),
    );
    const texts = calls.flatMap((call) => {
      const name = call.expression.getText(file);
      const [given, base] = call.arguments ?? [];
      const told = name === 'URL' ? (base ?? given) : name === 'fetch' ? given : undefined;
      const source = told && sourceOf(place, told);
      const first = source && ts.isTemplateExpression(source) ? source.head : source;
      return first && (ts.isStringLiteralLike(first) || ts.isTemplateHead(first)) && first.getSourceFile() === file && HOST.test(first.text)
        ? [first]
        : [];
    });
    const [only, second] = texts;
    if (!only || second) return [];
    return [
      {
        variant: 'protocol-added',
        title: "Begin the address with 'https://'",
        explanation: 'An address begins with its protocol; without it, it is taken for a path.',
        edits: [at(only.getStart(file) + 1, 'https://')],
      },
    ];
  },
};
