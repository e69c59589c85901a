/**
 * Mistake: a regular expression that is none, as plain text was meant, or one that must find all and finds only the first.
 *
 * Before:  `text.replace(new RegExp('+', 'g'), ' ')`       After:  `text.replace(new RegExp('\\+', 'g'), ' ')`
 * Before:  `new RegExp(word, 'i')` of a word like `c++`    After:  `new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')`
 * Before:  `text.replaceAll(/-/, ' ')`                     After:  `text.replaceAll(/-/g, ' ')`
 *
 * When not: the text has several signs of regular expressions, so that one may be meant.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { nameAtEnd, nearest, onLine } from '../framework/crash';
import { styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { declarationOf, sourceOf, usesOf } from '../framework/value-flow';

const INVALID =
  /^Invalid regular expression: \/([\s\S]+)\/[dgimsuvy]*: (?:Nothing to repeat|Unterminated (?:group|character class)|Unmatched '\)'|\\ at end of pattern|Lone quantifier brackets|Incomplete quantifier)/;
const NOT_GLOBAL = /^String\.prototype\.(replaceAll|matchAll) called with a non-global RegExp/;
const SIGNS = /[.*+?^${}()|[\]\\]/g;

export const regularExpression: TypedRule = {
  id: 'typescript/regular-expression',
  family: 'typescript/runtime',
  answers: { codes: ['SyntaxError', 'TypeError'], where: ({ message }) => INVALID.test(message) || NOT_GLOBAL.test(message) },
  propose(place) {
    const pattern = INVALID.exec(place.message)?.[1];
    if (pattern !== undefined) return isPlain(pattern) ? asText(place, pattern) : [];
    const method = NOT_GLOBAL.exec(place.message)?.[1];
    return method === undefined ? [] : findingAll(place, method);
  },
};

/** One kind of sign only, and no backslash that says another is meant as such. `a++` is a pattern of other languages, `C++` a name. */
function isPlain(pattern: string): boolean {
  if (pattern === '\\') return true;
  return new Set(pattern.match(SIGNS)).size === 1 && !pattern.includes('\\');
}

const escapedText = (text: string): string => text.replace(SIGNS, '\\$&');

function asText(place: TypedPlace, pattern: string): TypedProposal[] {
  const { ts, file } = place;
  const said = (edits: TypedProposal['edits'], variant: string): TypedProposal => ({
    variant,
    title: `Take '${pattern.slice(0, 40)}' as plain text`,
    explanation: `In a regular expression '${new Set(pattern.match(SIGNS)).values().next().value ?? ''}' is a sign of its own; behind a backslash it stands for itself.`,
    edits,
  });
  const literals = onLine(place, ts.isRegularExpressionLiteral).filter(({ text }) => text.slice(1, text.lastIndexOf('/')) === pattern);
  const [literal] = literals;
  if (literal && literals.length === 1) {
    const start = literal.getStart(file) + 1;
    return [said([{ start, end: start + pattern.length, text: escapedText(pattern) }], 'escaped-literal')];
  }
  const made = onLine(
    place,
    (node): node is tsModule.NewExpression | tsModule.CallExpression =>
      (ts.isNewExpression(node) && node.expression.getText(file) === 'RegExp') ||
      (ts.isCallExpression(node) && /^RegExp$|\.(?:match|matchAll|search)$/.test(node.expression.getText(file))),
  ).flatMap(({ arguments: list }) => (list?.[0] ? [list[0]] : []));
  const source = (given: tsModule.Expression): tsModule.Expression => sourceOf(place, given);
  const texts = made.filter((given) => {
    const one = source(given);
    return ts.isStringLiteralLike(one) && one.text === pattern;
  });
  const [given] = texts;
  if (given && texts.length === 1) {
    const text = source(given);
    // Kept under a name that is used for other things, too, the text stays what it is.
    const declared = ts.isIdentifier(given) ? declarationOf(place, given) : undefined;
    const isShared =
      declared && ts.isVariableDeclaration(declared) && ts.isIdentifier(declared.name) && usesOf(place, declared.name).length > 1;
    if (!isShared && text.getSourceFile() === file) {
      const quote = text.getText(file).charAt(0);
      const inside = escapedText(pattern).replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
      const written = quote === '`' ? inside.replaceAll('${', '\\${') : inside;
      return [said([{ start: text.getStart(file) + 1, end: text.getEnd() - 1, text: written }], 'escaped-text')];
    }
  }
  // A word from elsewhere: all that it may hold stands for itself.
  const names = (texts.length > 0 ? texts : made).filter((one) => ts.isIdentifier(one) || ts.isPropertyAccessExpression(one));
  const [name] = names;
  if (!name || names.length !== 1 || (made.length !== 1 && texts.length !== 1)) return [];
  const { quote } = styleOf(place.text);
  return [said([at(name.getEnd(), `.replace(/[.*+?^\${}()|[\\]\\\\]/g, ${quote}\\\\$&${quote})`)], 'escaped-value')];
}

/** `g` at the pattern that is handed to the call. */
function findingAll(place: TypedPlace, method: string): TypedProposal[] {
  const { ts, file } = place;
  const calls = onLine(place, ts.isCallExpression).filter(
    ({ expression }) => ts.isPropertyAccessExpression(expression) && expression.name.text === method,
  );
  const call = nearest(place, calls, ({ expression }) => (nameAtEnd(ts, expression) ?? expression).getStart(file));
  const given = call?.arguments[0];
  if (!given) return [];
  // With `g` a pattern remembers where it was: `test` and `exec` of the same one would be others.
  const declared = ts.isIdentifier(given) ? declarationOf(place, given) : undefined;
  if (
    declared &&
    ts.isVariableDeclaration(declared) &&
    ts.isIdentifier(declared.name) &&
    usesOf(place, declared.name).some(
      ({ parent }) =>
        !(
          ts.isCallExpression(parent) &&
          ts.isPropertyAccessExpression(parent.expression) &&
          /^(?:replaceAll|matchAll|split|search)$/.test(parent.expression.name.text)
        ),
    )
  )
    return [];
  const source = sourceOf(place, given);
  if (source.getSourceFile() !== file) return [];
  const edit = (() => {
    if (ts.isRegularExpressionLiteral(source)) {
      // Behind the last slash, in the order of the letters.
      const flags = source.text.slice(source.text.lastIndexOf('/') + 1);
      const before = [...flags].filter((flag) => flag < 'g').length;
      return at(source.getEnd() - flags.length + before, 'g');
    }
    if (!(ts.isNewExpression(source) || ts.isCallExpression(source)) || source.expression.getText(file) !== 'RegExp') return undefined;
    const [pattern, flags] = source.arguments ?? [];
    if (!pattern) return undefined;
    const { quote } = styleOf(place.text);
    if (!flags) return at(pattern.getEnd(), `, ${quote}g${quote}`);
    return ts.isStringLiteralLike(flags) ? at(flags.getStart(file) + 1, 'g') : undefined;
  })();
  if (!edit) return [];
  return [
    {
      variant: 'all-of-pattern',
      title: "Let the pattern find all: 'g'",
      explanation: `'${method}' is for all places; a pattern without 'g' stands for the first one alone.`,
      edits: [edit],
    },
  ];
}
