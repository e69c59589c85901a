// What plain JavaScript is told of, though nobody type-checks it. The checker is a stand-in: only the text it is asked about counts.

import { expect, test } from 'vitest';
import { SourceText } from '../syntax/source-text';
import type { ScriptDiagnostic, TypeScriptProject } from '../project/typescript-project';
import type { Workspace } from '../project/workspace';
import { inspectFile } from './inspect-file';

const CHECK = '// @ts-check\n';

async function told(
  text: string,
  checked: readonly Pick<ScriptDiagnostic, 'code' | 'message' | 'start' | 'end'>[],
  name = 'main.js',
): Promise<string[]> {
  const typescript = {
    version: '5',
    diagnostics: (_path: string, asked: string) =>
      Promise.resolve(
        asked.startsWith(CHECK)
          ? checked.map((d) => ({
              ...d,
              category: 'error' as const,
              kind: 'semantic' as const,
              start: d.start + CHECK.length,
              end: d.end + CHECK.length,
            }))
          : [],
      ),
  } satisfies Pick<TypeScriptProject, 'version' | 'diagnostics'>;
  const workspace: Pick<Workspace, 'typescript'> = { typescript: typescript as unknown as TypeScriptProject };
  const { problems } = await inspectFile(
    `/w/${name}`,
    'javascript',
    new SourceText(text),
    workspace as Workspace,
    new AbortController().signal,
  );
  return problems.map(({ errorType, location: { range } }) => `${errorType} ${range.start.line}:${range.start.character}`);
}

const PRASE = { code: 2551, message: "Property 'prase' does not exist on type 'JSON'. Did you mean 'parse'?", start: 5, end: 10 };

test('a slip in a name of the language is told', async () => {
  expect(await told("JSON.prase('{}');\n", [PRASE])).toEqual(['TS2551 0:5']);
  expect(await told('lenght;\n', [{ code: 2552, message: "Cannot find name 'lenght'. Did you mean 'length'?", start: 0, end: 6 }])).toEqual(
    ['TS2552 0:0'],
  );
});

test('what the program itself may have made is not, nor what was switched off', async () => {
  expect(await told('a.b;\n', [{ ...PRASE, message: "Property 'b' does not exist on type 'Own'. Did you mean 'c'?" }])).toEqual([]);
  expect(await told('a.b;\n', [{ ...PRASE, code: 2339 }])).toEqual([]);
  expect(await told("// @ts-nocheck\nJSON.prase('{}');\n", [PRASE])).toEqual([]);
  expect(await told("JSON.prase('{}');\n", [PRASE], 'main.ts')).toEqual([]);
});
