/**
 * Mistake: refs as React had them before 19: `useRef<T>()` without a first value, `RefObject<T>` for a ref that may hold nothing, a callback
 * that returns what it assigns.
 *
 * Before:  `const last = useRef<number>();`                         After:  `useRef<number>(undefined)`
 * Before:  `function useSize(box: RefObject<HTMLDivElement>)`       After:  `RefObject<HTMLDivElement | null>`
 * Before:  `ref={(el) => (box.current = el)}`                       After:  `ref={(el) => { box.current = el; }}`
 *
 * When not: the checker is no happier with it.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { placesOf } from '../framework/identifiers';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { calledName } from './react-types';

export const refType: TypedRule = {
  id: 'typescript/ref-type',
  family: 'typescript/react',
  answers: {
    codes: ['TS2554', 'TS2345', 'TS2322', 'TS2769'],
    where: ({ message, errorType }) => errorType === 'TS2554' || /RefObject<|LegacyRef<|RefCallback|Ref</.test(message),
  },
  propose(place) {
    if (place.code === 2554) return checkedProposals(place, firstValue(place));
    const callback = refCallback(place);
    if (callback.length > 0) return checkedProposals(place, callback);
    if (!/\| null/.test(place.message)) return [];
    const annotation = wantedAnnotation(place);
    const found = annotation && nullable(place, annotation);
    if (!annotation || !found) return [];
    const file = annotation.getSourceFile();
    const words = {
      variant: 'ref-or-null',
      title: `Let '${annotation.getText(file).slice(0, 60)}' hold nothing, too`,
      explanation:
        "A ref that begins with null holds null until its element is there; since React 19 'RefObject' says so only where it is told.",
    };
    if (file === place.file) return checkedProposals(place, [{ ...words, edits: found }]);
    return file.isDeclarationFile
      ? []
      : [{ ...words, edits: [], otherFiles: [{ path: file.fileName, text: file.text, edits: found }] } satisfies TypedProposal];
  },
};

function firstValue({ ts, file, node, text }: TypedPlace): Idea[] {
  const call = ts.findAncestor(node, ts.isCallExpression);
  const hook = calledName(ts, call);
  if (!call || call.arguments.length > 0 || !(hook === 'useRef' || hook === 'createContext')) return [];
  const name = ts.isVariableDeclaration(call.parent) ? call.parent.name.getText(file) : undefined;
  const isOfElement = name !== undefined && placesOf(text, name).some((offset) => /\bref=\{$/.test(text.slice(0, offset)));
  const values = [isOfElement ? 'null' : 'undefined'];
  const [type] = call.typeArguments ?? [];
  return values
    .flatMap((value): Idea[] => {
      const idea = (variant: string, edits: readonly OffsetEdit[]): Idea => ({
        variant,
        title: `Begin with '${value}'`,
        explanation: `'${hook}' takes the first value; here there is none yet.`,
        edits,
      });
      const argument = at(call.getEnd() - 1, value);
      return [
        idea(`begins-with-${value}`, [argument]),
        ...(type ? [idea(`may-be-${value}`, [at(type.getEnd(), ` | ${value}`), argument])] : []),
      ];
    })
    .slice(0, 3);
}

/** `ref={(el) => (list[i] = el)}` returns the element, and what is returned is a clean-up now. */
function refCallback({ ts, file, node }: TypedPlace): Idea[] {
  const attribute = ts.findAncestor(node, ts.isJsxAttribute);
  const value = attribute?.initializer;
  const arrow = value && ts.isJsxExpression(value) ? value.expression : undefined;
  if (attribute?.name.getText(file) !== 'ref' || !arrow || !ts.isArrowFunction(arrow) || ts.isBlock(arrow.body)) return [];
  let inner: tsModule.Expression = arrow.body;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return [
    {
      variant: 'ref-callback-returns-nothing',
      title: 'Let the callback return nothing',
      explanation: 'Since React 19 what such a callback returns is taken for its clean-up.',
      edits: [{ start: arrow.body.getStart(file), end: arrow.body.getEnd(), text: `{ ${inner.getText(file)}; }` }],
    },
  ];
}

/** Where the parameter, prop or variable that the ref is given to says its type. */
function wantedAnnotation({ ts, checker, node }: TypedPlace): tsModule.TypeNode | undefined {
  const attribute = ts.isJsxAttribute(node.parent) ? node.parent : undefined;
  if (attribute) {
    const props = checker.getContextualType(attribute.parent);
    return typeOf(ts, props && checker.getPropertyOfType(props, attribute.name.getText())?.valueDeclaration);
  }
  if (ts.isVariableDeclaration(node.parent) && node.parent.name === node) return node.parent.type;
  if (ts.isPropertyAssignment(node.parent) || ts.isShorthandPropertyAssignment(node.parent)) {
    const wanted = ts.isObjectLiteralExpression(node.parent.parent) ? checker.getContextualType(node.parent.parent) : undefined;
    return typeOf(ts, wanted && checker.getPropertyOfType(wanted, node.parent.name.getText())?.valueDeclaration);
  }
  const call = ts.isCallExpression(node.parent) ? node.parent : undefined;
  const index = call?.arguments.findIndex((one) => one === node) ?? -1;
  const parameter = call && checker.getResolvedSignature(call)?.parameters[index]?.valueDeclaration;
  return typeOf(ts, parameter);
}

const typeOf = (ts: TypedPlace['ts'], declaration: tsModule.Declaration | undefined): tsModule.TypeNode | undefined =>
  declaration && (ts.isParameter(declaration) || ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration))
    ? declaration.type
    : undefined;

function nullable({ ts }: TypedPlace, annotation: tsModule.TypeNode): OffsetEdit[] | undefined {
  const file = annotation.getSourceFile();
  const edits: OffsetEdit[] = [];
  const visit = (node: tsModule.Node): void => {
    const argument =
      ts.isTypeReferenceNode(node) && /(?:^|\.)(?:Mutable)?RefObject$/.test(node.typeName.getText(file))
        ? node.typeArguments?.[0]
        : undefined;
    if (argument && !/\bnull\b/.test(argument.getText(file))) edits.push(at(argument.getEnd(), ' | null'));
    ts.forEachChild(node, visit);
  };
  visit(annotation);
  return edits.length > 0 ? edits : undefined;
}
