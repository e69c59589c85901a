/**
 * Mistake: a function of Node's own modules by a wrong name, in JavaScript without types. The module itself is asked what it has.
 *
 * Before:  `fs.readFileSnc('a.txt')`                        After:  `fs.readFileSync('a.txt')`
 * Before:  `import { jion } from 'node:path'`               After:  `import { join } from 'node:path'`
 *
 * When not: several of its names are as near.
 */
import type * as tsModule from 'typescript';
import { calledValue, onLine } from '../framework/crash';
import { bindingsOf, bindingOf, exportsOf, nodeModule } from '../framework/node-modules';
import { bySlip, isSlip, slipFeatures, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { nodesIn, usesOf } from '../framework/value-flow';

const NO_EXPORT = /^The requested module '((?:node:)?[\w/]+)' does not provide an export named '([\w$]+)'/;

export const nodeMember: TypedRule = {
  id: 'typescript/node-member',
  family: 'typescript/names',
  answers: {
    codes: ['TypeError', 'SyntaxError'],
    where: ({ message }) => / is not a (?:function|constructor)/.test(message) || NO_EXPORT.test(message),
  },
  propose(place) {
    const { ts, file } = place;
    const [, specifier, wrong] = NO_EXPORT.exec(place.message) ?? [];
    if (specifier !== undefined && wrong !== undefined) {
      const module = nodeModule(specifier);
      const bound = bindingsOf(place).find((one) => one.imported === wrong && one.specifier.text === specifier);
      if (module === undefined || !bound) return [];
      const element = bound.name.parent;
      const named = ts.isImportSpecifier(element) && element.propertyName ? element.propertyName : undefined;
      const places: readonly tsModule.Node[] = named ? [named] : [bound.name, ...usesOf(place, bound.name)];
      return renamed(place, module, wrong, places);
    }
    const called =
      calledValue(place) ??
      onLine(place, ts.isNewExpression).find(({ expression }) =>
        place.message.startsWith(`${expression.getText(file)} is not a constructor`),
      )?.expression;
    if (!called) return [];
    if (ts.isIdentifier(called)) {
      const bound = bindingOf(place, called.text);
      const module = bound && nodeModule(bound.specifier.text);
      if (!bound || module === undefined || bound.imported === undefined || bound.kind !== 'require') return [];
      const element = bound.name.parent;
      const named = ts.isBindingElement(element) && element.propertyName ? element.propertyName : undefined;
      return renamed(place, module, bound.imported, named ? [named] : [bound.name, ...usesOf(place, bound.name)]);
    }
    if (!ts.isPropertyAccessExpression(called) || !ts.isIdentifier(called.expression)) return [];
    const bound = bindingOf(place, called.expression.text);
    const module = bound && bound.imported === undefined ? nodeModule(bound.specifier.text) : undefined;
    if (module === undefined) return [];
    const wrongName = called.name.text;
    const object = called.expression.text;
    const same = nodesIn(
      ts,
      file,
      (node): node is tsModule.PropertyAccessExpression =>
        ts.isPropertyAccessExpression(node) &&
        node.name.text === wrongName &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === object,
    );
    return renamed(
      place,
      module,
      wrongName,
      same.map(({ name }) => name),
    );
  },
};

function renamed({ file }: TypedPlace, module: string, wrong: string, places: readonly tsModule.Node[]): TypedProposal[] {
  const own = exportsOf(module);
  if (!own || wrong in own) return [];
  const near = Object.keys(own)
    .filter((name) => typeof own[name] === 'function' && !name.startsWith('_') && isSlip(slipOf(wrong, name), 'near'))
    .sort((a, b) => bySlip(slipOf(wrong, a), slipOf(wrong, b)));
  const [first, second] = near;
  if (first === undefined || (second !== undefined && bySlip(slipOf(wrong, first), slipOf(wrong, second)) === 0)) return [];
  return [
    {
      variant: 'function-of-module',
      title: `Change '${wrong}' to '${first}'`,
      explanation: `Node's module '${module}' has no '${wrong}', but a '${first}'.`,
      edits: places.map((node) => ({ start: node.getStart(file), end: node.getEnd(), text: first })),
      features: slipFeatures(slipOf(wrong, first)),
    },
  ];
}
