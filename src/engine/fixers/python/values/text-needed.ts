/**
 * Mistake: a number, list or object where only text is taken.
 *
 * Before:  `f.write(count)`                     After:  `f.write(str(count))`
 * Before:  `"seen: " + items`                   After:  `"seen: " + str(items)`
 * Before:  `code.zfill(4)`, code being a number After:  `str(code).zfill(4)`
 * Before:  `run(["sleep", 5])`                  After:  `run(["sleep", "5"])`
 * Before:  `os.path.join("reports", year)`      After:  `os.path.join("reports", str(year))`
 *
 * When not: a list is written to a file; the value is None, bytes or a function that was not called: then that is the mistake.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { itemsOf, originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { wrap } from './operation';

const WRITTEN = /^write\(\) argument must be str, not (\w+)$/;
const JOINED = /^can only concatenate str \(not "([\w.]+)"\) to str$/;
const ARGUMENT = /^(\w+)\(\) argument (\d) must be str, not (\w+)$/;
const CONTAINED = /^'in <string>' requires string as left operand, not (\w+)$/;
const METHOD =
  /^'(int|float)' object has no attribute '(zfill|ljust|rjust|center|split|replace|startswith|endswith|strip|upper|lower|isdigit|find|count)'$/;
const SEARCHED = /^expected string or bytes-like object, got '(int|float)'$/;
const STARTED = /^expected str, bytes or os\.PathLike object, not (int|float)$/;
const PATH_JOINED =
  /^join\(\) argument must be str, bytes, or os\.PathLike object, not '(int|float)'$|^argument should be a str or an os\.PathLike object where __fspath__ returns a str, not '(int|float)'$/;
const PATH_DIVIDED =
  /^unsupported operand type\(s\) for \/=?: '(?:\w*Path|str)' and '(?:int|float)'$|^unsupported operand type\(s\) for \/=?: '(?:int|float)' and '\w*Path'$/;
const ENVIRONMENT = /^str expected, not (\w+)$/;
const OPTION = /^option values must be strings$/;
/** What has to be mended itself before it is written. */
const NO_VALUE =
  /^(?:NoneType|bytes|bytearray|function|method|builtin_function_or_method|coroutine|generator|type|(?:Posix|Windows)Path|int|float)$/;

export const textNeeded: Fixer = {
  id: 'python/text-needed',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [WRITTEN, JOINED, ARGUMENT, CONTAINED, METHOD, SEARCHED, STARTED, PATH_JOINED, PATH_DIVIDED, ENVIRONMENT, OPTION] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const found = blamed(file, message);
    return found ? [found] : [];
  },
};

function blamed(file: PythonFile, message: string): Proposal | undefined {
  const written = WRITTEN.exec(message)?.[1];
  const json = file.scopes.imports.find(({ module, member }) => module === 'json' && member === undefined)?.name;
  if (written !== undefined && /^(?:dict|list)$/.test(written) && json !== undefined)
    return ofCall(file, /^write$/, 0, 'written-as-json', `${json}.dumps`);
  if (written === 'list') return lines(file);
  // A list is written line by line, joined or as data: its look in Python's own notation is none of them.
  if (written !== undefined && /^(?:list|tuple|set|frozenset|dict|dict_\w+|map|filter|zip)$/.test(written)) return undefined;
  if (written !== undefined)
    return NO_VALUE.test(written) && !/^(?:int|float)$/.test(written) ? undefined : ofCall(file, /^write$/, 0, 'written');
  const joined = JOINED.exec(message)?.[1];
  if (joined !== undefined) return NO_VALUE.test(joined) ? undefined : ofSum(file, joined);
  const argument = ARGUMENT.exec(message);
  if (argument && !NO_VALUE.test((argument[3] ?? '').replace(/^(?:int|float)$/, '')))
    return ofCall(file, new RegExp(`^${argument[1] ?? ''}$`), Number(argument[2]) - 1, 'argument');
  if (CONTAINED.test(message)) {
    const node = nodesAt(file, 'BinaryExpression').find((it) => it.getChild('in'));
    const left = node?.firstChild;
    return left ? wrap(file, left, 'str', 'looked-for', 'Only a text can be looked for in a text.') : undefined;
  }
  const method = METHOD.exec(message)?.[2];
  if (method !== undefined) {
    const member = nodesAt(file, 'MemberExpression')
      .map(memberOf)
      .find((it) => it && textOf(file, it.property) === method);
    return (
      member && wrap(file, member.object, 'str', 'method-of-text', `'${method}' is a method of text: the number is written out first.`)
    );
  }
  if (SEARCHED.test(message)) {
    const call = nodesAt(file, 'CallExpression').find(
      (it) => it.firstChild && /^re\.(?:search|match|fullmatch|findall|sub|split)$/.test(textOf(file, it.firstChild)),
    );
    const value = call && argumentsOf(call)[/^re\.sub\(/.test(textOf(file, call)) ? 2 : 1]?.value;
    return value ? wrap(file, value, 'str', 'searched', 'A pattern is looked for in text: the number is written out first.') : undefined;
  }
  if (STARTED.test(message)) return started(file) ?? partOfPath(file);
  if (PATH_JOINED.test(message)) return partOfPath(file);
  if (PATH_DIVIDED.test(message)) return /Path'/.test(message) ? divided(file) : undefined;
  if (ENVIRONMENT.test(message)) {
    const statement = nodesAt(file, 'AssignStatement').find((it) => /^(?:os\.)?environ\[/.test(textOf(file, it)));
    const value = statement?.lastChild;
    return value ? wrap(file, value, 'str', 'variable-of-system', 'Variables of the system are text.') : undefined;
  }
  if (!OPTION.test(message)) return undefined;
  const setting = nodesAt(file, 'AssignStatement').find((it) => it.firstChild && subscriptOf(it.firstChild));
  const value = setting?.lastChild;
  return value && plainType(file, originOf(file, value), file.scopes.scopeAt(value.from)) !== 'str'
    ? wrap(file, value, 'str', 'option', 'Settings are kept as text: the value is written out first.')
    : ofCall(file, /^set$/, 2, 'option');
}

/** `out.write(lines)`, a list of texts: all of them are written with 'writelines'. */
function lines(file: PythonFile): Proposal | undefined {
  const calls = nodesAt(file, 'CallExpression').filter((call) => {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const [value, ...more] = argumentsOf(call);
    const origin = value?.value && originOf(file, value.value);
    if (!member || textOf(file, member.property) !== 'write' || !origin || more.length > 0) return false;
    if (origin.name === 'ArrayExpression') {
      const items = itemsOf(origin);
      return items.length > 0 && items.every((it) => plainType(file, it, file.scopes.scopeAt(it.from)) === 'str');
    }
    const first = origin.name === 'ArrayComprehensionExpression' ? children(origin)[1] : undefined;
    return first
      ? plainType(file, first, file.scopes.scopeAt(first.from)) === 'str'
      : /\.readlines\(\)$|^sorted\([^()]*\.readlines\(\)\)$/.test(textOf(file, origin));
  });
  const member = calls.length === 1 && calls[0]?.firstChild ? memberOf(calls[0].firstChild) : undefined;
  return member
    ? {
        title: "Change 'write' to 'writelines'",
        explanation: "'write' takes one text; the texts of a list are written with 'writelines'.",
        edits: [replace(member.property.from, member.property.to, 'writelines')],
        variant: 'written-as-lines',
      }
    : undefined;
}

function ofCall(file: PythonFile, name: RegExp, index: number, variant: string, convert = 'str'): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const value = argumentsOf(call).filter((it) => !it.name)[index]?.value;
    if (!member || !value || !name.test(textOf(file, member.property))) continue;
    if (/^(?:str|bytes)$/.test(plainType(file, originOf(file, value), file.scopes.scopeAt(value.from)) ?? '')) continue;
    return wrap(file, value, convert, variant, 'Only text is taken here: it is written out first.');
  }
  return undefined;
}

/** `"text" + value`: of a chain the operand that is no text. */
function ofSum(file: PythonFile, type: string): Proposal | undefined {
  for (const node of nodesAt(file, 'BinaryExpression', 'UpdateStatement')) {
    const [left, op, right] = children(node);
    if (!left || !op || !right || !/^\+=?$/.test(textOf(file, op))) continue;
    const known = plainType(file, originOf(file, right), file.scopes.scopeAt(right.from));
    if (known === 'str' || (known !== undefined && !known.endsWith(type) && known !== `class ${type}`)) continue;
    // A list added to a text that was begun as one: the start is the mistake.
    if (/^(?:list|tuple)$/.test(type) && left.name === 'VariableName') continue;
    return wrap(file, right, 'str', 'joined', 'A text is joined with a text: the value is written out first.');
  }
  return undefined;
}

/** `run(["sleep", 5])`: the words of a command line are text. */
function started(file: PythonFile): Proposal | undefined {
  for (const list of nodesAt(file, 'ArrayExpression')) {
    const numbers = children(list).filter((it) =>
      /^(?:int|float|number)$/.test(plainType(file, originOf(file, it), file.scopes.scopeAt(it.from)) ?? ''),
    );
    const first = numbers[0];
    const written = (node: SyntaxNode) =>
      node.name === 'Number' ? [replace(node.from, node.to, `"${textOf(file, node)}"`)] : [insert(node.from, 'str('), insert(node.to, ')')];
    if (!first) continue;
    return {
      title: `Write '${textOf(file, first)}' as text`,
      explanation: 'The words of a command line are text, numbers too.',
      edits: numbers.flatMap(written),
      variant: 'word-of-command',
    };
  }
  return undefined;
}

const isPartNumber = (file: PythonFile, node: SyntaxNode): boolean =>
  /^(?:int|float|number)$/.test(plainType(file, originOf(file, node), file.scopes.scopeAt(node.from)) ?? '');

/** Names of what is counted. */
const COUNTED = /^(?:\w+\.)*(?:i|j|k|n|idx|index|year|month|day|(?:\w+_)?(?:id|num|number|no|count|index|year|version|size))$/i;

const PART = 'The parts of a path are text: the number is written out first.';

/** `os.path.join("reports", 2024)`, `Path("x", 5)`, `folder.joinpath(5)`: the part that is a number. */
function partOfPath(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild ? textOf(file, call.firstChild) : '';
    if (!/(?:^|\.)(?:join|joinpath|(?:Pure)?(?:Posix|Windows)?Path)$/.test(callee)) continue;
    const parts = argumentsOf(call).flatMap((it) => (it.name || it.stars !== '' || !it.value ? [] : [it.value]));
    const numbers = parts.filter((it) => isPartNumber(file, it));
    // Else the only one that is not known to be text.
    const open = parts.filter(
      (it) => !/^(?:str|pathlib\.\w+)$/.test(plainType(file, originOf(file, it), file.scopes.scopeAt(it.from)) ?? ''),
    );
    const counted = open.filter((it) => COUNTED.test(textOf(file, it)));
    const meant = numbers.length > 0 ? numbers : open.length === 1 ? open : counted.length === 1 ? counted : [];
    if (meant.length === 0) continue;
    return {
      ...wrapAll(file, meant),
      variant: numbers.length > 0 ? 'part-of-path' : 'likely-part-of-path',
    };
  }
  return undefined;
}

function wrapAll(file: PythonFile, nodes: readonly SyntaxNode[]): Proposal {
  const all = nodes.map((node) => wrap(file, node, 'str', 'part-of-path', PART));
  return { title: all[0]?.title ?? '', explanation: PART, edits: all.flatMap(({ edits }) => edits), variant: 'part-of-path' };
}

/** `folder / 5`. */
function divided(file: PythonFile): Proposal | undefined {
  const sites = nodesAt(file, 'BinaryExpression', 'UpdateStatement').flatMap((node) => {
    const [left, op, right] = children(node);
    return left && op && right && /^\/=?$/.test(textOf(file, op)) ? [{ left, right }] : [];
  });
  const isFirst = /^unsupported operand type\(s\) for \/=?: '(?:int|float)'/.test(file.context.problem.message);
  const sides = sites.map(({ left, right }) => (isFirst ? left : right));
  const numbers = sides.filter((it) => isPartNumber(file, it));
  const open = sides.filter((it) => plainType(file, originOf(file, it), file.scopes.scopeAt(it.from)) === undefined);
  const [meant] = numbers.length > 0 ? numbers : open.length === 1 ? open : [];
  return meant && wrap(file, meant, 'str', numbers.length > 0 ? 'part-of-path' : 'likely-part-of-path', PART);
}
