/**
 * Mistake: a name that React's types, or 'react-dom', no longer have.
 *
 * Before:  `const App: React.VFC = () => …`                          After:  `const App: React.FC = () => …`
 * Before:  `ReactDOM.render(<App />, root)`                          After:  `ReactDOM.createRoot(root).render(<App />)`
 *
 * When not: nothing took its place.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { countUses, escaped } from '../framework/identifiers';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { newImport } from './react-types';

/** Types that went with React 18 and 19, and what they were another name for. */
const TYPES: Readonly<Record<string, string>> = {
  VFC: 'FC',
  VoidFunctionComponent: 'FunctionComponent',
  SFC: 'FC',
  StatelessComponent: 'FunctionComponent',
  ReactChild: 'ReactElement | number | string',
  ReactText: 'string | number',
  ReactNodeArray: 'ReadonlyArray<ReactNode>',
  ReactFragment: 'Iterable<ReactNode>',
  ReactType: 'ElementType',
  MutableRefObject: 'RefObject',
  LegacyRef: 'Ref',
  useFormState: 'useActionState',
};

export const renamedInReact: TypedRule = {
  id: 'typescript/renamed-in-react',
  family: 'typescript/react',
  answers: {
    codes: ['TS2694', 'TS2305', 'TS2724', 'TS2339', 'TS2614', 'TS2551', 'TypeError'],
    where: ({ message }) => /exported member|react-dom|ReactDOM\.(?:render|hydrate) is not a function/.test(message),
  },
  propose: (place) => [...checkedProposals(place, renamed(place)), ...rendered(place)],
};

const nameIn = (message: string): string => /exported member '(\w+)'/.exec(message)?.[1] ?? '';

/** Whether the message is about a name that React had: it is no slip of another. */
export const isRenamedInReact = (message: string): boolean => /react/i.test(message) && Object.hasOwn(TYPES, nameIn(message));

function renamed(place: TypedPlace): Idea[] {
  const { ts, file, node, text, message } = place;
  const name = nameIn(message);
  const now = TYPES[name];
  if (now === undefined || !isRenamedInReact(message)) return [];
  const words = {
    variant: 'renamed',
    title: `Change '${name}' to '${now}'`,
    explanation: `React's types no longer have '${name}'; '${now}' is what it stood for.`,
  };
  const specifier = ts.findAncestor(node, ts.isImportSpecifier);
  if (!specifier) {
    if (!ts.isIdentifier(node) || /[ <]/.test(now)) return [];
    return [{ ...words, edits: [{ start: node.getStart(file), end: node.getEnd(), text: now }] }];
  }
  if (!/^\w+$/.test(now) || countUses(text, now) > 0 || specifier.propertyName) return [];
  const uses = [...text.matchAll(new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`, 'g'))];
  return [{ ...words, edits: uses.map((use) => ({ start: use.index, end: use.index + name.length, text: now })) }];
}

/** `ReactDOM.render(element, container)` is `createRoot(container).render(element)` now. */
function rendered(place: TypedPlace): Idea[] {
  const { ts, file, text, node } = place;
  const call = callOf(place, node);
  const [element, container, more] = call?.arguments ?? [];
  if (!call || !element || !container || more || !ts.isExpressionStatement(call.parent)) return [];
  const word = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText(file);
  const imported = file.statements.find(
    (one): one is tsModule.ImportDeclaration =>
      ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && one.moduleSpecifier.text === 'react-dom',
  );
  const clause = imported?.importClause;
  if (!imported || !clause) return [];
  const [now, given] =
    word === 'hydrate'
      ? ['hydrateRoot', (root: string) => `(${root}, ${element.getText(file)})`]
      : ['createRoot', (root: string) => `(${root}).render(${element.getText(file)})`];
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', call.getStart(file) - 1) + 1))?.[0] ?? '';
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const end = /;\s*$/m.test(text) ? ';' : '';
  // It may not be there, and is asked for once: said in words, and not for an element that is not.
  const found = /^document\.(?:getElementById|querySelector)\(/.exec(container.getText(file));
  const isChecked = /\.[cm]?tsx?$/.test(place.path) && found !== null;
  const name = ['container', 'rootElement', 'mountPoint'].find((one) => countUses(text, one) === 0) ?? 'container';
  const before = isChecked
    ? `const ${name} = ${container.getText(file)}${end}${line}${indent}if (!${name}) throw new Error('The element to show the page in is missing.')${end}${line}${indent}`
    : '';
  const root = isChecked ? name : container.getText(file);
  const whole =
    clause.name?.text ?? (clause.namedBindings && ts.isNamespaceImport(clause.namedBindings) ? clause.namedBindings.name.text : undefined);
  const imports: OffsetEdit[] = [];
  let callee = now;
  if (whole !== undefined && countUses(text, whole) === 2) {
    callee = `${whole}.${now}`;
    const { moduleSpecifier } = imported;
    imports.push(at(moduleSpecifier.getEnd() - 1, '/client'));
  } else {
    const list = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
    if (list?.length === 1 && list[0]?.name.text === word && countUses(text, word) === 2)
      imports.push(
        { start: list[0].getStart(file), end: list[0].getEnd(), text: now },
        at(imported.moduleSpecifier.getEnd() - 1, '/client'),
      );
    else imports.push(newImport({ ts, file, text }, `import { ${now} } from`, 'react-dom/client'));
  }
  return [
    {
      variant: 'create-root',
      title: `Use '${now}' of 'react-dom/client'`,
      explanation: `Since React 19 'react-dom' has no '${word}': a root is made for the element of the page first, and shows what it is given.`,
      edits: [...imports, { start: call.getStart(file), end: call.getEnd(), text: `${before}${callee}${given(root)}` }],
    },
  ];
}

function callOf({ ts, file }: TypedPlace, node: tsModule.Node): tsModule.CallExpression | undefined {
  const isRender = (one: tsModule.Node): one is tsModule.CallExpression =>
    ts.isCallExpression(one) && /^(?:\w+\.)?(?:render|hydrate)$/.test(one.expression.getText(file));
  const around = ts.findAncestor(node, isRender);
  if (around) return around;
  // The import is reported: the one call of it.
  const all: tsModule.CallExpression[] = [];
  const visit = (one: tsModule.Node): void => {
    if (isRender(one)) all.push(one);
    ts.forEachChild(one, visit);
  };
  visit(file);
  return all.length === 1 ? all[0] : undefined;
}
