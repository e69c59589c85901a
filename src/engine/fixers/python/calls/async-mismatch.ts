/**
 * Mistake: `await`, `async for` and `async with` on what is not asynchronous, or their plain kin on what is; `with` on what has to be called first.
 *
 * Before:  `await names()`, a plain function        After:  `names()`
 * Before:  `for tick in ticks():`, ticks async      After:  `async for tick in ticks():`
 * Before:  `await jobs`, a list of coroutines        After:  `await asyncio.gather(*jobs)`
 * Before:  `with asyncio.Lock():`                   After:  `async with asyncio.Lock():`
 * Before:  `lock = threading.Lock` … `with lock:`   After:  `lock = threading.Lock()`
 *
 * When not: the code around is not async where it would have to be, or several places on the line may be meant.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classesOf } from '../shared/class-members';
import { definitionOf, givenBy, originOf, originsOf } from '../shared/origin';
import { enclosing, memberOf, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const AWAITED = /^object ([\w.]+) can't be used in 'await' expression$|^'?([\w.]+)'? object can't be awaited$/;
const LOOPED = /^'async_generator' object is not (?:iterable|an iterator)$/;
const NOT_LOOPED = /^'async for' requires an object with __aiter__ method, got ([\w.]+)$/;
const ENTERED = /^'([\w.]+)' object does not support the context manager protocol(?: \(missed __(?:enter|exit)__ method\))?/;
const ENTERED_BEFORE = /^(?:'([\w.]+)' object has no attribute '|type object '(\w+)' has no attribute ')?__enter__'?$|^__enter__$/;
const ENTERED_ASYNC = /^'([\w.]+)' object does not support the asynchronous context manager protocol/;
const USE_ASYNC = /^Use async with instead$/;
/** What is entered by `async with` only. */
const ASYNC_ONLY =
  /^(?:asyncio\.\w+|Lock|Semaphore|BoundedSemaphore|Condition|Timeout|TaskGroup|ClientSession|AsyncClient|AsyncSession|_AsyncGeneratorContextManager|AiofilesContextManager|_?RequestContextManager|AsyncExitStack|aclosing)$/;

export const asyncMismatch: Fixer = {
  id: 'python/async-mismatch',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [AWAITED, LOOPED, NOT_LOOPED, ENTERED, ENTERED_BEFORE, ENTERED_ASYNC, USE_ASYNC] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const awaited = AWAITED.exec(message);
    if (awaited) return notAwaited(file, awaited[1] ?? awaited[2] ?? '');
    if (LOOPED.test(message)) return asyncLoop(file);
    const looped = NOT_LOOPED.exec(message)?.[1];
    if (looped !== undefined) return plainLoop(file, looped);
    if (USE_ASYNC.test(message)) return withAsync(file);
    if (ENTERED_ASYNC.test(message)) return withPlain(file, ENTERED_ASYNC.exec(message)?.[1] ?? '');
    const entered = ENTERED.exec(message) ?? ENTERED_BEFORE.exec(message);
    return entered ? [...calledFirst(file, entered[1] ?? 'type'), ...ofAsync(file, entered[1] ?? '')] : [];
  },
};

/** The function around is async, without a plain one or a lambda between. */
const isInAsync = (node: SyntaxNode): boolean => {
  const around = enclosing(node, 'FunctionDefinition', 'LambdaExpression');
  return around?.name === 'FunctionDefinition' && around.firstChild?.name === 'async';
};

function notAwaited(file: PythonFile, type: string): Proposal[] {
  const all = nodesAt(file, 'AwaitExpression');
  const value = (node: SyntaxNode): SyntaxNode | undefined => node.lastChild ?? undefined;
  const isPlain = (node: SyntaxNode): boolean => {
    const inner = value(node);
    const definition = inner?.name === 'CallExpression' ? definitionOf(file, inner) : undefined;
    return definition !== undefined && definition.node.firstChild?.name !== 'async';
  };
  const plain = all.filter(isPlain);
  const it = all.length === 1 ? all[0] : plain.length === 1 ? plain[0] : undefined;
  const inner = it && value(it);
  if (!it || !inner || /^(?:coroutine|function|method|type|async_generator|generator)$/.test(type)) return [];
  if (/^(?:list|tuple|set)$/.test(type) && !isPlain(it)) return gathered(file, inner);
  const owner = it.parent?.name === 'ParenthesizedExpression' ? it.parent : undefined;
  // Brackets that were there for the await alone.
  const bare =
    owner &&
    /^(?:MemberExpression|CallExpression)$/.test(owner.parent?.name ?? '') &&
    /^(?:CallExpression|VariableName|MemberExpression)$/.test(inner.name);
  return [
    {
      title: "Take 'await' away",
      explanation: `What stands behind 'await' is no coroutine, it is the value itself (${type}).`,
      edits: bare ? [replace(owner.from, inner.from, ''), replace(inner.to, owner.to, '')] : [replace(it.from, inner.from, '')],
      variant: isPlain(it) ? 'await-of-plain-function' : 'await-of-value',
    },
  ];
}

/** Several that are waited for together. */
function gathered(file: PythonFile, value: SyntaxNode): Proposal[] {
  const made = textOf(file, originOf(file, value));
  const isOfCoroutines =
    file.scopes.scopes.some(
      (it) => it.kind === 'function' && it.node.firstChild?.name === 'async' && new RegExp(`\\b${it.name}\\(`).test(made),
    ) ||
    /\b(?:create_task|ensure_future)\(/.test(made) ||
    new RegExp(`\\b${textOf(file, value)}\\.append\\(`).test(file.text);
  const asyncio = file.scopes.imports.find((it) => it.module === 'asyncio' && it.member === undefined)?.name;
  const gather =
    file.scopes.imports.find((it) => it.module === 'asyncio' && it.member === 'gather')?.name ?? (asyncio && `${asyncio}.gather`);
  if (!isOfCoroutines || gather === undefined) return [];
  return [
    {
      title: `Wait for all of them: '${gather}(*…)'`,
      explanation: `A list can't be waited for; '${gather}' waits for all that is in it.`,
      edits: [insert(value.from, `${gather}(*`), insert(value.to, ')')],
      variant: 'all-of-a-list',
    },
  ];
}

/** An expression that is a call of one of the file's async generators, or came from one. */
function isAsyncGenerator(file: PythonFile, node: SyntaxNode): boolean {
  return originsOf(file, node).some((step) => {
    const definition = step.name === 'CallExpression' ? definitionOf(file, step) : undefined;
    return definition?.node.firstChild?.name === 'async' && /\byield\b/.test(textOf(file, definition.node));
  });
}

function asyncLoop(file: PythonFile): Proposal[] {
  const over = loopsAt(file).filter((it) => !it.isAsync);
  const loop = over.find((it) => isAsyncGenerator(file, it.value)) ?? (over.length === 1 ? over[0] : undefined);
  const why = 'An asynchronous generator gives its values one by one to an async loop only.';
  if (loop)
    return isInAsync(loop.at)
      ? [{ title: "Write 'async for'", explanation: why, edits: [insert(loop.at.from, 'async ')], variant: 'async-loop' }]
      : [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const list = call.getChild('ArgList');
    const parts = list ? children(list) : [];
    const value = parts[1];
    const name = call.firstChild ? textOf(file, call.firstChild) : '';
    if (!value || parts.length !== 3 || !/^(?:list|sum|set|tuple|sorted|max|min|any|all)$/.test(name)) continue;
    if (!isInAsync(call) || !isAsyncGenerator(file, value)) continue;
    const items = `[it async for it in ${textOf(file, value)}]`;
    return [
      {
        title: `Collect them: '${items.slice(0, 40)}'`,
        explanation: why,
        edits: [name === 'list' ? replace(call.from, call.to, items) : replace(value.from, value.to, items)],
        variant: 'async-items',
      },
    ];
  }
  return [];
}

interface Loop {
  /** The word `for`, or `async`. */
  readonly at: SyntaxNode;
  readonly value: SyntaxNode;
  readonly isAsync: boolean;
}

/** `for` statements that begin on the problem's lines, and the `for` of comprehensions there. */
function loopsAt(file: PythonFile): Loop[] {
  const out: Loop[] = [];
  file.scopes.tree.iterate({
    from: file.from,
    to: file.to,
    enter: (ref) => {
      if (ref.name !== 'for' || ref.from < file.from || ref.from >= file.to) return;
      const word = ref.node;
      let at: SyntaxNode | null = word;
      while (at && at.name !== 'in') at = at.nextSibling;
      const value = at?.nextSibling;
      const before = word.prevSibling?.name === 'async' ? word.prevSibling : undefined;
      if (value) out.push({ at: before ?? word, value, isAsync: before !== undefined });
    },
  });
  return out;
}

function plainLoop(file: PythonFile, type: string): Proposal[] {
  const loops = loopsAt(file).filter((it) => it.isAsync);
  const [loop] = loops;
  if (!loop || loops.length > 1) return [];
  const definition = loop.value.name === 'CallExpression' ? definitionOf(file, loop.value) : undefined;
  if (type === 'coroutine')
    return definition?.node.firstChild?.name === 'async'
      ? [
          {
            title: 'Await what is looped over',
            explanation: 'The async function gives its values all at once, when it is awaited.',
            edits: [replace(loop.at.from, loop.at.nextSibling?.from ?? loop.at.to, ''), insert(loop.value.from, 'await ')],
            variant: 'loop-over-awaited',
          },
        ]
      : [];
  if (/^(?:function|method|type|NoneType)$/.test(type)) return [];
  return [
    {
      title: "Write a plain 'for'",
      explanation: `What is looped over is a ${type}: it gives its values at once.`,
      edits: [replace(loop.at.from, loop.at.nextSibling?.from ?? loop.at.to, '')],
      variant: 'plain-loop',
    },
  ];
}

/** `with` statements that begin on the problem's lines. */
function withAt(file: PythonFile): SyntaxNode[] {
  return nodesAt(file, 'WithStatement').filter((it) => it.from >= file.from && it.from < file.to);
}

/** The values that a `with` enters. */
function entered(statement: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  const parts = children(statement);
  parts.forEach((part, i) => {
    const before = parts[i - 1]?.name;
    if (before !== undefined && /^(?:with|,|\()$/.test(before) && part.name !== '(' && part.name !== 'Body') out.push(part);
  });
  return out;
}

function withAsync(file: PythonFile): Proposal[] {
  const [statement, more] = withAt(file);
  if (!statement || more || statement.firstChild?.name === 'async' || !isInAsync(statement) || entered(statement).length > 1) return [];
  return [
    {
      title: "Write 'async with'",
      explanation: 'This is entered and left asynchronously.',
      edits: [insert(statement.from, 'async ')],
      variant: 'async-with',
    },
  ];
}

function ofAsync(file: PythonFile, type: string): Proposal[] {
  const own = classesOf(file).get(type.split('.').at(-1) ?? '');
  return (own ? own.bindings.has('__aenter__') && !own.bindings.has('__enter__') : ASYNC_ONLY.test(type)) ? withAsync(file) : [];
}

function withPlain(file: PythonFile, type: string): Proposal[] {
  const [statement, more] = withAt(file);
  const first = statement?.firstChild;
  const own = classesOf(file).get(type);
  if (!statement || more || first?.name !== 'async' || entered(statement).length > 1) return [];
  if (
    own
      ? !own.bindings.has('__enter__')
      : /^(?:coroutine|function|method|type|NoneType|str|int|list|dict|generator|async_generator|builtin_function_or_method)$/.test(type)
  )
    return [];
  return [
    {
      title: "Write a plain 'with'",
      explanation: `A ${type} is entered and left at once, there is nothing to wait for.`,
      edits: [replace(first.from, first.nextSibling?.from ?? first.to, '')],
      variant: 'plain-with',
    },
  ];
}

/** A class or a function is entered: it has to be called first. */
function calledFirst(file: PythonFile, type: string): Proposal[] {
  if (!/^(?:type|builtin_function_or_method|function|method|ABCMeta|EnumMeta)$/.test(type)) return [];
  const statements = withAt(file);
  const values = statements.flatMap(entered).filter((it) => /^(?:VariableName|MemberExpression)$/.test(it.name));
  const [value] = values;
  if (!value || values.length > 1 || statements.length > 1) return [];
  const given = givenBy(file, value);
  const made = given ? originOf(file, value) : value;
  if (!/^(?:VariableName|MemberExpression)$/.test(made.name) || needsArguments(file, made)) return [];
  const edits: OffsetEdit[] = [insert(made.to, '()')];
  return [
    {
      title: `Call it: '${textOf(file, made)}()'`,
      explanation: `'${textOf(file, made)}' is only named here; what can be entered is what it gives when it is called.`,
      edits,
      variant: given ? 'called-where-made' : 'called-where-entered',
    },
  ];
}

/** Functions of other places that give nothing without an argument. */
const WITH_ARGUMENTS = /^(?:open|\w+\.open|Path|ZipFile|\w+\.ZipFile|closing|suppress|\w+\.connect|urlopen|\w+\.urlopen)$/;

function needsArguments(file: PythonFile, node: SyntaxNode): boolean {
  const text = textOf(file, node);
  if (WITH_ARGUMENTS.test(text)) return true;
  const member = memberOf(node);
  const name = textOf(file, member ? member.property : node);
  const owner = classesOf(file).get(name);
  const made = owner ? file.scopes.scopes.find((it) => it.kind === 'function' && it.name === '__init__' && it.parent === owner) : undefined;
  if (owner) return !made ? false : needed(file, made.node) > 1;
  const functions = file.scopes.scopes.filter((it) => it.kind === 'function' && it.name === name && it.node.name === 'FunctionDefinition');
  return functions.some((it) => needed(file, it.node) > (it.parent?.kind === 'class' ? 1 : 0));
}

const needed = (file: PythonFile, definition: SyntaxNode): number =>
  parameters(file, definition).filter((it) => it.default === undefined && /^(?:positional|keyword)$/.test(it.kind)).length;
