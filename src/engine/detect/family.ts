// Which mistake a problem is, whoever reports it: CPython, V8, tsc, pyright and its kin, mypy, ruff, pyflakes, pylint, eslint.
// Fixers ask `familyOf(problem)` and read `problem.signature.holes`; they need not know who speaks.

import type { Problem } from '../problem';
import { coreOf, matchWording } from './signature';
import type { Family } from './wordings';

export type { Family } from './wordings';

/**
 * The family of mistakes a problem belongs to. The words decide first (one code often covers several mistakes: pyright's
 * `reportAttributeAccessIssue` is also an unknown import), then the code, then the exception class. `other` where
 * nothing is known. `errorType` is a code or an exception class; `message` may be whole.
 *
 * Holes a family promises are listed at `Family`; they are there when the words were known, so check for undefined.
 */
export function familyOf(problem: Pick<Problem, 'errorType' | 'message'> & { readonly source?: string }): Family {
  const type = bareType(problem.errorType);
  if (type === 'KeyError') return 'missing-key';
  const byCode = FAMILY_OF_CODE.get(problem.errorType) ?? FAMILY_OF_CODE.get(type);
  // An assertion's message is the user's own words.
  if (byCode === 'assertion') return byCode;
  const byWords = matchWording(coreOf(problem.message))?.wording.family;
  if (byWords !== undefined && byWords !== 'other') {
    return byWords;
  }
  if (byCode !== undefined) return byCode;
  if (type.endsWith('SyntaxError')) return 'syntax';
  return 'other';
}

/** `json.decoder.JSONDecodeError` → `JSONDecodeError`; codes stay. */
function bareType(errorType: string): string {
  return /^[\w.]+$/.test(errorType) ? errorType.slice(errorType.lastIndexOf('.') + 1) : errorType;
}

/** True for a problem that keeps the file from parsing. */
export function isSyntax(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  const family = familyOf(problem);
  return family === 'syntax' || family === 'indentation' || (family === 'misplaced-keyword' && bareType(problem.errorType) === 'SyntaxError');
}

/** Exception classes, rule names and codes. tsc's are `TS` + number. Codes that cover several mistakes get the commonest. */
const CODES: Readonly<Record<string, Family>> = {
  // CPython's classes
  SyntaxError: 'syntax', IndentationError: 'indentation', TabError: 'indentation', _IncompleteInputError: 'syntax',
  NameError: 'undefined-name', UnboundLocalError: 'unbound-name', ModuleNotFoundError: 'missing-module', ImportError: 'missing-export',
  AttributeError: 'missing-attribute', IndexError: 'index-range', ZeroDivisionError: 'zero-division', FileNotFoundError: 'missing-file',
  UnicodeDecodeError: 'encoding', UnicodeEncodeError: 'encoding', RecursionError: 'recursion', AssertionError: 'assertion',
  ValueError: 'bad-value', JSONDecodeError: 'bad-value', FrozenInstanceError: 'const-assignment',
  // V8's and Node's
  ReferenceError: 'undefined-name', ERR_MODULE_NOT_FOUND: 'missing-module', MODULE_NOT_FOUND: 'missing-module', ERR_ASSERTION: 'assertion',
  ERR_REQUIRE_ESM: 'module-kind', ENOENT: 'missing-file', ERR_PACKAGE_PATH_NOT_EXPORTED: 'missing-module',
  ERR_UNSUPPORTED_DIR_IMPORT: 'missing-module', ERR_INVALID_ARG_TYPE: 'argument-type',
  // pyright, basedpyright, pylance
  reportUndefinedVariable: 'undefined-name', reportUnboundVariable: 'unbound-name', reportPossiblyUnbound: 'unbound-name',
  reportPossiblyUnboundVariable: 'unbound-name', reportMissingImports: 'missing-module', reportMissingModuleSource: 'missing-module',
  reportMissingTypeStubs: 'missing-module', reportAttributeAccessIssue: 'missing-attribute', reportFunctionMemberAccess: 'missing-attribute',
  reportOptionalMemberAccess: 'none-access', reportOptionalSubscript: 'none-access', reportOptionalIterable: 'none-access',
  reportOptionalCall: 'none-access', reportOptionalOperand: 'none-access', reportOptionalContextManager: 'none-access',
  reportCallIssue: 'argument-count', reportArgumentType: 'argument-type', reportAssignmentType: 'type-mismatch', reportReturnType: 'type-mismatch',
  reportOperatorIssue: 'operand-types', reportIndexIssue: 'not-subscriptable', reportUnhashable: 'unhashable', reportAbstractUsage: 'abstract',
  reportRedeclaration: 'redeclared', reportUnusedImport: 'unused', reportUnusedVariable: 'unused', reportUnusedCoroutine: 'await',
  reportTypedDictNotRequiredAccess: 'missing-key', reportUnsupportedDunderAll: 'undefined-name', reportImportCycles: 'circular-import',
  // mypy
  'name-defined': 'undefined-name', 'used-before-def': 'unbound-name', 'possibly-undefined': 'unbound-name', import: 'missing-module',
  'import-not-found': 'missing-module', 'import-untyped': 'missing-module', 'attr-defined': 'missing-attribute', 'union-attr': 'none-access',
  'call-arg': 'argument-count', 'arg-type': 'argument-type', 'call-overload': 'argument-type', assignment: 'type-mismatch', 'return-value': 'type-mismatch',
  operator: 'operand-types', index: 'not-subscriptable', syntax: 'syntax', 'no-redef': 'redeclared', abstract: 'abstract',
  'unused-coroutine': 'await', 'typeddict-item': 'missing-key', 'typeddict-unknown-key': 'unknown-member',
  // ty, pyrefly
  'unresolved-reference': 'undefined-name', 'possibly-unresolved-reference': 'unbound-name', 'unresolved-import': 'missing-module',
  'unresolved-attribute': 'missing-attribute', 'missing-argument': 'missing-argument', 'unknown-argument': 'unexpected-argument',
  'too-many-positional-arguments': 'argument-count', 'invalid-argument-type': 'argument-type', 'invalid-assignment': 'type-mismatch',
  'invalid-return-type': 'type-mismatch', 'unsupported-operator': 'operand-types', 'call-non-callable': 'not-callable',
  'non-subscriptable': 'not-subscriptable', 'not-iterable': 'not-iterable', 'invalid-syntax': 'syntax', 'unknown-name': 'undefined-name',
  'import-error': 'missing-module', 'missing-import': 'missing-module', 'missing-module-attribute': 'missing-export', 'missing-attribute': 'missing-attribute',
  'bad-argument-type': 'argument-type', 'bad-argument-count': 'argument-count', 'bad-assignment': 'type-mismatch', 'bad-return': 'type-mismatch',
  // ruff, pyflakes, flake8, pycodestyle
  F821: 'undefined-name', F822: 'undefined-name', F823: 'unbound-name', F401: 'unused', F841: 'unused', F811: 'redeclared', F704: 'misplaced-keyword',
  F706: 'misplaced-keyword', F701: 'misplaced-keyword', F702: 'misplaced-keyword', E999: 'syntax', E902: 'other', E112: 'indentation', E113: 'indentation', W605: 'syntax',
  E101: 'indentation', W191: 'indentation', UndefinedName: 'undefined-name', UndefinedLocal: 'unbound-name', UnusedImport: 'unused', UnusedVariable: 'unused',
  // pylint, by symbol and by number
  'undefined-variable': 'undefined-name', E0602: 'undefined-name', 'undefined-all-variable': 'undefined-name', E0603: 'undefined-name',
  'used-before-assignment': 'unbound-name', E0601: 'unbound-name', 'possibly-used-before-assignment': 'unbound-name', E0606: 'unbound-name',
  E0401: 'missing-module', 'no-name-in-module': 'missing-export', E0611: 'missing-export',
  'no-member': 'missing-attribute', E1101: 'missing-attribute', 'no-value-for-parameter': 'missing-argument', E1120: 'missing-argument',
  'too-many-function-args': 'argument-count', E1121: 'argument-count', 'unexpected-keyword-arg': 'unexpected-argument', E1123: 'unexpected-argument',
  'redundant-keyword-arg': 'duplicate-argument', E1124: 'duplicate-argument', 'not-callable': 'not-callable', E1102: 'not-callable',
  'unsubscriptable-object': 'not-subscriptable', E1136: 'not-subscriptable', 'not-an-iterable': 'not-iterable', E1133: 'not-iterable',
  'syntax-error': 'syntax', E0001: 'syntax', 'unbalanced-tuple-unpacking': 'unpack-count', 'unused-import': 'unused', W0611: 'unused',
  'unused-variable': 'unused', W0612: 'unused', 'return-outside-function': 'misplaced-keyword', E0104: 'misplaced-keyword', 'no-self-argument': 'argument-count',
  'no-method-argument': 'argument-count', 'cyclic-import': 'circular-import', R0401: 'circular-import',
  // eslint
  'no-undef': 'undefined-name', 'react/jsx-no-undef': 'undefined-name', 'no-use-before-define': 'unbound-name',
  '@typescript-eslint/no-use-before-define': 'unbound-name', 'no-const-assign': 'const-assignment', 'no-unused-vars': 'unused',
  '@typescript-eslint/no-unused-vars': 'unused', 'import/no-unresolved': 'missing-module', 'import/named': 'missing-export', 'import/default': 'missing-export',
  'n/no-missing-import': 'missing-module', 'n/no-missing-require': 'missing-module', 'no-redeclare': 'redeclared', 'no-dupe-keys': 'redeclared',
  '@typescript-eslint/no-floating-promises': 'await', '@typescript-eslint/no-misused-promises': 'await', 'constructor-super': 'abstract', 'no-this-before-super': 'abstract',
  // tsc
  TS2304: 'undefined-name', TS2552: 'undefined-name', TS2503: 'undefined-name', TS2580: 'undefined-name', TS2581: 'undefined-name', TS2582: 'undefined-name',
  TS2583: 'undefined-name', TS2584: 'undefined-name', TS2585: 'undefined-name', TS2591: 'undefined-name', TS2592: 'undefined-name', TS2593: 'undefined-name',
  TS2662: 'undefined-name', TS2663: 'undefined-name', TS2686: 'undefined-name', TS18004: 'undefined-name', TS2833: 'undefined-name',
  TS2448: 'unbound-name', TS2449: 'unbound-name', TS2450: 'unbound-name', TS2454: 'unbound-name',
  TS2307: 'missing-module', TS2792: 'missing-module', TS7016: 'missing-module', TS2732: 'missing-module', TS2834: 'missing-module', TS2835: 'missing-module', TS2306: 'missing-module', TS2882: 'missing-module',
  TS2305: 'missing-export', TS2614: 'missing-export', TS2724: 'missing-export', TS2459: 'missing-export', TS2460: 'missing-export', TS1192: 'missing-export',
  TS2613: 'missing-export', TS2595: 'missing-export', TS2596: 'missing-export', TS2597: 'missing-export', TS2497: 'missing-export', TS1259: 'missing-export',
  TS2339: 'missing-attribute', TS2551: 'missing-attribute', TS2550: 'missing-attribute', TS2568: 'missing-attribute', TS2694: 'missing-attribute', TS2576: 'missing-attribute', TS2812: 'missing-attribute',
  TS2531: 'none-access', TS2532: 'none-access', TS2533: 'none-access', TS18047: 'none-access', TS18048: 'none-access', TS18049: 'none-access', TS2721: 'none-access', TS2722: 'none-access', TS2723: 'none-access',
  TS2554: 'argument-count', TS2555: 'argument-count', TS2556: 'argument-count', TS2575: 'argument-count', TS2558: 'argument-count', TS2345: 'argument-type', TS2769: 'argument-type',
  TS2365: 'operand-types', TS2362: 'operand-types', TS2363: 'operand-types', TS2367: 'operand-types', TS2356: 'operand-types', TS2736: 'operand-types',
  TS2322: 'type-mismatch', TS2355: 'type-mismatch', TS2366: 'type-mismatch', TS7030: 'type-mismatch', TS2571: 'type-mismatch', TS18046: 'type-mismatch', TS2352: 'type-mismatch', TS2564: 'type-mismatch', TS2375: 'type-mismatch', TS2412: 'type-mismatch',
  TS2739: 'missing-member', TS2740: 'missing-member', TS2741: 'missing-member', TS2420: 'missing-member', TS2720: 'missing-member',
  TS2353: 'unknown-member', TS2561: 'unknown-member', TS2349: 'not-callable', TS2351: 'not-callable', TS2348: 'not-callable', TS6234: 'not-callable',
  TS2488: 'not-iterable', TS2461: 'not-iterable', TS2495: 'not-iterable', TS2548: 'not-iterable', TS2549: 'not-iterable', TS2569: 'not-iterable', TS2802: 'not-iterable',
  TS7053: 'index-type', TS2538: 'index-type', TS7015: 'index-type', TS2536: 'index-type', TS2493: 'index-range',
  TS7005: 'implicit-any', TS7006: 'implicit-any', TS7008: 'implicit-any', TS7010: 'implicit-any', TS7011: 'implicit-any', TS7018: 'implicit-any', TS7019: 'implicit-any', TS7022: 'implicit-any', TS7023: 'implicit-any',
  TS7031: 'implicit-any', TS7032: 'implicit-any', TS7033: 'implicit-any', TS7034: 'implicit-any', TS7044: 'implicit-any', TS2683: 'implicit-any',
  TS2693: 'type-value-confusion', TS2749: 'type-value-confusion', TS1361: 'type-value-confusion', TS1362: 'type-value-confusion', TS1484: 'type-value-confusion', TS2709: 'type-value-confusion', TS18042: 'type-value-confusion',
  TS2588: 'const-assignment', TS2540: 'const-assignment', TS2542: 'const-assignment', TS2630: 'const-assignment', TS2632: 'const-assignment',
  TS2451: 'redeclared', TS2300: 'redeclared', TS2393: 'redeclared', TS1117: 'redeclared',
  TS2515: 'abstract', TS2653: 'abstract', TS2654: 'abstract', TS2655: 'abstract', TS2656: 'abstract', TS2511: 'abstract', TS2377: 'abstract', TS17009: 'abstract',
  TS1308: 'await', TS1375: 'await', TS1378: 'await', TS1431: 'await', TS1432: 'await', TS2801: 'await', TS1103: 'await', TS80007: 'await', TS1064: 'await', TS1055: 'await',
  TS1108: 'misplaced-keyword', TS1104: 'misplaced-keyword', TS1105: 'misplaced-keyword', TS1163: 'misplaced-keyword',
  TS6133: 'unused', TS6138: 'unused', TS6192: 'unused', TS6196: 'unused', TS6198: 'unused', TS6199: 'unused', TS7027: 'unused', TS7028: 'unused', TS2578: 'unused',
};

/** tsc's scanner and parser complaints: they have no names, only numbers. Others in the 1000s are grammar checks of a tree that stands. */
const TSC_PARSER: ReadonlySet<number> = new Set([
  1002, 1003, 1005, 1006, 1007, 1009, 1010, 1011, 1012, 1014, 1034, 1035, 1036, 1068, 1069, 1072, 1109, 1110, 1121, 1123, 1124, 1125, 1126, 1127, 1128, 1129, 1130, 1131, 1132, 1134, 1135,
  1136, 1137, 1138, 1139, 1140, 1141, 1142, 1144, 1145, 1146, 1147, 1155, 1160, 1161, 1178, 1179, 1180, 1181, 1185, 1198, 1199, 1351, 1357, 1359, 1380, 1381, 1382, 1389, 1434, 1435, 1436, 1437, 1438,
  1440, 1441, 1442, 1443, 1477, 1478, 17002, 17004, 17008, 17014, 17015, 17019, 17020, 18026,
]);

const FAMILY_OF_CODE: ReadonlyMap<string, Family> = new Map<string, Family>([...[...TSC_PARSER].map((code): [string, Family] => [`TS${code}`, 'syntax']), ...Object.entries(CODES)]);
