// A list looked up by a key and added to, which is not there for a new key: it is made first.

import type * as tsModule from 'typescript';
import { type Idea } from '../../framework/checked-proposals';
import { freshName, indentAt, styleOf } from '../../framework/text-style';
import type { TypedPlace } from '../../framework/typed-place';

const ADDERS: Readonly<Record<string, string>> = { push: '[]', unshift: '[]', add: 'new Set()', set: 'new Map()' };

/** `groups.get(key).push(item);` → `const list = groups.get(key) ?? [];` `list.push(item);` `groups.set(key, list);` */
export function createdList(place: TypedPlace, expression: tsModule.Expression): Idea[] {
  const { ts, file, text, checker } = place;
  const access = expression.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== expression) return [];
  const call = access.parent;
  const statement = call.parent;
  if (!ts.isCallExpression(call) || call.expression !== access || !ts.isExpressionStatement(statement) || !ts.isBlock(statement.parent))
    return [];
  const empty = ADDERS[access.name.text];
  if (empty === undefined) return [];
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const kind = checker.isArrayType(type) ? '[]' : `new ${type.symbol?.name ?? ''}()`;
  if (kind !== empty) return [];
  const { eol, semicolon } = styleOf(text);
  const indent = indentAt(text, statement.getStart(file));
  if (
    ts.isCallExpression(expression) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === 'get' &&
    expression.arguments.length === 1 &&
    checker.getTypeAtLocation(expression.expression.expression).symbol?.name === 'Map'
  ) {
    const owner = expression.expression.expression.getText(file);
    const key = expression.arguments[0]?.getText(file) ?? '';
    const name = freshName(text, empty === '[]' ? 'list' : empty === 'new Set()' ? 'set' : 'inner');
    const made = empty === '[]' ? empty : `new ${type.symbol.name}${typeArguments(place, type, statement)}()`;
    const rest = text.slice(expression.getEnd(), call.getEnd());
    return [
      {
        variant: 'list-made-first',
        title: `Begin '${owner}.get(${key})' where it is missing`,
        explanation: `'${owner}' has nothing yet for a new '${key}': the first one begins it.`,
        edits: [
          {
            start: statement.getStart(file),
            end: statement.getEnd(),
            text:
              [`const ${name} = ${expression.getText(file)} ?? ${made}`, `${name}${rest}`, `${owner}.set(${key}, ${name})`].join(
                `${semicolon}${eol}${indent}`,
              ) + semicolon,
          },
        ],
      },
    ];
  }
  // `groups[key].push(item)` → `(groups[key] ??= []).push(item)`.
  if (ts.isElementAccessExpression(expression) && empty === '[]' && /\?\?=/.test(text))
    return [
      {
        variant: 'list-made-in-place',
        title: `Begin '${expression.getText(file)}' where it is missing`,
        explanation: `'${expression.expression.getText(file)}' has nothing yet for a new key: the first one begins it.`,
        edits: [{ start: expression.getStart(file), end: expression.getEnd(), text: `(${expression.getText(file)} ??= [])` }],
      },
    ];
  return [];
}

/** `<string>` of a `Set<string>`. */
function typeArguments({ checker, ts }: TypedPlace, type: tsModule.Type, where: tsModule.Node): string {
  const given = (type.flags & ts.TypeFlags.Object) !== 0 ? checker.getTypeArguments(type as tsModule.TypeReference) : [];
  return given.length > 0 ? `<${given.map((one) => checker.typeToString(one, where)).join(', ')}>` : '';
}
