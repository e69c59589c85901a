// Which names a Python text binds, where, and which it uses without binding them. Flow-insensitive, on a tree that tolerates errors.

import { setImmediate } from 'node:timers/promises';
import { TreeFragment, type SyntaxNode, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

export type BindingKind =
  'import' | 'def' | 'class' | 'param' | 'assign' | 'augmented' | 'annotation' | 'for' | 'with' | 'except' | 'walrus' | 'match' | 'type';

/** One place that binds a name. Offsets of the name, UTF-16, end exclusive. */
export interface Binding {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kind: BindingKind;
  /** The statement, parameter list or expression that binds it. */
  readonly node: SyntaxNode;
}

export interface Scope {
  readonly kind: 'module' | 'class' | 'function' | 'lambda' | 'comprehension';
  /** Of the function or class; empty elsewhere. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly parent: Scope | undefined;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

export interface NameUse {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly scope: Scope;
}

/** What an import statement binds, one entry a name. */
export interface ImportedName {
  /** The name it binds; '*' for a star import. */
  readonly name: string;
  /** Dotted, with leading dots where relative. */
  readonly module: string;
  /** The name taken from the module; absent for `import module`. */
  readonly member?: string;
  /** Written with `as`. */
  readonly aliased: boolean;
  readonly node: SyntaxNode;
  readonly scope: Scope;
}

interface MutableScope extends Scope {
  readonly bindings: Map<string, Binding[]>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

/** Names every module has without binding them, Python 3.8 to 3.14. */
export const BUILTINS: ReadonlySet<string> = new Set(
  `ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
  ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError
  Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
  IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None
  NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
  PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
  SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
  UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError __build_class__ __debug__ __doc__ __import__
  __loader__ __name__ __package__ __spec__ __file__ __path__ __builtins__ __annotations__ __dict__ __cached__ abs aiter all anext any ascii bin bool breakpoint bytearray
  bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset
  getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open
  ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`.split(
    /\s+/,
  ),
);
/** Bound inside a class body, or inside its methods, without a statement. */
const CLASS_NAMES: ReadonlySet<string> = new Set(['__module__', '__qualname__', '__class__']);

const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'ComprehensionExpression',
  'ArrayComprehensionExpression',
  'SetComprehensionExpression',
  'DictionaryComprehensionExpression',
]);

export class PythonScopes {
  readonly module: Scope;
  readonly scopes: readonly Scope[];
  /** Every name that is read, in document order. */
  readonly uses: readonly NameUse[];
  readonly imports: readonly ImportedName[];
  private errors: boolean | undefined;
  private unbound: readonly NameUse[] | undefined;

  constructor(
    readonly text: string,
    readonly tree: Tree,
  ) {
    const walk = new Walk(text, tree.topNode);
    this.module = walk.module;
    this.scopes = walk.scopes;
    this.uses = walk.uses.sort((a, b) => a.from - b.from);
    this.imports = walk.imports;
  }

  /** Whether the tree has errors in it: it binds less than the text will when it is whole. */
  get broken(): boolean {
    return (this.errors ??= hasError(this.tree));
  }

  /** Any `from m import *`: names may come from there. */
  get star(): boolean {
    return this.imports.some((it) => it.name === '*');
  }

  /** The scope whose binding a name read in `scope` means; 'builtin'; undefined where nothing binds it. */
  resolve(name: string, scope: Scope): Scope | 'builtin' | undefined {
    if (scope.globals.has(name)) return this.module.bindings.has(name) ? this.module : BUILTINS.has(name) ? 'builtin' : undefined;
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      if (at.kind === 'class' && at !== scope) continue;
      if (at.bindings.has(name) && !at.nonlocals.has(name)) return at;
      if (at !== scope && at.globals.has(name)) return this.module.bindings.has(name) ? this.module : undefined;
    }
    if (BUILTINS.has(name) || (CLASS_NAMES.has(name) && scope !== this.module)) return 'builtin';
    return undefined;
  }

  /** Uses that nothing binds. A star import may bind them all the same. */
  undefinedUses(): readonly NameUse[] {
    return (this.unbound ??= this.uses.filter((use) => this.resolve(use.name, use.scope) === undefined));
  }

  /** The innermost scope around an offset. */
  scopeAt(offset: number): Scope {
    let best = this.module;
    for (const scope of this.scopes) {
      if (scope.node.from <= offset && offset <= scope.node.to && scope.node.to - scope.node.from <= best.node.to - best.node.from)
        best = scope;
    }
    return best;
  }

  /** Every name that may be read in a scope, nearest binding first, without builtins. */
  visible(scope: Scope): Map<string, { readonly scope: Scope; readonly bindings: readonly Binding[] }> {
    const out = new Map<string, { readonly scope: Scope; readonly bindings: readonly Binding[] }>();
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      if (at.kind === 'class' && at !== scope) continue;
      for (const [name, bindings] of at.bindings) if (!out.has(name)) out.set(name, { scope: at, bindings });
    }
    return out;
  }
}

function hasError(tree: Tree): boolean {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return true;
  } while (cursor.next());
  return false;
}

const recent: PythonScopes[] = [];
const RECENT = 6;
/** Trees of texts larger than this cost more than they tell. */
const MAX_TEXT = 2_000_000;

/** Parsing a large text gives way to others after this long, in ms. */
const STEP_MS = 8;

/** What may be taken over from a tree of much the same text: a patch changes little. A tree with errors in it would hand them on. */
function reusable(text: string): readonly TreeFragment[] {
  const base = recent.find((known) => !known.broken && known.text.length <= MAX_TEXT);
  if (!base) return [];
  const least = Math.min(base.text.length, text.length);
  let from = 0;
  while (from < least && base.text.charCodeAt(from) === text.charCodeAt(from)) from++;
  let behind = 0;
  while (behind < least - from && base.text.charCodeAt(base.text.length - 1 - behind) === text.charCodeAt(text.length - 1 - behind))
    behind++;
  if (from + behind < least / 2) return [];
  const change = { fromA: from, toA: base.text.length - behind, fromB: from, toB: text.length - behind };
  return TreeFragment.applyChanges(TreeFragment.addTree(base.tree), [change]);
}

/** `1.` and `2.e5`, which the parser does not know as numbers: what stands behind would be read as another statement. */
const ENDS_IN_POINT = /(?<![\w.])(\d[\d_]*)\.(?=[eE][-+]?\d|[jJ]\b|(?![\w.]))/g;

/** The text as the parser reads it, every character in its place. */
export const readable = (text: string): string => text.replace(ENDS_IN_POINT, (_, digits: string) => `${digits}0`);

/** Parses a text so that `pythonScopes` need not: a large one in steps, with others served in between. */
export async function parseAhead(text: string): Promise<void> {
  if (text.length > MAX_TEXT || recent.some((known) => known.text === text)) return;
  const parse = parser.startParse(readable(text), reusable(text));
  let tree: Tree | null = null;
  let began = performance.now();
  while (!(tree = parse.advance())) {
    if (performance.now() - began < STEP_MS) continue;
    await setImmediate();
    began = performance.now();
  }
  if (recent.some((known) => known.text === text)) return;
  await setImmediate();
  keep(new PythonScopes(text, tree));
}

function keep(scopes: PythonScopes): void {
  recent.unshift(scopes);
  recent.length = Math.min(recent.length, RECENT);
}

/** The scopes of a text; the last few are kept. A text that is too large counts as empty. */
export function pythonScopes(text: string): PythonScopes {
  const at = recent.findIndex((known) => known.text === text);
  const known = at >= 0 ? recent.splice(at, 1)[0] : undefined;
  const parsed = text.length > MAX_TEXT ? '' : text;
  const scopes = known ?? new PythonScopes(text, parser.parse(readable(parsed), reusable(parsed)));
  keep(scopes);
  return scopes;
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) out.push(child);
  return out;
}

class Walk {
  readonly scopes: MutableScope[] = [];
  readonly uses: NameUse[] = [];
  readonly imports: ImportedName[] = [];
  readonly module: MutableScope;

  constructor(
    private readonly text: string,
    top: SyntaxNode,
  ) {
    this.module = this.open('module', '', top, undefined);
    this.all(top, this.module);
  }

  private open(kind: Scope['kind'], name: string, node: SyntaxNode, parent: MutableScope | undefined): MutableScope {
    const scope: MutableScope = { kind, name, node, parent, bindings: new Map(), globals: new Set(), nonlocals: new Set() };
    this.scopes.push(scope);
    return scope;
  }

  private textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  private bind(scope: MutableScope, node: SyntaxNode, kind: BindingKind, statement: SyntaxNode): void {
    if (node.from === node.to) return;
    const name = this.textOf(node);
    const home = scope.globals.has(name) ? this.module : scope;
    const known = home.bindings.get(name);
    const binding = { name, from: node.from, to: node.to, kind, node: statement };
    if (known) known.push(binding);
    else home.bindings.set(name, [binding]);
  }

  private use(scope: MutableScope, node: SyntaxNode): void {
    if (node.from < node.to) this.uses.push({ name: this.textOf(node), from: node.from, to: node.to, scope });
  }

  private all(node: SyntaxNode, scope: MutableScope): void {
    for (let child = node.firstChild; child; child = child.nextSibling) this.visit(child, scope);
  }

  private visit(node: SyntaxNode, scope: MutableScope): void {
    switch (node.name) {
      case 'VariableName':
        return this.use(scope, node);
      case 'FunctionDefinition':
        return this.definition(node, scope);
      case 'ClassDefinition':
        return this.classDefinition(node, scope);
      case 'LambdaExpression': {
        const inner = this.open('lambda', '', node, scope);
        for (const child of children(node)) {
          if (child.name === 'ParamList') this.parameters(child, inner, scope);
          else this.visit(child, inner);
        }
        return;
      }
      case 'ArgList':
        return this.argumentsOf(node, scope);
      case 'ImportStatement':
        return this.importStatement(node, scope);
      case 'AssignStatement':
        return this.assignment(node, scope);
      case 'UpdateStatement': {
        const target = node.firstChild;
        if (target?.name === 'VariableName') this.bind(scope, target, 'augmented', node);
        return this.all(node, scope);
      }
      case 'NamedExpression': {
        let home = scope;
        while (home.kind === 'comprehension' && home.parent) home = home.parent as MutableScope;
        const [target, ...rest] = children(node);
        if (target) this.bind(home, target, 'walrus', node);
        for (const child of rest) this.visit(child, scope);
        return;
      }
      case 'ForStatement':
        return this.loop(node, children(node), scope, scope, scope, 'for');
      case 'WithStatement':
      case 'TryStatement': {
        let as = false;
        for (const child of children(node)) {
          if (child.name === 'as') as = true;
          else if (as) {
            as = false;
            this.target(child, scope, node.name === 'WithStatement' ? 'with' : 'except', node);
          } else this.visit(child, scope);
        }
        return;
      }
      case 'ScopeStatement': {
        const names = children(node);
        const set = names[0]?.name === 'global' ? scope.globals : scope.nonlocals;
        for (const name of names.slice(1)) if (name.name === 'VariableName') set.add(this.textOf(name));
        return;
      }
      case 'CapturePattern': {
        const name = node.firstChild;
        if (name && this.textOf(name) !== '_') this.bind(scope, name, 'match', node);
        return;
      }
      case 'AsPattern':
      case 'KeywordPattern': {
        let plain = node.name === 'KeywordPattern';
        for (const child of children(node)) {
          if (child.name === 'VariableName') {
            if (node.name === 'AsPattern') this.bind(scope, child, 'match', node);
            else if (!plain) this.use(scope, child);
            plain = false;
          } else this.visit(child, scope);
        }
        return;
      }
      case 'Decorator': {
        // `@a.b(c)` is flat in the tree: only its first name is read.
        let first = true;
        for (const child of children(node)) {
          if (child.name !== 'VariableName') this.visit(child, scope);
          else if (first) this.use(scope, child);
          if (child.name !== 'At') first = false;
        }
        return;
      }
      case 'TypeDefinition': {
        const parts = children(node);
        const name = parts.find((part) => part.name === 'VariableName');
        if (name) this.bind(scope, name, 'type', node);
        const inner = this.open('function', '', node, scope);
        for (const part of parts) {
          if (part.name === 'TypeParamList') this.typeParameters(part, inner);
          else if (part !== name) this.visit(part, inner);
        }
        return;
      }
      default:
        if (COMPREHENSIONS.has(node.name)) return this.comprehension(node, scope);
        return this.all(node, scope);
    }
  }

  private definition(node: SyntaxNode, outer: MutableScope): void {
    const parts = children(node);
    const name = parts.find((part) => part.name === 'VariableName');
    if (name) this.bind(outer, name, 'def', node);
    const typed = parts.find((part) => part.name === 'TypeParamList');
    const around = typed ? this.open('function', '', node, outer) : outer;
    if (typed) this.typeParameters(typed, around);
    const inner = this.open('function', name ? this.textOf(name) : '', node, around);
    for (const part of parts) {
      if (part === name || part === typed) continue;
      if (part.name === 'ParamList') this.parameters(part, inner, around);
      else if (part.name === 'TypeDef') this.visit(part, around);
      else this.visit(part, inner);
    }
  }

  private classDefinition(node: SyntaxNode, outer: MutableScope): void {
    const parts = children(node);
    const name = parts.find((part) => part.name === 'VariableName');
    if (name) this.bind(outer, name, 'class', node);
    const typed = parts.find((part) => part.name === 'TypeParamList');
    const around = typed ? this.open('function', '', node, outer) : outer;
    if (typed) this.typeParameters(typed, around);
    const inner = this.open('class', name ? this.textOf(name) : '', node, around);
    for (const part of parts) {
      if (part === name || part === typed) continue;
      this.visit(part, part.name === 'Body' ? inner : around);
    }
  }

  private typeParameters(node: SyntaxNode, scope: MutableScope): void {
    for (const param of children(node)) {
      const parts = children(param);
      const name = parts.find((part) => part.name === 'VariableName');
      if (name) this.bind(scope, name, 'type', param);
      for (const part of parts) if (part !== name) this.visit(part, scope);
    }
  }

  private parameters(node: SyntaxNode, inner: MutableScope, outer: MutableScope): void {
    let value = false;
    for (const part of children(node)) {
      if (part.name === ',') value = false;
      else if (part.name === 'AssignOp') value = true;
      else if (part.name === 'VariableName' && !value) this.bind(inner, part, 'param', node);
      else this.visit(part, outer);
    }
  }

  private argumentsOf(node: SyntaxNode, scope: MutableScope): void {
    const parts = children(node);
    if (parts.some((part) => part.name === 'for')) return this.comprehension(node, scope);
    parts.forEach((part, i) => {
      const next = parts[i + 1];
      if (part.name === 'VariableName' && next?.name === 'AssignOp' && this.textOf(next) === '=') return;
      this.visit(part, scope);
    });
  }

  private comprehension(node: SyntaxNode, outer: MutableScope): void {
    const inner = this.open('comprehension', '', node, outer);
    this.loop(node, children(node), inner, outer, inner, 'for');
  }

  /** `for` targets `in` value …: targets are bound in `inner`; the first value is read in `first`, everything else in `rest`. */
  private loop(
    node: SyntaxNode,
    parts: readonly SyntaxNode[],
    inner: MutableScope,
    first: MutableScope,
    rest: MutableScope,
    kind: BindingKind,
  ): void {
    let state: 'plain' | 'target' | 'value' = 'plain';
    let values = 0;
    for (const part of parts) {
      if (part.name === 'for' && (state === 'plain' || node.name !== 'ForStatement')) state = 'target';
      else if (part.name === 'in' && state === 'target') state = 'value';
      else if (state === 'target') this.target(part, inner, kind, node);
      else if (state === 'value') {
        this.visit(part, values++ === 0 ? first : rest);
        state = 'plain';
      } else this.visit(part, rest);
    }
  }

  private target(node: SyntaxNode, scope: MutableScope, kind: BindingKind, statement: SyntaxNode): void {
    if (node.name === 'VariableName') this.bind(scope, node, kind, statement);
    else if (node.name === 'TupleExpression' || node.name === 'ArrayExpression' || node.name === 'ParenthesizedExpression') {
      for (const child of children(node)) this.target(child, scope, kind, statement);
    } else this.visit(node, scope);
  }

  private assignment(node: SyntaxNode, scope: MutableScope): void {
    const parts = children(node);
    const lastOp = parts.map((part) => part.name).lastIndexOf('AssignOp');
    parts.forEach((part, i) => {
      if (part.name === 'TypeDef') this.visit(part, scope);
      else if (i < lastOp || lastOp < 0) this.target(part, scope, lastOp < 0 ? 'annotation' : 'assign', node);
      else this.visit(part, scope);
    });
  }

  private importStatement(node: SyntaxNode, scope: MutableScope): void {
    for (const it of readImport(node, (part) => this.textOf(part))) {
      if (it.at) this.bind(scope, it.at, 'import', node);
      this.imports.push({
        name: it.name,
        module: it.module,
        ...(it.member === undefined ? {} : { member: it.member }),
        aliased: it.aliased,
        node,
        scope,
      });
    }
  }
}

interface ReadName {
  readonly name: string;
  readonly module: string;
  readonly member?: string;
  readonly aliased: boolean;
  /** The node of the bound name; absent for a star. */
  readonly at?: SyntaxNode;
}

function readImport(node: SyntaxNode, textOf: (node: SyntaxNode) => string): ReadName[] {
  const parts = children(node);
  const out: ReadName[] = [];
  const importAt = parts.findIndex((part) => part.name === 'import');
  const from = parts[0]?.name === 'from';
  if (importAt < 0) return out;
  const module = from ? parts.slice(1, importAt).map(textOf).join('') : '';
  let dotted: SyntaxNode[] = [];
  let alias: SyntaxNode | undefined;
  let as = false;
  const close = (): void => {
    const head = dotted[0];
    const path = dotted.map(textOf).join('.');
    const at = alias ?? head;
    if (head && at) {
      if (from) out.push({ name: textOf(at), module, member: textOf(head), aliased: alias !== undefined, at });
      else out.push({ name: textOf(at), module: path, aliased: alias !== undefined, at });
    }
    dotted = [];
    alias = undefined;
    as = false;
  };
  for (const part of parts.slice(importAt + 1)) {
    if (part.name === '*') out.push({ name: '*', module, aliased: false });
    else if (part.name === ',') close();
    else if (part.name === 'as') as = true;
    else if (part.name === 'VariableName') {
      if (as) alias = part;
      else dotted.push(part);
    }
  }
  close();
  return out;
}
