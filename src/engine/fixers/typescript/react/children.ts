/**
 * Mistake: a component shows its children, and its props do not have them (React's own types gave them to every component before 18).
 *
 * Before:  `{ title: string }` of `({ title, children })`       After:  `{ title: string; children: React.ReactNode }`
 *
 * When not: the component does not show them.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { reactType } from './react-types';

export const children: TypedRule = {
  id: 'typescript/children',
  family: 'typescript/react',
  answers: {
    codes: ['TS2339', 'TS2322', 'TS2559', 'TS2769'],
    where: ({ message }) => /Property 'children' does not exist on type|\{ children: [^}]*\}' has no properties in common/.test(message),
  },
  propose(place) {
    const component = componentAt(place);
    const file = component?.getSourceFile();
    if (
      !component ||
      !file ||
      file.isDeclarationFile ||
      file.fileName.includes('/node_modules/') ||
      !/\bchildren\b/.test(component.getText(file))
    )
      return [];
    const edits = withChildren(place, component, file);
    if (!edits) return [];
    const words = {
      variant: 'children-in-props',
      title: "Add 'children' to the props",
      explanation: 'The component shows what stands between its tags, but its props do not say that it takes anything.',
    };
    return file === place.file
      ? checkedProposals(
          place,
          edits.map((one) => ({ ...words, edits: one })),
        ).slice(0, 1)
      : edits
          .slice(0, 1)
          .map((one): TypedProposal => ({ ...words, edits: [], otherFiles: [{ path: file.fileName, text: file.text, edits: one }] }));
  },
};

type Component = tsModule.FunctionDeclaration | tsModule.ArrowFunction | tsModule.FunctionExpression;

/** The component that the place is in, or that the place's tag names. */
function componentAt({ ts, checker, node, code }: TypedPlace): Component | undefined {
  const isComponent = (one: tsModule.Node): one is Component =>
    ts.isFunctionDeclaration(one) || ts.isArrowFunction(one) || ts.isFunctionExpression(one);
  if (code === 2339) {
    for (let up: tsModule.Node | undefined = node; up; up = up.parent)
      if (
        isComponent(up) &&
        up.parameters[0] &&
        (up.parameters[0].getText().includes('children') || ts.isIdentifier(up.parameters[0].name))
      )
        return up;
    return undefined;
  }
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  let found: Component | undefined;
  const visit = (one: tsModule.Node): void => {
    if (found) return;
    if (isComponent(one)) found = one;
    else ts.forEachChild(one, visit);
  };
  if (target?.valueDeclaration) visit(target.valueDeclaration);
  return found;
}

/** Likeliest first. */
function withChildren({ ts, checker }: TypedPlace, component: Component, file: tsModule.SourceFile): OffsetEdit[][] | undefined {
  const view = { ts, file, text: file.text };
  const [props] = component.parameters;
  if (!props) return undefined;
  const holder = component.parent;
  const fc =
    ts.isVariableDeclaration(holder) &&
    holder.type &&
    ts.isTypeReferenceNode(holder.type) &&
    /(?:^|\.)(?:V?FC|V?FunctionComponent)$/.test(holder.type.typeName.getText(file))
      ? holder.type
      : undefined;
  const declared = props.type ?? fc?.typeArguments?.[0];
  const node = reactType(view, 'ReactNode');
  // FC of React 17 let a component have none.
  const members = (fc ? ['?', ''] : ['', '?']).map((mark) => `children${mark}: ${node.name}`);
  if (!declared) {
    if (!fc) return undefined;
    const all = reactType(view, 'PropsWithChildren');
    return [[...all.edits, at(fc.getEnd(), `<${all.name}>`)]];
  }
  const literal = ts.isTypeLiteralNode(declared) ? declared : ownDeclaration(ts, checker, file, declared);
  if (literal) {
    const places = members.map((member) => insertedMember(file, literal, member));
    return places.map((edit) => [...node.edits, edit]);
  }
  const all = reactType(view, 'PropsWithChildren');
  return [[...all.edits, at(declared.getStart(file), `${all.name}<`), at(declared.getEnd(), '>')]];
}

/** The interface or object type of the same file that a type names. */
function ownDeclaration(
  ts: TypedPlace['ts'],
  checker: tsModule.TypeChecker,
  file: tsModule.SourceFile,
  type: tsModule.TypeNode,
): tsModule.InterfaceDeclaration | tsModule.TypeLiteralNode | undefined {
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const declarations = checker.getSymbolAtLocation(type.typeName)?.declarations ?? [];
  const [declaration] = declarations;
  if (!declaration || declarations.length > 1 || declaration.getSourceFile() !== file) return undefined;
  if (ts.isInterfaceDeclaration(declaration)) return declaration;
  return ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type) ? declaration.type : undefined;
}

function insertedMember(
  file: tsModule.SourceFile,
  type: tsModule.InterfaceDeclaration | tsModule.TypeLiteralNode,
  member: string,
): OffsetEdit {
  const { text } = file;
  const last = type.members.at(-1);
  if (!last) {
    const open = text.lastIndexOf('{', type.getEnd() - 1);
    return { start: open + 1, end: type.getEnd() - 1, text: ` ${member} ` };
  }
  const end = last.getEnd();
  const sign = /[;,]$/.exec(text.slice(0, end))?.[0];
  const line = text.slice(text.lastIndexOf('\n', last.getStart(file) - 1) + 1, last.getStart(file));
  const isOwnLine = /^\s*$/.test(line) && type.members.length > 0 && text.slice(type.getStart(file), end).includes('\n');
  if (isOwnLine) return at(end, `${text.includes('\r\n') ? '\r\n' : '\n'}${line}${member}${sign ?? ''}`);
  const first = type.members[0]?.getText(file) ?? '';
  const between = first.endsWith(',') ? ',' : ';';
  return at(end, `${sign === undefined ? between : ''} ${member}${sign ?? ''}`);
}
