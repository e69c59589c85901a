/**
 * Mistake: a plain function where a library takes async ones only.
 *
 * Before:  `@bot.command()` / `def ping(ctx):`          After:  `async def ping(ctx):`
 * Before:  `@client.event` / `def on_ready():`          After:  `async def on_ready():`
 *
 * When not: the function yields, or is not to be found.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const WANTED =
  /\bmust be (?:a|an) (?:coroutine(?: function)?|async(?:hronous)? (?:function|def)|awaitable)\b|^a coroutine was expected, got <function (\w+)|^(?:event|check|callback|handler)\b.*\bcoroutine function\b|^A coroutine object is required$/i;

export const mustBeAsync: Fixer = {
  id: 'python/must-be-async',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [WANTED] },
  propose(context) {
    const file = pythonFile(context);
    const decorated = nodesAt(file, 'FunctionDefinition', 'DecoratedStatement')
      .map((node) => (node.name === 'FunctionDefinition' ? node : node.getChild('FunctionDefinition')))
      .filter((node) => node !== null);
    // Or it is handed over on the line.
    const given = nodesAt(file, 'CallExpression')
      .flatMap((call) => argumentsOf(call))
      .flatMap(({ value }) => {
        const name = value ? textOf(file, value) : '';
        return file.scopes.scopes
          .filter((it) => it.kind === 'function' && it.name === name && it.node.name === 'FunctionDefinition')
          .map((it) => it.node);
      });
    const plain = new Map([...decorated, ...given].map((node) => [node.from, node]));
    const [only] = [...plain.values()].filter((node) => node.firstChild?.name !== 'async' && !/\byield\b/.test(textOf(file, node)));
    if (!only || plain.size > 1) return [];
    return [
      {
        title: "Write 'async def'",
        explanation: 'What calls this function waits for it, so it has to be an async one.',
        edits: [insert(only.from, 'async ')],
        variant: 'async-def',
      },
    ];
  },
};
