// `listpush(x)` where `list.push(x)` was meant: a known name and one of its members, without their dot.

import type * as tsModule from 'typescript';
import { countUses, escaped } from '../../framework/identifiers';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { isOwnDeclaration, isTypePosition } from './scope';

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

/** Where the dot belongs, and what says so. */
interface Dot {
  /** Letters before it. */
  readonly at: number;
  readonly variant: string;
}

export function missingDot(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const { ts, file } = place;
  if (ts.isShorthandPropertyAssignment(node.parent)) return [];
  const isType = isTypePosition(ts, node);
  const ofThis = isType ? undefined : dotAfterThis(place, node, name);
  // Of several heads in scope, the last one is the longest or the nearest.
  const dot = ofThis ?? dotAfterName(place, node, name, isType).at(-1) ?? (isType ? undefined : dotAfterNodeGlobal(name));
  if (!dot) return [];
  const [head, rest] = [name.slice(0, dot.at), name.slice(dot.at)];
  const at = node.getStart(file) + dot.at;
  return [
    {
      variant: dot.variant,
      title: `Change '${name}' to '${head}.${rest}'`,
      explanation: `'${rest}' is a member of '${head}': the dot between them is missing.`,
      edits: [{ start: at, end: at, text: '.' }],
    },
  ];
}

function dotAfterName(place: TypedPlace, node: tsModule.Identifier, name: string, isType: boolean): Dot[] {
  const { ts, checker } = place;
  const meaning = (isType ? ts.SymbolFlags.Namespace : ts.SymbolFlags.Value) | ts.SymbolFlags.Alias;
  return checker.getSymbolsInScope(node, meaning).flatMap((symbol): Dot[] => {
    const { name: head } = symbol;
    if (head.length < 2 || head.length > name.length - 2 || !name.startsWith(head)) return [];
    const rest = name.slice(head.length);
    if (!/^[A-Za-z_$#]/.test(rest) || isOwnDeclaration(symbol, node)) return [];
    const variant = memberEvidence(place, node, symbol, rest, isType);
    return variant === undefined ? [] : [{ at: head.length, variant }];
  });
}

function memberEvidence(
  { ts, checker, file, text }: TypedPlace,
  node: tsModule.Identifier,
  symbol: tsModule.Symbol,
  member: string,
  isType: boolean,
): string | undefined {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  const has = isType
    ? (target.flags & ts.SymbolFlags.Namespace) !== 0 && checker.getExportsOfModule(target).some((one) => one.name === member)
    : checker.getPropertyOfType(checker.getApparentType(checker.getNonNullableType(type)), member) !== undefined;
  if (has) return 'dot-before-member';
  // What can't be seen may be said elsewhere in the file.
  if (new RegExp(`(?<![\\w$.])${escaped(symbol.name)}\\.${escaped(member)}(?![\\w$])`).test(text)) return 'dot-said-elsewhere';
  // What was imported and can't be looked into has members all the same.
  if (!isType && member.length > 2 && (type.flags & ts.TypeFlags.Any) !== 0 && symbol.name.length > 2 && isImported(ts, symbol))
    return 'dot-after-import';
  // A value of this file that may be anything, and a member that the file speaks of.
  const isOpen =
    !isType &&
    (type.flags & ts.TypeFlags.Any) !== 0 &&
    symbol.declarations?.some((declaration) => declaration.getSourceFile() === file) === true;
  return isOpen && new RegExp(`\\.${escaped(member)}(?![\\w$])`).test(text) ? 'dot-before-member-of-other' : undefined;
}

function isImported(ts: typeof tsModule, symbol: tsModule.Symbol): boolean {
  return (
    symbol.declarations?.some(
      (one) =>
        ts.isImportSpecifier(one) ||
        ts.isImportClause(one) ||
        ts.isNamespaceImport(one) ||
        (ts.isVariableDeclaration(one) && one.initializer !== undefined && /\brequire\(/.test(one.initializer.getText())),
    ) === true
  );
}

/** Node's own may be unknown to this checker. */
function dotAfterNodeGlobal(name: string): Dot | undefined {
  for (const [head, members] of NODE_MEMBERS)
    if (name.startsWith(head) && members.includes(name.slice(head.length))) return { at: head.length, variant: 'dot-after-node-global' };
  return undefined;
}

function dotAfterThis({ ts, checker, text }: TypedPlace, node: tsModule.Identifier, name: string): Dot | undefined {
  const [, head, rest = ''] = /^(this|exports)(.{2,})$/.exec(name) ?? [];
  if (head === undefined) return undefined;
  const owner = ts.findAncestor(node, ts.isClassLike);
  const has =
    head === 'this'
      ? owner !== undefined && checker.getPropertyOfType(checker.getTypeAtLocation(owner), rest) !== undefined
      : /(?<![\w$.])exports\.[\w$]+\s*=/.test(text) && countUses(text, rest) > 0;
  return has ? { at: head.length, variant: 'dot-after-this' } : undefined;
}
