// A declared variable does not fit its value: the annotation follows the value.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { nullish, typeText, writable } from './type-text';

export const annotatedVariable = (place: TypedPlace): Idea[] => [...initialized(place), ...assigned(place)];

/** A declared variable whose value is of another type: the annotation follows the value. */
function initialized(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const out: Idea[] = [];
  const own = ts.findAncestor(node, (up) => ts.isVariableDeclaration(up) || ts.isPropertyDeclaration(up));
  if (
    own &&
    (ts.isVariableDeclaration(own) || ts.isPropertyDeclaration(own)) &&
    own.type &&
    own.initializer &&
    (own.name === node || own === node)
  ) {
    const wanted = own.type.getText(file);
    const actual = typeText(place, own.initializer, own);
    const holes = nullish(place.message);
    const name = own.name.getText(file);
    if (ts.isTupleTypeNode(own.type) && ts.isArrayLiteralExpression(own.initializer))
      out.push({
        variant: 'list-of-tuples',
        title: `Change the type of '${name}' to '${wanted}[]'`,
        explanation: `'${name}' is a list of such items, not one of them.`,
        edits: [at(own.type.getEnd(), '[]')],
      });
    if (holes.length > 0)
      out.push({
        variant: 'variable-or-nothing',
        title: `Let '${name}' be '${wanted} | ${holes.join(' | ')}'`,
        explanation: `The value may be ${holes.join(' or ')}.`,
        edits: [at(own.type.getEnd(), ` | ${holes.join(' | ')}`)],
      });
    // A shape that nobody wrote is no type to declare.
    if (writable(actual) && actual !== wanted && !actual.includes('{'))
      out.push({
        variant: 'variable-as-value',
        title: `Change the type of '${name}' to '${actual}'`,
        explanation: `The value is '${actual}'.`,
        edits: [{ start: own.type.getStart(file), end: own.type.getEnd(), text: actual }],
      });
    if (/^(?:number|Number)\[\]$|^Array<number>$/.test(wanted) && actual === 'string[]')
      out.push({
        variant: 'items-to-numbers',
        title: 'Convert each item to a number',
        explanation: 'The items are strings, and numbers are wanted.',
        edits: [at(own.initializer.getEnd(), '.map(Number)')],
      });
  }
  return out;
}

/** An assignment to a variable that was declared for less: its annotation gets what is assigned, too. */
function assigned(place: TypedPlace): Idea[] {
  const { ts, file, checker, node } = place;
  const assignment = ts.findAncestor(
    node,
    (up): up is tsModule.BinaryExpression => ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.EqualsToken,
  );
  if (!assignment || !ts.isIdentifier(assignment.left)) return [];
  const declaration = checker.getSymbolAtLocation(assignment.left)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return [];
  const name = assignment.left.text;
  const given = typeText(place, assignment.right, assignment);
  const before = declaration.type
    ? declaration.type.getText(file)
    : checker.typeToString(checker.getTypeAtLocation(declaration.name), declaration);
  if (!writable(given) || !writable(before)) return [];
  const union = `${before} | ${given}`;
  // Declared as something, it is not meant to hold another thing: only to be empty.
  if (declaration.type && !/^(?:null|undefined)$/.test(given)) return [];
  return [
    {
      variant: /null|undefined/.test(union) ? 'variable-or-nothing-assigned' : 'variable-or-other-type-assigned',
      title: `Let '${name}' be '${union}'`,
      explanation: `'${name}' also gets a '${given}'.`,
      edits: [declaration.type ? at(declaration.type.getEnd(), ` | ${given}`) : at(declaration.name.getEnd(), `: ${union}`)],
    },
  ];
}
