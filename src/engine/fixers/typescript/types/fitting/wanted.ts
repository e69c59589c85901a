// The declaration of what takes a value, which asks for more than is done with it: a list that nobody changes is declared readonly, an
// optional property that is given undefined says so.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { Mismatch } from '../../framework/mismatch';
import type { TypedPlace } from '../../framework/typed-place';
import { functionAround } from '../function-around';

/** `(names: string[])` given `readonly string[]` → `(names: readonly string[])`; where names are changed, a copy is given. */
export function readonlyTarget(place: TypedPlace, { value, given, wanted }: Mismatch): Idea[] {
  const { ts, file, checker } = place;
  if (!isReadonly(place, given) || !(checker.isArrayType(wanted) || checker.isTupleType(wanted)) || isReadonly(place, wanted)) return [];
  const out: Idea[] = [];
  const node = typeNodeOf(place, value);
  if (node && node.getSourceFile() === file && (ts.isArrayTypeNode(node) || ts.isTupleTypeNode(node)))
    out.push({
      // Who calls the function would have to know, too.
      variant: node.parent === functionAround(ts, value) ? 'result-declared-readonly' : 'declared-readonly',
      title: `Declare it as 'readonly ${node.getText(file)}'`,
      explanation: 'The list that is given may not be changed, and nothing here changes it.',
      edits: [at(node.getStart(file), 'readonly ')],
    });
  else if (node && node.getSourceFile() === file && ts.isTypeReferenceNode(node) && node.typeName.getText(file) === 'Array')
    out.push({
      variant: 'declared-readonly',
      title: "Declare it as 'ReadonlyArray'",
      explanation: 'The list that is given may not be changed, and nothing here changes it.',
      edits: [at(node.getStart(file), 'Readonly')],
    });
  out.push({
    variant: 'copy-of-readonly',
    title: `Give a copy of '${value.getText(file).slice(0, 40)}'`,
    explanation: 'The list may not be changed, so a copy of it is given to what may change it.',
    edits: [at(value.getStart(file), '[...'), at(value.getEnd(), ']')],
  });
  return out;
}

function isReadonly({ checker }: TypedPlace, type: tsModule.Type): boolean {
  return /^readonly |^Readonly(?:Array)?</.test(checker.typeToString(type));
}

/** Where the type is written that takes the value: of a parameter, a variable, a property or a result. */
function typeNodeOf({ ts, checker }: TypedPlace, value: tsModule.Expression): tsModule.TypeNode | undefined {
  const { parent } = value;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.type;
  if (ts.isReturnStatement(parent)) return functionAround(ts, value)?.type;
  if (ts.isArrowFunction(parent)) return parent.type;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const index = parent.arguments?.indexOf(value) ?? -1;
    const declaration = checker.getResolvedSignature(parent)?.parameters[index]?.valueDeclaration;
    return declaration && ts.isParameter(declaration) ? declaration.type : undefined;
  }
  if (ts.isPropertyAssignment(parent)) {
    const owner = checker.getContextualType(parent.parent);
    const property = owner && checker.getPropertyOfType(owner, parent.name.getText())?.valueDeclaration;
    return property && (ts.isPropertySignature(property) || ts.isPropertyDeclaration(property)) ? property.type : undefined;
  }
  if (ts.isBinaryExpression(parent)) {
    const left = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(parent.left) ? parent.left.name : parent.left)?.valueDeclaration;
    return left &&
      (ts.isVariableDeclaration(left) || ts.isPropertyDeclaration(left) || ts.isPropertySignature(left) || ts.isParameter(left))
      ? left.type
      : undefined;
  }
  return undefined;
}

/** Under `exactOptionalPropertyTypes`, `hint?: string` given `string | undefined` → `hint?: string | undefined`. */
export function undefinedOptional(place: TypedPlace, { value, given, wanted }: Mismatch): Idea[] {
  const { ts, file, checker, message, options } = place;
  if (!message.includes('exactOptionalPropertyTypes') && !options.exactOptionalPropertyTypes) return [];
  const edits: Idea['edits'][number][] = [];
  const names: string[] = [];
  for (const property of checker.getPropertiesOfType(given)) {
    const target = checker.getPropertyOfType(wanted, property.name)?.valueDeclaration;
    if (!target || !(ts.isPropertySignature(target) || ts.isPropertyDeclaration(target)) || !target.questionToken || !target.type) continue;
    if (target.getSourceFile() !== file) continue;
    const type = checker.getTypeOfSymbolAtLocation(property, value);
    const isHoled = type.isUnion()
      ? type.types.some((one) => (one.flags & ts.TypeFlags.Undefined) !== 0)
      : (type.flags & ts.TypeFlags.Undefined) !== 0;
    if (!isHoled || /\bundefined\b/.test(target.type.getText(file))) continue;
    const wrap = ts.isFunctionTypeNode(target.type);
    edits.push(at(target.type.getEnd(), `${wrap ? ')' : ''} | undefined`), ...(wrap ? [at(target.type.getStart(file), '(')] : []));
    names.push(property.name);
  }
  if (names.length === 0 || names.length > 4) return [];
  return [
    {
      variant: 'optional-or-undefined',
      title: `Let '${names.join("', '")}' be undefined, too`,
      explanation: `Under 'exactOptionalPropertyTypes' a property that may be left out may not be given undefined unless it says so.`,
      edits,
    },
  ];
}

/** The property of an object assigned or given undefined: `entry.hint = text` with `hint?: string`. */
export function undefinedProperty(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, message } = place;
  if (!message.includes('exactOptionalPropertyTypes')) return [];
  const access = ts.isPropertyAccessExpression(node) ? node : ts.isPropertyAccessExpression(node.parent) ? node.parent : undefined;
  const target = access && checker.getSymbolAtLocation(access.name)?.valueDeclaration;
  if (!target || !(ts.isPropertySignature(target) || ts.isPropertyDeclaration(target)) || !target.type || target.getSourceFile() !== file)
    return [];
  return [
    {
      variant: 'optional-or-undefined',
      title: `Let '${target.name.getText(file)}' be undefined, too`,
      explanation: `Under 'exactOptionalPropertyTypes' a property that may be left out may not be given undefined unless it says so.`,
      edits: [at(target.type.getEnd(), ' | undefined')],
    },
  ];
}

/** `onClose: void` given `() => …` → `onClose: () => void`: declared as what the function gives. */
export function functionForResult(place: TypedPlace, { value, wanted }: Mismatch): Idea[] {
  const { ts, file } = place;
  const node = typeNodeOf(place, value);
  const isFunction = (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) && value.parameters.length === 0;
  const result = node?.getText(file) ?? '';
  if (!node || node.getSourceFile() !== file || !isFunction || !/^(?:void|Promise<void>)$/.test(result)) return [];
  if (wanted.getCallSignatures().length > 0) return [];
  return [
    {
      variant: 'function-for-result',
      title: `Declare it as '() => ${result}'`,
      explanation: `A function is given here; '${result}' is what such a function gives, not the function.`,
      edits: [at(node.getStart(file), '() => ')],
    },
  ];
}

const TIMERS = /^(?:(?:globalThis|window|global)\.)?(set(?:Timeout|Interval|Immediate))$/;

/** `timer: number` given what `setTimeout` gives in Node: an object. Its type by the function that gives it is right everywhere. */
export function timerType(place: TypedPlace, { value }: Mismatch): Idea[] {
  const { ts, file } = place;
  const timer = ts.isCallExpression(value) ? TIMERS.exec(value.expression.getText(file))?.[1] : undefined;
  const node = typeNodeOf(place, value);
  const parts = node && ts.isUnionTypeNode(node) ? node.types : node ? [node] : [];
  const number = parts.find((one) => one.kind === ts.SyntaxKind.NumberKeyword);
  if (timer === undefined || !number || number.getSourceFile() !== file) return [];
  const type = `ReturnType<typeof ${timer}>`;
  return [
    {
      variant: 'type-of-timer',
      title: `Declare it as '${type}'`,
      explanation: `What '${timer}' gives is a number in browsers and an object in Node; this type is right in both.`,
      edits: [{ start: number.getStart(file), end: number.getEnd(), text: type }],
    },
  ];
}
