import { expect, test } from 'vitest';
import type { ScriptDiagnostic } from '../../project/typescript-project';
import { signatureOf } from '../../detect/signature';
import { asTypeScriptSaysIt, compare } from './script-checks';

const d = (code: number, message: string, kind: ScriptDiagnostic['kind'] = 'semantic'): ScriptDiagnostic => ({
  code,
  message,
  start: 0,
  end: 1,
  category: 'error',
  kind,
});
const missing = d(2304, "Cannot find name 'x'.");
const module = d(2307, "Cannot find module './a'.");

test('gone and nothing new', () => {
  expect(compare([missing], [], 2304, missing.message)).toEqual({ reproduced: true, gone: true, fresh: [], uncovered: 0 });
  expect(compare([missing, missing], [missing], 2304, missing.message)).toMatchObject({ gone: true });
});

test('still there, or something new came', () => {
  expect(compare([missing], [missing], 2304, missing.message)).toMatchObject({ gone: false });
  const other = d(2322, 'Type A is not assignable to type B.');
  expect(compare([missing], [other], 2304, missing.message)).toMatchObject({ gone: true, fresh: [other], uncovered: 0 });
});

test('in a file whose modules are not here, one more of them says nothing; in another it does', () => {
  expect(compare([missing, module], [module, d(2307, "Cannot find module './b'.")], 2304, missing.message).fresh).toEqual([]);
  expect(compare([missing], [module], 2304, missing.message).fresh).toEqual([module]);
});

test('syntax that was mended may show what it hid, but no new syntax error', () => {
  const comma = d(1005, "',' expected.", 'syntactic');
  expect(compare([comma], [missing], 1005, comma.message)).toEqual({ reproduced: true, gone: true, fresh: [], uncovered: 0 });
  expect(compare([comma], [d(1109, 'Expression expected.', 'syntactic')], 1005, comma.message).fresh).toHaveLength(1);
});

test('a member that was implemented wants its first value next', () => {
  const wrong = d(2420, "Class 'C' incorrectly implements interface 'I'.");
  expect(compare([wrong], [d(2564, "Property 'x' has no initializer.")], 2420, wrong.message)).toEqual({
    reproduced: true,
    gone: true,
    fresh: [],
    uncovered: 0,
  });
});

test('a module that is found at last shows what its types uncover; the wrong module does not pass', () => {
  const lost = d(2307, "Cannot find module './b'.");
  expect(compare([lost], [d(2741, "Property 'p' is missing.")], 2307, lost.message)).toEqual({
    reproduced: true,
    gone: true,
    fresh: [],
    uncovered: 1,
  });
  expect(compare([lost], [d(2305, "Module './c' has no exported member 'x'.")], 2307, lost.message).fresh).toHaveLength(1);
});

test('a name that the checker sees nowhere, spelt as everywhere else in the file', () => {
  const global = d(2304, "Cannot find name 'jQuery'.");
  const slip = d(2304, "Cannot find name 'jQeury'.");
  expect(compare([slip, global], [global, global], 2304, slip.message)).toMatchObject({ gone: true, fresh: [] });
  expect(compare([slip], [global], 2304, slip.message).fresh).toHaveLength(1);
});

test("one more module of Node's, where Node's types are missing anyway", () => {
  const fs = d(2591, "Cannot find name 'node:fs'. Do you need to install type definitions for node?");
  const path = d(2591, "Cannot find name 'node:path'. Do you need to install type definitions for node?");
  const lost = d(2304, "Cannot find name 'fs'.");
  expect(compare([lost, path], [path, fs], 2304, lost.message).fresh).toEqual([]);
  expect(compare([lost], [fs], 2304, lost.message).fresh).toEqual([fs]);
});

test('a name that a run did not find is the one that TypeScript can’t find', () => {
  const problem = (errorType: string, message: string) => ({ errorType, message, signature: signatureOf(errorType, message) });
  const suggested = d(2552, "Cannot find name 'totl'. Did you mean 'total'?");
  const error = problem('ReferenceError', 'totl is not defined');
  for (const said of [suggested, d(2304, "Cannot find name 'totl'.")])
    expect(compare([said], [], ...asTypeScriptSaysIt(error, [said]))).toMatchObject({ reproduced: true, gone: true });
  expect(compare([missing], [], ...asTypeScriptSaysIt(error, [missing]))).toMatchObject({ reproduced: false });
  const early = problem('ReferenceError', "Cannot access 'totl' before initialization");
  expect(asTypeScriptSaysIt(early, [suggested])).toEqual([0, early.message]);
  expect(asTypeScriptSaysIt(problem('TS2322', 'x'), [suggested])).toEqual([2322, 'x']);
});
