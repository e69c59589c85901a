// Next.js when it builds or serves: `./app/page.tsx:2:1`, then `Module not found: Can't resolve './nope'`, `Type error: …` or what does not parse.

import { checkerDialect, columnOf } from './checker-report';
import { kindOf } from './esbuild';

const PLACE = /^(?:⨯ |Error: )?(\.\/\S.{0,1000}?\.[cm]?[jt]sx?)(?::(\d{1,7}):(\d{1,7}))?$/;
const SAID = /^(?:Error: )?((?:Module not found|Type error|Syntax ?Error|Parsing ecmascript source code failed|Error)\b:? ?.*|\S.*)$/;
const MISSING = /^Module not found: Can't resolve '([^']+)'/;

export const next = checkerDialect('next', ['Turbopack build failed', 'Module not found: ', 'Type error: ', 'Failed to compile'], () => {
  let isOpen = false;
  return {
    get isIdle() {
      return !isOpen;
    },
    begin(line, above) {
      if (/Turbopack build failed with|^Failed to compile/.test(line)) isOpen = true;
      else if (/^ {4}at |^> |^info\b/.test(line)) isOpen = false;
      const isSaid = isOpen || /^(?:Error: )?(?:Module not found|Type error): /.test(line);
      const place = isSaid ? PLACE.exec(above.at(1)) : null;
      const said = place && !/^\s/.test(line) ? SAID.exec(line)?.[1] : undefined;
      if (!place || said === undefined || PLACE.test(line) || /^Error:\s+[x×] /.test(line)) return undefined;
      const [, file = '', row, column] = place;
      const missing = MISSING.exec(said);
      const message = said.replace(/^(?:Type error|Syntax ?Error): /, '');
      return {
        source: 'next',
        errorType: /^Syntax ?Error/.test(said) ? 'SyntaxError' : said.startsWith('Type error') ? 'ts' : kindOf(message),
        message,
        severity: 'error',
        file,
        line: Number(row ?? 1),
        start: columnOf(column),
        ...(missing && row === undefined ? { text: missing[1] ?? '' } : {}),
      };
    },
  };
});
