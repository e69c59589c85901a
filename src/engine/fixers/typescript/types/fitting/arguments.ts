// Arguments in each other's places, and what an object literal lacks though it is at hand.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { Mismatch } from '../../framework/mismatch';
import type { TypedPlace } from '../../framework/typed-place';

/** `move(speed, name)` of `move(name: string, speed: number)` → `move(name, speed)`. */
export function swapped({ ts, checker, file, text }: TypedPlace, { value }: Mismatch): Idea[] {
  const call = value.parent;
  if ((!ts.isCallExpression(call) && !ts.isNewExpression(call)) || !call.arguments) return [];
  const signature = checker.getResolvedSignature(call);
  const index = call.arguments.indexOf(value);
  const wantedAt = (i: number): tsModule.Type | undefined => {
    const parameter = signature?.parameters[i];
    return parameter && checker.getTypeOfSymbolAtLocation(parameter, call);
  };
  const own = wantedAt(index);
  const out: Idea[] = [];
  for (const [other, argument] of call.arguments.entries()) {
    const wanted = wantedAt(other);
    if (other === index || !own || !wanted) continue;
    const fits =
      checker.isTypeAssignableTo(checker.getTypeAtLocation(argument), own) &&
      checker.isTypeAssignableTo(checker.getTypeAtLocation(value), wanted);
    // Where each fits in both places, nothing says that they were swapped.
    if (!fits || checker.isTypeAssignableTo(checker.getTypeAtLocation(argument), wanted)) continue;
    out.push({
      variant: 'swapped-arguments',
      title: `Swap '${value.getText(file).slice(0, 30)}' and '${argument.getText(file).slice(0, 30)}'`,
      explanation: 'Each fits in the place of the other.',
      edits: [
        { start: value.getStart(file), end: value.getEnd(), text: text.slice(argument.getStart(file), argument.getEnd()) },
        { start: argument.getStart(file), end: argument.getEnd(), text: text.slice(value.getStart(file), value.getEnd()) },
      ],
    });
  }
  return out;
}

/** `{ id, name }` where `email` is wanted too and a variable of that name is at hand. */
export function missingProperties({ ts, checker, file, text }: TypedPlace, { value, given, wanted }: Mismatch): Idea[] {
  if (!ts.isObjectLiteralExpression(value) || value.properties.some((one) => ts.isSpreadAssignment(one)) || wanted.isUnion()) return [];
  const lacks = checker
    .getPropertiesOfType(wanted)
    .filter((one) => (one.flags & ts.SymbolFlags.Optional) === 0 && !checker.getPropertyOfType(given, one.name));
  if (lacks.length === 0 || lacks.length > 3) return [];
  const scope = new Map(checker.getSymbolsInScope(value, ts.SymbolFlags.Variable).map((one) => [one.name, one]));
  const isAtHand = (property: tsModule.Symbol): boolean => {
    const variable = scope.get(property.name);
    return (
      variable?.valueDeclaration?.getSourceFile() === file &&
      !(variable.valueDeclaration.pos <= value.pos && variable.valueDeclaration.end >= value.end) &&
      checker.isTypeAssignableTo(checker.getTypeOfSymbolAtLocation(variable, value), checker.getTypeOfSymbolAtLocation(property, value))
    );
  };
  if (!lacks.every(isAtHand)) return [];
  const last = value.properties.at(-1);
  const names = lacks.map((one) => one.name).join(', ');
  const line = last && text.slice(text.lastIndexOf('\n', last.getStart(file)) + 1, last.getStart(file));
  const isOwnLine =
    line !== undefined && line.trim() === '' && last !== undefined && text.lastIndexOf('\n', last.getStart(file)) > value.getStart(file);
  return [
    {
      variant: 'property-at-hand',
      title: `Add '${names}'`,
      explanation: `'${names}' is wanted here and at hand under the same name.`,
      edits: last
        ? [at(last.getEnd(), isOwnLine ? lacks.map((one) => `,\n${line}${one.name}`).join('') : `, ${names}`)]
        : [at(value.getStart(file) + 1, ` ${names} `)],
    },
  ];
}
