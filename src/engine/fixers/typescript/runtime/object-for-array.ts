/**
 * Mistake: a method of arrays on what is none: a plain object, a Map, a Set, the object around the list.
 *
 * Before:  `prices.map((price) => price.net)` on `{ pen: {…} }`            After:  `Object.values(prices).map(…)`
 * Before:  `rates.forEach(([code, rate]) => …)` on `{ eur: 1 }`           After:  `Object.entries(rates).forEach(…)`
 * Before:  `tags.map((tag) => …)` on a Set                                 After:  `[...tags].map(…)`
 * Before:  `page.map(…)` on `{ items: […], total: 2 }`                     After:  `page.items.map(…)`
 *
 * When not: the value is not seen, or keys and values can't be told apart by what the callback does.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue, onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { functionOf } from '../framework/value-flow';

/** Methods of arrays that take a callback for each item. */
const EACH = /^(?:map|forEach|filter|reduce|find|findIndex|some|every|flatMap|sort)$/;
const OTHERS = /^(?:join|slice|concat|includes|indexOf|at|reverse)$/;
const NOT_ITERABLE = / is not iterable|^Spread syntax requires \.\.\.iterable/;

export const objectForArray: TypedRule = {
  id: 'typescript/object-for-array',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => / is not a function/.test(message) || NOT_ITERABLE.test(message) },
  propose(place) {
    const { ts } = place;
    if (NOT_ITERABLE.test(place.message)) return spreadOrLoop(place);
    const called = calledValue(place);
    if (!called || !ts.isPropertyAccessExpression(called) || !ts.isCallExpression(called.parent)) return [];
    const method = called.name.text;
    if (!EACH.test(method) && !OTHERS.test(method)) return [];
    return arrayOf(place, called.expression, method, called.parent);
  },
};

function arrayOf(place: TypedPlace, object: tsModule.Expression, method: string, call: tsModule.CallExpression): TypedProposal[] {
  const { ts, file, checker } = place;
  const type = checker.getTypeAtLocation(object);
  if ((type.flags & ts.TypeFlags.Object) === 0 || checker.isArrayType(type) || checker.isTupleType(type)) return [];
  const shown = object.getText(file).slice(0, 40);
  const kind = type.symbol?.name;
  const start = object.getStart(file);
  const end = object.getEnd();
  const callback = call.arguments[0] && functionOf(place, call.arguments[0]);
  if (
    kind === 'Set' ||
    kind === 'Map' ||
    kind === 'NodeListOf' ||
    kind === 'HTMLCollectionOf' ||
    checker.getPropertyOfType(type, '__@iterator@0') !== undefined ||
    isIterator(kind)
  ) {
    const of = kind === 'Map' ? whatOfMap(ts, callback) : '';
    if (of === undefined) return [];
    return [
      {
        variant: kind === 'Map' ? `array-of-map${of.replaceAll(/[.()]/g, '-').replace(/-+$/, '')}` : 'array-of-iterable',
        title: `Spread '${shown}' into an array`,
        explanation: `A ${kind ?? 'value of this kind'} has no '${method}'; an array of what it holds has.`,
        edits: [at(start, '[...'), at(end, `${of}]`)],
      },
    ];
  }
  if (kind !== undefined && kind !== '__object' && kind !== '__type' && kind !== 'Object') return [];
  const list = listWithin(place, type);
  const fields = checker.getPropertiesOfType(type);
  if (fields.length === 0) return [];
  if (list !== undefined) {
    return [
      {
        variant: 'list-within',
        title: `Use '${shown}.${list}'`,
        explanation: `'${shown}' is the object around the list; the list itself is its '${list}'.`,
        edits: [at(end, `.${list}`)],
      },
    ];
  }
  const wanted = callback && wantedOf(place, callback, object, fields, method);
  if (!wanted) return [];
  return [
    {
      variant: `object-${wanted}`,
      title: `Go through 'Object.${wanted}(…)'`,
      explanation: `'${shown}' is a plain object without '${method}': its ${wanted === 'keys' ? 'names' : wanted === 'values' ? 'values' : 'names and values'} come from 'Object.${wanted}'.`,
      edits: [at(start, `Object.${wanted}(`), at(end, ')')],
    },
  ];
}

const isIterator = (kind: string | undefined): boolean =>
  kind !== undefined && /^(?:Map|Set|Array)?Iterator(?:Object)?$|^Generator$|^IterableIterator$/.test(kind);

/** `(value, key) => …` of a Map, pairs, or values; undefined where it is not told. */
function whatOfMap(ts: TypedPlace['ts'], callback: tsModule.FunctionLikeDeclaration | undefined): string | undefined {
  const first = callback?.parameters[0];
  if (!first) return undefined;
  return ts.isArrayBindingPattern(first.name) ? '' : '.values()';
}

/** The one property that is an array, where the object is no table of like things. */
function listWithin({ checker, file }: TypedPlace, type: tsModule.Type): string | undefined {
  const lists = checker.getPropertiesOfType(type).filter((property) => {
    const own = checker.getTypeOfSymbolAtLocation(property, file);
    return checker.isArrayType(own) || checker.isTupleType(own);
  });
  const [one, ...others] = lists;
  return one && others.length === 0 && /^[A-Za-z_$][\w$]*$/.test(one.name) ? one.name : undefined;
}

type Wanted = 'keys' | 'values' | 'entries';

/** What the callback does with its first parameter tells what it is. */
function wantedOf(
  place: TypedPlace,
  callback: tsModule.FunctionLikeDeclaration,
  object: tsModule.Expression,
  fields: readonly tsModule.Symbol[],
  method: string,
): Wanted | undefined {
  const { ts, checker, file } = place;
  const item = callback.parameters[/^reduce/.test(method) ? 1 : 0]?.name;
  const body = callback.body?.getText().replace(/\s+/g, '') ?? '';
  if (!item) return undefined;
  if (ts.isArrayBindingPattern(item)) return item.elements.length === 2 ? 'entries' : undefined;
  const types = fields.map((field) => checker.getTypeOfSymbolAtLocation(field, file));
  if (ts.isObjectBindingPattern(item))
    return item.elements.every((one) =>
      types.every((type) => checker.getPropertyOfType(checker.getApparentType(type), (one.propertyName ?? one.name).getText())),
    )
      ? 'values'
      : undefined;
  const name = item.text.replaceAll('$', '\\$');
  if (body.includes(`${object.getText(file).replace(/\s+/g, '')}[${item.text}]`)) return 'keys';
  if (new RegExp(`(?<![\\w$.])${name}\\[[01]\\]`).test(body) && !types.every((type) => checker.isArrayLikeType(type))) return 'entries';
  const members = [...body.matchAll(new RegExp(`(?<![\\w$.])${name}\\.([\\w$]+)`, 'g'))].map((match) => match[1] ?? '');
  if (members.length > 0)
    return members.every((member) => types.every((type) => checker.getPropertyOfType(checker.getApparentType(type), member)))
      ? 'values'
      : undefined;
  // Numbers are reckoned with: names would be text.
  const isNumbers = types.every((type) => (type.flags & ts.TypeFlags.NumberLike) !== 0);
  return isNumbers && new RegExp(`(?<![\\w$.])${name}[-*/%<>]|[-+*/%<>]${name}(?![\\w$])`).test(body) ? 'values' : undefined;
}

/** `[...prices]`, `new Map(prices)`, `for (const price of prices)` of a plain object. */
function spreadOrLoop(place: TypedPlace): TypedProposal[] {
  const { ts, file, checker } = place;
  const found = onLine(
    place,
    (node): node is tsModule.SpreadElement | tsModule.NewExpression | tsModule.ForOfStatement | tsModule.CallExpression =>
      ts.isSpreadElement(node) ||
      ts.isForOfStatement(node) ||
      (ts.isNewExpression(node) && /^(?:Map|Set)$/.test(node.expression.getText(file))) ||
      (ts.isCallExpression(node) &&
        /^(?:Promise\.(?:all|allSettled|race|any)|Object\.fromEntries|Array\.from)$/.test(node.expression.getText(file))),
  );
  for (const node of found.reverse()) {
    const object = ts.isSpreadElement(node) || ts.isForOfStatement(node) ? node.expression : node.arguments?.[0];
    if (!object) continue;
    const type = checker.getTypeAtLocation(object);
    const kind = type.symbol?.name;
    if (
      (type.flags & ts.TypeFlags.Object) === 0 ||
      (kind !== undefined && kind !== '__object' && kind !== '__type' && kind !== 'Object') ||
      checker.isArrayLikeType(type)
    )
      continue;
    const fields = checker.getPropertiesOfType(type);
    if (fields.length === 0) continue;
    const shown = object.getText(file).slice(0, 40);
    const list = listWithin(place, type);
    if (list !== undefined && !ts.isNewExpression(node))
      return [
        {
          variant: 'list-within',
          title: `Use '${shown}.${list}'`,
          explanation: `'${shown}' is the object around the list; the list itself is its '${list}'.`,
          edits: [at(object.getEnd(), `.${list}`)],
        },
      ];
    const wanted = ts.isNewExpression(node)
      ? node.expression.getText(file) === 'Map'
        ? 'entries'
        : undefined
      : ts.isCallExpression(node)
        ? node.expression.getText(file) === 'Object.fromEntries'
          ? 'entries'
          : /^Promise/.test(node.expression.getText(file))
            ? 'values'
            : undefined
        : ts.isForOfStatement(node)
          ? inLoop(place, node, object, fields)
          : spread(
              ts,
              node,
              fields.map((field) => checker.getTypeOfSymbolAtLocation(field, file)),
            );
    if (!wanted) continue;
    return [
      {
        variant: `object-${wanted}`,
        title: `Go through 'Object.${wanted}(…)'`,
        explanation: `'${shown}' is a plain object: its ${wanted === 'keys' ? 'names' : wanted === 'values' ? 'values' : 'names and values'} come from 'Object.${wanted}'.`,
        edits: [at(object.getStart(file), `Object.${wanted}(`), at(object.getEnd(), ')')],
      },
    ];
  }
  return [];
}

/** `Math.max(...scores)` reckons with values. */
function spread(ts: TypedPlace['ts'], node: tsModule.SpreadElement, types: readonly tsModule.Type[]): Wanted | undefined {
  const isMath = ts.isCallExpression(node.parent) && /^Math\./.test(node.parent.expression.getText());
  return isMath && types.every((type) => (type.flags & ts.TypeFlags.NumberLike) !== 0) ? 'values' : undefined;
}

function inLoop(
  place: TypedPlace,
  loop: tsModule.ForOfStatement,
  object: tsModule.Expression,
  fields: readonly tsModule.Symbol[],
): Wanted | undefined {
  const { ts, checker, file } = place;
  const name = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations[0]?.name : undefined;
  if (!name) return undefined;
  if (ts.isArrayBindingPattern(name)) return name.elements.length === 2 ? 'entries' : undefined;
  const types = fields.map((field) => checker.getTypeOfSymbolAtLocation(field, file));
  const body = loop.statement.getText(file).replace(/\s+/g, '');
  if (ts.isObjectBindingPattern(name))
    return name.elements.every((one) =>
      types.every((type) => checker.getPropertyOfType(checker.getApparentType(type), (one.propertyName ?? one.name).getText())),
    )
      ? 'values'
      : undefined;
  if (body.includes(`${object.getText(file).replace(/\s+/g, '')}[${name.text}]`)) return 'keys';
  const members = [...body.matchAll(new RegExp(`(?<![\\w$.])${name.text.replaceAll('$', '\\$')}\\.([\\w$]+)`, 'g'))].map(
    (match) => match[1] ?? '',
  );
  if (members.length > 0)
    return members.every((member) => types.every((type) => checker.getPropertyOfType(checker.getApparentType(type), member)))
      ? 'values'
      : undefined;
  const isNumbers = types.every((type) => (type.flags & ts.TypeFlags.NumberLike) !== 0);
  return isNumbers && new RegExp(`[-+*/]=?${name.text.replaceAll('$', '\\$')}(?![\\w$])`).test(body) ? 'values' : undefined;
}
