// Which names a broken text binds somewhere, read from its tokens: no parser is needed, and none would hold.

import { BUILTINS } from '../../../../syntax/python-scopes';
import { lexAll, type Token } from '../../../../syntax/python-tokens';

/** Generous: a name that is bound anywhere counts as bound everywhere. undefined where a star import may bind anything. */
export function boundNames(text: string): ReadonlySet<string> | undefined {
  const bound = new Set<string>();
  for (const { tokens } of lexAll(text)) {
    const first = tokens[0]?.text;
    if ((first === 'from' || first === 'import') && tokens.some((token) => token.text === '*')) return undefined;
    const all = first === 'import' || first === 'from' || first === 'global' || first === 'nonlocal';
    let targets = false;
    let parameters = 0;
    let depth = 0;
    tokens.forEach((token, i) => {
      const before = tokens[i - 1];
      const next = tokens[i + 1];
      if (token.type === 'op' && '([{'.includes(token.text)) depth++;
      else if (token.type === 'op' && ')]}'.includes(token.text)) {
        depth--;
        if (depth < parameters) parameters = 0;
      }
      if (token.text === 'for') targets = true;
      else if (token.text === 'in') targets = false;
      else if (token.text === 'lambda') parameters = -1;
      else if (token.text === ':' && parameters === -1) parameters = 0;
      else if (token.text === 'def') parameters = 1;
      if (token.type !== 'name' || before?.text === '.') return;
      const assigned = next?.type === 'op' && (next.text === '=' || next.text === ':=' || (next.text === ':' && i === 0));
      if (all || targets || parameters !== 0 || assigned || before?.text === 'as' || before?.text === 'class' || before?.text === 'def') bound.add(token.text);
    });
    // `a, b = pair` and `for`-less unpacking.
    const equals = tokens.findIndex((token) => token.text === '=' && token.type === 'op');
    if (equals > 0) for (let i = 0; i < equals; i++) if (tokens[i]?.type === 'name' && tokens[i - 1]?.text !== '.') bound.add(tokens[i]?.text ?? '');
  }
  return bound;
}

const SOFT: ReadonlySet<string> = new Set(['match', 'case', 'type', '_', '__file__', '__name__', '__doc__', '__class__']);

/** Names read among the tokens that nothing in the file binds, each time they stand there. */
export function unboundIn(tokens: readonly Token[], bound: ReadonlySet<string>): string[] {
  const out: string[] = [];
  tokens.forEach((token, i) => {
    if (token.type !== 'name' || tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '=') return;
    if (!bound.has(token.text) && !BUILTINS.has(token.text) && !SOFT.has(token.text)) out.push(token.text);
  });
  return out;
}
