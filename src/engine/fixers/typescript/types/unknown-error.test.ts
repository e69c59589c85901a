import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { unknownError } from './unknown-error';

heals(
  'typescript/unknown-error',
  [
    [
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return e.message; }\n  return "";\n}\n',
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return (e as Error).message; }\n  return "";\n}\n',
    ],
    [
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error(problem.stack);\n  }\n}\n',
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error((problem as Error).stack);\n  }\n}\n',
    ],
    [
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${reason.name}`;\n  }\n}\n',
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${(reason as Error).name}`;\n  }\n}\n',
    ],
  ],
  [
    ['export function f(x: unknown) {\n  return x.message;\n}\n'],
    ['export function f(go: () => void) {\n  try { go(); } catch (e) { return e.status; }\n  return 0;\n}\n'],
  ],
);

test('what is caught is read as an Error', () => {
  expect(
    bestScript(
      unknownError,
      'export function f() {\n  try {\n    g();\n  } catch (e) {\n    return e.message;\n  }\n}\ndeclare function g(): void;\n',
    ),
  ).toContain('return (e as Error).message;');
});
