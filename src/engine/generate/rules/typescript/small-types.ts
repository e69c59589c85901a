// Small mistakes of types that have one plain remedy each.
//
// Mistake: `The left-hand side of an 'instanceof' expression must be of type 'any', an object type …` (a number asked with `instanceof Number`);
//          `'e' is of type 'unknown'` in a catch clause; `Cannot find name 'console'. … include 'dom'.`
// Before:  if (x instanceof Number)       catch (e) { log(e.message) }
// After:   if (typeof x === 'number')     catch (e) { log((e as Error).message) }
// When not: the class is the program's own.

import type * as tsModule from 'typescript';
import { at, proved, type Idea } from './ideas';
import { hasCode, type TypedPlace, type TypedRule } from './typed';

export const primitiveInstanceof: TypedRule = {
  id: 'typescript/primitive-instanceof',
  answers: (problem) => hasCode(problem, new Set([2358])),
  propose(place) {
    const { ts, file, node } = place;
    const test = ts.findAncestor(node, (up) => ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
    if (!test || !ts.isBinaryExpression(test) || !ts.isIdentifier(test.right)) return [];
    const name = { Number: 'number', String: 'string', Boolean: 'boolean' }[test.right.text];
    if (!name) return [];
    const quote = file.text.split("'").length >= file.text.split('"').length ? "'" : '"';
    return proved(place, [{ title: `Ask with 'typeof … === ${quote}${name}${quote}'`, explanation: `A ${name} is no object, so 'instanceof ${test.right.text}' is never true for it.`, edits: [at(test.left.getStart(file), 'typeof '), { start: test.operatorToken.getStart(file), end: test.right.getEnd(), text: `=== ${quote}${name}${quote}` }], confidence: 0.92 }]);
  },
};

export const unknownError: TypedRule = {
  id: 'typescript/unknown-error',
  answers: (problem) => hasCode(problem, new Set([18046, 2571])),
  propose(place) {
    const { ts, file, checker, node } = place;
    if (!ts.isIdentifier(node) || !ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node) return [];
    const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (!declaration || !ts.isCatchClause(declaration.parent) || !/^(?:message|name|stack|cause)$/.test(node.parent.name.text)) return [];
    const ideas: Idea[] = [{ title: `Read it as '(${node.text} as Error)'`, explanation: 'What is caught may be anything; here it is treated as an Error.', edits: [at(node.getStart(file), '('), at(node.getEnd(), ' as Error)')], confidence: 0.75 }];
    return proved(place, ideas);
  },
};

/** Names of the browser that every runtime has, in a program whose libraries leave them out. */
export const domLibrary: TypedRule = {
  id: 'typescript/dom-library',
  answers: (problem) => hasCode(problem, new Set([2584])),
  propose(place) {
    if (hasConfig(place)) return [];
    return proved(place, [{ title: "Add a reference to the 'dom' library", explanation: `The compiler's libraries for this file leave out 'console' and its like.`, edits: [at(0, `/// <reference lib="dom" />${place.text.includes('\r\n') ? '\r\n' : '\n'}`)], confidence: 0.5 }], 0);
  },
};

/** The libraries of a project are chosen in its tsconfig.json, not in a file. */
function hasConfig({ ts, path: file, folder }: TypedPlace): boolean {
  return ts.findConfigFile(file.slice(0, file.lastIndexOf('/')) || '/', (name: string) => folder.exists(name)) !== undefined;
}

/** `console.log` may only be missing its types; a name of another language never is there. */
const CALLS: Readonly<Record<string, (argument: string) => string>> = {
  ord: (x) => `${x}.charCodeAt(0)`,
  len: (x) => `${x}.length`,
  chr: (x) => `String.fromCharCode(${x})`,
  str: (x) => `String(${x})`,
  int: (x) => `parseInt(${x})`,
  float: (x) => `parseFloat(${x})`,
  abs: (x) => `Math.abs(${x})`,
  round: (x) => `Math.round(${x})`,
  floor: (x) => `Math.floor(${x})`,
  sqrt: (x) => `Math.sqrt(${x})`,
  sorted: (x) => `[...${x}].sort()`,
  list: (x) => `Array.from(${x})`,
  set: (x) => `new Set(${x})`,
};
const TYPES: Readonly<Record<string, string>> = { char: 'string', str: 'string', String: 'string', int: 'number', integer: 'number', float: 'number', double: 'number', long: 'number', Int: 'number', bool: 'boolean', Bool: 'boolean', list: 'unknown[]', dict: 'Record<string, unknown>', None: 'null' };
const VALUES: Readonly<Record<string, string>> = { None: 'null', nil: 'null', NULL: 'null', True: 'true', False: 'false', self: 'this' };

export const otherLanguage: TypedRule = {
  id: 'typescript/other-language',
  answers: (problem) => hasCode(problem, new Set([2304, 2552, 2362, 2363])) || (problem.errorType === 'ReferenceError' && /not defined/.test(problem.message)),
  propose(place) {
    const found = foreign(place);
    return found ? proved(place, [found], 0.8) : [];
  },
};

function foreign(place: TypedPlace): Idea | undefined {
  const { ts, file, start, end } = place;
  let node: tsModule.Node | undefined = place.node;
  if (!ts.isIdentifier(node)) {
    // The call is part of what is reported.
    const inside: tsModule.Identifier[] = [];
    const visit = (at_: tsModule.Node): void => {
      if (ts.isIdentifier(at_) && ts.isCallExpression(at_.parent) && at_.parent.expression === at_ && at_.getStart(file) >= start && at_.getEnd() <= end) inside.push(at_);
      ts.forEachChild(at_, visit);
    };
    visit(node);
    node = inside[0];
  }
  if (!node || !ts.isIdentifier(node)) return undefined;
  if (place.checker.getSymbolAtLocation(node)?.declarations?.length) return undefined;
  const { parent, text: name } = node;
  const explanation = `'${name}' is a word of another language.`;
  if (ts.isCallExpression(parent) && parent.expression === node && parent.arguments.length === 1 && Object.hasOwn(CALLS, name)) {
    const argument = parent.arguments[0]?.getText(file) ?? '';
    const text = CALLS[name]?.(argument) ?? '';
    return { title: `Change '${name}(…)' to '${text.length < 30 ? text : `${text.slice(0, 27)}…`}'`, explanation, edits: [{ start: parent.getStart(file), end: parent.getEnd(), text }], confidence: 0.88 };
  }
  if (ts.isCallExpression(parent) && parent.expression === node && name === 'print') return { title: "Change 'print' to 'console.log'", explanation, edits: [{ start: node.getStart(file), end: node.getEnd(), text: 'console.log' }], confidence: 0.88 };
  if (ts.isTypeReferenceNode(parent) && Object.hasOwn(TYPES, name)) return { title: `Change '${name}' to '${TYPES[name] ?? ''}'`, explanation, edits: [{ start: node.getStart(file), end: node.getEnd(), text: TYPES[name] ?? '' }], confidence: 0.92 };
  if (!ts.isTypeReferenceNode(parent) && Object.hasOwn(VALUES, name)) return { title: `Change '${name}' to '${VALUES[name] ?? ''}'`, explanation, edits: [{ start: node.getStart(file), end: node.getEnd(), text: VALUES[name] ?? '' }], confidence: 0.93 };
  return undefined;
}

/** `const result` without a value, set later: it is a `let`. */
export const constWithoutValue: TypedRule = {
  id: 'typescript/const-without-value',
  answers: (problem) => hasCode(problem, new Set([1155])),
  propose(place) {
    const { ts, file, text, node } = place;
    const list = ts.findAncestor(node, ts.isVariableDeclarationList);
    const name = ts.findAncestor(node, ts.isVariableDeclaration)?.name.getText(file);
    if (!list || !name || !new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*[-+*/%&|^?]*=(?!=)`).test(text.slice(list.getEnd()))) return [];
    const start = list.getStart(file);
    return proved(place, [{ title: "Change 'const' to 'let'", explanation: `'${name}' gets its value later, which a 'const' can't.`, edits: [{ start, end: start + 'const'.length, text: 'let' }], confidence: 0.93 }], 1);
  },
};

/** `f(a (b))`: a comma is missing, or the line before wants its semicolon. */
export const callOfValue: TypedRule = {
  id: 'typescript/call-of-value',
  answers: (problem) => hasCode(problem, new Set([2349, 2348])) || (problem.errorType === 'TypeError' && / is not a function/.test(problem.message)),
  propose(place) {
    const { ts, file, text, node } = place;
    const call = ts.findAncestor(node, (up) => ts.isCallExpression(up) && up.expression.getStart(file) <= place.start);
    if (!call || !ts.isCallExpression(call)) return [];
    const end = call.expression.getEnd();
    const gap = /^\s+/.exec(text.slice(end))?.[0];
    if (!gap) return [];
    const ideas: Idea[] = [];
    if (gap.includes('\n')) ideas.push({ title: "Add ';' at the end of the line", explanation: 'Without it, the next line is taken for the arguments of a call.', edits: [at(end, ';')], confidence: 0.9 });
    const listed = ts.isCallExpression(call.parent) || ts.isNewExpression(call.parent) || ts.isArrayLiteralExpression(call.parent) || (ts.isPropertyAssignment(call.parent) && gap.includes('\n'));
    if (listed) ideas.push({ title: "Add ','", explanation: `'${call.expression.getText(file).slice(0, 40)}' is no function: a comma is missing behind it.`, edits: [at(end, ',')], confidence: 0.92 });
    return proved(place, ideas, 0.95);
  },
};
