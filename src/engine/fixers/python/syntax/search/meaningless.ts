// What parses and hardly anybody means, counted in the tokens of a line: a repair that makes such a thing is mostly not the right one.

import type { Token } from '../../../../syntax/python-tokens';

export interface Meaningless {
  /** A call of a text, a number, or what stands in brackets of a list: `"Total: {}"(n)`, `10(x)`. */
  readonly uncallable: number;
  /** Something is done with what `print` gives back: `print(name).upper()`. */
  readonly usedPrint: number;
  /** What belongs to `print` is given to a call inside of it: `print(str(n, end=''))`. */
  readonly strayKeyword: number;
  /** An item of a list that is written out with one element: `[row][0]`. */
  readonly itemOfOne: number;
}

interface Open {
  readonly bracket: string;
  /** The name that is called; empty for a bracket of its own. */
  readonly callee: string;
  readonly isOwn: boolean;
  commas: number;
  inside: number;
}

const OF_PRINT = /^(?:end|sep|file|flush)$/;
const USES = /^(?:[-+*/%@<>.[(]|\/\/|\*\*|[<>=!]=)$/;

export function meaningless(tokens: readonly Token[]): Meaningless {
  const found = { uncallable: 0, usedPrint: 0, strayKeyword: 0, itemOfOne: 0 };
  const stack: Open[] = [];
  tokens.forEach((token, i) => {
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    const inner = stack[stack.length - 1];
    if (inner && token.text !== ',') inner.inside++;
    if (next?.text === '(' && (token.type === 'number' || token.type === 'string')) found.uncallable++;
    if (token.type === 'name' && next?.text === '=' && OF_PRINT.test(token.text) && /^[(,]$/.test(before?.text ?? '') && inner)
      if (inner.callee !== 'print' && stack.some(({ callee }) => callee === 'print')) found.strayKeyword++;
    if (token.type !== 'op') return;
    if (token.text === ',' && inner) inner.commas++;
    if ('([{'.includes(token.text)) {
      const isOwn = !before || !(before.type === 'name' || before.type === 'string' || /^[)\]}]$/.test(before.text));
      const callee = token.text === '(' && before?.type === 'name' && tokens[i - 2]?.text !== '.' ? before.text : '';
      stack.push({ bracket: token.text, callee, isOwn, commas: 0, inside: 0 });
    } else if (')]}'.includes(token.text)) {
      const closed = stack.pop();
      if (!closed) return;
      const isList = closed.isOwn && closed.bracket === '[' && token.text === ']';
      if (isList && next?.text === '(') found.uncallable++;
      if (isList && next?.text === '[' && closed.commas === 0 && closed.inside > 0) found.itemOfOne++;
      if (closed.callee === 'print' && next?.type === 'op' && USES.test(next.text)) found.usedPrint++;
    }
  });
  return found;
}
