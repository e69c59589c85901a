/**
 * Mistake: a state, ref or context that begins with nothing, so that nothing else fits into it. Its type is what it is given later.
 *
 * Before:  `const [user, setUser] = useState(null)` … `setUser(found)`       After:  `useState<User | null>(null)`
 * Before:  `const [items, setItems] = useState([])` … `setItems([...items, name])`       After:  `useState<string[]>([])`
 * Before:  `const field = useRef(null)` … `<input ref={field} />`             After:  `useRef<HTMLInputElement>(null)`
 *
 * When not: what it is given is not known, or the checker is no happier with the type.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { importsOf } from '../framework/type-import';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { writable } from '../types/annotations/type-text';
import { calledName, tagOf, typeOfTag } from './react-types';

const CODES = [2345, 2322, 2339, 2769, 2353, 7053, 2741, 2740, 2739, 18047, 18048, 2488, 2531, 2532];

/** Likeliest first. */
const ORDER = ['type-of-what-it-is-given', 'type-of-element', 'type-named-alike'];

export const stateType: TypedRule = {
  id: 'typescript/state-type',
  family: 'typescript/react',
  answers: {
    codes: CODES.map((code) => `TS${code}`),
    where: ({ message }) => /\bnull\b|\bnever\b|\bundefined\b|\{\}|No overload/.test(message),
  },
  propose: (place) =>
    /\b(?:useState|useRef|createContext)\(/.test(place.text) ? checkedProposals(place, inOrder(ORDER, ideas(place))) : [],
};

/** What a timer is called where both the browser and Node may run it. */
const TIMER = /ReturnType<typeof (?:setTimeout|setInterval)>/;

/** What begins with nothing. */
interface Beginning {
  readonly call: tsModule.CallExpression;
  readonly hook: string;
  readonly begins: 'null' | 'undefined' | 'nothing' | 'list' | 'object';
  /** The variable that holds it, and what sets it: of `useRef` and `createContext` they are one. */
  readonly value: tsModule.Identifier;
  readonly setter: tsModule.Identifier | undefined;
}

function ideas(place: TypedPlace): Idea[] {
  const found = beginnings(place);
  const { node, file } = place;
  // The one that the reported line is about comes first.
  const line = file.text.slice(place.start, Math.max(place.end, node.getEnd())) + node.parent.getText(file).slice(0, 400);
  const isNear = ({ value, setter }: Beginning): boolean =>
    [value, setter].some((one) => one && new RegExp(`(?<![\\w$])${one.text}(?![\\w$])`).test(line));
  return [...found].sort((a, b) => Number(isNear(b)) - Number(isNear(a))).flatMap((one) => typed(place, one));
}

function beginnings({ ts, file }: TypedPlace): Beginning[] {
  const out: Beginning[] = [];
  const visit = (node: tsModule.Node): void => {
    const call = ts.isVariableDeclaration(node) && !node.type ? node.initializer : undefined;
    const hook = calledName(ts, call);
    if (ts.isVariableDeclaration(node) && call && ts.isCallExpression(call) && hook && !call.typeArguments && call.arguments.length < 2) {
      const begins = beginning(ts, call.arguments[0]);
      const { name } = node;
      if (begins && hook === 'useState' && ts.isArrayBindingPattern(name)) {
        const [value, setter] = name.elements.map((one) => (ts.isBindingElement(one) && ts.isIdentifier(one.name) ? one.name : undefined));
        if (value) out.push({ call, hook, begins, value, setter });
      }
      if (begins && (hook === 'useRef' || hook === 'createContext') && ts.isIdentifier(name))
        out.push({ call, hook, begins, value: name, setter: undefined });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return out;
}

function beginning(ts: TypedPlace['ts'], value: tsModule.Expression | undefined): Beginning['begins'] | undefined {
  if (!value) return 'nothing';
  if (value.kind === ts.SyntaxKind.NullKeyword) return 'null';
  if (ts.isIdentifier(value) && value.text === 'undefined') return 'undefined';
  if (ts.isArrayLiteralExpression(value) && value.elements.length === 0) return 'list';
  return ts.isObjectLiteralExpression(value) && value.properties.length === 0 ? 'object' : undefined;
}

function typed(place: TypedPlace, one: Beginning): Idea[] {
  const { call, hook, value } = one;
  const imports: OffsetEdit[] = [];
  const idea = (variant: string, type: string, why: string): Idea[] =>
    writable(type.replace(TIMER, 'Timer'))
      ? [
          {
            variant,
            title: `Say that '${value.text}' is '${type}'`,
            explanation: `It begins ${one.begins === 'list' ? 'as an empty list' : one.begins === 'object' ? 'as an empty object' : 'with nothing'}, so TypeScript takes that for all it can ever hold. ${why}`,
            edits: [...imports, at(call.expression.getEnd(), `<${type}>`)],
          },
        ]
      : [];
  if (hook === 'useRef') {
    const element = elementOf(place, value);
    if (element) return one.begins === 'null' ? idea('type-of-element', element, 'It is the ref of such an element.') : [];
  }
  const given = givenTo(place, one, imports);
  const type = given && whole(one, given);
  if (type !== undefined)
    return idea('type-of-what-it-is-given', type, `This is what it is given${hook === 'useState' ? ' by its setter' : ' later'}.`);
  if (hook !== 'useState' || one.begins === 'object') return [];
  return namedAlike(place, value.text).flatMap((name) =>
    idea('type-named-alike', whole(one, [name]) ?? name, `'${name}' is called alike and has what is read of it.`),
  );
}

function whole({ begins, hook }: Beginning, types: readonly string[]): string | undefined {
  const [only] = types;
  if (only === undefined || types.length > 3) return undefined;
  const union = types.join(' | ');
  if (begins === 'list') return types.length > 1 || /=>|[|&]/.test(only) ? `(${union})[]` : `${only}[]`;
  if (begins === 'object') return `Record<string, ${union}>`;
  if (begins === 'nothing' && hook === 'useState') return union;
  return `${/=>/.test(union) ? `(${union})` : union} | ${begins === 'null' ? 'null' : 'undefined'}`;
}

/** The elements that it is the ref of. */
function elementOf({ ts, file, checker }: TypedPlace, ref: tsModule.Identifier): string | undefined {
  const types = new Set<string>();
  for (const use of usesOf({ ts, file, checker }, ref)) {
    const attribute = use.parent.parent;
    if (!ts.isJsxExpression(use.parent) || !ts.isJsxAttribute(attribute) || attribute.name.getText(file) !== 'ref') continue;
    const tag = tagOf(ts, attribute);
    const wanted = checker.getContextualType(use);
    const told = wanted && /\b(?:HTML|SVG)\w*Element\b/.exec(checker.typeToString(wanted, use, ts.TypeFormatFlags.NoTruncation))?.[0];
    const type = told ?? (tag === undefined ? undefined : typeOfTag(tag));
    if (type) types.add(type);
  }
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

function usesOf({ ts, file, checker }: Pick<TypedPlace, 'ts' | 'file' | 'checker'>, name: tsModule.Identifier): tsModule.Identifier[] {
  const symbol = checker.getSymbolAtLocation(name);
  const out: tsModule.Identifier[] = [];
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node !== name &&
      node.text === name.text &&
      (ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node)) === symbol
    )
      out.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return out;
}

/** The types of all that it is ever given, without nothing; of a list, the types of its items. undefined where nothing is known. */
function givenTo(place: TypedPlace, one: Beginning, imports: OffsetEdit[]): string[] | undefined {
  const { ts, checker } = place;
  const values: (tsModule.Expression | tsModule.Type)[] = [];
  for (const use of usesOf(place, one.setter ?? one.value)) {
    const { parent } = use;
    if (one.hook === 'useState') {
      if (!one.setter) continue;
      if (ts.isCallExpression(parent) && parent.expression === use) {
        const [argument] = parent.arguments;
        if (argument) values.push(...results(ts, argument));
      } else {
        // Handed on: `load().then(setUser)`, `<List onPick={setPicked} />`.
        const parameter = ts.isExpression(use) ? signatureOf(checker, checker.getContextualType(use))?.parameters[0] : undefined;
        if (parameter) values.push(checker.getTypeOfSymbolAtLocation(parameter, use));
      }
    } else if (one.hook === 'useRef') {
      const assigned = parent.parent;
      if (
        ts.isPropertyAccessExpression(parent) &&
        parent.name.text === 'current' &&
        ts.isBinaryExpression(assigned) &&
        assigned.left === parent &&
        assigned.operatorToken.kind === ts.SyntaxKind.EqualsToken
      )
        values.push(assigned.right);
    } else {
      const opening = ts.isPropertyAccessExpression(parent) ? parent.parent : parent;
      if (!ts.isJsxOpeningElement(opening) && !ts.isJsxSelfClosingElement(opening)) continue;
      for (const attribute of opening.attributes.properties)
        if (
          ts.isJsxAttribute(attribute) &&
          attribute.name.getText(place.file) === 'value' &&
          attribute.initializer &&
          ts.isJsxExpression(attribute.initializer) &&
          attribute.initializer.expression
        )
          values.push(attribute.initializer.expression);
    }
  }
  const seen = new Set<string>();
  const texts = new Set(
    values
      .flatMap((value) => texted(place, one, value))
      .flatMap((found) => {
        if (typeof found === 'string') return [found];
        const text = typeName(place, one, found);
        if (!seen.has(text)) imports.push(...importsOf(place, found));
        seen.add(text);
        return [text];
      }),
  );
  return texts.size > 0 ? [...texts] : undefined;
}

/** Of a function that may as well be left out. */
const signatureOf = (checker: tsModule.TypeChecker, type: tsModule.Type | undefined): tsModule.Signature | undefined =>
  type && checker.getNonNullableType(type).getCallSignatures()[0];

/** The values that an argument of a setter may stand for: a function of the value before gives the next one. */
function results(ts: TypedPlace['ts'], argument: tsModule.Expression): tsModule.Expression[] {
  if (!ts.isArrowFunction(argument) && !ts.isFunctionExpression(argument)) return [argument];
  if (!ts.isBlock(argument.body)) return [argument.body];
  const out: tsModule.Expression[] = [];
  const visit = (node: tsModule.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) out.push(node.expression);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(argument.body);
  return out;
}

/** The types of a value, or how they are written where that says more. */
function texted(place: TypedPlace, one: Beginning, given: tsModule.Expression | tsModule.Type): (string | tsModule.Type)[] {
  const { ts, checker } = place;
  if (!('kind' in given)) return solid(place, one.begins === 'list' ? elementType(checker, given) : given);
  const value = given;
  const further = (expression: tsModule.Expression): (string | tsModule.Type)[] => texted(place, one, expression);
  if (ts.isParenthesizedExpression(value)) return further(value.expression);
  if (ts.isConditionalExpression(value)) return [...further(value.whenTrue), ...further(value.whenFalse)];
  if (ts.isBinaryExpression(value) && /^(?:\|\||\?\?)$/.test(value.operatorToken.getText(place.file)))
    return [...further(value.left), ...further(value.right)];
  if (one.begins === 'list' && ts.isArrayLiteralExpression(value))
    return value.elements.flatMap((element) =>
      ts.isSpreadElement(element)
        ? solid(place, elementType(checker, checker.getTypeAtLocation(element.expression)))
        : texted(place, { ...one, begins: 'nothing' }, element),
    );
  if (one.begins === 'object') {
    if (!ts.isObjectLiteralExpression(value)) return [];
    return value.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isComputedPropertyName(property.name)
        ? texted(place, { ...one, begins: 'nothing' }, property.initializer)
        : [],
    );
  }
  if (one.hook === 'useRef' && /^(?:setTimeout|setInterval)$/.test(calledName(ts, value) ?? ''))
    return [`ReturnType<typeof ${calledName(ts, value) ?? ''}>`];
  const type = checker.getTypeAtLocation(value);
  if (one.begins === 'list') return solid(place, elementType(checker, type));
  if (ts.isObjectLiteralExpression(value)) {
    const alike = declaredAs(place, type);
    return alike === undefined ? solid(place, type) : [alike];
  }
  return solid(place, type);
}

function elementType(checker: tsModule.TypeChecker, type: tsModule.Type): tsModule.Type | undefined {
  const element = checker.getIndexTypeOfType(checker.getNonNullableType(type), 1 satisfies tsModule.IndexKind.Number);
  return element;
}

/** Without nothing; none where it could be anything. */
function solid({ ts, checker }: TypedPlace, type: tsModule.Type | undefined): tsModule.Type[] {
  if (!type) return [];
  const found = checker.getNonNullableType(type);
  const { Any, Unknown, Never, Null, Undefined, Void } = ts.TypeFlags;
  return found.flags & (Any | Unknown | Never | Null | Undefined | Void)
    ? []
    : [checker.getWidenedType(checker.getBaseTypeOfLiteralType(found))];
}

const typeName = ({ ts, checker }: TypedPlace, { call }: Beginning, type: tsModule.Type): string =>
  checker
    .typeToString(type, call, ts.TypeFormatFlags.NoTruncation)
    .replace(/; \}/g, ' }')
    .replace(/\bimport\("[^"]*"\)\./g, '');

/** The one interface or type of the file that such an object is: what has a name is called by it. */
function declaredAs({ ts, file, checker }: TypedPlace, type: tsModule.Type): string | undefined {
  const keys = (one: tsModule.Type): string =>
    one
      .getProperties()
      .map(({ name }) => name)
      .sort()
      .join();
  const alike = file.statements.filter(
    (one): one is tsModule.InterfaceDeclaration | tsModule.TypeAliasDeclaration =>
      (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) &&
      !one.typeParameters &&
      keys(checker.getTypeAtLocation(one.name)) === keys(type),
  );
  return alike.length === 1 ? alike[0]?.name.text : undefined;
}

/** Types in sight that are called as the variable, or as one of its items: `users` holds `User`s. */
function namedAlike({ ts, checker, file }: TypedPlace, name: string): string[] {
  const plain = name.toLowerCase();
  const forms = new Set([
    plain,
    plain.replace(/s$/, ''),
    plain.replace(/es$/, ''),
    plain.replace(/ies$/, 'y'),
    plain.replace(/(?:list|data|items?)$/, ''),
  ]);
  return checker
    .getSymbolsInScope(file, ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Alias)
    .filter((symbol) => forms.has(symbol.name.toLowerCase()) && symbol.declarations?.some((one) => one.getSourceFile() === file) === true)
    .map((symbol) => symbol.name);
}
