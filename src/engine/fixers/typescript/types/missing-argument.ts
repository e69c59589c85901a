/**
 * Mistake: a call with one argument too few or too many, where the code at hand tells which.
 *
 * Before:  `area(width)` of `area(width, height)`, with a `height` in scope       After:  `area(width, height)`
 * Before:  `line.split()` beside `other.split(',')`                               After:  `line.split(',')`
 * Before:  `save(user, user)` of `save(user)`                                     After:  `save(user)`
 *
 * When not: more than one argument is missing, nothing in scope is called like the parameter, the file's other calls differ, or what
 * is given too much says something of its own.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** Likeliest first. */
const ORDER = ['name-of-last-parameter', 'name-of-parameter', 'constant-of-other-calls', 'name-of-parameter-of-any-type'];

export const missingArgument: TypedRule = {
  id: 'typescript/missing-argument',
  family: 'typescript/types',
  answers: { codes: ['TS2554', 'TS2555'] },
  propose(place) {
    const call = callAt(place);
    const signature = call && place.checker.getResolvedSignature(call);
    // What a ref begins with is React's own matter (react/ref-type.ts).
    if (!call?.arguments || !signature || /(?:^|\.)useRef$/.test(call.expression.getText(place.file))) return [];
    const given = call.arguments;
    if (given.some((argument) => place.ts.isSpreadElement(argument))) return [];
    const [least, most = least] = (/^Expected (\d+)(?:-(\d+))? arguments?/.exec(place.message)?.slice(1) ?? []).map(
      (n: string | undefined) => (n === undefined ? undefined : Number(n)),
    );
    const atLeast = Number(/^Expected at least (\d+)/.exec(place.message)?.[1] ?? least ?? 0);
    if (most !== undefined && given.length > most) return given.length === most + 1 ? checkedProposals(place, surplus(place, given)) : [];
    return given.length === atLeast - 1
      ? checkedProposals(place, inOrder(ORDER, [...named(place, call, given, signature), ...alike(place, call, given)]))
      : [];
  },
};

type Call = tsModule.CallExpression | tsModule.NewExpression;

function callAt({ ts, node }: TypedPlace): Call | undefined {
  return ts.findAncestor(node, (up): up is Call => ts.isCallExpression(up) || ts.isNewExpression(up));
}

/** Text inserted as the argument of an index. */
function inserted(
  { file }: TypedPlace,
  call: Call,
  given: tsModule.NodeArray<tsModule.Expression>,
  index: number,
  text: string,
): Idea['edits'] {
  const before = given[index - 1];
  if (before) return [at(before.getEnd(), `, ${text}`)];
  const next = given[index];
  return [next ? at(next.getStart(file), `${text}, `) : at(call.getEnd() - 1, text)];
}

/** What is in scope under the parameter's own name, and not given yet. */
function named(place: TypedPlace, call: Call, given: tsModule.NodeArray<tsModule.Expression>, signature: tsModule.Signature): Idea[] {
  const { ts, checker, file, text } = place;
  const taken = new Set(given.map((argument) => argument.getText(file)));
  const scope = new Map(checker.getSymbolsInScope(call, ts.SymbolFlags.Value).map((symbol) => [symbol.name, symbol]));
  const owner = ts.findAncestor(call, ts.isClassLike);
  const out: Idea[] = [];
  for (const [index, parameter] of signature.parameters.entries()) {
    const { name } = parameter;
    if (index > given.length) break;
    const own =
      scope.get(name)?.declarations?.some((declaration) => declaration.getSourceFile() === file && !inside(declaration, call)) === true;
    const member =
      !own &&
      owner !== undefined &&
      checker.getPropertyOfType(checker.getTypeAtLocation(owner), name) !== undefined &&
      text.includes(`this.${name}`);
    const written = own ? name : member ? `this.${name}` : undefined;
    if (written === undefined || taken.has(written)) continue;
    const type = own ? checker.getTypeOfSymbolAtLocation(scope.get(name) as tsModule.Symbol, call) : undefined;
    // What could be anything proves nothing.
    const isVague = type !== undefined && (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
    out.push({
      variant: isVague ? 'name-of-parameter-of-any-type' : index === given.length ? 'name-of-last-parameter' : 'name-of-parameter',
      title: `Add the argument '${written}'`,
      explanation: `'${name}' is asked for and not given; it is at hand here.`,
      edits: inserted(place, call, given, index, written),
    });
  }
  return out;
}

/** The declaration of a variable that the call itself gives its value to. */
const inside = (declaration: tsModule.Node, call: tsModule.Node): boolean =>
  declaration.pos <= call.pos && declaration.end >= call.end && !('body' in declaration);

/** What all other calls of the same function in the file give in this place: a literal, always the same. */
function alike(place: TypedPlace, call: Call, given: tsModule.NodeArray<tsModule.Expression>): Idea[] {
  const { ts, file } = place;
  const nameOf = (one: Call): string =>
    ts.isPropertyAccessExpression(one.expression) ? `.${one.expression.name.text}` : one.expression.getText(file);
  const name = nameOf(call);
  const index = given.length;
  const seen = new Set<string>();
  const visit = (node: tsModule.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node !== call && nameOf(node) === name) {
      const argument = node.arguments?.[index];
      seen.add(argument && node.arguments.length === index + 1 && isConstant(ts, argument) ? argument.getText(file) : '');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [only] = seen;
  if (seen.size !== 1 || !only) return [];
  return [
    {
      variant: 'constant-of-other-calls',
      title: `Add the argument ${only}`,
      explanation: `Every other call of '${name.replace('.', '')}' in this file gives ${only} here.`,
      edits: inserted(place, call, given, index, only),
    },
  ];
}

function isConstant(ts: TypedPlace['ts'], node: tsModule.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

/** One too many, and one of them says what another one says already, or nothing. */
function surplus({ file }: TypedPlace, given: tsModule.NodeArray<tsModule.Expression>): Idea[] {
  const last = given.at(-1);
  const before = given.at(-2);
  if (!last) return [];
  const text = last.getText(file);
  const twice = given.slice(0, -1).some((argument) => argument.getText(file) === text);
  if (!twice && text !== 'undefined') return [];
  return [
    {
      variant: twice ? 'given-twice' : 'undefined-given',
      title: `Leave out the argument '${text.slice(0, 40)}'`,
      explanation: twice ? `'${text.slice(0, 40)}' is given twice, and asked for once.` : 'No such argument is asked for.',
      edits: [{ start: before?.getEnd() ?? last.getStart(file), end: last.getEnd(), text: '' }],
    },
  ];
}
