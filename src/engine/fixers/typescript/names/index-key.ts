/**
 * Mistake: an object read or written by a key that its type does not know.
 *
 * Before:  `const counts = {};` … `counts[word] = 1`         After:  `const counts: Record<string, number> = {};`
 * Before:  `const labels = { a: 'first' };` … `labels[key]`  After:  `const labels: Record<string, string> = { a: 'first' };`
 * Before:  `Object.keys(prices).map((name) => prices[name])` After:  `Object.entries(prices).map(([, price]) => price)`
 * Before:  `(config: Config, key: string) => config[key]`    After:  `(config: Config, key: keyof Config) => config[key]`
 *
 * When not: the checker finds no type for the values, or nothing shows that the key is one of the object's own: a cast would only claim it.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { entriesOfKeys, keyParameter } from './index/key-type';

/** Likeliest first. */
const ORDER = ['entries-for-keys', 'list-of-own-keys', 'record-of-assigned', 'record-by-use', 'record-of-values', 'parameter-as-key'];

export const indexKey: TypedRule = {
  id: 'typescript/index-key',
  family: 'typescript/names',
  answers: { codes: ['TS7053', 'TS7015', 'TS7017', 'TS2536'] },
  propose: (place) => checkedProposals(place, inOrder(ORDER, ideas(place))),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, checker, node } = place;
  const access = ts.isElementAccessExpression(node) ? node : ts.findAncestor(node, ts.isElementAccessExpression);
  if (!access) return [];
  const out = [...entriesOfKeys(place, access), ...keyParameter(place, access)];
  if (!ts.isIdentifier(access.expression)) return out;
  const declaration = checker.getSymbolAtLocation(access.expression)?.valueDeclaration;
  if (
    !declaration ||
    !ts.isVariableDeclaration(declaration) ||
    !ts.isIdentifier(declaration.name) ||
    !declaration.initializer ||
    !ts.isObjectLiteralExpression(declaration.initializer)
  )
    return out;
  const name = declaration.name.text;
  const literal = declaration.initializer;
  const keyType = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(access.argumentExpression));
  const numericKey = (keyType.flags & ts.TypeFlags.NumberLike) !== 0;
  const key = numericKey ? 'number' : 'string';
  if ((keyType.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) === 0) return out;
  const values = new Set(
    literal.properties.flatMap((property) =>
      ts.isPropertyAssignment(property)
        ? [
            checker.typeToString(
              checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(property.initializer))),
              declaration,
            ),
          ]
        : [],
    ),
  );
  const isEmpty = literal.properties.length === 0;
  if (isEmpty) for (const type of assigned(place, declaration, name)) values.add(type);
  const types = [...values].filter((type) => !/\bany\b|\bnever\b/.test(type) && type.length < 60);
  const record = (variant: string, type: string): Idea => ({
    variant,
    title: declaration.type
      ? `Change the type of '${name}' to 'Record<${key}, ${type}>'`
      : `Declare '${name}' as 'Record<${key}, ${type}>'`,
    explanation: `'${name}' is read by keys that are only known when the program runs.`,
    edits: [
      declaration.type
        ? { start: declaration.type.getStart(file), end: declaration.type.getEnd(), text: `Record<${key}, ${type}>` }
        : at(declaration.name.getEnd(), `: Record<${key}, ${type}>`),
    ],
  });
  if (types.length > 0) out.push(record(isEmpty ? 'record-of-assigned' : 'record-of-values', types.join(' | ')));
  // Filled with what can't be told before it is declared: `counts[k] = (counts[k] || 0) + 1`.
  if (isEmpty) for (const type of guesses(place, name)) if (!types.includes(type)) out.push(record('record-by-use', type));
  return out;
}

/** Types of what is assigned to `name[…]`, as far as they are known. */
function assigned({ ts, checker, file }: TypedPlace, declaration: tsModule.VariableDeclaration, name: string): string[] {
  const out = new Set<string>();
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isElementAccessExpression(node.left) &&
      node.left.expression.getText(file) === name &&
      !node.right.getText(file).includes(`${name}[`)
    ) {
      out.add(
        checker.typeToString(checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node.right))), declaration),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...out];
}

/** By what is done with it: counted, listed, marked. */
function guesses({ text }: TypedPlace, name: string): string[] {
  const use = (pattern: string): boolean => new RegExp(`\\b${name}\\[[^\\]]+\\]\\s*${pattern}`).test(text);
  const out: string[] = [];
  if (use('(?:\\+\\+|--|[-+*/]=)') || new RegExp(`\\b${name}\\[[^\\]]+\\]\\s*(?:\\|\\||\\?\\?)\\s*0`).test(text)) out.push('number');
  if (use('=\\s*(?:true|false)')) out.push('boolean');
  if (use('\\.push\\(')) out.push('string[]', 'number[]');
  for (const type of ['number', 'string', 'boolean']) if (!out.includes(type)) out.push(type);
  return out;
}
