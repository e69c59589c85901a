import { expect, test } from 'vitest';
import { familyOf, isSyntax, type Family } from './family';

const CASES: readonly (readonly [Family, errorType: string, message: string])[] = [
  ['undefined-name', 'NameError', "name 'x' is not defined"],
  ['undefined-name', 'reportUndefinedVariable', '"x" is not defined'],
  ['undefined-name', 'F821', 'Undefined name `x`'],
  ['undefined-name', 'TS2552', "Cannot find name 'x'. Did you mean 'y'?"],
  ['undefined-name', 'no-undef', "'x' is not defined."],
  ['undefined-name', 'ReferenceError', 'x is not defined'],
  ['undefined-name', 'undefined-variable', 'words no one has seen'],
  ['unbound-name', 'UnboundLocalError', "cannot access local variable 'x' where it is not associated with a value"],
  ['unbound-name', 'ReferenceError', "Cannot access 'x' before initialization"],
  ['missing-module', 'ModuleNotFoundError', "No module named 'x'"],
  ['missing-module', 'reportMissingImports', 'Import "x" could not be resolved'],
  ['missing-module', 'ERR_MODULE_NOT_FOUND', "Cannot find module '/a/b.mjs' imported from /a/c.mjs"],
  ['missing-export', 'reportAttributeAccessIssue', '"x" is unknown import symbol'],
  ['missing-attribute', 'reportAttributeAccessIssue', 'Cannot access attribute "x" for class "Y"'],
  ['none-access', 'reportOptionalMemberAccess', '"x" is not a known attribute of "None"'],
  ['none-access', 'AttributeError', "'NoneType' object has no attribute 'x'"],
  ['none-access', 'TS18048', "'a.b' is possibly 'undefined'."],
  [
    'circular-import',
    'ImportError',
    "cannot import name 'x' from partially initialized module 'y' (most likely due to a circular import) (/a/y.py)",
  ],
  ['missing-argument', 'reportCallIssue', 'Argument missing for parameter "x"'],
  ['unexpected-argument', 'reportCallIssue', 'No parameter named "x"'],
  ['missing-key', 'KeyError', "'x'"],
  ['assertion', 'AssertionError', "name 'x' is not defined"],
  ['syntax', 'SyntaxError', 'words of a later version'],
  ['syntax', 'E999', 'E999 SyntaxError: invalid syntax'],
  ['syntax', 'TS1005', "',' expected."],
  ['indentation', 'IndentationError', 'unexpected indent'],
  ['indentation', 'E999', 'E999 IndentationError: unexpected indent'],
  ['indentation', 'SyntaxError', 'Expected indented block'],
  ['bad-value', 'json.decoder.JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)'],
  ['type-mismatch', 'TS2322', "Type 'string' is not assignable to type 'number'."],
  ['other', 'constructor', ''],
  ['other', '', 'anything'],
];

test.each(CASES)('%s: %s %s', (family, errorType, message) => {
  expect(familyOf({ errorType, message })).toBe(family);
});

test('a file that does not parse', () => {
  expect(isSyntax({ errorType: 'SyntaxError', message: "expected ':'" })).toBe(true);
  expect(isSyntax({ errorType: 'SyntaxError', message: "'return' outside function" })).toBe(true);
  expect(isSyntax({ errorType: 'NameError', message: "name 'x' is not defined" })).toBe(false);
});
