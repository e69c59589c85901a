// A TypeScript or JavaScript text as the security rules look at it: imports, what names are bound to, constants, and texts that are built.

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

export const SCRIPT_FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);
const SCOPES: ReadonlySet<string> = new Set([...SCRIPT_FUNCTIONS, 'program']);
const HARMLESS_CALLS =
  /^(?:Number|parseInt|parseFloat|BigInt|Boolean|Number\.\w+|Math\.\w+|Date\.now|process\.hrtime|randomUUID|crypto\.randomUUID|uuidv?\d?|performance\.now)$/;
/** What is only given another type, or awaited. */
const WRAPPED = /^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression|await_expression)$/;

export interface ScriptCall {
  readonly node: Node;
  /** `db.query`; empty where it is no chain of names. */
  readonly written: string;
  readonly name: string;
  /** With imports followed: `child_process.exec`. */
  readonly qualified: string | undefined;
  readonly given: readonly Node[];
  /** Its arguments' brackets; absent in a tagged template. */
  readonly brackets: Node | undefined;
}

export class ScriptProgram {
  /** Local name → module and export: `cp` → `child_process`, `exec` → `child_process.exec`. */
  readonly imports = new Map<string, string>();
  readonly modules = new Set<string>();
  private readonly bindings = new Map<number, Bindings>();
  /** What one question about a value has looked at already: names that are made of each other are looked at once. */
  private readonly asked = new Set<unknown>();
  private allCalls: readonly ScriptCall[] | undefined;

  constructor(
    readonly text: string,
    readonly root: Node,
  ) {
    for (const statement of descendants(root, ['import_statement', 'variable_declarator'])) this.readImport(statement);
  }

  get calls(): readonly ScriptCall[] {
    return (this.allCalls ??= descendants(this.root, ['call_expression', 'new_expression']).map((node) => this.callOf(node)));
  }

  callOf(node: Node): ScriptCall {
    const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
    const brackets = node.childForFieldName('arguments');
    const plain = brackets?.type === 'arguments' ? brackets : undefined;
    const name =
      callee?.type === 'member_expression' ? callee.childForFieldName('property')?.text : callee?.type === 'identifier' ? callee.text : '';
    return {
      node,
      written: callee ? chainOf(callee) : '',
      name: name ?? '',
      qualified: callee ? this.qualified(callee) : undefined,
      given: plain ? named(plain) : [],
      brackets: plain,
    };
  }

  qualified(node: Node): string | undefined {
    // `require('child_process').exec`
    const object = node.type === 'member_expression' ? node.childForFieldName('object') : null;
    const required = object && requiredModule(object);
    if (required) return `${required}.${node.childForFieldName('property')?.text ?? ''}`;
    const chain = chainOf(node);
    if (chain === '') return undefined;
    const [first = '', ...rest] = chain.split('.');
    const known = this.imports.get(first);
    return known === undefined ? undefined : [known, ...rest].join('.');
  }

  bindingsOf(name: string, from: Node): readonly Binding[] {
    for (let around: Node | null = from; around; around = around.parent) {
      if (!SCOPES.has(around.type)) continue;
      const found = this.scope(around).get(name);
      if (found) return found;
    }
    return [];
  }

  isFixed(node: Node, depth = 0): boolean {
    if (depth === 0) this.asked.clear();
    if (depth > MAX_FOLLOWED) return false;
    const is = (one: Node | null): boolean => one !== null && this.isFixed(one, depth + 1);
    if (WRAPPED.test(node.type)) return is(named(node)[0] ?? null);
    switch (node.type) {
      case 'string':
      case 'number':
      case 'true':
      case 'false':
      case 'null':
      case 'undefined':
      case 'regex':
      case 'update_expression':
        return true;
      case 'template_string':
        return named(node).every((child) => child.type !== 'template_substitution' || is(named(child)[0] ?? null));
      case 'array':
        return named(node).every(is);
      case 'object':
        return named(node).every((pair) => is(pair.childForFieldName('value')));
      case 'ternary_expression':
        return is(node.childForFieldName('consequence')) && is(node.childForFieldName('alternative'));
      case 'unary_expression':
        return /^(?:[-+~!]|typeof|void)$/.test(node.childForFieldName('operator')?.text ?? '');
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.text ?? '';
        if (/^(?:[-*/%|&^]|\*\*|<<|>>>?|[<>]=?|[!=]==?|in|instanceof)$/.test(operator)) return true;
        return is(node.childForFieldName('left')) && is(node.childForFieldName('right'));
      }
      case 'subscript_expression':
        return is(node.childForFieldName('object'));
      case 'identifier':
        return this.isFixedName(node, depth);
      case 'member_expression':
        return this.isFixedMember(node, depth);
      case 'call_expression':
        return this.isFixedCall(this.callOf(node), depth);
      default:
        return false;
    }
  }

  /** The one value that a name has, where it is bound once to a whole value; else the node itself. */
  resolved(node: Node): Node {
    if (WRAPPED.test(node.type) && node.type !== 'await_expression') return this.resolved(named(node)[0] ?? node);
    if (node.type !== 'identifier') return node;
    const [only, ...others] = this.bindingsOf(node.text, node);
    return only?.whole && only.of && others.length === 0 ? only.of : node;
  }

  built(node: Node): Built | undefined {
    const items: Item[] = [];
    const literals: Literal[] = [];
    const out = { certain: true };
    const read = (one: Node): boolean => {
      if (one.type === 'parenthesized_expression') return read(named(one)[0] ?? one);
      if (one.type === 'string' || one.type === 'template_string') {
        this.readString(one, items, literals, out);
        return true;
      }
      if (one.type === 'call_expression') {
        const callee = one.childForFieldName('function');
        const object = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
        return object !== null && /^(?:trim|trimStart|trimEnd)$/.test(this.callOf(one).name) && isTextual(object) && read(object);
      }
      const [left, right] = [one.childForFieldName('left'), one.childForFieldName('right')];
      if (one.type !== 'binary_expression' || one.childForFieldName('operator')?.text !== '+' || !left || !right) return false;
      for (const side of [left, right]) {
        if (isTextual(side) && read(side)) continue;
        items.push({
          hole: true,
          value: side,
          source: side.text,
          fixed: this.isFixed(side),
          operand: true,
          shaped: false,
          start: side.startIndex,
          end: side.endIndex,
        });
      }
      return true;
    };
    if (isDeep(node) || !isTextual(node) || !read(node) || literals.length === 0) return undefined;
    return { items, literals, filling: undefined, ...out };
  }

  private readString(node: Node, items: Item[], literals: Literal[], out: { certain: boolean }): void {
    const quote = this.text.charAt(node.startIndex);
    literals.push({ start: node.startIndex, end: node.endIndex, open: quote, close: quote, formatPrefix: undefined });
    const literal = literals.length - 1;
    const how = { raw: false, doubled: '', onto: items };
    let at = node.startIndex + 1;
    for (const child of named(node)) {
      if (child.type !== 'template_substitution') continue;
      if (!readCharacters(this.text, { start: at, end: child.startIndex }, literal, how)) out.certain = false;
      const value = named(child)[0];
      items.push({
        hole: true,
        value,
        source: value?.text ?? '',
        fixed: value !== undefined && this.isFixed(value),
        operand: false,
        shaped: false,
        start: child.startIndex,
        end: child.endIndex,
      });
      at = child.endIndex;
    }
    if (!readCharacters(this.text, { start: at, end: node.endIndex - 1 }, literal, how)) out.certain = false;
  }

  private isFixedName(node: Node, depth: number): boolean {
    if (saysHarmless(node.text)) return true;
    const bindings = this.bindingsOf(node.text, node);
    const imported = this.imports.get(node.text);
    if (bindings.length === 0 || imported !== undefined)
      return node.text === 'undefined' || isConstantName(imported === undefined ? node.text : (imported.split('.').at(-1) ?? ''));
    if (this.asked.has(bindings)) return true;
    this.asked.add(bindings);
    return bindings.every(({ of, harmless }) => harmless ?? (of !== undefined && this.isFixed(of, depth + 1)));
  }

  private isFixedMember(node: Node, depth: number): boolean {
    const name = node.childForFieldName('property')?.text ?? '';
    const object = node.childForFieldName('object');
    if (name === 'length' || isConstantName(name)) return object?.text !== 'process.env';
    if (!object) return false;
    if (object.type === 'this') {
      // A field that the class gives constants only.
      const owner = enclosing(node, new Set(['class_declaration', 'class']));
      if (!owner) return false;
      const key = `${owner.id} ${name}`;
      if (this.asked.has(key)) return true;
      this.asked.add(key);
      const values = [
        ...descendants(owner, ['public_field_definition', 'field_definition']).flatMap((field) =>
          (field.childForFieldName('name') ?? field.childForFieldName('property'))?.text === name ? [field.childForFieldName('value')] : [],
        ),
        ...descendants(owner, 'assignment_expression').flatMap((one) =>
          one.childForFieldName('left')?.text === `this.${name}` ? [one.childForFieldName('right')] : [],
        ),
      ];
      return values.length > 0 && values.every((value) => value !== null && this.isFixed(value, depth + 1));
    }
    return object.type === 'identifier' && this.isFixedName(object, depth + 1) && this.bindingsOf(object.text, object).length > 0;
  }

  private isFixedCall(call: ScriptCall, depth: number): boolean {
    if (HARMLESS_CALLS.test(call.qualified ?? '') || HARMLESS_CALLS.test(call.written) || makesHarmless(call.name)) return true;
    const callee = call.node.childForFieldName('function');
    const object = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
    // `ids.map(() => '?')`: only how many is not known.
    if (call.name === 'map' || call.name === 'fill') {
      const [by] = call.given;
      if (call.name === 'fill') return by !== undefined && this.isFixed(by, depth + 1);
      const body = by?.type === 'arrow_function' ? by.childForFieldName('body') : undefined;
      return body !== undefined && body !== null && body.type !== 'statement_block' && this.isFixed(body, depth + 1);
    }
    if (call.name === 'repeat' || call.name === 'toFixed')
      return object !== null && (call.name === 'toFixed' || this.isFixed(object, depth + 1));
    if (/^Object\.(?:keys|values|entries)$/.test(call.written))
      return call.given[0] !== undefined && this.isFixed(call.given[0], depth + 1);
    const makes =
      /^(?:join|toString|toUpperCase|toLowerCase|trim|concat|slice|filter|replace|replaceAll|padStart|padEnd|String|sort|reverse|get|find|at|pop)$/;
    if (!makes.test(call.name)) return false;
    const all =
      call.name === 'filter' || call.name === 'find' || call.name === 'get' || call.name === 'at' ? [object] : [object, ...call.given];
    return all.every((one) => one === null || this.isFixed(one, depth + 1)) && (object !== null || call.given.length > 0);
  }

  private scope(scope: Node): Bindings {
    const known = this.bindings.get(scope.id);
    if (known) return known;
    const found = new Map<string, Binding[]>();
    this.bindings.set(scope.id, found);
    const parameters = scope.childForFieldName('parameters') ?? scope.childForFieldName('parameter');
    const each = eachOf(scope);
    (parameters?.type === 'identifier' ? [parameters] : named(parameters)).forEach((parameter, i) => {
      for (const name of namesIn(parameter.childForFieldName('pattern') ?? parameter))
        collect(found, name, {
          of: i === 0 ? each : undefined,
          whole: false,
          by: parameter,
          ...(i === 1 && each ? { harmless: true } : {}),
        });
    });
    const declared = new Set(descendants(scope, 'variable_declarator').map((one) => one.childForFieldName('name')?.text));
    for (const node of descendants(scope, [
      'variable_declarator',
      'assignment_expression',
      'augmented_assignment_expression',
      'for_in_statement',
      'catch_clause',
    ])) {
      if (enclosing(node, SCOPES)?.id !== scope.id) continue;
      const target = node.childForFieldName('name') ?? node.childForFieldName('left') ?? node.childForFieldName('parameter');
      const value = node.childForFieldName('value') ?? node.childForFieldName('right');
      if (!target || (node.type === 'variable_declarator' && !value)) continue;
      const whole = target.type === 'identifier' && (node.type === 'variable_declarator' || node.type === 'assignment_expression');
      if (
        node.type === 'assignment_expression' &&
        target.type === 'identifier' &&
        !found.has(target.text) &&
        scope.type !== 'program' &&
        !declared.has(target.text)
      ) {
        // Declared outside: it is one of the outer scope's.
        const outer = this.bindingsOf(target.text, scope.parent ?? scope);
        for (const binding of outer) collect(found, target.text, binding);
      }
      for (const name of namesIn(target)) collect(found, name, { of: value ?? undefined, whole, by: node });
    }
    return found;
  }

  private readImport(node: Node): void {
    if (node.type === 'import_statement') {
      const module = moduleName(node.childForFieldName('source'));
      if (module === undefined) return;
      this.modules.add(module);
      for (const one of descendants(node, ['import_specifier', 'namespace_import', 'import_clause'])) {
        if (one.type === 'import_specifier') {
          const name = one.childForFieldName('name')?.text ?? '';
          this.imports.set(one.childForFieldName('alias')?.text ?? name, `${module}.${name}`);
        } else {
          const local = named(one).find(({ type }) => type === 'identifier')?.text;
          if (local !== undefined) this.imports.set(local, module);
        }
      }
      return;
    }
    const [target, value] = [node.childForFieldName('name'), node.childForFieldName('value')];
    if (!target || !value) return;
    const of = value.type === 'await_expression' ? (named(value)[0] ?? value) : value;
    const whole = requiredModule(of);
    const part = of.type === 'member_expression' ? requiredModule(of.childForFieldName('object') ?? of) : undefined;
    const module = whole ?? (part === undefined ? undefined : `${part}.${of.childForFieldName('property')?.text ?? ''}`);
    if (module === undefined) return;
    this.modules.add(whole ?? part ?? module);
    if (target.type === 'identifier') this.imports.set(target.text, module);
    else
      for (const one of named(target)) {
        const name = one.type === 'pair_pattern' ? one.childForFieldName('key')?.text : one.text;
        const local = one.type === 'pair_pattern' ? one.childForFieldName('value')?.text : one.text;
        if (name !== undefined && local !== undefined) this.imports.set(local, `${module}.${name}`);
      }
  }
}

/** What a function is called with the elements of: `list.map((element, index) => …)`. */
function eachOf(scope: Node): Node | undefined {
  const call = scope.parent?.type === 'arguments' ? scope.parent.parent : undefined;
  const callee = call?.childForFieldName('function');
  if (
    callee?.type !== 'member_expression' ||
    !/^(?:map|forEach|flatMap|filter|some|every|find)$/.test(callee.childForFieldName('property')?.text ?? '')
  )
    return undefined;
  return callee.childForFieldName('object') ?? undefined;
}

function moduleName(source: Node | null): string | undefined {
  return source?.type === 'string' ? source.text.slice(1, -1).replace(/^node:/, '') : undefined;
}

/** `require('x')`, `import('x')` */
function requiredModule(node: Node): string | undefined {
  if (node.type !== 'call_expression' || !/^(?:require|import)$/.test(node.childForFieldName('function')?.text ?? '')) return undefined;
  return moduleName(named(node.childForFieldName('arguments'))[0] ?? null);
}

/** `a.b.c`, also `a?.b` and `this.b`; empty where it is no chain of names. */
export function chainOf(node: Node): string {
  if (node.type === 'identifier' || node.type === 'this' || node.type === 'import') return node.text;
  if (node.type === 'non_null_expression' || node.type === 'parenthesized_expression')
    return chainOf(named(node)[0] ?? node.child(0) ?? node);
  if (node.type !== 'member_expression') return '';
  const object = node.childForFieldName('object');
  const before = object ? chainOf(object) : '';
  return before === '' ? '' : `${before}.${node.childForFieldName('property')?.text ?? ''}`;
}

function namesIn(node: Node): readonly string[] {
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') return [node.text];
  if (node.type === 'member_expression' || node.type === 'subscript_expression' || node.type === 'type_annotation') return [];
  if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
    const left = node.childForFieldName('left');
    return left ? namesIn(left) : [];
  }
  if (node.type === 'pair_pattern') {
    const value = node.childForFieldName('value');
    return value ? namesIn(value) : [];
  }
  return named(node).flatMap((child) => namesIn(child));
}

function isTextual(node: Node): boolean {
  if (node.type === 'string' || node.type === 'template_string') return true;
  if (node.type === 'parenthesized_expression') return named(node).length === 1 && named(node).every(isTextual);
  if (node.type === 'call_expression') {
    const callee = node.childForFieldName('function');
    const object = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
    return object !== null && /^trim(?:Start|End)?$/.test(callee?.childForFieldName('property')?.text ?? '') && isTextual(object);
  }
  if (node.type !== 'binary_expression' || node.childForFieldName('operator')?.text !== '+') return false;
  return [node.childForFieldName('left'), node.childForFieldName('right')].some((side) => side !== null && isTextual(side));
}
