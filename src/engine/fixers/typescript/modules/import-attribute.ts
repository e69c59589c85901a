/**
 * Mistake: a JSON file imported into an ES module without saying so, or with the word of an older Node.
 *
 * Before:  `import data from './data.json'`                             After:  `import data from './data.json' with { type: 'json' }`
 * Before:  `import data from './data.json' assert { type: 'json' }`     After:  `… with { type: 'json' }`
 *
 * When not: the import stands in another file.
 */
import type * as tsModule from 'typescript';
import { nodesIn } from '../framework/value-flow';
import type { TypedRule } from '../framework/typed-rule';

const NEEDED = /needs an import attribute of "?type: json"?/;
const ASSERT = /^Unexpected identifier 'assert'/;

export const importAttribute: TypedRule = {
  id: 'typescript/import-attribute',
  family: 'typescript/modules',
  answers: {
    codes: ['TypeError', 'SyntaxError', 'ERR_IMPORT_ATTRIBUTE_MISSING', 'ERR_IMPORT_ASSERTION_TYPE_MISSING', 'TS1543', 'TS2880'],
    where: ({ errorType, message }) => errorType.startsWith('TS') || NEEDED.test(message) || ASSERT.test(message),
  },
  propose({ ts, file, text, message }) {
    if (ASSERT.test(message) || /'assert'/.test(message)) {
      const edits = [...text.matchAll(/(\bfrom\s*(?:'[^'\n]*\.json'|"[^"\n]*\.json")\s*)assert(?=\s*\{)/g)].map((match) => {
        const start = match.index + (match[1]?.length ?? 0);
        return { start, end: start + 'assert'.length, text: 'with' };
      });
      return edits.length === 0
        ? []
        : [
            {
              variant: 'assert-to-with',
              title: "Change 'assert' to 'with'",
              explanation: "Import attributes are written with 'with'; 'assert' was the word of older versions.",
              edits,
            },
          ];
    }
    const named = /Module "(?:file:\/\/)?([^"]+\.json)"/.exec(message)?.[1]?.split('/').at(-1);
    const imports = nodesIn(
      ts,
      file,
      (node): node is tsModule.ImportDeclaration =>
        ts.isImportDeclaration(node) &&
        !node.attributes &&
        ts.isStringLiteral(node.moduleSpecifier) &&
        node.moduleSpecifier.text.endsWith(named === undefined ? '.json' : named),
    );
    if (imports.length === 0) return [];
    return [
      {
        variant: 'json-attribute',
        title: 'Say that the module is JSON',
        explanation: 'An ES module that imports a JSON file has to say so.',
        edits: imports.map(({ moduleSpecifier }) => {
          const quote = moduleSpecifier.getText(file)[0] ?? "'";
          return { start: moduleSpecifier.getEnd(), end: moduleSpecifier.getEnd(), text: ` with { type: ${quote}json${quote} }` };
        }),
      },
    ];
  },
};
