// A name in scope that is near in letters; or the use is right, and what is near to it is misspelt where it is declared or imported.

import type * as tsModule from 'typescript';
import { inOrder } from '../../framework/checked-proposals';
import { countUses, placesOf, wordsIn } from '../../framework/identifiers';
import { bySlip, isSlip, slipFeatures, slipOf, suggested, type Slip } from '../../framework/spelling';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { isOwnDeclaration, isTypePosition } from './scope';

/** Kinds of names that may be meant, likeliest first. */
const KINDS = [
  'slip-of-unused-local',
  'slip-of-local',
  'slip-told-by-typescript',
  'slip-of-keyword',
  'slip-of-well-known-global',
  'slip-of-used-global',
  'slip-of-word-in-file',
  'slip-of-other-global',
];
const MAX_SLIPS = 4;

/** A misspelt import: another import beside it is not meant. */
const IMPORTS = ['import-of-exported-name', 'import-from-unseen-module'];
export const mendsImport = ({ variant }: TypedProposal): boolean => IMPORTS.includes(variant);

interface Meant {
  readonly name: string;
  readonly variant: string;
  readonly slip: Slip | undefined;
}

export function misspeltName(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const { file, text } = place;
  const uses = countUses(text, name);
  const near = inOrder(
    KINDS,
    nearNames(place, node, name).sort((a, b) => bySlip(a.slip, b.slip)),
  );
  const elsewhere = misspeltDeclaration(place, name, uses, near);
  if (elsewhere) return [elsewhere];
  const told = suggested(place.message);
  return near.slice(0, MAX_SLIPS).map(({ name: other, variant, slip }) => ({
    variant,
    // The same unknown word many times is hardly a slip each time.
    features: { ...slipFeatures(slip), uses, told: Number(told === other) },
    title: `Change '${name}' to '${other}'`,
    explanation: `Nothing called '${name}' is known here, but '${other}' is.`,
    edits: [{ start: node.getStart(file), end: node.getEnd(), text: other }],
  }));
}

function nearNames(place: TypedPlace, node: tsModule.Identifier, name: string): Meant[] {
  const { ts, checker, text } = place;
  const isType = isTypePosition(ts, node);
  const meaning = isType ? ts.SymbolFlags.Type | ts.SymbolFlags.Namespace : ts.SymbolFlags.Value;
  const found = new Map<string, Meant>();
  const add = (other: string, variant: string, slip: Slip | undefined): void => {
    if (other !== name && !found.has(other) && !makesItself(place, node, other)) found.set(other, { name: other, variant, slip });
  };
  for (const symbol of checker.getSymbolsInScope(node, meaning | ts.SymbolFlags.Alias)) {
    const slip = slipOf(name, symbol.name);
    const variant = slip && kindOf(place, node, symbol, isType);
    if (slip && variant !== undefined && (variant.endsWith('local') || isSlip(slip, 'loose'))) add(symbol.name, variant, slip);
  }
  // Names that only this file knows: set up elsewhere, or in a module that is not here.
  for (const match of text.matchAll(/(?<![\w$.'"])[A-Za-z_$][\w$]*/g)) {
    const slip = slipOf(name, match[0]);
    if (isSlip(slip, 'close')) add(match[0], 'slip-of-word-in-file', slip);
  }
  const told = suggested(place.message);
  if (told !== undefined && !told.startsWith('this.') && placesOf(text, told).length > 0) {
    const slip = slipOf(name, told);
    if (slip) add(told, 'slip-told-by-typescript', slip);
  }
  const isStatement = ts.isExpressionStatement(node.parent);
  for (const word of isType ? TYPE_WORDS : isStatement ? [...JS_WORDS, ...STATEMENTS] : JS_WORDS) {
    const slip = slipOf(name, word);
    if (isSlip(slip, 'loose')) add(word, 'slip-of-keyword', slip);
  }
  return [...found.values()];
}

/** `amount += amont`, `a === aa`: with the same on both sides it would say nothing, so that is not what was meant. */
function makesItself({ ts, file }: TypedPlace, node: tsModule.Identifier, other: string): boolean {
  const whole = node.parent;
  if (!ts.isBinaryExpression(whole)) return false;
  const beside = whole.left === node ? whole.right : whole.left;
  const operator = whole.operatorToken.getText(file);
  return beside.getText(file) === other && !/^(?:\+|\*|\*\*|,)$/.test(operator);
}

/** undefined where the symbol can't be meant. */
function kindOf({ file, text }: TypedPlace, node: tsModule.Identifier, symbol: tsModule.Symbol, isType: boolean): string | undefined {
  const isLocal = symbol.declarations?.some((declaration) => declaration.getSourceFile() === file) ?? false;
  if (isLocal && isOwnDeclaration(symbol, node)) return undefined;
  // `String` for `string` is a mistake of its own.
  if (isType && TYPE_WORDS.includes(symbol.name.toLowerCase())) return undefined;
  const uses = countUses(text, symbol.name);
  if (isLocal) return uses === 1 ? 'slip-of-unused-local' : 'slip-of-local';
  if (uses > 0) return 'slip-of-used-global';
  // A library's name that this file never uses is seldom what was meant, but for the well-known.
  return WELL_KNOWN.has(symbol.name) ? 'slip-of-well-known-global' : 'slip-of-other-global';
}

/** The name is used again and again, and what is near to it is declared and never used: the declaration is misspelt. */
function misspeltDeclaration(place: TypedPlace, name: string, uses: number, near: readonly Meant[]): TypedProposal | undefined {
  const { text } = place;
  for (const { name: other, slip } of near) {
    if (!isSlip(slip, 'near')) continue;
    const imported = misspeltImport(place, name, other, uses, slip);
    if (imported) return imported;
    if (uses < 2) continue;
    const [only, second] = placesOf(text, other);
    if (only === undefined || second !== undefined) continue;
    const before = text.slice(Math.max(0, only - 200), only);
    if (!/(?:\b(?:const|let|var|function|class|interface|type|enum)\s+|\bimport\b[^;]*[{,\s]\s*|[{,(]\s*)$/.test(before)) continue;
    return {
      variant: 'declaration-misspelt',
      features: { ...slipFeatures(slip), uses },
      title: `Change '${other}' to '${name}'`,
      explanation: `It is declared as '${other}', but used as '${name}'.`,
      edits: [{ start: only, end: only + other.length, text: name }],
    };
  }
  return undefined;
}

/** The one near in letters is imported, used nowhere, and its module does not show that it exports it: the import is misspelt, not the use. */
function misspeltImport(place: TypedPlace, name: string, other: string, uses: number, slip: Slip): TypedProposal | undefined {
  const { ts, checker, file, text } = place;
  if (placesOf(text, other).length !== 1) return undefined;
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const element =
      bindings && ts.isNamedImports(bindings) ? bindings.elements.find((one) => one.name.text === other && !one.propertyName) : undefined;
    if (!element || !ts.isImportDeclaration(statement)) continue;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    const exported = module && checker.getExportsOfModule(module).map((one) => one.name);
    if (exported && (exported.includes(other) || !exported.includes(name))) return undefined;
    // One import against one use: the words of the file tell which of the two is misspelt.
    if (!exported && uses < 2 && !betterSpelt(text, name, other)) return undefined;
    return {
      variant: exported ? 'import-of-exported-name' : 'import-from-unseen-module',
      features: { ...slipFeatures(slip), uses },
      title: `Import '${name}' instead of '${other}'`,
      explanation: `'${other}' is imported and used nowhere; what is used is '${name}'.`,
      edits: [{ start: element.name.getStart(file), end: element.name.getEnd(), text: name }],
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

/** Words that are a statement by themselves: `breaK;` parses as the name of something. */
const STATEMENTS = ['break', 'continue', 'debugger', 'return'];
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
