/**
 * Mistake: what was read of a file, or given by a command, is taken for text: without an encoding it is bytes.
 *
 * Before:  `fs.readFileSync('a.csv').split('\n')`         After:  `fs.readFileSync('a.csv', 'utf8').split('\n')`
 * Before:  `execSync('git status').trim()`                After:  `execSync('git status', { encoding: 'utf8' }).trim()`
 *
 * When not: an encoding is given, or it is used as bytes elsewhere.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue } from '../framework/crash';
import { styleOf } from '../framework/text-style';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf } from '../framework/value-flow';

const READS = /^(?:readFileSync|readFile)$/;
const RUNS = /^(?:execSync|execFileSync)$/;
const OF_TEXT =
  /^(?:split|trim|trimEnd|trimStart|replace|replaceAll|match|matchAll|startsWith|endsWith|toUpperCase|toLowerCase|charAt|padStart|padEnd|substring|substr|search|localeCompare)$/;

export const bytesForText: TypedRule = {
  id: 'typescript/bytes-for-text',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'TS2339', 'TS2551', 'TS2322', 'TS2345'],
    where: ({ message }) => / is not a function/.test(message) || /'(?:NonShared)?Buffer(?:<\w+>)?'/.test(message),
  },
  propose(place) {
    const { ts, file, node, code, text } = place;
    const isFit = code === 2322 || code === 2345;
    const access = code > 0 ? node.parent : calledValue(place);
    const object = isFit
      ? valueOf(ts, node)
      : access && ts.isPropertyAccessExpression(access) && OF_TEXT.test(access.name.text)
        ? access.expression
        : undefined;
    if (!object) return [];
    const call = sourceOf(place, object);
    if (!ts.isCallExpression(call) || call.getSourceFile() !== file || call.arguments.length !== 1) return [];
    const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText(file);
    if (!READS.test(name) && !RUNS.test(name)) return [];
    // Without waiting for it, it is a promise, or nothing at all.
    if (name === 'readFile' && !ts.isAwaitExpression(call.parent)) return [];
    const { quote } = styleOf(text);
    const encoding = READS.test(name) ? `${quote}utf8${quote}` : `{ encoding: ${quote}utf8${quote} }`;
    const [given] = call.arguments;
    const edits = [at(given?.getEnd() ?? call.getEnd() - 1, `, ${encoding}`)];
    if (place.reproduced) {
      const offset = edits[0]?.start ?? 0;
      const { gone, fresh } = place.prove(`${text.slice(0, offset)}, ${encoding}${text.slice(offset)}`);
      if (!gone || fresh.length > 0) return [];
    }
    return [
      {
        variant: READS.test(name) ? 'read-as-text' : 'result-as-text',
        title: `Ask for text: 'utf8'`,
        explanation: `Without an encoding, '${name}' gives bytes, which are no text.`,
        edits,
      },
    ];
  },
};

/** The value of a declaration whose name is blamed; else the blamed expression. */
function valueOf(ts: typeof tsModule, node: tsModule.Node): tsModule.Expression | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node) return parent.initializer;
  if (ts.isReturnStatement(node)) return node.expression;
  return ts.isExpression(node) ? node : undefined;
}
