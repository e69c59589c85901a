/**
 * Mistake: a coroutine of the old kind, `@asyncio.coroutine` with `yield from`, which Python 3.11 took away.
 *
 * Before:  `@asyncio.coroutine` / `def fetch():` … `yield from sleep(1)`    After:  `async def fetch():` … `await sleep(1)`
 *
 * When not: the function yields values as well: then it is no coroutine.
 */
import type { SyntaxNode } from '@lezer/common';
import type { Problem } from '../../../problem';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE =
  /^module 'asyncio' has no attribute 'coroutine'|^cannot import name 'coroutine' from 'asyncio'|^"coroutine" is (?:not a known attribute of module "asyncio"|unknown import symbol)/;

export const isOldCoroutine = ({ message }: Pick<Problem, 'message'>): boolean => MESSAGE.test(message);

export const oldCoroutine: Fixer = {
  id: 'python/old-coroutine',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const imported = file.scopes.imports.find(({ module, member }) => module === 'asyncio' && member === 'coroutine');
    const edits: OffsetEdit[] = [];
    let isPlain = true;
    file.scopes.tree.iterate({
      enter: (ref) => {
        if (ref.name !== 'Decorator') return;
        const text = textOf(file, ref.node).slice(1).trim();
        if (!(imported ? text === imported.name : /^\w+\.coroutine$/.test(text) && isAsyncio(file, text.split('.')[0] ?? ''))) return;
        const own = ofFunction(ref.node);
        if (own) edits.push(...own);
        else isPlain = false;
      },
    });
    if (!isPlain || edits.length === 0) return [];
    if (imported) {
      const gone = withoutName(file, imported.node, imported.name);
      if (!gone) return [];
      edits.push(gone);
    }
    return [
      {
        title: "Write 'async def' and 'await'",
        explanation:
          "Python 3.11 took '@asyncio.coroutine' away; since Python 3.5 a coroutine is an 'async def', and 'await' stands for 'yield from'.",
        edits,
        variant: 'async-def',
      },
    ];
  },
};

const isAsyncio = (file: PythonFile, name: string): boolean =>
  file.scopes.imports.some((it) => it.module === 'asyncio' && it.member === undefined && it.name === name);

/** undefined where the function yields values too. */
function ofFunction(decorator: SyntaxNode): OffsetEdit[] | undefined {
  const definition = decorator.parent?.getChild('FunctionDefinition');
  const next = decorator.nextSibling;
  if (!definition || !next || definition.firstChild?.name === 'async') return undefined;
  const edits = [replace(decorator.from, next.from, ''), insert(definition.from, 'async ')];
  let isPlain = true;
  definition.cursor().iterate((ref) => {
    if (ref.from > definition.from && /^(?:FunctionDefinition|LambdaExpression|ClassDefinition)$/.test(ref.name)) return false;
    if (!/^Yield(?:Statement|Expression)$/.test(ref.name)) return undefined;
    const from = ref.node.getChild('from');
    if (from) edits.push(replace(ref.from, from.to, 'await'));
    else isPlain = false;
    return undefined;
  });
  return isPlain ? edits : undefined;
}

/** The import without that name; the whole line where it imports nothing else. */
function withoutName(file: PythonFile, statement: SyntaxNode, name: string): OffsetEdit | undefined {
  const match = /^(from\s+asyncio\s+import\s+)([\w\s,]+)$/.exec(textOf(file, statement));
  const names = (match?.[2] ?? '').split(',').map((it) => it.trim());
  if (!match || !names.includes(name)) return undefined;
  const left = names.filter((it) => it !== name);
  if (left.length > 0) return replace(statement.from, statement.to, `${match[1] ?? ''}${left.join(', ')}`);
  const end = file.text.indexOf('\n', statement.to);
  return replace(statement.from, end < 0 ? statement.to : end + 1, '');
}
