// What type an expression plainly has: literals, constructors, annotations, the one value a name was given. Guesses nothing.

import type { SyntaxNode } from '@lezer/common';
import { children, type Binding, type Scope } from '../../../syntax/python-scopes';
import { memberOf, parameters, textOf, type PythonFile } from './python-file';

const LITERALS: Readonly<Record<string, string>> = {
  String: 'str',
  ContinuedString: 'str',
  FormatString: 'str',
  ArrayExpression: 'list',
  ArrayComprehensionExpression: 'list',
  DictionaryExpression: 'dict',
  DictionaryComprehensionExpression: 'dict',
  SetExpression: 'set',
  SetComprehensionExpression: 'set',
  TupleExpression: 'tuple',
  Boolean: 'bool',
  None: 'None',
  LambdaExpression: 'function',
};
const CONSTRUCTORS: ReadonlySet<string> = new Set([
  'str',
  'list',
  'dict',
  'set',
  'tuple',
  'int',
  'float',
  'bool',
  'bytes',
  'frozenset',
  'bytearray',
  'range',
  'complex',
]);
const RETURNS: Readonly<Record<string, string>> = {
  input: 'str',
  len: 'int',
  sorted: 'list',
  sum: 'number',
  open: 'io.TextIOWrapper',
  repr: 'str',
  ord: 'int',
  chr: 'str',
  id: 'int',
  hash: 'int',
  dir: 'list',
  hex: 'str',
  bin: 'str',
  oct: 'str',
  format: 'str',
  isinstance: 'bool',
  deque: 'collections.deque',
  Counter: 'collections.Counter',
  defaultdict: 'collections.defaultdict',
  OrderedDict: 'collections.OrderedDict',
  'collections.deque': 'collections.deque',
  'collections.Counter': 'collections.Counter',
  'collections.defaultdict': 'collections.defaultdict',
  'collections.OrderedDict': 'collections.OrderedDict',
  're.compile': 're.Pattern',
  're.match': 're.Match',
  're.search': 're.Match',
  'threading.Thread': 'threading.Thread',
  Thread: 'threading.Thread',
  'datetime.datetime.now': 'datetime.datetime',
  'datetime.now': 'datetime.datetime',
  'logging.getLogger': 'logging.Logger',
  getLogger: 'logging.Logger',
  Path: 'pathlib.Path',
  'pathlib.Path': 'pathlib.Path',
  'os.getcwd': 'str',
  'os.listdir': 'list',
  'os.getenv': 'str',
  'time.time': 'float',
  'random.randint': 'int',
  'io.StringIO': 'io.StringIO',
  StringIO: 'io.StringIO',
  'argparse.ArgumentParser': 'argparse.ArgumentParser',
  ArgumentParser: 'argparse.ArgumentParser',
  'decimal.Decimal': 'decimal.Decimal',
  Decimal: 'decimal.Decimal',
  'queue.Queue': 'queue.Queue',
  Queue: 'queue.Queue',
};
/** Methods whose result type does not depend on anything. */
const METHOD_RETURNS: Readonly<Record<string, string>> = {
  upper: 'str',
  lower: 'str',
  strip: 'str',
  lstrip: 'str',
  rstrip: 'str',
  title: 'str',
  capitalize: 'str',
  swapcase: 'str',
  zfill: 'str',
  join: 'str',
  splitlines: 'list',
  split: 'list',
  rsplit: 'list',
  readlines: 'list',
  startswith: 'bool',
  endswith: 'bool',
  isdigit: 'bool',
  isalpha: 'bool',
  encode: 'bytes',
  decode: 'str',
  casefold: 'str',
  toordinal: 'int',
  ljust: 'str',
  rjust: 'str',
};
/** Methods that change their object and return None. */
export const MUTATORS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'sort',
  'reverse',
  'clear',
  'add',
  'discard',
  'update',
  'appendleft',
  'extendleft',
  'setdefault_',
]);

/** `str`, `list`, `collections.deque`, `number`, `None`, the name of a class of the file prefixed `class `; undefined where it is not plain. */
export function plainType(file: PythonFile, node: SyntaxNode, scope: Scope, depth = 0): string | undefined {
  if (depth > 6) return undefined;
  const literal = LITERALS[node.name];
  if (literal === 'str' && /^[rR]?[bB]/.test(textOf(file, node))) return 'bytes';
  if (literal) return literal;
  switch (node.name) {
    case 'Number':
      return /[jJ]$/.test(textOf(file, node))
        ? 'complex'
        : /[.eE]/.test(textOf(file, node)) && !/^0[xX]/.test(textOf(file, node))
          ? 'float'
          : 'int';
    case 'ParenthesizedExpression': {
      const inner = node.firstChild?.nextSibling;
      return inner ? plainType(file, inner, scope, depth + 1) : undefined;
    }
    case 'CallExpression': {
      const callee = node.firstChild;
      if (!callee) return undefined;
      const name = textOf(file, callee);
      if (callee.name === 'VariableName') {
        const home = file.scopes.resolve(name, scope);
        if (home === 'builtin') return CONSTRUCTORS.has(name) ? name : RETURNS[name];
        if (home && home.bindings.get(name)?.every((binding) => binding.kind === 'class')) return `class ${name}`;
        return home && home.bindings.get(name)?.every((binding) => binding.kind === 'import') ? RETURNS[name] : undefined;
      }
      const member = memberOf(callee);
      if (RETURNS[name]) return RETURNS[name];
      if (!member) return undefined;
      const method = textOf(file, member.property);
      const owner = plainType(file, member.object, scope, depth + 1);
      if (owner && MUTATORS.has(method) && /^(?:list|set|dict|collections\.\w+)$/.test(owner)) return 'None';
      if (owner === 'str' && METHOD_RETURNS[method]) return METHOD_RETURNS[method];
      return METHOD_RETURNS[method] && method !== 'split' ? METHOD_RETURNS[method] : undefined;
    }
    case 'BinaryExpression': {
      const [left, op, right] = children(node);
      if (!left || !op || !right) return undefined;
      if (op.name === 'CompareOp' || op.name === 'in' || op.name === 'is' || op.name === 'not') return 'bool';
      const a = plainType(file, left, scope, depth + 1);
      const b = plainType(file, right, scope, depth + 1);
      if (a === 'str' && textOf(file, op) === '%') return 'str';
      if (a && a === b) return a === 'int' && textOf(file, op) === '/' ? 'float' : a;
      return isNumber(a) && isNumber(b) ? 'number' : undefined;
    }
    case 'VariableName': {
      const name = textOf(file, node);
      const home = file.scopes.resolve(name, scope);
      if (!home || home === 'builtin') return undefined;
      return bindingType(file, home, home.bindings.get(name) ?? [], node.from, depth);
    }
    default:
      return undefined;
  }
}

export const isNumber = (type: string | undefined): boolean =>
  type === 'int' || type === 'float' || type === 'number' || type === 'bool' || type === 'complex';

/** The type of a name's bindings in their scope, as seen from an offset. */
export function typeOfBinding(file: PythonFile, home: Scope, bindings: readonly Binding[], at: number): string | undefined {
  return bindingType(file, home, bindings, at, 0);
}

function bindingType(file: PythonFile, home: Scope, bindings: readonly Binding[], at: number, depth: number): string | undefined {
  const real = bindings.filter((binding) => binding.kind !== 'augmented');
  const types = new Set(real.map((binding) => oneBinding(file, home, binding, depth)));
  if (types.size === 1) return [...types][0];
  // Several: the last one before the use, where it stands in the same block for sure.
  const before = real.filter((binding) => binding.from < at).at(-1);
  return before && before.node.parent?.name === 'Script' && home.kind === 'module' ? oneBinding(file, home, before, depth) : undefined;
}

function oneBinding(file: PythonFile, home: Scope, binding: Binding, depth: number): string | undefined {
  if (binding.kind === 'def') return 'function';
  if (binding.kind === 'class') return 'type';
  if (binding.kind === 'import') return 'import';
  if (binding.kind === 'param') {
    const annotation =
      home.node.name === 'FunctionDefinition' ? parameters(file, home.node).find((it) => it.from === binding.from)?.annotation : undefined;
    return annotation ? annotatedType(file, annotation) : undefined;
  }
  if (binding.kind !== 'assign') return undefined;
  const value = assignedValue(binding);
  return value ? plainType(file, value, home, depth + 1) : undefined;
}

/** The value of `name = value`; undefined for tuples of targets. */
export function assignedValue(binding: Binding): SyntaxNode | undefined {
  const parts = children(binding.node);
  if (binding.node.name !== 'AssignStatement' || parts[0]?.from !== binding.from) return undefined;
  if (parts[1]?.name === ',') return undefined;
  const lastOp = parts.map((part) => part.name).lastIndexOf('AssignOp');
  const values = parts.slice(lastOp + 1);
  return lastOp > 0 && values.length === 1 ? values[0] : undefined;
}

function annotatedType(file: PythonFile, annotation: SyntaxNode): string | undefined {
  const name = textOf(file, annotation)
    .replace(/^["']|["']$/g, '')
    .replace(/\[[\s\S]*$/, '')
    .replace(/^typing\.|^t\./, '');
  const known: Readonly<Record<string, string>> = {
    List: 'list',
    Dict: 'dict',
    Set: 'set',
    Tuple: 'tuple',
    Deque: 'collections.deque',
    DefaultDict: 'collections.defaultdict',
  };
  if (known[name]) return known[name];
  return CONSTRUCTORS.has(name) ? name : undefined;
}

/** A type as checkers and tracebacks write it, as the tables know it: `Dict[str, Style]` → dict, `Literal['']` → str, `Pattern[str]` → re.Pattern. */
export function namedType(written: string): string {
  const literal = /^Literal\[(.*)\]$/.exec(written);
  if (literal)
    return /^b["']/.test(literal[1] ?? '')
      ? 'bytes'
      : /^["']/.test(literal[1] ?? '')
        ? 'str'
        : /^-?\d/.test(literal[1] ?? '')
          ? 'int'
          : 'bool';
  const bare = written
    .replace(/\[[\s\S]*$/, '')
    .replace(/\*$/, '')
    .replace(/^builtins\./, '')
    .trim();
  const known: Readonly<Record<string, string>> = {
    Dict: 'dict',
    List: 'list',
    Set: 'set',
    Tuple: 'tuple',
    FrozenSet: 'frozenset',
    Pattern: 're.Pattern',
    Match: 're.Match',
    deque: 'collections.deque',
    defaultdict: 'collections.defaultdict',
    OrderedDict: 'collections.OrderedDict',
    Counter: 'collections.Counter',
    datetime: 'datetime.datetime',
    date: 'datetime.date',
    timedelta: 'datetime.timedelta',
    Path: 'pathlib.Path',
    PosixPath: 'pathlib.Path',
    PurePath: 'pathlib.Path',
    Thread: 'threading.Thread',
    Logger: 'logging.Logger',
    Popen: 'subprocess.Popen',
    CompletedProcess: 'subprocess.CompletedProcess',
    StringIO: 'io.StringIO',
    BytesIO: 'io.BytesIO',
    TextIOWrapper: 'io.TextIOWrapper',
    '_io.TextIOWrapper': 'io.TextIOWrapper',
    TextIO: 'io.TextIOWrapper',
    ArgumentParser: 'argparse.ArgumentParser',
    Namespace: 'argparse.Namespace',
    Decimal: 'decimal.Decimal',
    Fraction: 'fractions.Fraction',
    socket: 'socket.socket',
    Queue: 'queue.Queue',
    Connection: 'sqlite3.Connection',
    Cursor: 'sqlite3.Cursor',
    TestCase: 'unittest.TestCase',
    UUID: 'uuid.UUID',
    generator: 'types.GeneratorType',
    function: 'types.FunctionType',
    coroutine: 'types.CoroutineType',
    array: 'array.array',
    ConfigParser: 'configparser.ConfigParser',
    RawConfigParser: 'configparser.ConfigParser',
    Element: 'xml.etree.ElementTree.Element',
    'numpy.ndarray': 'ndarray',
  };
  return known[bare] ?? bare;
}
