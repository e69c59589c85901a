// `eval` and `new Function` of what comes from outside: whoever sends the text has the program.

import { spanOf, type SecurityRule } from '../finding';
import { fromOutside } from './outside';
import type { ScriptProgram } from './program';

export const scriptCodeInjection: SecurityRule<ScriptProgram> = {
  id: 'code-injection',
  words: /\beval\s*\(|\bFunction\s*\(|\bvm\b|\bset(?:Timeout|Interval)\s*\(/,
  find: (program) =>
    program.calls.flatMap((call) => {
      const { written, qualified, given, node } = call;
      const text = written === 'Function' ? given.at(-1) : given[0];
      const runs =
        /^(?:eval|window\.eval|globalThis\.eval|Function)$/.test(written) ||
        /^vm\.(?:runIn\w+Context|Script|compileFunction)$/.test(qualified ?? '');
      const isTimer = /^(?:window\.)?set(?:Timeout|Interval)$/.test(written) && text !== undefined && program.built(text) !== undefined;
      if (!text || !(runs || isTimer)) return [];
      const from = fromOutside(program, text);
      if (from === undefined) return [];
      return {
        ...spanOf(node),
        message: `'${written}' runs a text that comes from outside ('${from}') as a program. Whoever supplies it can do all that this one can.`,
        needed:
          "Use 'JSON.parse' for data, and call the functions that you allow by name, from an object or a Map, instead of running the text.",
      };
    }),
};
