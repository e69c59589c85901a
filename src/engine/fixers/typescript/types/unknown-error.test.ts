import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { unknownError } from './unknown-error';

// Before, each of these was `(e as Error)`: a claim that nothing checks.
heals(
  'typescript/unknown-error',
  [
    [
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return e.message; }\n  return "";\n}\n',
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return e instanceof Error ? e.message : String(e); }\n  return "";\n}\n',
    ],
    [
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error(problem.stack);\n  }\n}\n',
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error(problem instanceof Error ? problem.stack : String(problem));\n  }\n}\n',
    ],
    [
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${reason.message}`;\n  }\n}\n',
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${reason instanceof Error ? reason.message : String(reason)}`;\n  }\n}\n',
    ],
    [
      "export function f(go: () => void) {\n  try { go(); } catch (e) { return 'bad: ' + e.message; }\n  return '';\n}\n",
      "export function f(go: () => void) {\n  try { go(); } catch (e) { return 'bad: ' + (e instanceof Error ? e.message : String(e)); }\n  return '';\n}\n",
    ],
  ],
  [
    ['export function f(x: unknown) {\n  return x.message;\n}\n'],
    ['export function f(go: () => void) {\n  try { go(); } catch (e) { return e.status; }\n  return 0;\n}\n'],
  ],
);

const caught = (body: string): string =>
  `declare function go(): void;\ndeclare function report(problem: Error): void;\ndeclare function show(text: string): void;\nexport function f() {\n  try {\n    go();\n  } catch (e) {\n    ${body}\n  }\n}\n`;

test.each([
  ["if (e.name === 'AbortError') return;", "if (e instanceof Error && e.name === 'AbortError') return;"],
  ["if (e.code === 'ENOENT') return;", "if (e instanceof Error && 'code' in e && e.code === 'ENOENT') return;"],
  ["if (e.message.includes('no')) return;", "if (e instanceof Error && e.message.includes('no')) return;"],
  ['show(e.message.trim());', 'show((e instanceof Error ? e.message : String(e)).trim());'],
  ['report(e);', 'report(e instanceof Error ? e : new Error(String(e)));'],
  ['show(e);', 'show(e instanceof Error ? e.message : String(e));'],
])('%j → %j', (before, after) => {
  expect(bestScript(unknownError, caught(before))).toBe(caught(after));
});
