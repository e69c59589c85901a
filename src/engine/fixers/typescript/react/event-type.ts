/**
 * Mistake: a handler whose parameters have no types. They are those that its use hands over: React's event of the element it stands on.
 *
 * Before:  `(e) => …` of `<input onChange={change} />`       After:  `(e: React.ChangeEvent<HTMLInputElement>) => …`
 *
 * When not: nothing uses it, or its uses hand over different things.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { importsOf } from '../framework/type-import';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { writable } from '../types/annotations/type-text';
import { reactType, tagOf, typeOfTag } from './react-types';

export const eventType: TypedRule = {
  id: 'typescript/event-type',
  family: 'typescript/react',
  answers: { codes: ['TS7006'] },
  propose: (place) => checkedProposals(place, ideas(place)).slice(0, 1),
};

/** What one use hands over: React's event, or any other type. */
type Handed =
  | { readonly event: string; readonly element: string; readonly isGuess?: boolean }
  | { readonly type: string; readonly edits: readonly OffsetEdit[] };

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const parameter = ts.findAncestor(node, ts.isParameter);
  const handler = parameter?.parent;
  if (!parameter || !handler || !ts.isIdentifier(parameter.name)) return [];
  const index = handler.parameters.indexOf(parameter);
  const handed = usesOf(place, handler).flatMap((use) => handedBy(place, use, index));
  const [first] = handed;
  if (!first) return [];
  const name = parameter.name.text;
  const idea = (variant: string, type: string, imports: readonly OffsetEdit[]): Idea => ({
    variant,
    title: `Declare '${name}' as '${type}'`,
    explanation: `This is what the function is called with where it is used.`,
    edits: [...imports, ...annotated(place, parameter, type)],
  });
  if ('event' in first) {
    const events = handed.filter((one) => 'event' in one);
    if (events.length < handed.length || events.some(({ event }) => event !== first.event)) return [];
    const elements = [...new Set(events.map(({ element }) => element))].join(' | ');
    const isGuess = events.some((one) => one.isGuess === true);
    return [false, true].map((byName) => {
      const event = reactType({ ts, file, text: place.text }, first.event, { byName });
      return idea(isGuess ? 'event-by-attribute' : 'event-of-element', `${event.name}${elements ? `<${elements}>` : ''}`, event.edits);
    });
  }
  const types = new Set(handed.map((one) => ('type' in one ? one.type : '')));
  return types.size === 1 && writable(first.type) ? [idea('as-it-is-called', first.type, first.edits)] : [];
}

function annotated({ file, text }: TypedPlace, parameter: tsModule.ParameterDeclaration, type: string): OffsetEdit[] {
  const [start, end] = [parameter.name.getStart(file), parameter.name.getEnd()];
  const hasParentheses = /[(,]\s*$/.test(text.slice(0, start));
  return hasParentheses ? [at(end, `: ${type}`)] : [at(start, '('), at(end, `: ${type})`)];
}

/** Where the function is named for its value: not declared, not called. */
function usesOf({ ts, file, checker }: TypedPlace, handler: tsModule.Node): tsModule.Expression[] {
  const owner = ts.isFunctionDeclaration(handler) || ts.isMethodDeclaration(handler) ? handler : handler.parent;
  const name =
    (ts.isFunctionDeclaration(owner) ||
      ts.isMethodDeclaration(owner) ||
      ts.isVariableDeclaration(owner) ||
      ts.isPropertyDeclaration(owner)) &&
    owner.name &&
    ts.isIdentifier(owner.name)
      ? owner.name
      : // `useCallback((e) => …, [])`
        ts.isCallExpression(owner) && ts.isVariableDeclaration(owner.parent) && ts.isIdentifier(owner.parent.name)
        ? owner.parent.name
        : undefined;
  if (!name) return [];
  const symbol = checker.getSymbolAtLocation(name);
  const out: tsModule.Expression[] = [];
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && checker.getSymbolAtLocation(node) === symbol) {
      const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
      out.push(whole);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return out;
}

function handedBy(place: TypedPlace, use: tsModule.Expression, index: number): Handed[] {
  const { ts, checker } = place;
  const { parent } = use;
  if (ts.isCallExpression(parent) && parent.expression === use) {
    // `onClick={(e) => open(e)}`
    const argument = parent.arguments[index];
    return argument ? named(place, checker.getTypeAtLocation(argument), use) : [];
  }
  // `onSubmit={this.send.bind(this)}`
  const bound =
    ts.isPropertyAccessExpression(parent) && parent.name.text === 'bind' && ts.isCallExpression(parent.parent) ? parent.parent : use;
  const wanted = checker.getContextualType(bound);
  const signature = wanted && checker.getNonNullableType(wanted).getCallSignatures()[0];
  const given = signature?.parameters[index];
  const known = given ? named(place, checker.getTypeOfSymbolAtLocation(given, use), use) : [];
  if (known.length > 0) return known;
  const attribute = ts.isJsxExpression(bound.parent) && ts.isJsxAttribute(bound.parent.parent) ? bound.parent.parent : undefined;
  const tag = attribute && tagOf(ts, attribute);
  if (!attribute || tag === undefined || index > 0) return [];
  const event = EVENTS.find(([name]) => name.test(attribute.name.getText(place.file)))?.[1];
  return event ? [{ event, element: typeOfTag(tag) ?? 'HTMLElement', isGuess: true }] : [];
}

/** React's events by attribute, where its types are not there to ask. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^onChange$/, 'ChangeEvent'],
  [/^on(?:Submit|Reset|Input|Invalid)$/, 'FormEvent'],
  [/^on(?:Click|DoubleClick|ContextMenu|Mouse\w+)$/, 'MouseEvent'],
  [/^onKey\w+$/, 'KeyboardEvent'],
  [/^on(?:Focus|Blur)$/, 'FocusEvent'],
  [/^on(?:Drag\w*|Drop)$/, 'DragEvent'],
  [/^onTouch\w+$/, 'TouchEvent'],
  [/^onPointer\w+$/, 'PointerEvent'],
  [/^onWheel$/, 'WheelEvent'],
  [/^onScroll$/, 'UIEvent'],
  [/^on(?:Copy|Cut|Paste)$/, 'ClipboardEvent'],
];

function named(place: TypedPlace, type: tsModule.Type, where: tsModule.Node): Handed[] {
  const { ts, checker } = place;
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return [];
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const declaration = symbol?.declarations?.[0];
  const isOfReact =
    symbol?.name.endsWith('Event') === true &&
    declaration !== undefined &&
    ts.isModuleBlock(declaration.parent) &&
    declaration.parent.parent.name.text === 'React';
  if (!symbol || !isOfReact)
    return [
      {
        type: checker
          .typeToString(checker.getBaseTypeOfLiteralType(type), where, ts.TypeFormatFlags.NoTruncation)
          .replace(/; \}/g, ' }')
          .replace(/\bimport\("[^"]*"\)\./g, ''),
        edits: importsOf(place, type),
      },
    ];
  const [element] = type.aliasTypeArguments ?? checker.getTypeArguments(type as tsModule.TypeReference);
  return [{ event: symbol.name, element: element ? checker.typeToString(element, where) : '' }];
}
