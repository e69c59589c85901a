import { describe, expect, test } from 'vitest';
import { problemFromDiagnostic } from '../detect/diagnostic';
import { signatureOf } from '../detect/signature';
import type { LanguageId, Problem } from '../problem';
import { SourceText } from '../syntax/source-text';
import { explain, type Explanation } from './explain';

const POINT = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function said(errorType: string, message: string, language: LanguageId = 'python', text = ''): Explanation | undefined {
  const problem: Problem = {
    ...{
      origin: 'terminal',
      language,
      source: language === 'python' ? 'python' : 'node',
      severity: 'error',
      frames: [],
      causes: [],
      related: [],
    },
    ...{ errorType, message, signature: signatureOf(errorType, message), location: { path: '/w/a', range: POINT } },
  };
  return explain(problem, text === '' ? undefined : new SourceText(text));
}
const whole = (explanation: Explanation | undefined): string => (explanation ? `${explanation.what} ${explanation.needed}` : '');

/** error type, message, what the explanation says, what it must not say. */
type Row = readonly [type: string, message: string, says: RegExp, not?: RegExp | undefined, language?: LanguageId, text?: string];
const check = (rows: readonly Row[]): void => {
  test.each(rows.map((row) => [...row] as [string, string, RegExp, RegExp?, LanguageId?, string?]))(
    '%s: %s',
    (type, message, says, not, language, text) => {
      const words = whole(said(type, message, language, text));
      expect(words).toMatch(says);
      if (not) expect(words).not.toMatch(not);
    },
  );
};

describe('what was explained wrongly', () => {
  const SPACE = /white space|decimal comma|error page/;
  check([
    // Any ValueError had "white space, an empty line, a decimal comma".
    ['ValueError', 'Sample larger than population or is negative', /refused, though its type is right: Sample larger/, SPACE],
    ['ValueError', 'mutable default <class "list"> for field tags is not allowed: use default_factory', /default_factory/, SPACE],
    ['ValueError', "time data '2024-1-5' does not match format '%d.%m.%Y'", /form '%d\.%m\.%Y'/, SPACE],
    ['ValueError', "invalid literal for int() with base 10: '2.5'", /float\(/, SPACE],
    ['ValueError', "could not convert string to float: '1,5'", /comma/],
    ['json.decoder.JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', /no JSON at its very beginning/],
    // encoding='utf-8' where utf-8 has failed.
    [
      'UnicodeDecodeError',
      "'utf-8' codec can't decode byte 0x96 in position 24: invalid start byte",
      /0x96/,
      /encoding='utf-8'|most new files/,
    ],
    ['UnicodeDecodeError', "'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>", /'utf-8'/],
    ['UnicodeEncodeError', "'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)", /no bytes for/],
    // "A brace that ends the block too early" for await.
    [
      'TS1308',
      "'await' expressions are only allowed within async functions and at the top levels of modules.",
      /'async' in front of the function/,
      /brace/,
      'typescript',
    ],
    ['SyntaxError', "'await' outside async function", /'async def'/, /brace|indentation/],
    ['SyntaxError', "'return' outside function", /indentation/],
    // "Methods have no body yet" for super().
    [
      'ReferenceError',
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
      /super\(…\) as the first line/,
      /body|promises/,
      'javascript',
    ],
    ['TS2377', "Constructors for derived classes must contain a 'super' call.", /super\(…\)/, /body|promises/, 'typescript'],
    ['TypeError', "Can't instantiate abstract class Box with abstract method area", /lacks 'area'/, /super|constructor/],
    // "Bracket missing" for a missing flag of tsconfig.json.
    ['TS17004', "Cannot use JSX unless the '--jsx' flag is provided.", /"jsx"/, /bracket/, 'typescript'],
    [
      'TS1378',
      "Top-level 'await' expressions are only allowed when the 'module' option is set to 'es2022', 'esnext'",
      /"module"/,
      /bracket/,
      'typescript',
    ],
    [
      'TS1205',
      "Re-exporting a type when 'isolatedModules' is enabled requires using 'export type'.",
      /'export type/,
      /bracket/,
      'typescript',
    ],
    // await in front of what is no promise was told to add await.
    ['TypeError', "object int can't be used in 'await' expression", /Without 'await'/, /'await' in front of the call/],
    ['reportGeneralTypeIssues', '"int" is not awaitable', /Without 'await'/, /'await' in front of the call/],
    ['TS80007', "'await' has no effect on the type of this expression.", /no promise/, /'await' in front of the call/, 'typescript'],
    // An own function is no library.
    [
      'TypeError',
      "show() got an unexpected keyword argument 'item_id'",
      /as the definition has it/,
      /version|library/,
      'python',
      'def show(item):\n    pass\n',
    ],
    [
      'TypeError',
      "Shop.sell() got an unexpected keyword argument 'item_id'",
      /as the definition has it/,
      /version|library/,
      'python',
      'class Shop:\n    def sell(self, item):\n        pass\n',
    ],
    ['TypeError', "OneHotEncoder.__init__() got an unexpected keyword argument 'sparse'", /look at the definition/],
    // JavaScript has no range(n).
    ['TypeError', 'rates is not iterable', /Object\.entries/, /range\(n\)/, 'javascript'],
    // A rule about what a function gives at its end is no value of another type.
    ['return', 'Missing return statement', /ends without a return/, /not of the type/],
    ['reportReturnType', 'Type "str" is not assignable to return type "int"', /type/, /ends without/],
    // What the interpreter reads wrongly is no missing bracket.
    [
      'SyntaxError',
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
      /backslash/,
      /bracket, quote/,
    ],
  ]);
});

describe('what had no word at all', () => {
  check([
    ['PermissionError', "[Errno 13] Permission denied: '/etc/app.conf'", /not allow.*'\/etc\/app\.conf'/],
    ['TimeoutError', 'timed out', /longer than it was given/],
    ['MemoryError', '', /more memory/],
    ['NotImplementedError', '', /not written yet/],
    ['NotImplementedError', 'subclasses draw', /subclasses draw/],
    ['RuntimeError', 'pump is off', /pump is off/],
    ['RuntimeError', 'dictionary changed size during iteration', /copy/],
    ['RecursionError', 'maximum recursion depth exceeded in comparison', /called itself/],
    ['AssertionError', 'assert 3 == 4', /equal: 3 and 4/],
    ['StopIteration', '', /none left/],
    ['ConnectionRefusedError', '[Errno 111] Connection refused', /Nobody listens/],
    ['ConnectionResetError', '[Errno 104] Connection reset by peer', /broke/],
    ['SystemExit', '2', /exit code 2/],
    ['EOFError', 'EOF when reading a line', /input has ended/],
    ['IsADirectoryError', "[Errno 21] Is a directory: 'logs'", /folder/],
    ['sqlite3.ProgrammingError', 'Incorrect number of bindings supplied. The current statement uses 1, and there are 8 supplied.', /comma/],
    ['io.UnsupportedOperation', 'not writable', /"a" adds/],
    ['TypeError', 'not enough arguments for format string', /more places/],
    ['TypeError', "can't compare offset-naive and offset-aware datetimes", /time zone/],
    ['TypeError', 'Object of type set is not JSON serializable', /'set'/],
    ['_csv.Error', 'iterator should return strings, not bytes (the file should be opened in text mode)', /as text/],
    ['jinja2.exceptions.UndefinedError', "'total' is undefined", /template uses 'total'/],
    ['pydantic.errors.PydanticUserError', '`regex` is removed. use `pattern` instead', /'pattern' instead/],
    ['pydantic_core._pydantic_core.ValidationError', '2 validation errors for Order\nid\n  Field required', /'Order'/],
    ['sqlalchemy.exc.ObjectNotExecutableError', "Not an executable object: 'SELECT 1'", /text\(/],
    [
      'django.core.exceptions.ImproperlyConfigured',
      'Requested setting DATABASES, but settings are not configured.',
      /DJANGO_SETTINGS_MODULE/,
    ],
    [
      'django.urls.exceptions.NoReverseMatch',
      "Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
      /called 'home'/,
    ],
    ['Error', "ENOENT: no such file or directory, open './a.json'", /'\.\/a\.json'/, undefined, 'javascript'],
    ['Error', "EACCES: permission denied, open '/root/x'", /not allow/, undefined, 'javascript'],
    ['Error', 'listen EADDRINUSE: address already in use :::3000', /already listens/, undefined, 'javascript'],
    ['Error EADDRINUSE', 'listen: address already in use :::3000', /already listens/, undefined, 'javascript'],
    [
      'TypeError [ERR_INVALID_ARG_TYPE]',
      'The "path" argument must be of type string. Received undefined',
      /'path'.*undefined/s,
      undefined,
      'javascript',
    ],
    ['TypeError', 'The "callback" argument must be of type function. Received undefined', /without its brackets/, undefined, 'javascript'],
    ['Error [ERR_HTTP_HEADERS_SENT]', 'Cannot set headers after they are sent to the client', /already sent/, undefined, 'javascript'],
    [
      'JestAssertion',
      'expect(received).toBe(expected) // Object.is equality\n\nExpected: 3\nReceived: 4',
      /expects 3 and got 4/,
      undefined,
      'javascript',
    ],
    ['AssertionError', 'expected 4 to be 3 // Object.is equality', /expects 3 and got 4/, undefined, 'typescript'],
    ['AssertionError', 'Expected values to be strictly equal:\n\n4 !== 3', /not equal/, undefined, 'javascript'],
    ['TS2786', "'Greeting' cannot be used as a JSX component.", /'return'/, undefined, 'typescript'],
    ['TS2657', 'JSX expressions must have one parent element.', /<>…<\/>/, undefined, 'typescript'],
    ['eqeqeq', "Expected '===' and instead saw '=='.", /converts/, undefined, 'javascript'],
    [
      'react-hooks/exhaustive-deps',
      "React Hook useEffect has a missing dependency: 'roomId'. Either include it or remove the dependency array.",
      /useEffect uses 'roomId'/,
      undefined,
      'javascript',
    ],
    ['W1203:logging-fstring-interpolation', 'Use lazy % formatting in logging functions', /%s/],
    ['B006', 'Do not use mutable data structures for argument defaults', /made once/],
    ['B904', 'Within an `except` clause, raise exceptions with `raise ... from err`', /from error/],
  ]);

  check([
    [
      'TS7016',
      "Could not find a declaration file for module 'leftpad'. '/w/n/leftpad.js' implicitly has an 'any' type.",
      /types/,
      /not installed/,
      'typescript',
    ],
    [
      'TS2580',
      "Cannot find name 'process'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node`.",
      /@types\/node/,
      /misspelt/,
      'typescript',
    ],
    [
      'TS2564',
      "Property 'name' has no initializer and is not definitely assigned in the constructor.",
      /gets no value/,
      /not of the type/,
      'typescript',
    ],
    ['TypeError', 'Store is not a constructor', /no class/, /parentheses/, 'javascript'],
    ['ReferenceError', '__dirname is not defined in ES module scope', /import\.meta\.dirname/, undefined, 'javascript'],
    ['TypeError', 'Reduce of empty array with no initial value', /reduce\(f, 0\)/, undefined, 'javascript'],
    ['Error', 'Test timed out in 5000ms.', /5000 ms/, undefined, 'typescript'],
    ['ImportError', 'attempted relative import with no known parent package', /-m package\.module/, /not found/],
    ['TypeError', 'sequence item 0: expected str instance, int found', /map\(str/],
    ['ValueError', 'max() iterable argument is empty', /default=/],
    ['ValueError', 'operands could not be broadcast together with shapes (3,) (4,) ', /\(3,\) \(4,\)/],
    ['OSError', '[Errno 98] Address already in use', /already listens/],
    ['sqlite3.OperationalError', 'no such table: users', /no such table: users/],
    ['sqlite3.IntegrityError', 'UNIQUE constraint failed: users.email', /users\.email/],
    ['urllib.error.HTTPError', 'HTTP Error 403: Forbidden', /403/],
    ['yaml.scanner.ScannerError', 'mapping values are not allowed here', /no tabs/],
  ]);

  test('a class of somebody’s own still has none', () => {
    expect(said('ShopClosed', 'come back tomorrow')).toBeUndefined();
    expect(said('constructor', 'x')).toBeUndefined();
  });

  test('what stands for code is written as it is', () => {
    expect(said('TypeError', "unsupported operand type(s) for +: 'datetime.date' and 'int'")?.needed).toMatch(/^timedelta\(/);
    expect(said('ValueError', 'mutable default <class "list"> for field tags is not allowed: use default_factory')?.needed).toMatch(
      /^field\(/,
    );
    expect(said('TypeError', 'write() argument must be str, not int')?.what).toMatch(/^write\(\) takes/);
    expect(said('RecursionError', 'maximum recursion depth exceeded')?.what).toMatch(/^A function/);
  });

  test('of diagnostics without a code the message alone tells', () => {
    const problem = problemFromDiagnostic({
      path: '/w/a.py',
      language: 'python',
      source: 'x',
      message: "'await' outside async function",
      range: POINT,
    });
    expect(explain(problem, undefined)?.needed).toContain('async def');
  });
});

describe('the words fit the language and the cause', () => {
  check([
    ['ValueError', "Unknown format code 'f' for object of type 'str'", /float\(/, /its type is right/],
    ['TypeError', "'>' not supported between instances of 'datetime.timedelta' and 'int'", /total_seconds/, /text that should be/],
    ['TypeError', "Counter.hit() missing 1 required positional argument: 'self'", /object of the class/, /default value/],
    ['TypeError', "unsupported operand type(s) for +: 'method' and 'int'", /parentheses/, /text that should be a number/],
    [
      'TypeError',
      "'<' not supported between instances of 'Node' and 'Node'",
      /key=/,
      /text that should/,
      'python',
      'class Node:\n    pass\n',
    ],
    ['TS2366', "Function lacks ending return statement and return type does not include 'undefined'.", /undefined/, /None/, 'typescript'],
    ['TS2558', 'Expected 2 type arguments, but got 1.', /takes 2/, /object itself/, 'typescript'],
    ['TS2554', 'Expected 2 arguments, but got 1.', /takes 2/, /object itself/, 'typescript'],
  ]);
});

describe('a syntax error is explained by its kind', () => {
  const AT = /at this place/;
  check([
    [
      'SyntaxError',
      "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
      /'=' assigns, '==' compares/,
      AT,
      'python',
      'if a = 1:',
    ],
    ['', 'Expected ":"', /'=' assigns, '==' compares/, AT, 'python', 'if width = 0:'],
    ['', 'Expected ":"', /ends with a colon/, /assigns/, 'python', 'def area(width=1, height=2)'],
    ['SyntaxError', "expected ':'", /ends with a colon/, AT, 'python', 'for x in range(3)'],
    ['SyntaxError', 'invalid syntax', /ends with a colon/, AT, 'python', 'while x > 3'],
    ['SyntaxError', 'invalid syntax', /'elif'/, AT, 'python', 'else if x:'],
    ['SyntaxError', 'invalid syntax', /'and', 'or', 'not'/, AT, 'python', 'if a && b:'],
    ['SyntaxError', 'invalid syntax', /'\+= 1'/, AT, 'python', 'i++'],
    ['SyntaxError', "'(' was never closed", /'\(' that stands here is opened and never closed/, AT],
    ['', '"(" was not closed', /'\(' that stands here is opened and never closed/, AT],
    ['SyntaxError', "unmatched ')'", /'\)' closes a bracket that nothing has opened/, AT],
    ['SyntaxError', "closing parenthesis ']' does not match opening parenthesis '('", /'\(' was opened and '\]' closes it/, AT],
    ['SyntaxError', 'unterminated string literal (detected at line 1)', /quote and not closed/, AT],
    ['SyntaxError', 'unterminated triple-quoted string literal (detected at line 9)', /three quotes/, AT],
    ['SyntaxError', 'invalid syntax. Perhaps you forgot a comma?', /side by side/, AT],
    ['SyntaxError', "Missing parentheses in call to 'print'. Did you mean print(...)?", /'print' is a function/, AT],
    ['IndentationError', "expected an indented block after 'if' statement on line 3", /Line 3 opens a block/, AT],
    ['IndentationError', 'unexpected indent', /opens no block/, AT],
    ['IndentationError', 'unindent does not match any outer indentation level', /no block began/, AT],
    ['SyntaxError', "invalid character '“' (U+201C)", /The sign “/, AT],
    ['SyntaxError', "cannot assign to literal here. Maybe you meant '==' instead of '='?", /'=' assigns, '==' compares/, AT],
    ['SyntaxError', 'cannot assign to function call', /a function call can't/, AT],
    ['SyntaxError', 'positional argument follows keyword argument', /without a name/, AT],
    [
      'SyntaxError',
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      /does not begin with 0/,
      AT,
    ],
    ['TS1005', "';' expected.", /';' is missing here/, AT, 'typescript'],
    ['TS1005', "')' expected.", /'\)' is missing here/, AT, 'typescript'],
    ['SyntaxError', 'missing ) after argument list', /'\)' is missing here/, AT, 'javascript'],
    ['TS1128', 'Declaration or statement expected.', /a brace too many/, AT, 'typescript'],
    ['TS1109', 'Expression expected.', /value or a name is missing/, AT, 'typescript'],
    ['TS1002', 'Unterminated string literal.', /quote and not closed/, AT, 'typescript'],
    ['SyntaxError', "Unexpected token '}'", /'\}' can't stand here/, AT, 'javascript'],
    ['SyntaxError', 'Unexpected end of input', /the file ends first/, AT, 'javascript'],
    ['SyntaxError', 'something that nobody has said before', /missing or too much/, AT],
  ]);
});

test('what a checker says may be None is not told to be None; what a run has shown is', () => {
  const POSSIBLE = problemFromDiagnostic({
    path: '/w/a.py',
    language: 'python',
    source: 'Pyright',
    code: 'reportOptionalMemberAccess',
    message: '"strip" is not a known attribute of "None"',
    range: POINT,
    severity: 'error',
    related: [],
  });
  expect(explain(POSSIBLE, undefined)?.what).toMatch(/may be None here/);
  expect(said('AttributeError', "'NoneType' object has no attribute 'strip'")?.what).toMatch(/is None here/);
});
