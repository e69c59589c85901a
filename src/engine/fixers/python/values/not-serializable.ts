/**
 * Mistake: a value that JSON has no form for is written as JSON.
 *
 * Before:  `json.dumps({"tags": {"a", "b"}})`       After:  `json.dumps({"tags": list({"a", "b"})})`
 * Before:  `json.dumps(entry)`, with a datetime     After:  `json.dumps(entry, default=str)`
 * Before:  `json.dumps(report)`, with a Decimal     After:  `json.dumps(report, default=float)`
 * Before:  `json.dumps(point)`, own class           After:  `json.dumps(point, default=vars)`
 *
 * When not: a `default` or an encoder is given already; the type is not known to have a plain form.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { classesOf } from '../shared/class-members';
import { entriesOf, grouped, itemsOf, originOf, originsOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^(?:Object of type (\w+) is not JSON serializable|<?.*>? is not JSON serializable)$/;

/** How a value of a type is written out: around it where it stands, or as the `default` of the call. */
interface Form {
  readonly around: (text: string) => string;
  readonly fallback: string | undefined;
}

const called = (name: string): Form => ({ around: (text) => `${name}(${text})`, fallback: name });
const asText: Form = { around: (text) => `str(${text})`, fallback: 'str' };
const FORMS: Readonly<Record<string, readonly Form[]>> = {
  ...Object.fromEntries(
    ['set', 'frozenset', 'dict_keys', 'dict_values', 'dict_items', 'range', 'map', 'filter', 'zip', 'generator', 'deque', 'reversed'].map(
      (type) => [type, [called('list')]],
    ),
  ),
  ...Object.fromEntries(
    ['datetime', 'date', 'time', 'timedelta', 'UUID', 'PosixPath', 'WindowsPath', 'Path', 'IPv4Address'].map((type) => [type, [asText]]),
  ),
  Decimal: [called('float'), asText],
  Fraction: [called('float'), asText],
  ...Object.fromEntries(['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'].map((type) => [type, [called('int')]])),
  ...Object.fromEntries(['float16', 'float32'].map((type) => [type, [called('float')]])),
  bool_: [called('bool')],
  bytes: [{ around: (text) => `${text}.decode()`, fallback: undefined }],
  ndarray: [{ around: (text) => `${text}.tolist()`, fallback: undefined }],
  Series: [{ around: (text) => `${text}.tolist()`, fallback: undefined }],
  Response: [{ around: (text) => `${text}.json()`, fallback: undefined }],
};

export const notSerializable: Fixer = {
  id: 'python/not-serializable',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const type = MESSAGE.exec(context.problem.message)?.[1];
    if (type === undefined) return [];
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      if (!callee || !/^(?:\w+\.)?dumps?$/.test(textOf(file, callee))) continue;
      const all = argumentsOf(call);
      if (all.some((it) => it.stars === '**' || (it.name && /^(?:default|cls)$/.test(textOf(file, it.name))))) return [];
      const value = all.find((it) => !it.name)?.value;
      const last = all.at(-1);
      if (!value || !last) continue;
      const forms = FORMS[type] ?? [];
      if (forms.length === 0) return [...ofMember(file, value, type), ...ofClass(file, type, last.to)];
      const found = valuesOf(file, value, type);
      return forms.flatMap((form) => proposals(file, form, type, found, last.to)).slice(0, 3);
    }
    return [];
  },
};

function proposals(file: PythonFile, form: Form, type: string, found: readonly SyntaxNode[], end: number): Proposal[] {
  const out: Proposal[] = [];
  const asDefault: Proposal | undefined =
    form.fallback === undefined
      ? undefined
      : {
          title: `Say how it is written: 'default=${form.fallback}'`,
          explanation: `JSON has no ${type}: what it does not know is written with '${form.fallback}'.`,
          edits: [insert(end, `, default=${form.fallback}`)],
          variant: `default-${form.fallback}`,
        };
  const [first] = found;
  // A text of a date can be read in many ways: what all such values get is said once. A list or number stands where the value stands.
  if (asDefault && form.fallback === 'str') return [asDefault];
  if (first) {
    out.push({
      title: `Write it as '${form.around(short(textOf(file, first)))}'`,
      explanation: `JSON has no ${type}; this has the same content in a form that it has.`,
      edits: found.flatMap((node) => around(node, form)),
      variant: 'converted-in-place',
      features: { places: found.length },
    });
  }
  if (asDefault && !first) out.push(asDefault);
  return out;
}

function around(node: SyntaxNode, form: Form): OffsetEdit[] {
  const [before = '', after = ''] = form.around('\0').split('\0');
  const inner = before === '' ? grouped(node, '\0').split('\0') : ['', ''];
  return [insert(node.from, `${before}${inner[0] ?? ''}`), insert(node.to, `${inner[1] ?? ''}${after}`)];
}

const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text).replace(/\s+/g, ' ');
const MAX_DEPTH = 4;

/** Where in what is written such a value plainly stands. */
function valuesOf(
  file: PythonFile,
  node: SyntaxNode,
  type: string,
  depth = 0,
  test: (node: SyntaxNode) => boolean = (it) => isOf(file, it, type),
): SyntaxNode[] {
  if (depth > MAX_DEPTH) return [];
  if (test(node)) return [node];
  const literal = originOf(file, node);
  const parts =
    literal.name === 'DictionaryExpression'
      ? entriesOf(literal).map(({ value }) => value)
      : /^(?:Array|Tuple)Expression$/.test(literal.name)
        ? itemsOf(literal)
        : /ComprehensionExpression$/.test(literal.name)
          ? comprehended(literal)
          : [];
  return parts.flatMap((part) => valuesOf(file, part, type, depth + 1, test));
}

/** What a comprehension makes: the value of a dict, the item of a list. */
function comprehended(node: SyntaxNode): SyntaxNode[] {
  const parts = children(node);
  const end = parts.findIndex((part) => part.name === 'for' || part.name === 'async');
  const value = end > 0 ? parts[end - 1] : undefined;
  return value ? [value] : [];
}

/** Calls that plainly give a value of the type. */
const GIVES: Readonly<Record<string, RegExp>> = {
  dict_keys: /\.keys\(\s*\)$/,
  dict_values: /\.values\(\s*\)$/,
  dict_items: /\.items\(\s*\)$/,
  Decimal: /^(?:decimal\.)?Decimal\(/,
  map: /^map\(/,
  filter: /^filter\(/,
  zip: /^zip\(/,
  reversed: /^reversed\(/,
  deque: /^(?:collections\.)?deque\(/,
  ndarray: /^(?:np|numpy)\.(?:array|zeros|ones|arange|linspace|asarray)\(/,
  Response: /^requests\.(?:get|post|put|delete|patch|request)\(/,
  int64: /\.(?:sum|max|min|argmax|argmin)\(\s*\)$|^(?:np|numpy)\.(?:int64|sum|max|argmax)\(/,
  float32: /^(?:np|numpy)\.float32\(/,
  bytes: /^b["']|\.(?:encode|read_bytes|digest)\(|^(?:base64\.)?\w*b64encode\(/,
};

function isOf(file: PythonFile, node: SyntaxNode, type: string): boolean {
  return originsOf(file, node).some((step) => {
    const known = plainType(file, step, file.scopes.scopeAt(step.from));
    if (known === type || (known !== undefined && known.endsWith(`.${type}`))) return true;
    if (type === 'generator' && /^(?:Comprehension|Generator)Expression$/.test(step.name)) return true;
    if (type === 'Decimal' && step.name === 'CallExpression' && /^sum\(/.test(textOf(file, step)))
      return /Decimal\(/.test(textOf(file, step));
    return GIVES[type]?.test(textOf(file, step)) ?? false;
  });
}

/** `Color.RED` of an enumeration: its value is what is written. */
function ofMember(file: PythonFile, value: SyntaxNode, type: string): Proposal[] {
  const list = classesOf(file).get(type)?.node.getChild('ArgList');
  if (!list || !/\b(?:Enum|IntEnum|StrEnum|Flag)\b/.test(textOf(file, list))) return [];
  const found = valuesOf(file, value, type, 0, (node) =>
    originsOf(file, node).some((step) => textOf(file, step).startsWith(`${type}.`) && !/\.value$/.test(textOf(file, step))),
  );
  return found.length === 0
    ? []
    : [
        {
          title: `Write its value: '${short(textOf(file, found[0] ?? value))}.value'`,
          explanation: `JSON has no ${type}: the value of the member is what can be written.`,
          edits: found.map((node) => insert(node.to, '.value')),
          variant: 'value-of-member',
        },
      ];
}

/** An object of a class: its attributes are what is written. */
function ofClass(file: PythonFile, type: string, end: number): Proposal[] {
  const scope = classesOf(file).get(type);
  const imported = file.scopes.imports.find(({ name }) => name === type);
  if (!scope && !imported) return [];
  const decorators =
    scope?.node.parent?.name === 'DecoratedStatement'
      ? textOf(file, scope.node.parent).slice(0, scope.node.from - scope.node.parent.from)
      : '';
  const list = scope?.node.getChild('ArgList');
  // An enumeration's attributes are not its value.
  if (list && /\b(?:Enum|IntEnum|Flag|BaseModel|str|int)\b/.test(textOf(file, list))) return [];
  if (scope && /__slots__/.test(textOf(file, scope.node))) return [];
  if (/@(?:\w+\.)?dataclass\b/.test(decorators)) {
    const known = file.scopes.imports.find(({ module, member }) => module === 'dataclasses' && member === 'asdict')?.name;
    const module = file.scopes.imports.find(({ module: of, member }) => of === 'dataclasses' && member === undefined)?.name;
    const name = known ?? (module !== undefined ? `${module}.asdict` : 'asdict');
    return [
      {
        title: `Say how it is written: 'default=${name}'`,
        explanation: `JSON has no ${type}: its fields are written as a dict.`,
        edits: [
          insert(end, `, default=${name}`),
          ...((known ?? module) ? [] : addImport(file, { module: 'dataclasses', member: 'asdict' })),
        ],
        variant: 'fields-of-dataclass',
      },
    ];
  }
  return [
    {
      title: "Say how it is written: 'default=vars'",
      explanation: `JSON has no ${type}: its attributes are written as a dict.`,
      edits: [insert(end, ', default=vars')],
      variant: scope ? 'attributes-of-object' : 'attributes-of-imported-object',
    },
  ];
}
