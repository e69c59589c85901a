// A Python text as the security rules look at it: imports, what names are bound to, constants, and texts that are built.

import type { Node } from 'web-tree-sitter';
import { readCharacters, type Built, type Item, type Literal } from '../built-text';
import {
  collect,
  descendants,
  enclosing,
  isConstantName,
  isDeep,
  makesHarmless,
  MAX_FOLLOWED,
  named,
  saysHarmless,
  type Binding,
  type Bindings,
} from '../scope';

const SCOPES: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'module']);
const COMPREHENSIONS = /^(?:list_comprehension|set_comprehension|dictionary_comprehension|generator_expression)$/;
/** What these make is a number, a date or the like: it can't break out of a text. */
const HARMLESS_CALLS =
  /^(?:int|float|len|bool|ord|round|abs|id|hash|hex|time\.(?:time|time_ns|monotonic|perf_counter)|uuid\.uuid[14]|os\.getpid|random\.(?:random|randint|randrange)|secrets\.(?:token_hex|randbelow)|shlex\.(?:quote|join)|pipes\.quote|range)$/;
/** What is so wherever the program runs: nobody outside of it chooses it. */
const OF_THE_MACHINE =
  /^(?:sys\.(?:executable|prefix|base_prefix|platform|version|version_info|maxsize|byteorder)|os\.(?:sep|pathsep|linesep|name|devnull|curdir))$/;
const FIXED_TYPES = /^(?:integer|float|true|false|none|ellipsis)$/;

export interface Call {
  readonly node: Node;
  /** `cursor.execute`: as it is written; empty where it is no chain of names. */
  readonly written: string;
  /** The last name: `execute`. */
  readonly name: string;
  /** With imports followed: `subprocess.run`; undefined where its first name is not imported. */
  readonly qualified: string | undefined;
  readonly positional: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;
  /** It takes `*args` or `**kwargs`. */
  readonly spread: boolean;
}

export class PythonProgram {
  /** Local name → what it was imported as: `sp` → `subprocess`, `run` → `subprocess.run`. */
  readonly imports = new Map<string, string>();
  /** Modules that are imported anywhere in the text, with their parents. */
  readonly modules = new Set<string>();
  private readonly bindings = new Map<number, Bindings>();
  /** What one question about a value has looked at already: names that are made of each other are looked at once. */
  private readonly asked = new Set<unknown>();
  private allCalls: readonly Call[] | undefined;

  constructor(
    readonly text: string,
    readonly root: Node,
  ) {
    for (const statement of descendants(root, ['import_statement', 'import_from_statement'])) this.readImport(statement);
  }

  get calls(): readonly Call[] {
    return (this.allCalls ??= descendants(this.root, 'call').map((node) => this.callOf(node)));
  }

  callOf(node: Node): Call {
    const callee = node.childForFieldName('function');
    const given = node.childForFieldName('arguments');
    const keywords = new Map<string, Node>();
    const positional: Node[] = [];
    let spread = false;
    for (const one of given?.type === 'argument_list' ? named(given) : given ? [given] : []) {
      const value = one.childForFieldName('value');
      const name = one.type === 'keyword_argument' ? one.childForFieldName('name') : null;
      if (name && value) keywords.set(name.text, value);
      else if (/splat/.test(one.type)) spread = true;
      else positional.push(one);
    }
    const name =
      callee?.type === 'attribute' ? callee.childForFieldName('attribute')?.text : callee?.type === 'identifier' ? callee.text : '';
    return {
      node,
      written: callee ? dotted(callee) : '',
      name: name ?? '',
      qualified: callee ? this.qualified(callee) : undefined,
      positional,
      keywords,
      spread,
    };
  }

  /** A chain of names with imports followed. */
  qualified(node: Node): string | undefined {
    const chain = dotted(node);
    if (chain === '') return undefined;
    const [first = '', ...rest] = chain.split('.');
    const known = this.imports.get(first);
    return known === undefined ? undefined : [known, ...rest].join('.');
  }

  /** Bindings of a name as seen from a node, of the innermost scope that has any. */
  bindingsOf(name: string, from: Node): readonly Binding[] {
    for (let around: Node | null = from; around; around = around.parent) {
      if (COMPREHENSIONS.test(around.type)) {
        for (const clause of named(around)) {
          const [left, right] = [clause.childForFieldName('left'), clause.childForFieldName('right')];
          if (clause.type === 'for_in_clause' && left && right && namesIn(left).includes(name))
            return [{ of: right, whole: false, by: clause }];
        }
      }
      if (!SCOPES.has(around.type)) continue;
      const found = this.scope(around).get(name);
      if (found) return found;
    }
    return [];
  }

  /** Whether a value can only be what is written in the program, a number, or a text that was made harmless. */
  isFixed(node: Node, depth = 0): boolean {
    if (depth === 0) this.asked.clear();
    if (depth > MAX_FOLLOWED) return false;
    const is = (one: Node | null): boolean => one !== null && this.isFixed(one, depth + 1);
    if (FIXED_TYPES.test(node.type)) return true;
    switch (node.type) {
      case 'string':
        return named(node).every((child) => child.type !== 'interpolation' || is(child.childForFieldName('expression')));
      case 'interpolation':
        return is(node.childForFieldName('expression'));
      case 'concatenated_string':
      case 'tuple':
      case 'list':
      case 'set':
      case 'expression_list':
        return named(node).every(is);
      case 'dictionary':
        return named(node).every((pair) => is(pair.childForFieldName('value')));
      case 'parenthesized_expression':
      case 'unary_operator':
      case 'await':
        return named(node).every(is);
      case 'comparison_operator':
      case 'not_operator':
        return true;
      case 'conditional_expression': {
        const [yes, , no] = named(node);
        return is(yes ?? null) && is(no ?? null);
      }
      case 'boolean_operator':
      case 'binary_operator': {
        const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
        // `'?' * n`, `['%s'] * n`: only how often is not known.
        if (node.childForFieldName('operator')?.text === '*') return is(left) || is(right);
        if (/^(?:-|\/|\/\/|\*\*|<<|>>)$/.test(node.childForFieldName('operator')?.text ?? '')) return true;
        return is(left) && is(right);
      }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
        return is(node.childForFieldName('body'));
      case 'subscript':
        return is(node.childForFieldName('value'));
      case 'identifier':
        return this.isFixedName(node, depth);
      case 'attribute':
        return this.isFixedAttribute(node, depth);
      case 'call':
        return this.isFixedCall(this.callOf(node), depth);
      default:
        return false;
    }
  }

  /** The one value that a name has from a node on, where it is bound once to a whole value; else the node itself. */
  resolved(node: Node): Node {
    if (node.type === 'parenthesized_expression') return this.resolved(named(node)[0] ?? node);
    if (node.type !== 'identifier') return node;
    const [only, ...others] = this.bindingsOf(node.text, node);
    return only?.whole && only.of && others.length === 0 ? only.of : node;
  }

  /** The text that an expression builds; undefined where it is none that can be read. */
  built(node: Node): Built | undefined {
    const items: Item[] = [];
    const literals: Literal[] = [];
    const out: { certain: boolean; filling: Built['filling'] } = { certain: true, filling: undefined };
    const read = (one: Node, whole: boolean): boolean => {
      switch (one.type) {
        case 'parenthesized_expression':
          return named(one).length === 1 && read(named(one)[0] ?? one, whole);
        case 'string':
          return this.readString(one, items, literals, out, '');
        case 'concatenated_string':
          return named(one).every((part) => read(part, false));
        case 'binary_operator': {
          const [left, operator, right] = [
            one.childForFieldName('left'),
            one.childForFieldName('operator'),
            one.childForFieldName('right'),
          ];
          if (!left || !right) return false;
          if (operator?.text === '%') {
            if (!whole) out.certain = false;
            return this.readFilled(left, right, one, 'percent', items, literals, out);
          }
          if (operator?.text !== '+') return false;
          for (const side of [left, right]) if (!(isTextual(side) && read(side, false))) this.readOperand(side, items);
          return true;
        }
        case 'call': {
          const call = this.callOf(one);
          const of = one.childForFieldName('function')?.childForFieldName('object');
          if (call.name === 'format' && of && isTextual(of)) {
            if (!whole) out.certain = false;
            return this.readFilled(of, one, one, 'format', items, literals, out);
          }
          if (/^(?:strip|lstrip|rstrip)$/.test(call.name) && of && call.positional.length === 0 && isTextual(of)) return read(of, false);
          if (/^(?:textwrap\.)?(?:dedent|cleandoc)$/.test(call.written) && call.positional[0] && isTextual(call.positional[0]))
            return read(call.positional[0], false);
          return false;
        }
        default:
          return false;
      }
    };
    if (isDeep(node) || !isTextual(node) || !read(node, true) || literals.length === 0) return undefined;
    return { items, literals, ...out };
  }

  private readOperand(node: Node, items: Item[]): void {
    const inner = node.type === 'call' ? this.callOf(node) : undefined;
    // `str(x)` is there only because a number can't be added to a text.
    const value = inner?.written === 'str' && inner.positional.length === 1 && inner.positional[0] ? inner.positional[0] : node;
    items.push({
      hole: true,
      value,
      source: value.text,
      fixed: this.isFixed(node),
      operand: true,
      shaped: false,
      start: node.startIndex,
      end: node.endIndex,
    });
  }

  private readString(node: Node, items: Item[], literals: Literal[], out: { certain: boolean }, doubled: string): boolean {
    const children = node.children.filter((child): child is Node => child !== null);
    const [start, end] = [children[0], children.at(-1)];
    if (start?.type !== 'string_start' || end?.type !== 'string_end') return false;
    const prefix = /^[a-z]*/i.exec(start.text)?.[0] ?? '';
    const f = /f/i.exec(prefix);
    literals.push({
      start: node.startIndex,
      end: node.endIndex,
      open: start.text,
      close: end.text,
      formatPrefix: f ? node.startIndex + f.index : undefined,
    });
    const literal = literals.length - 1;
    const how = { raw: /r/i.test(prefix), doubled: f ? '{}' : doubled, onto: items };
    let at = start.endIndex;
    for (const child of children) {
      if (child.type !== 'interpolation') continue;
      if (!readCharacters(this.text, { start: at, end: child.startIndex }, literal, how)) out.certain = false;
      const value = child.childForFieldName('expression') ?? undefined;
      const conversion = named(child).find(({ type }) => type === 'type_conversion')?.text;
      const spec = named(child).find(({ type }) => type === 'format_specifier')?.text ?? '';
      const call = value?.type === 'call' ? this.callOf(value) : undefined;
      const bare = call?.written === 'str' && call.positional.length === 1 ? call.positional[0] : undefined;
      items.push({
        hole: true,
        value,
        source: (bare ?? value)?.text ?? '',
        fixed: (value !== undefined && this.isFixed(value)) || /[dfFeExXobn%]$/.test(spec),
        operand: false,
        shaped:
          spec !== '' ||
          (conversion !== undefined && conversion !== '!r' && conversion !== '!s') ||
          /=\s*\}?$/.test(child.text.slice(0, -1)),
        start: child.startIndex,
        end: child.endIndex,
      });
      at = child.endIndex;
    }
    if (!readCharacters(this.text, { start: at, end: end.startIndex }, literal, how)) out.certain = false;
    return true;
  }

  /** `'…%s…' % values` and `'…{}…'.format(values)`. */
  private readFilled(
    of: Node,
    by: Node,
    whole: Node,
    how: 'percent' | 'format',
    items: Item[],
    literals: Literal[],
    out: { certain: boolean; filling: Built['filling'] },
  ): boolean {
    const strings = named(of).length > 0 && of.type !== 'string' ? descendants(of, 'string') : [of];
    const plain: Item[] = [];
    for (const string of strings) {
      if (string.type !== 'string' || !this.readString(string, plain, literals, out, how === 'percent' ? '%' : '{}')) return false;
      if (literals.at(-1)?.formatPrefix !== undefined) return false;
    }
    const values = how === 'percent' ? this.percentValues(by) : this.formatValues(by);
    let next = 0;
    for (let i = 0; i < plain.length; i++) {
      const item = plain[i];
      if (!item || 'hole' in item) return false;
      const field = item.end - item.start === 1 ? fieldAt(plain, i, how) : undefined;
      if (!field) {
        items.push(item);
        continue;
      }
      const value = values.get(field.key === '' ? String(next++) : field.key);
      if (!value) out.certain = false;
      items.push({
        hole: true,
        value,
        source: value?.text ?? '',
        fixed: field.numeric || (value !== undefined && this.isFixed(value)),
        operand: false,
        shaped: field.shaped,
        start: item.start,
        end: plain[i + field.length - 1]?.end ?? item.end,
      });
      i += field.length - 1;
    }
    out.filling = { start: of.endIndex, end: whole.endIndex };
    return true;
  }

  private percentValues(by: Node): ReadonlyMap<string, Node> {
    const right = by.type === 'parenthesized_expression' ? (named(by)[0] ?? by) : by;
    if (right.type === 'tuple') return new Map(named(right).map((value, i) => [String(i), value]));
    if (right.type === 'dictionary') {
      const pairs = named(right).flatMap((pair): [string, Node][] => {
        const [key, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')];
        return key?.type === 'string' && value ? [[key.text.slice(1, -1), value]] : [];
      });
      return new Map(pairs);
    }
    // A name may stand for a tuple of all values.
    const value = this.resolved(right);
    return value.type === 'tuple' || value.type === 'dictionary' ? new Map() : new Map([['0', right]]);
  }

  private formatValues(by: Node): ReadonlyMap<string, Node> {
    const { positional, keywords } = this.callOf(by);
    return new Map<string, Node>([...positional.map((value, i): [string, Node] => [String(i), value]), ...keywords]);
  }

  private isFixedName(node: Node, depth: number): boolean {
    if (saysHarmless(node.text)) return true;
    const bindings = this.bindingsOf(node.text, node);
    const imported = this.imports.get(node.text);
    if (bindings.length === 0)
      return isConstantName(node.text) || (imported !== undefined && isConstantName(imported.split('.').at(-1) ?? ''));
    if (this.asked.has(bindings)) return true;
    this.asked.add(bindings);
    return bindings.every(({ of }) => of !== undefined && this.isFixed(of, depth + 1));
  }

  private isFixedAttribute(node: Node, depth: number): boolean {
    const name = node.childForFieldName('attribute')?.text ?? '';
    if (isConstantName(name) || /^__(?:name|class|version|qualname)__$/.test(name)) return true;
    if (OF_THE_MACHINE.test(this.qualified(node) ?? '')) return true;
    const object = node.childForFieldName('object');
    const owner = enclosing(node, new Set(['class_definition']));
    if (!owner || !/^(?:self|cls)$/.test(object?.text ?? '')) return false;
    const key = `${owner.id} ${name}`;
    if (this.asked.has(key)) return true;
    this.asked.add(key);
    // An attribute that the class gives constants only.
    const values = descendants(owner, 'assignment').flatMap((assignment) => {
      const left = assignment.childForFieldName('left');
      const isIt =
        left?.text === `self.${name}` ||
        left?.text === `cls.${name}` ||
        (left?.text === name && !enclosingFunctionWithin(assignment, owner));
      return isIt ? [assignment.childForFieldName('right')] : [];
    });
    return values.length > 0 && values.every((value) => value !== null && this.isFixed(value, depth + 1));
  }

  private isFixedCall(call: Call, depth: number): boolean {
    if (HARMLESS_CALLS.test(call.qualified ?? call.written) || HARMLESS_CALLS.test(call.name) || makesHarmless(call.name)) return true;
    const object = call.node.childForFieldName('function')?.childForFieldName('object');
    if (call.name === 'replace' && /^(['"])(['"])\1,\s*(['"])\2\2\3$/.test(call.positional.map(({ text }) => text).join(', '))) return true;
    const all = [...(object && call.qualified === undefined ? [object] : []), ...call.positional, ...call.keywords.values()];
    // What texts, lists and dictionaries make of constants is constant, and so is what is looked up among constants.
    if (call.name === 'get' || call.name === 'pop') return object !== null && object !== undefined && this.isFixed(object, depth + 1);
    const makes =
      /^(?:join|format|upper|lower|strip|lstrip|rstrip|replace|title|split|items|keys|values|copy|sorted|list|tuple|set|enumerate|zip|str|repr|dict|reversed|map|repeat)$/;
    return makes.test(call.name) && all.length > 0 && !call.spread && all.every((one) => this.isFixed(one, depth + 1));
  }

  private scope(scope: Node): Bindings {
    const known = this.bindings.get(scope.id);
    if (known) return known;
    const found = new Map<string, Binding[]>();
    this.bindings.set(scope.id, found);
    const parameters = scope.childForFieldName('parameters');
    if (parameters)
      for (const parameter of named(parameters)) {
        const target = parameter.childForFieldName('name') ?? (/identifier|splat/.test(parameter.type) ? parameter : named(parameter)[0]);
        if (target) for (const name of namesIn(target)) collect(found, name, { of: undefined, whole: false, by: parameter });
      }
    if (scope.type === 'lambda') return found;
    for (const node of descendants(scope, [
      'assignment',
      'augmented_assignment',
      'named_expression',
      'for_statement',
      'as_pattern',
      'function_definition',
      'class_definition',
    ])) {
      if (enclosing(node, SCOPES)?.id !== scope.id || isClassBody(node, scope)) continue;
      this.bind(found, node);
    }
    return found;
  }

  private bind(found: Map<string, Binding[]>, node: Node): void {
    if (/_definition$/.test(node.type)) {
      const name = node.childForFieldName('name')?.text;
      if (name !== undefined) collect(found, name, { of: undefined, whole: false, by: node });
      return;
    }
    const left = node.childForFieldName('left') ?? node.childForFieldName('name') ?? node.childForFieldName('alias');
    const right =
      node.childForFieldName('right') ?? node.childForFieldName('value') ?? (node.type === 'as_pattern' ? (named(node)[0] ?? null) : null);
    if (!left) return;
    const bare = node.type === 'as_pattern' ? (named(left)[0] ?? left) : left;
    if (bare.type === 'identifier') {
      if (right) collect(found, bare.text, { of: right, whole: node.type === 'assignment' || node.type === 'named_expression', by: node });
      return;
    }
    for (const name of namesIn(bare)) collect(found, name, { of: right ?? undefined, whole: false, by: node });
  }

  private readImport(statement: Node): void {
    const from = statement.type === 'import_from_statement' ? statement.childForFieldName('module_name') : undefined;
    const names = statement.childrenForFieldName('name').filter((one): one is Node => one !== null);
    if (from) this.addModule(from.text);
    for (const one of names) {
      const full = (one.childForFieldName('name') ?? one).text;
      const alias = one.childForFieldName('alias')?.text;
      if (from) {
        this.imports.set(alias ?? full, `${from.text}.${full}`);
        this.addModule(`${from.text}.${full}`);
      } else {
        const first = full.split('.')[0] ?? full;
        this.imports.set(alias ?? first, alias === undefined ? first : full);
        this.addModule(full);
      }
    }
  }

  private addModule(name: string): void {
    const parts = name.split('.');
    for (let i = 1; i <= parts.length; i++) this.modules.add(parts.slice(0, i).join('.'));
  }
}

/** `a.b.c`; empty where it is no chain of names. */
export function dotted(node: Node): string {
  if (node.type === 'identifier') return node.text;
  if (node.type !== 'attribute') return '';
  const [object, name] = [node.childForFieldName('object'), node.childForFieldName('attribute')];
  const before = object ? dotted(object) : '';
  return before === '' || !name ? '' : `${before}.${name.text}`;
}

function namesIn(node: Node): readonly string[] {
  if (node.type === 'identifier') return [node.text];
  return named(node).flatMap((child) => (child.type === 'attribute' || child.type === 'subscript' ? [] : namesIn(child)));
}

/** May be a text that is built: a literal is somewhere in it. */
function isTextual(node: Node): boolean {
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
      return true;
    case 'parenthesized_expression':
      return named(node).length === 1 && named(node).every(isTextual);
    case 'binary_operator': {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      const operator = node.childForFieldName('operator')?.text;
      return (left !== null && isTextual(left)) || (operator === '+' && right !== null && isTextual(right));
    }
    case 'call': {
      const callee = node.childForFieldName('function');
      const object = callee?.type === 'attribute' ? callee.childForFieldName('object') : null;
      const last = callee?.type === 'attribute' ? callee.childForFieldName('attribute')?.text : callee?.text;
      if (last === 'dedent' || last === 'cleandoc') return true;
      return object !== null && /^(?:format|strip|lstrip|rstrip)$/.test(last ?? '') && isTextual(object);
    }
    default:
      return false;
  }
}

const isClassBody = (node: Node, scope: Node): boolean => {
  const owner = enclosing(node, new Set(['class_definition', 'function_definition', 'lambda', 'module']));
  return owner?.type === 'class_definition' && owner.id !== scope.id;
};

function enclosingFunctionWithin(node: Node, owner: Node): boolean {
  const around = enclosing(node, new Set(['function_definition', 'lambda', 'class_definition']));
  return around !== undefined && around.id !== owner.id;
}

/** The field that begins at an item: `%s`, `%(name)s`, `{}`, `{name}`. */
function fieldAt(
  items: readonly Item[],
  at: number,
  how: 'percent' | 'format',
): { readonly key: string; readonly length: number; readonly shaped: boolean; readonly numeric: boolean } | undefined {
  const text = items
    .slice(at, at + 80)
    .map((item) => ('hole' in item ? '\u0001' : item.char))
    .join('');
  if (how === 'percent') {
    const found = /^%(?:\((\w+)\))?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z])/.exec(text);
    if (!found) return undefined;
    return { key: found[1] ?? '', length: found[0].length, shaped: found[2] !== '', numeric: /[diufFeEgGxXo]/.test(found[3] ?? '') };
  }
  const found = /^\{(\w*)((?:[.[][^{}!:]*)?)(![rsa])?(?::([^{}]*))?\}/.exec(text);
  if (!found) return undefined;
  const spec = found[4] ?? '';
  return { key: found[1] ?? '', length: found[0].length, shaped: found[2] !== '' || spec !== '', numeric: /[dfFeExXobn%]$/.test(spec) };
}
