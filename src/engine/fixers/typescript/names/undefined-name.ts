/**
 * Mistake: a name that nothing declares: one decision between a slip of the pen, a forgotten `this.`, a missing import and a missing
 * declaration.
 *
 * Before:  `for (let i = 0; i < lenght; i++)`       After:  `for (let i = 0; i < length; i++)`
 * Before:  `readFileSync(file)`                     After:  `import { readFileSync } from 'fs';` on top
 *
 * When not: nothing near is in scope, no module exports it, no member is called so.
 *
 * Tests: fixers.test.ts
 */
import type * as tsModule from 'typescript';
import type { Problem } from '../../../problem';
import { fixesAt } from '../framework/code-fixes';
import { guessedImports } from './import-guess';
import { wordsIn } from '../modules/module-path';
import { measured, slip, suggested } from '../framework/spelling';
import { hasCode, innermost, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';

/** Cannot find name (in all its wordings), namespace, shorthand value; instance and static members without `this`; a type used as a value; UMD globals. */
const CODES = new Set([2304, 2552, 2503, 2662, 2663, 2833, 18004, 2580, 2581, 2582, 2583, 2591, 2592, 2593, 2686, 2693]);

export const names: TypedRule = {
  id: 'typescript/undefined-name',
  answers: (problem) => hasCode(problem, CODES) || isReferenceError(problem) || problem.errorType === 'no-undef',
  propose(place) {
    const found = nameAt(place);
    if (!found) return importFixes(place, '').map(({ proposal, weight }) => ({ ...proposal, confidence: weight * 0.9 }));
    return decide(place, found.node, found.name);
  },
};

function isReferenceError(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  return problem.errorType === 'ReferenceError' && / is not defined/.test(problem.message);
}

/** The identifier that the problem is about. */
function nameAt(place: TypedPlace): { node: tsModule.Identifier; name: string } | undefined {
  const { ts, file, text } = place;
  let { node } = place;
  const name =
    /(?:[Cc]annot find (?:name|namespace) |property ')'?([\w$]+)'?/.exec(place.message)?.[1] ??
    /^'?([\w$]+)'? is not defined/.exec(place.message)?.[1];
  // A stack names a line; the column may be that of the statement.
  if (ts.isIdentifier(node) && (name === undefined || node.text === name)) return { node, name: node.text };
  if (!name) return undefined;
  const line = text.lastIndexOf('\n', place.start - 1) + 1;
  const until = text.indexOf('\n', place.end);
  for (const match of text
    .slice(line, until < 0 ? undefined : until)
    .matchAll(new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'))) {
    const at = line + match.index;
    node = innermost(ts, file, at, at + name.length);
    if (ts.isIdentifier(node) && node.text === name) return { node, name };
  }
  // Said of a comment's type: what the code itself does with the name decides.
  let found: tsModule.Identifier | undefined;
  const visit = (at: tsModule.Node): void => {
    if (found) return;
    if (ts.isIdentifier(at) && at.text === name && !(ts.isPropertyAccessExpression(at.parent) && at.parent.name === at)) found = at;
    else ts.forEachChild(at, visit);
  };
  visit(file);
  return found && { node: found, name };
}

interface Option {
  readonly proposal: Omit<TypedProposal, 'confidence'>;
  /** Likelihood before the others are looked at, 0 to 1. */
  readonly weight: number;
  /** It changes a name that is imported and used nowhere. */
  readonly mendsImport?: true;
}

function decide(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const count = countUses(place.text, name);
  const options: Option[] = [...members(place, node, name), ...declarations(place, node, name), ...glued(place, node, name)];
  const slipped = slips(place, node, name, count);
  // Where an import of a misspelt name stands, another one beside it is not meant.
  const imports = slipped.some((option) => option.mendsImport) ? [] : importFixes(place, name);
  options.push(...imports);
  // What is exported under exactly this name is no slip.
  options.push(...slipped.map((option) => (imports.length > 0 ? { ...option, weight: option.weight * 0.5 } : option)));
  if (imports.length === 0) options.push(...guessedImports(place, node, name).map(({ weight, ...proposal }) => ({ proposal, weight })));
  // One decision: what the others could be is taken from each.
  const strongest = Math.max(0, ...options.map((option) => option.weight));
  return options
    .filter((option) => option.weight >= 0.2 && option.weight >= strongest * 0.25)
    .map(({ proposal, weight }) => {
      const rivals = options.filter((other) => other.proposal !== proposal).reduce((sum, other) => Math.max(sum, other.weight), 0);
      return { ...proposal, confidence: measured(Math.min(0.98, weight * (rivals >= weight ? 0.6 : 1 - 0.35 * rivals * rivals))) };
    });
}

/** How often the file uses the name as a word of its own, not as a member. */
export function countUses(text: string, name: string): number {
  return [...text.matchAll(new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'))].length;
}

/** Names in scope that are near in letters. A local one, seldom used so far, is likelier than one of the library. */
function slips(place: TypedPlace, node: tsModule.Identifier, name: string, count: number): Option[] {
  const { ts, checker, file, text } = place;
  const isType = isTypePosition(ts, node);
  const meaning = isType ? ts.SymbolFlags.Type | ts.SymbolFlags.Namespace : ts.SymbolFlags.Value;
  const told = suggested(place.message);
  const seen = new Map<string, number>();
  for (const symbol of checker.getSymbolsInScope(node, meaning | ts.SymbolFlags.Alias)) {
    const other = symbol.name;
    if (other === name || seen.has(other)) continue;
    const likeness = slip(name, other);
    if (likeness === 0) continue;
    const local = symbol.declarations?.some((declaration) => declaration.getSourceFile() === file) ?? false;
    if (local && isOwnDeclaration(symbol, node)) continue;
    let weight = likeness * (local ? 1 : 0.78);
    if (local && countUses(text, other) === 1) weight = Math.min(0.97, weight * 1.25);
    // `String` for `string` is a mistake of its own.
    if (isType && TYPE_WORDS.includes(other.toLowerCase())) continue;
    // A library's name that this file never uses is seldom what was meant, but for the well-known.
    if (!local && countUses(text, other) === 0) weight *= WELL_KNOWN.has(other) ? 1.1 : 0.6;
    seen.set(other, weight);
  }
  // Names that only this file knows: set up elsewhere, or in a module that is not here.
  for (const match of text.matchAll(/(?<![\w$.'"])[A-Za-z_$][\w$]*/g)) {
    const word = match[0];
    if (word !== name && !seen.has(word) && slip(name, word) > 0.8) seen.set(word, slip(name, word) * 0.6);
  }
  if (told && !seen.has(told) && !/^this\./.test(told) && new RegExp(`(?<![\\w$])${told.replace(/\$/g, '\\$')}(?![\\w$])`).test(text))
    seen.set(told, slip(name, told) * 0.95);
  for (const word of isType ? TYPE_WORDS : JS_WORDS) if (!seen.has(word)) seen.set(word, slip(name, word) * (isType ? 0.95 : 0.8));
  // The same unknown word many times is hardly a slip each time.
  const often = count <= 1 ? 1 : count === 2 ? 0.75 : count === 3 ? 0.55 : 0.4;
  const wrong = misspeltDeclaration(
    place,
    name,
    count,
    [...seen].sort((a, b) => b[1] - a[1]).map(([other]) => other),
  );
  if (wrong) return [wrong];
  const ranked = [...seen]
    .map(([other, weight]) => [other, weight * often * (told === other ? 1.08 : 1)] as const)
    .filter(([, weight]) => weight > 0.1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4);
  return ranked.map(([other, weight], index) => ({
    weight: Math.min(0.98, index === 0 ? weight : weight * 0.7),
    proposal: {
      title: `Change '${name}' to '${other}'`,
      explanation: `Nothing called '${name}' is known here, but '${other}' is.`,
      edits: [{ start: node.getStart(file), end: node.getEnd(), text: other }],
    },
  }));
}

/** The name is used again and again, and what is near to it is declared and never used: the declaration is misspelt. */
function misspeltDeclaration(place: TypedPlace, name: string, count: number, near: readonly string[]): Option | undefined {
  const { text } = place;
  for (const other of near) {
    if (slip(name, other) < 0.6) continue;
    const imported = wrongImport(place, name, other, count);
    if (imported) return imported;
    if (count < 2) continue;
    const places = [...text.matchAll(new RegExp(`(?<![\\w$])${other.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'))];
    const [only] = places;
    if (!only || places.length !== 1) continue;
    const before = text.slice(Math.max(0, only.index - 200), only.index);
    if (!/(?:\b(?:const|let|var|function|class|interface|type|enum)\s+|\bimport\b[^;]*[{,\s]\s*|[{,(]\s*)$/.test(before)) continue;
    return {
      weight: 0.9,
      proposal: {
        title: `Change '${other}' to '${name}'`,
        explanation: `It is declared as '${other}', but used as '${name}'.`,
        edits: [{ start: only.index, end: only.index + other.length, text: name }],
      },
    };
  }
  return undefined;
}

/** The one near in letters is imported, used nowhere, and its module does not show that it exports it: the import is misspelt, not the use. */
function wrongImport({ ts, checker, file, text }: TypedPlace, name: string, other: string, count: number): Option | undefined {
  if (text.split(new RegExp(`(?<![\\w$])${other.replace(/\$/g, '\\$')}(?![\\w$])`)).length !== 2) return undefined;
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const element =
      bindings && ts.isNamedImports(bindings) ? bindings.elements.find((one) => one.name.text === other && !one.propertyName) : undefined;
    if (!element || !ts.isImportDeclaration(statement)) continue;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    const exported = module && checker.getExportsOfModule(module).map((one) => one.name);
    if (exported && (exported.includes(other) || !exported.includes(name))) return undefined;
    // One import against one use: the words of the file tell which of the two is misspelt.
    if (!exported && count < 2 && !betterSpelt(text, name, other)) return undefined;
    return {
      weight: exported ? 0.97 : 0.93,
      mendsImport: true,
      proposal: {
        title: `Import '${name}' instead of '${other}'`,
        explanation: `'${other}' is imported and used nowhere; what is used is '${name}'.`,
        edits: [{ start: element.name.getStart(file), end: element.name.getEnd(), text: name }],
      },
    };
  }
  return undefined;
}

/** What the name has and the other has not is said elsewhere in the file, what the other has is not. */
function betterSpelt(text: string, name: string, other: string): boolean {
  const rest = text.replaceAll(name, ' ').replaceAll(other, ' ').toLowerCase();
  const [own, theirs] = [wordsIn(name), wordsIn(other)];
  const right = own.filter((word) => !theirs.includes(word));
  const wrong = theirs.filter((word) => !own.includes(word));
  return right.length > 0 && right.every((word) => rest.includes(word)) && !wrong.some((word) => rest.includes(word));
}

const JS_WORDS = ['arguments', 'undefined', 'true', 'false', 'null', 'this'];
const TYPE_WORDS = ['string', 'number', 'boolean', 'unknown', 'never', 'void', 'object', 'undefined', 'symbol', 'bigint'];
const WELL_KNOWN = new Set([
  'console',
  'Math',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Promise',
  'JSON',
  'Date',
  'Error',
  'Map',
  'Set',
  'RegExp',
  'Symbol',
  'parseInt',
  'parseFloat',
  'isNaN',
  'require',
  'module',
  'exports',
  'process',
  'window',
  'document',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'Record',
  'Partial',
  'Function',
  'Buffer',
  'TypeError',
  'RangeError',
  'Uint8Array',
  'globalThis',
  'undefined',
  'Readonly',
  'Pick',
  'Omit',
  'Infinity',
  'NaN',
  'fetch',
  'URL',
  'WeakMap',
  'Reflect',
  'Proxy',
]);

/** A declaration that the name itself stands in (`const x = y` for `y`) is no answer. */
function isOwnDeclaration(symbol: tsModule.Symbol, node: tsModule.Node): boolean {
  return (
    symbol.declarations?.some(
      (declaration) =>
        declaration.getStart() <= node.getStart() &&
        declaration.getEnd() >= node.getEnd() &&
        'initializer' in declaration &&
        !('body' in declaration) &&
        !('members' in declaration),
    ) ?? false
  );
}

function isTypePosition(ts: TypedPlace['ts'], node: tsModule.Node): boolean {
  return (
    ts.isTypeReferenceNode(node.parent) ||
    ts.isQualifiedName(node.parent) ||
    (ts.isExpressionWithTypeArguments(node.parent) &&
      (ts.isInterfaceDeclaration(node.parent.parent.parent) ||
        (ts.isHeritageClause(node.parent.parent) && node.parent.parent.token === ts.SyntaxKind.ImplementsKeyword)))
  );
}

/** `name` where `this.name` was meant: the class has such a member, or the file says `this.name` elsewhere. */
function members(place: TypedPlace, node: tsModule.Identifier, name: string): Option[] {
  const { ts, checker, file, text, code } = place;
  if (isTypePosition(ts, node)) return [];
  const container = ts.findAncestor(node, (up) => ts.isFunctionLike(up) && !ts.isArrowFunction(up));
  const owner = ts.findAncestor(node, (up) => ts.isClassLike(up));
  const option = (prefix: string, weight: number): Option[] => [
    {
      weight,
      proposal: {
        title: `Change '${name}' to '${prefix}${name}'`,
        explanation: `'${name}' is a member here: it is reached through '${prefix.slice(0, -1)}'.`,
        edits: [
          {
            start: node.getStart(file),
            end: node.getEnd(),
            text: ts.isShorthandPropertyAssignment(node.parent) ? `${name}: ${prefix}${name}` : prefix + name,
          },
        ],
      },
    },
  ];
  if (code === 2663) return option('this.', 0.96);
  const told = suggested(place.message);
  if (code === 2662 && told) return option(`${told.slice(0, -name.length - 1)}.`, 0.95);
  if (owner && ts.isClassLike(owner)) {
    const isStatic =
      container !== undefined &&
      ts.canHaveModifiers(container) &&
      (ts.getModifiers(container) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
    const type = checker.getTypeAtLocation(owner);
    const has = isStatic
      ? owner.members.some(
          (member) =>
            member.name !== undefined &&
            ts.isIdentifier(member.name) &&
            member.name.text === name &&
            ts.canHaveModifiers(member) &&
            ts.getModifiers(member)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword),
        )
      : checker.getPropertyOfType(type, name) !== undefined;
    if (has) return option('this.', 0.94);
    const byWords = (text.match(new RegExp(`\\bthis\\.${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g')) ?? []).length;
    if (byWords > 0) return option('this.', 0.92);
    const extended = owner.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) ?? false;
    // By convention, a name with an underscore in front is a member.
    if (extended && name.startsWith('_')) return option('this.', 0.75);
    // A base class that is not here may have it: a call of an unknown verb in a class with a base.
    if (
      owner.heritageClauses?.some(
        (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword || clause.token === ts.SyntaxKind.ImplementsKeyword,
      ) &&
      ts.isCallExpression(node.parent) &&
      node.parent.expression === node
    )
      return option('this.', 0.5);
    return [];
  }
  if (!container) return [];
  const byWords = (text.match(new RegExp(`\\bthis\\.${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g')) ?? []).length;
  if (byWords > 0) return option('this.', 0.9);
  // A method of an object literal: its siblings.
  const literal = ts.findAncestor(
    node,
    (up) =>
      ts.isObjectLiteralExpression(up) &&
      up.properties.some((property) => property.name !== undefined && ts.isIdentifier(property.name) && property.name.text === name),
  );
  return literal && /\bthis\./.test(literal.getText(file)) ? option('this.', 0.7) : [];
}

/** The language service knows which modules of the program export the name; which to take is decided by nearness. */
function importFixes(place: TypedPlace, name: string): Option[] {
  const code = place.code === 0 ? 2304 : place.code;
  const out: Option[] = [];
  for (const fix of fixesAt(place, code)) {
    if (fix.fixName !== 'import') continue;
    const own = fix.changes.find((change) => change.fileName === place.path);
    if (!own) continue;
    out.push({
      weight: 0.95 * 0.55 ** out.length,
      proposal: {
        title: fix.description,
        explanation: `'${name}' is exported there, but this file does not import it.`,
        edits: own.textChanges.map((edit) => ({ start: edit.span.start, end: edit.span.start + edit.span.length, text: edit.newText })),
      },
    });
    if (out.length === 3) break;
  }
  return out;
}

const NODE_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Buffer', ['from', 'alloc', 'concat', 'isBuffer', 'byteLength', 'compare']],
  [
    'process',
    [
      'env',
      'exit',
      'cwd',
      'argv',
      'stdout',
      'stderr',
      'stdin',
      'platform',
      'nextTick',
      'hrtime',
      'version',
      'versions',
      'memoryUsage',
      'uptime',
      'emitWarning',
    ],
  ],
]);

/** `listpush(x)` where `list.push(x)` was meant: a known name and one of its members, without their dot. */
function glued(place: TypedPlace, node: tsModule.Identifier, name: string): Option[] {
  const { ts, checker, file, text } = place;
  if (ts.isShorthandPropertyAssignment(node.parent)) return [];
  const isType = isTypePosition(ts, node);
  const start = node.getStart(file);
  const option = (length: number, weight: number): Option => ({
    weight,
    proposal: {
      title: `Change '${name}' to '${name.slice(0, length)}.${name.slice(length)}'`,
      explanation: `'${name.slice(length)}' is a member of '${name.slice(0, length)}': the dot between them is missing.`,
      edits: [{ start: start + length, end: start + length, text: '.' }],
    },
  });
  const found: Option[] = [];
  for (const symbol of checker.getSymbolsInScope(node, (isType ? ts.SymbolFlags.Namespace : ts.SymbolFlags.Value) | ts.SymbolFlags.Alias)) {
    const { name: head } = symbol;
    if (head.length < 2 || head.length > name.length - 2 || !name.startsWith(head)) continue;
    const rest = name.slice(head.length);
    if (!/^[A-Za-z_$#]/.test(rest) || isOwnDeclaration(symbol, node)) continue;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const holds = isType
      ? (target.flags & ts.SymbolFlags.Namespace) !== 0 && checker.getExportsOfModule(target).some((one) => one.name === rest)
      : checker.getPropertyOfType(
          checker.getApparentType(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, node))),
          rest,
        ) !== undefined;
    // What can't be seen may be said elsewhere in the file.
    const said = new RegExp(`(?<![\\w$.])${head.replace(/\$/g, '\\$')}\\.${rest.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
    // A value of no known type, and a member that the file speaks of.
    const open =
      !isType &&
      (checker.getTypeOfSymbolAtLocation(symbol, node).flags & ts.TypeFlags.Any) !== 0 &&
      symbol.declarations?.some((declaration) => declaration.getSourceFile() === file) === true &&
      new RegExp(`\\.${rest.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
    if (holds || said || open) found.push(option(head.length, holds ? 0.97 : said ? 0.9 : 0.82));
  }
  // Node's own may be unknown to this checker.
  for (const [head, names] of NODE_MEMBERS)
    if (!isType && found.length === 0 && name.startsWith(head) && names.includes(name.slice(head.length)))
      found.push(option(head.length, 0.93));
  for (const head of ['this', 'exports']) {
    const rest = name.slice(head.length);
    if (!name.startsWith(head) || rest.length < 2 || isType) continue;
    const owner = ts.findAncestor(node, ts.isClassLike);
    const holds =
      head === 'this'
        ? owner !== undefined && checker.getPropertyOfType(checker.getTypeAtLocation(owner), rest) !== undefined
        : /(?<![\w$.])exports\.[\w$]+\s*=/.test(text) && countUses(text, rest) > 0;
    if (holds) found.push(option(head.length, 0.95));
  }
  return found.slice(-1);
}

/** `name = value` as the first use of a name: its `const` or `let` is missing. */
function declarations(place: TypedPlace, node: tsModule.Identifier, name: string): Option[] {
  const { ts, file, text } = place;
  const around = ts.findAncestor(node, (up) => ts.isBlock(up) || ts.isSourceFile(up)) ?? file;
  const before = text.slice(around.getStart(file), node.getStart(file));
  const first = countUses(before, name) === 0 && countUses(text.slice(node.getEnd(), around.getEnd()), name) > 0;
  const { parent } = node;
  const declare = (weight: number, word: string, at: number): Option[] => [
    {
      weight,
      proposal: {
        title: `Declare '${name}' with '${word}'`,
        explanation: `'${name}' gets a value here, but is declared nowhere.`,
        edits: [{ start: at, end: at, text: `${word} ` }],
      },
    },
  ];
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const statement = parent.parent;
    const assigned = new RegExp(
      `(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*(?:[-+*/%&|^?]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>])|(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*(?:\\+\\+|--)|(?:\\+\\+|--)\\s*${name.replace(/\$/g, '\\$')}(?![\\w$])`,
      'g',
    );
    const writes = (text.slice(around.getStart(file), around.getEnd()).match(assigned) ?? []).length;
    const style = /(?:^|\n)\s*var\s/.test(text) && !/(?:^|\n)\s*(?:const|let)\s/.test(text) ? 'var' : undefined;
    if (ts.isExpressionStatement(statement)) {
      // `let args = [x] ⏎ options = y`: a comma is missing, not a declaration.
      const comma = missingComma(place, node, statement);
      if (comma !== undefined)
        return [
          {
            weight: 0.9,
            proposal: {
              title: `Add ',' after the declaration before '${name}'`,
              explanation: `The list of declarations goes on with '${name}', but its comma is missing.`,
              edits: [{ start: comma, end: comma, text: ',' }],
            },
          },
        ];
      return first ? declare(0.93, style ?? (writes > 1 ? 'let' : 'const'), node.getStart(file)) : [];
    }
    if (ts.isForStatement(statement) && statement.initializer === parent) return declare(0.9, style ?? 'let', node.getStart(file));
  }
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === node)
    return declare(0.93, /(?:^|\n)\s*var\s/.test(text) && !/\b(?:const|let)\s/.test(text) ? 'var' : 'const', node.getStart(file));
  return [];
}

/** Where the comma goes, if the statement continues a declaration list of the line before by its indentation. */
function missingComma(place: TypedPlace, node: tsModule.Identifier, statement: tsModule.Statement): number | undefined {
  const { ts, file, text } = place;
  const block = statement.parent;
  if (!('statements' in block)) return undefined;
  const siblings = (block as tsModule.Block).statements;
  const before = siblings[siblings.indexOf(statement) - 1];
  if (!before || !ts.isVariableStatement(before) || text[before.getEnd() - 1] === ';') return undefined;
  const column = (at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);
  const start = node.getStart(file);
  return /\n/.test(text.slice(before.getEnd(), start)) && column(start) > column(before.getStart(file)) ? before.getEnd() : undefined;
}
