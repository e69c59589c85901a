// The wordings of mistakes as data: what CPython, V8, type checkers and linters say, folded into one shape each.
// A new wording is a new line here; a new mistake is a new entry. Wordings of CPython 3.8–3.14, V8, pyright, mypy, ty,
// pyrefly, Pyre, ruff, pyflakes, pylint, tsc and eslint.

/**
 * The mistake behind a message, whoever words it. One fixer answers one family (or a few shapes of it).
 * The holes named are those of `Problem.signature.holes`; a hole in brackets is not always known.
 */
export type Family =
  /** The text does not parse. */
  | 'syntax'
  /** The text does not parse because of leading white space (also tabs against spaces, a missing body). */
  | 'indentation'
  /** A name nobody defined. `name` */
  | 'undefined-name'
  /** A name that exists, used before it has a value, or perhaps without one. `name` */
  | 'unbound-name'
  /** A module that cannot be found. `module` (dotted name or path, as written), [`parent`] */
  | 'missing-module'
  /** A module that exists does not export the name imported from it. `name`, [`module`] */
  | 'missing-export'
  /** Two modules import each other before one is ready. `name` or `attribute`, `module` */
  | 'circular-import'
  /** An object, class or module has no such attribute, method or property. `attribute`, [`type`] or [`module`] */
  | 'missing-attribute'
  /** Something is None, null or undefined where a value is needed. [`value`] = `None`/`null`/`undefined`, [`attribute`], [`name`], [`operation`] */
  | 'none-access'
  /** A call without a required argument. `argument` (names joined by `, `), [`function`], [`owner`], [`count`] */
  | 'missing-argument'
  /** A call with too many, or the wrong number of arguments. [`function`], [`owner`], [`expected`], [`given`] */
  | 'argument-count'
  /** A keyword argument the function does not have. `argument`, [`function`], [`owner`] */
  | 'unexpected-argument'
  /** The same argument given twice. `argument`, [`function`] */
  | 'duplicate-argument'
  /** An argument of the wrong type. [`type`], [`expected`], [`argument`], [`function`] */
  | 'argument-type'
  /** An operator between types that do not go together. [`operator`], [`left`], [`right`] */
  | 'operand-types'
  /** A value of the wrong type assigned or returned. `type`, `expected` */
  | 'type-mismatch'
  /** An object literal or class lacks required members. `attribute` (names joined by `, `), [`type`], [`expected`] */
  | 'missing-member'
  /** A member that the expected object type does not have. `attribute`, `type` */
  | 'unknown-member'
  /** A value called that is no function. [`type`] or [`name`] */
  | 'not-callable'
  /** `x[…]` on a value that has no items; or items set or deleted where that is not possible. `type` */
  | 'not-subscriptable'
  /** A loop over, or unpacking of, a value that has no items. [`type`] or [`name`] */
  | 'not-iterable'
  /** Unpacking with the wrong number of targets. [`expected`], [`given`] */
  | 'unpack-count'
  /** A dict key or set member that cannot be hashed. `type` */
  | 'unhashable'
  /** A subscript of the wrong type. `type`, [`index`] */
  | 'index-type'
  | 'index-range'
  /** A key a mapping does not have. `key` */
  | 'missing-key'
  | 'zero-division'
  /** A file or folder that is not there. [`path`] */
  | 'missing-file'
  /** Text or bytes that cannot be decoded or encoded. [`codec`] */
  | 'encoding'
  /** Text that is no number (or date, JSON, enum member, …). [`value`] */
  | 'bad-value'
  | 'recursion'
  /** A constant or read-only thing assigned to. [`name`] */
  | 'const-assignment'
  /** `await` missing, or where it may not be; a promise or coroutine used as its value. */
  | 'await'
  /** `return`, `yield`, `break`, `continue`, `await`, `super`, `this` where it may not be. [`keyword`] */
  | 'misplaced-keyword'
  /** A class that lacks a method it must have, or cannot be instantiated. [`type`], [`attribute`] */
  | 'abstract'
  /** A name declared twice. `name` */
  | 'redeclared'
  /** Code that does nothing: unused imports, variables, parameters. `name` */
  | 'unused'
  /** An `any` that no one wrote. [`name`] */
  | 'implicit-any'
  /** A type used as a value, or a value as a type; `import type` used as a value. `name` */
  | 'type-value-confusion'
  /** A CommonJS construct in an ES module, or the reverse. [`name`] */
  | 'module-kind'
  /** A failed `assert`. */
  | 'assertion'
  | 'other';

export interface Wording {
  readonly family: Family;
  /** The folded message, with `‹hole›` where the patterns' named groups stand. */
  readonly shape: string;
  /**
   * Anchored; matched against the first line of the message without error type, suggestion and `(file, line n)`.
   * Every pattern has every group that the shape names, or `also` fills it.
   */
  readonly patterns: readonly RegExp[];
  /** Holes that the words imply. */
  readonly also?: Readonly<Record<string, string>>;
}

const wording = (family: Family, shape: string, ...patterns: RegExp[]): Wording => ({ family, shape, patterns });

/** In order: the first entry that matches counts. Keep the special before the general. */
export const WORDINGS: readonly Wording[] = [
  // ---- names
  wording(
    'undefined-name',
    "name '‹name›' is not defined",
    /^name '(?<name>[^']+)' is not defined$/, // CPython
    /^(?<name>[\p{L}\p{N}_$]+) is not defined$/u, // V8
    /^"(?<name>[^"]+)" is not defined$/, // pyright
    /^'(?<name>[^']+)' is not defined$/, // eslint no-undef, react/jsx-no-undef
    /^Name "(?<name>[^"]+)" is not defined$/, // mypy
    /^[Uu]ndefined name [`'](?<name>[^`']+)[`'](?: in `?__all__`?)?$/, // ruff, pyflakes
    /^Undefined variable '(?<name>[^']+)'$/, // pylint
    /^Undefined variable name '(?<name>[^']+)' in __all__$/,
    /^Name `(?<name>[^`]+)` used when not defined$/, // ty
    /^Could not find name `(?<name>[^`]+)`$/, // pyrefly
    /^Name `(?<name>[^`]+)` is used but not defined in the current scope$/, // Pyre
    /^Cannot find (?:name|namespace) '(?<name>[^']+)'(?:\. Do you need to .*)?$/, // tsc 2304, 2552, 2503, 258x, 2662, 2663
    /^No value exists in scope for the shorthand property '(?<name>[^']+)'\. Either declare one or provide an initializer$/, // tsc 18004
    /^'(?<name>[^']+)' refers to a UMD global, but the current file is a module\. Consider adding an import instead$/,
  ), // tsc 2686
  wording(
    'unbound-name',
    "local variable '‹name›' is used before it has a value",
    /^local variable '(?<name>[^']+)' referenced before assignment$/, // CPython ≤ 3.10
    /^cannot access local variable '(?<name>[^']+)' where it is not associated with a value$/, // 3.11
    /^local variable '(?<name>[^']+)' (?:\{0!r\} )?defined (?:in enclosing scope|as a builtin).* referenced before assignment$/, // pyflakes F823
    /^Local variable `(?<name>[^`]+)` referenced before assignment$/, // ruff F823
    /^"(?<name>[^"]+)" is unbound$/, // pyright
    /^Name "(?<name>[^"]+)" is used before definition$/, // mypy
    /^Using variable '(?<name>[^']+)' before assignment$/, // pylint
    /^Cannot access '(?<name>[^']+)' before initialization$/, // V8
    /^Block-scoped variable '(?<name>[^']+)' used before its declaration$/, // tsc 2448
    /^(?:Class|Enum) '(?<name>[^']+)' used before its declaration$/, // tsc 2449, 2450
    /^Variable '(?<name>[^']+)' is used before being assigned$/, // tsc 2454
    /^'(?<name>[^']+)' was used before it was defined$/,
  ), // eslint no-use-before-define
  wording(
    'unbound-name',
    "variable '‹name›' may be used before it has a value",
    /^"(?<name>[^"]+)" is possibly unbound$/,
    /^Name "(?<name>[^"]+)" may be undefined$/,
    /^Possibly using variable '(?<name>[^']+)' before assignment$/,
    /^Name `(?<name>[^`]+)` used when possibly not defined$/,
  ),
  wording(
    'unbound-name',
    "free variable '‹name›' is used before it has a value",
    /^free variable '(?<name>[^']+)' referenced before assignment in enclosing scope$/,
    /^cannot access free variable '(?<name>[^']+)' where it is not associated with a value in enclosing scope$/,
  ),
  wording(
    'undefined-name',
    "name '‹name›' is used as nonlocal but has no binding there",
    /^no binding for nonlocal '(?<name>[^']+)' found$/,
    /^No binding for nonlocal "?'?(?<name>[^"']+)"?'? found$/,
  ),

  // ---- imports
  wording(
    'circular-import',
    "cannot import name '‹name›' from partially initialized module '‹module›'",
    /^cannot import name '(?<name>[^']+)' from partially initialized module '(?<module>[^']+)' \(most likely due to a circular import\)(?: \(.*\))?$/,
  ),
  wording(
    'circular-import',
    "partially initialized module '‹module›' has no attribute '‹attribute›'",
    /^partially initialized module '(?<module>[^']+)' (?:from '.*' )?has no attribute '(?<attribute>[^']+)'(?: \(most likely due to a circular import\))?$/,
  ),
  wording(
    'missing-export',
    "cannot import name '‹name›' from '‹module›'",
    /^cannot import name '(?<name>[^']+)' from '(?<module>[^']+)'(?: \(.*\))?$/,
    /^No name '(?<name>[^']+)' in module '(?<module>[^']+)'$/, // pylint
    /^Module `(?<module>[^`]+)` has no member `(?<name>[^`]+)`$/, // ty
    /^Could not import `(?<name>[^`]+)` from `(?<module>[^`]+)`$/, // pyrefly
    /^Module '"?(?<module>[^'"]+)"?' has no exported member '(?<name>[^']+)'$/, // tsc 2305, 2614
    /^'"?(?<module>[^'"]+)"?' has no exported member named '(?<name>[^']+)'$/, // tsc 2724
    /^Module '"?(?<module>[^'"]+)"?' declares '(?<name>[^']+)' locally, but it is not exported$/, // tsc 2459
    /^The requested module '(?<module>[^']+)' does not provide an export named '(?<name>[^']+)'$/, // V8
    /^(?<name>\S+) not found in '(?<module>[^']+)'$/, // eslint import/named
  ),
  wording(
    'missing-export',
    "cannot import name '‹name›'",
    /^cannot import name '(?<name>[^']+)'$/,
    /^Named export '(?<name>[^']+)' not found.*$/, // Node, CommonJS named exports
    /^"(?<name>[^"]+)" is unknown import symbol$/,
  ), // pyright
  wording(
    'missing-export',
    "module '‹module›' has no default export",
    /^Module '"?(?<module>[^'"]+)"?' has no default export$/,
    /^No default export found in imported module "(?<module>[^"]+)"$/,
  ),
  wording(
    'missing-module',
    "No module named '‹module›'; '‹parent›' is not a package",
    /^No module named '(?<module>[^']+)'; '(?<parent>[^']+)' is not a package$/,
  ),
  wording(
    'missing-module',
    "No module named '‹module›'",
    /^No module named '?(?<module>[^'\s]+)'?$/,
    /^Import "(?<module>[^"]+)" could not be resolved(?: from (?:source|stub file).*)?(?:\. Stub file .*)?$/, // pyright
    /^Cannot find implementation or library stub for module named "(?<module>[^"]+)"$/, // mypy
    /^Unable to import '(?<module>[^']+)'.*$/, // pylint
    /^Cannot resolve imported module `(?<module>[^`]+)`$/, // ty
    /^Could not find import of `(?<module>[^`]+)`$/, // pyrefly
    /^Cannot find module '(?<module>[^']+)'(?: imported from .*| or its corresponding type declarations)?$/, // Node, tsc 2307
    /^Cannot find package '(?<module>[^']+)' imported from .*$/, // Node ESM
    /^Unable to resolve path to module '(?<module>[^']+)'$/, // eslint import/no-unresolved
    /^(?:Could not resolve|Failed to resolve import) ["'](?<module>[^"']+)["'](?: (?:from|in) .*)?$/, // esbuild, Rollup, Vite
    /^Module not found: Can't resolve '(?<module>[^']+)'$/, // webpack, Next.js
    /^Cannot find module '(?<module>[^']+)' from '.*'$/, // Jest
    /^Directory import '(?<module>[^']+)' is not supported resolving ES modules imported from .*$/,
    /^"(?<module>[^"]+)" is not found$/,
  ), // eslint n/no-missing-import
  wording(
    'missing-module',
    "module '‹module›' has no types",
    /^Could not find a declaration file for module '(?<module>[^']+)'.*$/, // tsc 7016
    /^Stub file not found for "(?<module>[^"]+)"$/,
    /^Library stubs not installed for "(?<module>[^"]+)"$/,
    /^Skipping analyzing "(?<module>[^"]+)": module is installed, but missing library stubs or py\.typed marker$/,
  ),
  wording(
    'missing-module',
    'attempted relative import without a known parent package',
    /^attempted relative import (?:with no known parent package|beyond top-level package|in non-package)$/,
  ),
  wording(
    'missing-module',
    'relative import path needs a file extension',
    /^Relative import paths need explicit file extensions in (?:EcmaScript|ECMAScript) imports when .*$/,
  ),
  wording(
    'missing-module',
    "package '‹module›' does not export the path '‹path›'",
    /^Package subpath '(?<path>[^']+)' is not defined by "exports" in (?<module>.*package\.json)(?: imported from .*)?$/,
  ),

  // ---- None, null and undefined
  wording(
    'none-access',
    "‹value› has no attribute '‹attribute›'",
    /^'(?<value>None)Type' object has no attribute '(?<attribute>[^']+)'(?: and no __dict__ for setting new attributes)?$/,
    /^"(?<attribute>[^"]+)" is not a known attribute of "(?<value>None)"$/, // pyright
    /^Item "(?<value>None)" of ".*" has no attribute "(?<attribute>[^"]+)"$/, // mypy
    /^"(?<value>None)" has no attribute "(?<attribute>[^"]+)"$/,
    /^Cannot read properties of (?<value>undefined|null) \(reading '(?<attribute>.+)'\)$/, // V8
    /^Cannot set properties of (?<value>undefined|null) \(setting '(?<attribute>.+)'\)$/,
    /^Cannot read property '(?<attribute>.+)' of (?<value>undefined|null)$/, // V8 ≤ 9.2
    /^Cannot set property '(?<attribute>.+)' of (?<value>undefined|null)$/,
    /^Cannot destructure property '(?<attribute>[^']+)' of '.+' as it is (?<value>undefined|null)\.?$/,
  ),
  wording(
    'none-access',
    "'‹name›' is possibly ‹value›",
    /^'(?<name>.+)' is possibly '(?<value>null|undefined)'$/, // tsc 18047, 18048
    /^'(?<name>.+)' is possibly '(?<value>null' or 'undefined)'$/,
  ), // tsc 18049
  wording(
    'none-access',
    'object is possibly ‹value›',
    /^Object is possibly '(?<value>null|undefined)'$/, // tsc 2531, 2532
    /^Object is possibly '(?<value>null' or 'undefined)'$/, // tsc 2533
    /^Cannot invoke an object which is possibly '(?<value>null|undefined)'$/,
  ), // tsc 2721, 2722
  {
    ...wording(
      'none-access',
      'None has no items',
      /^'NoneType' object (?:is not subscriptable|does not support item assignment|does not support item deletion)$/,
      /^Object of type "None" is not subscriptable$/,
      /^Value of type "None" is not indexable$/,
    ),
    also: { value: 'None', operation: 'subscript' },
  },
  {
    ...wording(
      'none-access',
      'None is not iterable',
      /^(?:'NoneType' object is not iterable|cannot unpack non-iterable NoneType object|argument of type 'NoneType' is not (?:iterable|a container or iterable))$/,
      /^Object of type "None" cannot be used as iterable value$/,
      /^Item "None" of ".*" has no attribute "__iter__" \(not iterable\)$/,
    ),
    also: { value: 'None', operation: 'iterate' },
  },
  {
    ...wording(
      'none-access',
      'None is not callable',
      /^'NoneType' object is not callable$/,
      /^Object of type "None" cannot be called$/,
      /^"?None"? not callable$/,
    ),
    also: { value: 'None', operation: 'call' },
  },
  {
    ...wording('none-access', 'None has no length', /^object of type 'NoneType' has no len\(\)$/),
    also: { value: 'None', operation: 'len' },
  },
  {
    ...wording('none-access', "operator '‹operator›' not supported for None", /^Operator "(?<operator>[^"]+)" not supported for "None"$/),
    also: { value: 'None', operation: 'operator' },
  },

  // ---- attributes
  wording(
    'missing-attribute',
    "module '‹module›' has no attribute '‹attribute›'",
    /^module '(?<module>[^']+)' has no attribute '(?<attribute>[^']+)'(?: \(consider renaming .*\))?$/,
    /^cannot access attribute '(?<attribute>[^']+)' of module '(?<module>[^']+)'.*$/,
    /^"(?<attribute>[^"]+)" is not a known attribute of module "(?<module>[^"]+)"$/, // pyright
    /^Module "(?<module>[^"]+)" has no attribute "(?<attribute>[^"]+)"$/, // mypy
    /^Module '(?<module>[^']+)' has no '(?<attribute>[^']+)' member$/, // pylint
    /^No attribute `(?<attribute>[^`]+)` in module `(?<module>[^`]+)`$/,
  ), // pyrefly
  wording('missing-attribute', "module '?' has no attribute '‹attribute›'", /^Module has no attribute "(?<attribute>[^"]+)"$/),
  wording(
    'missing-attribute',
    "type object '‹type›' has no attribute '‹attribute›'",
    /^type object '(?<type>[^']+)' has no attribute '(?<attribute>[^']+)'$/,
    /^Cannot (?:access|assign to|delete) attribute "(?<attribute>[^"]+)" for class "type\[(?<type>[^"]+)\]"$/,
    /^"[Tt]ype\[(?<type>[^"]+)\]" has no attribute "(?<attribute>[^"]+)"$/,
    /^Class '(?<type>[^']+)' has no '(?<attribute>[^']+)' member$/,
    /^Property '(?<attribute>[^']+)' does not exist on type 'typeof (?<type>.+)'$/,
    /^Class `(?<type>[^`]+)` has no class attribute `(?<attribute>[^`]+)`$/,
  ),
  wording(
    'missing-attribute',
    "'‹type›' object has no attribute '‹attribute›'",
    /^'(?<type>[^']+)' object has no attribute '(?<attribute>[^']+)'(?: and no __dict__ for setting new attributes)?(?:\. Did you mean.*)?$/,
    /^Cannot (?:access|assign to|delete) attribute "(?<attribute>[^"]+)" for class "(?<type>[^"]+?)\*?"$/, // pyright
    /^Cannot access member "(?<attribute>[^"]+)" for type "(?<type>[^"]+)"$/, // pyright before 1.1.339
    /^Item "(?<type>[^"]+)" of ".*" has no attribute "(?<attribute>[^"]+)"$/,
    /^"(?<type>[^"]+)" has no attribute "(?<attribute>[^"]+)"$/, // mypy
    /^Instance of '(?<type>[^']+)' has no '(?<attribute>[^']+)' member$/, // pylint
    /^(?:Type|Object of type) `(?<type>[^`]+)` has no attribute `(?<attribute>[^`]+)`$/, // ty
    /^Object of class `(?<type>[^`]+)` has no attribute `(?<attribute>[^`]+)`$/, // pyrefly
    /^`(?<type>[^`]+)` has no attribute `(?<attribute>[^`]+)`$/, // Pyre
    /^Property '(?<attribute>[^']+)' does not exist on type '(?<type>.+)'$/, // tsc 2339, 2551
    /^Property '(?<attribute>[^']+)' may not exist on type '(?<type>.+)'$/,
  ), // tsc 2568
  wording(
    'missing-attribute',
    "'super' object has no attribute '‹attribute›'",
    /^super\(\) object has no attribute '(?<attribute>[^']+)'$/,
  ),
  wording(
    'missing-attribute',
    "namespace '‹type›' has no exported member '‹attribute›'",
    /^Namespace '(?<type>.+)' has no exported member '(?<attribute>[^']+)'$/,
  ),
  wording('missing-attribute', "'‹name›' is not a class of ‹type›", /^(?<name>\w+) is not a valid (?<type>\w+)$/),

  // ---- calls
  wording(
    'missing-argument',
    '‹function›() missing ‹count› required arguments: ‹argument›',
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) missing (?<count>\d+) required (?:positional|keyword-only) arguments?: (?<argument>'.+')$/,
  ),
  wording(
    'missing-argument',
    'call is missing arguments: ‹argument›',
    /^Arguments? missing for parameters? (?<argument>".+")$/, // pyright
    /^Missing (?:positional|named) arguments? (?<argument>".+") in call(?: to "(?<function>[^"]+)"(?: of "(?<owner>[^"]+)")?)?$/, // mypy
    /^No value for argument '(?<argument>[^']+)' in (?:function|method|constructor|unbound method|lambda|classmethod|staticmethod) call$/, // pylint
    /^Missing mandatory keyword argument '(?<argument>[^']+)' in .* call$/,
    /^No arguments? provided for required parameters? (?<argument>`.+?`)(?: of .*)?$/,
  ), // ty
  wording(
    'argument-count',
    '‹function›() takes ‹expected› positional arguments but ‹given› were given',
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) takes (?<expected>\d+|from \d+ to \d+) positional arguments? but (?<given>\d+)(?: positional arguments? \(and \d+ keyword-only arguments?\))? (?:was|were) given$/,
  ),
  wording(
    'argument-count',
    '‹function›() takes ‹expected› arguments (‹given› given)',
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) takes (?:exactly |at most |at least )?(?<expected>\d+|one|no) (?:keyword |positional )*arguments? \((?<given>\d+) given\)$/,
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)(?:\(\))? expected (?:exactly |at most |at least )?(?<expected>\d+) (?:positional )*arguments?, got (?<given>\d+)$/,
  ),
  wording(
    'argument-count',
    '‹function›() takes no arguments',
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) takes no (?:keyword |positional )?arguments$/,
  ),
  wording(
    'argument-count',
    'expected ‹expected› arguments, but got ‹given›',
    /^Expected (?:at least )?(?<expected>\d+(?:-\d+)?|\d+ or more) (?:type )?arguments?, but got (?<given>\d+)(?: or more)?$/,
  ), // tsc 2554, 2555
  wording('argument-count', 'expected ‹expected› positional arguments', /^Expected (?<expected>\d+)(?: more)? positional arguments?$/),
  wording(
    'argument-count',
    'too many arguments for ‹function›',
    /^Too many (?:positional )?arguments for "(?<function>[^"]+)"(?: of "(?<owner>[^"]+)")?$/,
    /^Too many positional arguments to (?:bound method |function |constructor )*`(?<function>[^`]+)`: expected .*$/,
  ),
  wording('argument-count', 'too many arguments', /^Too many (?:positional )?arguments(?: for .*)?$/),
  wording('argument-count', 'too few arguments for ‹function›', /^Too few arguments for "(?<function>[^"]+)"(?: of "(?<owner>[^"]+)")?$/),
  wording(
    'unexpected-argument',
    "‹function›() got an unexpected keyword argument '‹argument›'",
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) got an unexpected keyword argument '(?<argument>[^']+)'$/,
    /^'?(?<argument>[^' ]+)'? is an invalid keyword argument for (?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\)$/,
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) got some positional-only arguments passed as keyword arguments: '(?<argument>[^']+)'$/,
    /^Unexpected keyword argument "(?<argument>[^"]+)" for "(?<function>[^"]+)"(?: of "(?<owner>[^"]+)")?$/,
  ), // mypy
  wording(
    'unexpected-argument',
    "unexpected keyword argument '‹argument›'",
    /^No parameter named "(?<argument>[^"]+)"$/, // pyright
    /^got an unexpected keyword argument '(?<argument>[^']+)'$/, // of a signature that is bound by hand
    /^Unexpected keyword argument '(?<argument>[^']+)' in .* call$/, // pylint
    /^Argument `(?<argument>[^`]+)` does not match any known parameter(?: of .*)?$/,
  ), // ty
  wording(
    'duplicate-argument',
    "‹function›() got multiple values for argument '‹argument›'",
    /^(?:(?<owner>[\w.<>]+)\.)?(?<function>[\w<>]+)\(\) got multiple values for (?:keyword )?argument '(?<argument>[^']+)'$/,
    /^"(?<function>[^"]+)" gets multiple values for keyword argument "(?<argument>[^"]+)"$/,
  ),
  wording(
    'duplicate-argument',
    "multiple values for argument '‹argument›'",
    /^Multiple parameters have name "(?<argument>[^"]+)"$/,
    /^Multiple values for argument '(?<argument>[^']+)'.*$/,
    /^keyword argument repeated: (?<argument>\w+)$/,
  ),
  wording(
    'argument-type',
    "argument of type '‹type›' for parameter '‹argument›' of type '‹expected›'",
    /^Argument of type "(?<type>.+)" cannot be assigned to parameter "(?<argument>[^"]+)" of type "(?<expected>.+?)"(?: in function "(?<function>[^"]+)")?$/,
  ),
  // Pyre
  wording(
    'argument-type',
    "argument of type '‹type›' for a parameter of type '‹expected›' of ‹function›()",
    // Named or by its place, as the call gives it.
    /^Expected `(?<expected>[^`]+)` for \d+\w\w (?:positional only )?parameter (?:`(?<argument>[^`]+)` )?to call `(?<function>[^`]+)` but got `(?<type>[^`]+)`$/,
  ),
  wording(
    'argument-type',
    "argument of type '‹type›' for a parameter of type '‹expected›'",
    /^Argument of type '(?<type>.+)' is not assignable to parameter of type '(?<expected>.+)'$/, // tsc 2345
    /^Expected `(?<expected>[^`]+)` for \d+\w\w (?:positional only )?parameter to anonymous call but got `(?<type>[^`]+)`$/, // Pyre
    /^Argument (?<argument>\S+) to "(?<function>[^"]+)"(?: of "[^"]+")? has incompatible type "(?<type>.+)"; expected "(?<expected>.+)"$/,
  ), // mypy
  wording(
    'argument-type',
    'no overload matches the call',
    /^No overload matches this call$/,
    /^No overloads for "(?<function>[^"]+)" match the provided arguments$/,
    /^No overload variant of "(?<function>[^"]+)"(?: of "[^"]+")? matches argument types? .*$/,
  ),
  wording(
    'argument-type',
    "‹function›() argument must be ‹expected›, not '‹type›'",
    /^(?:(?<owner>[\w.]+)\.)?(?<function>\w+)\(\) argument(?: \d+| '\w+')? must be (?<expected>.+?), not '?(?<type>[\w.]+)'?$/,
    /^(?:(?<owner>[\w.]+)\.)?(?<function>\w+)\(\) argument must be a (?<expected>string, a bytes-like object or a (?:real )?number), not '(?<type>[^']+)'$/,
  ),
  wording('argument-type', 'expected string or bytes-like object', /^expected string or bytes-like object(?:, got '(?<type>[^']+)')?$/),
  wording(
    'argument-type',
    "expected ‹expected›, got '‹type›'",
    /^expected (?<expected>[\w ./-]{1,80}?)(?: instance| object)?,? (?:not|got|but got) '?(?<type>[A-Za-z_][\w.]*)'?$/,
    /^expected (?<expected>[\w ./-]{1,80}?)(?: instance| object)?, (?<type>[A-Za-z_][\w.]*) found$/,
  ),

  // ---- values used in a way their type does not allow
  wording(
    'not-callable',
    "'‹type›' object is not callable",
    /^'(?<type>[^']+)' object is not callable$/,
    /^Object of type "(?<type>.+)" is not callable$/,
    /^"(?<type>[^"]+)" not callable$/,
    /^Object of type `(?<type>.+)` is not callable$/,
  ),
  wording(
    'not-callable',
    "'‹name›' is not a function",
    /^(?<name>.+) is not a (?:function|constructor)(?: or its return value is not iterable)?$/, // V8
    /^(?<name>\S+) is not callable$/,
  ), // pylint E1102
  { ...wording('not-callable', 'module is not callable', /^Module (?:is )?not callable$/), also: { type: 'module' } },
  wording('not-callable', 'expression is not callable', /^This expression is not (?:callable|constructable)$/),
  wording(
    'not-callable',
    "class ‹name› needs 'new'",
    /^Class constructor (?<name>\S+) cannot be invoked without 'new'$/,
    /^Value of type '(?:typeof )?(?<name>.+)' is not callable$/,
  ),
  wording(
    'not-subscriptable',
    "'‹type›' object is not subscriptable",
    /^'(?<type>[^']+)' object is not subscriptable$/,
    /^"__getitem__" method not defined on type "(?<type>.+)"$/,
    /^Value of type "(?<type>.+)" is not indexable$/,
    /^Cannot subscript object of type `(?<type>.+)` with no `__getitem__` method$/,
    /^type '(?<type>[^']+)' is not subscriptable$/,
    /^Value '(?<type>[^']+)' is unsubscriptable$/,
  ),
  wording(
    'not-subscriptable',
    "'‹type›' object does not support item assignment",
    /^'(?<type>[^']+)' object (?:does not|doesn't) support item (?:assignment|deletion)$/,
    /^"__(?:set|del)item__" method not defined on type "(?<type>.+)"$/,
    /^Unsupported target for indexed assignment \("(?<type>.+)"\)$/,
    /^'(?<type>[^']+)' does not support item assignment$/,
  ),
  wording(
    'not-iterable',
    "'‹type›' object is not iterable",
    /^'(?<type>[^']+)' object is not iterable$/,
    /^cannot unpack non-iterable (?<type>\S+) object$/,
    /^"(?<type>.+)" is not iterable$/,
    /^"__iter__" method not defined on type "(?<type>.+)"$/,
    /^"(?<type>[^"]+)" has no attribute "__iter__" \(not iterable\)$/,
    /^Type '(?<type>.+)' must have a '\[Symbol\.iterator\]\(\)' method that returns an iterator$/,
    /^Type '(?<type>.+)' is not an array type or a string type.*$/,
  ),
  wording(
    'not-iterable',
    "'‹name›' is not iterable",
    /^(?<name>.+) is not iterable(?: \(cannot read property Symbol\(Symbol\.iterator\)\))?$/,
    /^Non-iterable value (?<name>\S+) is used in an iterating context$/,
  ),
  wording(
    'not-iterable',
    "argument of type '‹type›' is not a container",
    /^argument of type '(?<type>[^']+)' is not (?:iterable|a container or iterable)$/,
  ),
  wording(
    'unpack-count',
    'too many values to unpack (expected ‹expected›)',
    /^too many values to unpack \(expected (?<expected>\d+)(?:, got (?<given>\d+))?\)$/,
    /^Too many values to unpack \((?<expected>\d+) expected, (?<given>\d+) provided\)$/,
  ),
  wording(
    'unpack-count',
    'not enough values to unpack (expected ‹expected›, got ‹given›)',
    /^not enough values to unpack \(expected (?:at least )?(?<expected>\d+), got (?<given>\d+)\)$/,
    /^Need more values to unpack \((?<expected>\d+) expected, (?<given>\d+) provided\)$/,
  ),
  wording(
    'unhashable',
    "unhashable type: '‹type›'",
    /^unhashable type: '(?<type>[^']+)'$/,
    /^cannot use '(?:[^']+)' as a (?:dict key|set element) \(unhashable type: '(?<type>[^']+)'\)$/, // CPython 3.14
    /^Type "(?<type>[^"]+)" is not hashable$/,
  ),
  wording('unhashable', 'dictionary key or set entry must be hashable', /^(?:Dictionary key|Set entry|Dictionary entry) must be hashable$/),
  wording(
    'index-type',
    '‹type› indices must be integers, not ‹index›',
    /^(?<type>\w+) indices must be integers(?: or slices)?, not '?(?<index>[\w.]+)'?$/,
  ),
  wording('index-type', '‹type› indices must be integers', /^(?<type>\w+) (?:index|indices) must be (?:an )?integers?(?: or slices?)?$/),
  wording(
    'index-type',
    "expression of type '‹index›' cannot index type '‹type›'",
    /^Element implicitly has an 'any' type because expression of type '(?<index>.+)' can't be used to index type '(?<type>.+)'$/,
  ),
  wording('index-type', "type '‹index›' cannot be used as an index", /^Type '(?<index>.+)' cannot be used as an index type$/),
  wording('index-range', 'pop index out of range', /^pop index out of range$/),
  wording('index-range', '‹type› index out of range', /^(?<type>\w+)(?: assignment)? index out of range$/),
  wording('index-range', 'pop from empty ‹type›', /^pop from (?:an )?empty (?<type>\w+)$/),
  wording(
    'index-range',
    'index ‹index› is out of range for type ‹type›',
    /^Index (?<index>-?\d+) is out of range for type "(?<type>.+)"$/,
    /^Tuple type '(?<type>.+)' of length '\d+' has no element at index '(?<index>\d+)'$/,
  ),
  wording(
    'index-range',
    'index ‹index› is out of bounds for axis ‹axis› with size ‹size›',
    /^index (?<index>-?\d+) is out of bounds for axis (?<axis>\d+) with size (?<size>\d+)$/,
  ),
  wording('index-range', 'invalid array length', /^Invalid (?:array|string|typed array) length(?:: .*)?$/),
  wording(
    'operand-types',
    "unsupported operand type(s) for ‹operator›: '‹left›' and '‹right›'",
    /^unsupported operand type\(s\) for (?<operator>\S+(?: or \w+\(\))?): '(?<left>[^']+)' and '(?<right>[^']+)'.*$/,
    /^'(?<operator>[^']+)' not supported between instances of '(?<left>[^']+)' and '(?<right>[^']+)'$/,
    /^Operator "(?<operator>[^"]+)" not supported for types "(?<left>.+)" and "(?<right>.+)"$/,
    /^Unsupported operand types for (?<operator>\S+) \("(?<left>.+)" and "(?<right>.+)"\)$/,
    /^Operator `(?<operator>[^`]+)` is (?:unsupported|not supported) between (?:objects of type|types) `(?<left>.+)` and `(?<right>.+)`$/,
    /^`(?<operator>[^`]+)` is not supported for operand types `(?<left>[^`]+)` and `(?<right>[^`]+)`$/, // Pyre
    /^Operator '(?<operator>[^']+)' cannot be applied to types '(?<left>.+)' and '(?<right>.+)'$/,
    /^unsupported operand type\(s\) for '(?<operator>[^']+)': '(?<left>[^']+)' and '(?<right>[^']+)'$/,
  ),
  wording(
    'operand-types',
    'can only concatenate ‹left› (not "‹right›") to ‹left›',
    /^can only concatenate (?<left>\w+) \(not "(?<right>[^"]+)"\) to \w+$/,
    /^must be (?<left>str), not (?<right>\S+)$/,
  ),
  wording('operand-types', "can't concat ‹right› to ‹left›", /^can't concat (?<right>\S+) to (?<left>\S+)$/),
  wording(
    'operand-types',
    "can't multiply sequence by non-int of type '‹right›'",
    /^can't multiply sequence by non-int of type '(?<right>[^']+)'$/,
  ),
  wording(
    'operand-types',
    "bad operand type for unary ‹operator›: '‹right›'",
    /^bad operand type for unary (?<operator>\S+): '(?<right>[^']+)'$/,
    /^Operator "(?<operator>[^"]+)" not supported for type "(?<right>.+)"$/,
    /^Unsupported operand type for unary (?<operator>\S+) \("(?<right>.+)"\)$/,
  ),
  wording(
    'operand-types',
    'sequence item ‹index›: expected ‹left› instance, ‹right› found',
    /^sequence item (?<index>\d+): expected (?:a )?(?<left>[\w -]+?)(?: instance)?, (?<right>\S+) found$/,
  ),
  wording('operand-types', 'arithmetic needs numbers', /^The (?:left|right)-hand side of an arithmetic operation must be of type .*$/),
  wording('operand-types', 'BigInt mixed with another type', /^Cannot mix BigInt and other types, use explicit conversions$/),
  wording(
    'operand-types',
    "types '‹left›' and '‹right›' have no overlap",
    /^This comparison appears to be unintentional because the types '(?<left>.+)' and '(?<right>.+)' have no overlap$/,
    /^This condition will always return '(?:true|false)' since the types '(?<left>.+)' and '(?<right>.+)' have no overlap$/,
  ),
  wording('operand-types', "object of type '‹type›' has no len()", /^object of type '(?<type>[^']+)' has no len\(\)$/),

  // ---- types
  wording(
    'missing-member',
    "property ‹attribute› is missing in type '‹type›' but required in type '‹expected›'",
    /^Property (?<attribute>'.+') is missing in type '(?<type>.+)' but required in type '(?<expected>.+)'$/,
  ),
  wording(
    'missing-member',
    "type '‹type›' lacks properties ‹attribute› of type '‹expected›'",
    /^Type '(?<type>.+)' is missing the following properties from type '(?<expected>.+)': (?<attribute>.+?)(?:, and \d+ more)?$/,
  ),
  wording(
    'missing-member',
    "class '‹type›' does not implement '‹expected›'",
    /^Class '(?<type>.+)' incorrectly (?:implements (?:interface|class)|extends base class) '(?<expected>.+?)'(?:\. .*)?$/,
  ),
  wording(
    'abstract',
    "class '‹type›' does not implement abstract member ‹attribute›",
    /^Non-abstract class '(?<type>.+)' does not implement (?:inherited )?abstract member '?(?<attribute>[^' ]+)'? from class '.+'$/,
    /^Can't instantiate abstract class (?<type>\S+) (?:with(?:out an implementation for)? abstract methods? )(?<attribute>.+)$/,
    /^Cannot instantiate abstract class [`"'](?<type>[^`"']+)["'`](?: with (?:unimplemented )?abstract (?:attribute|method)s? "?(?<attribute>[^"]+)"?)?$/,
  ),
  wording(
    'unknown-member',
    "'‹attribute›' does not exist in type '‹type›'",
    /^Object literal may only specify known properties, (?:and|but) '(?<attribute>[^']+)' does not exist in type '(?<type>.+)'$/,
  ),
  wording(
    'unknown-member',
    "'‹attribute›' is not a key of TypedDict '‹type›'",
    /^"(?<attribute>[^"]+)" is not a defined key in "(?<type>[^"]+)"$/,
    /^TypedDict "(?<type>[^"]+)" has no key "(?<attribute>[^"]+)"$/,
    /^Extra key "(?<attribute>[^"]+)" for TypedDict "(?<type>[^"]+)"$/,
  ),
  wording(
    'type-mismatch',
    "type '‹type›' is not assignable to type '‹expected›'",
    /^Type '(?<type>.+)' is not assignable to type '(?<expected>.+)'$/, // tsc 2322
    /^Type "(?<type>.+)" is not assignable to (?:declared )?type "(?<expected>.+)"$/, // pyright
    /^Type "(?<type>.+)" is not assignable to attribute "[^"]+" of class "(?<expected>.+)"$/,
    /^Expression of type "(?<type>.+)" (?:is incompatible with|cannot be assigned to) (?:declared type|parameter of type) "(?<expected>.+)"$/,
    /^Incompatible types in assignment \(expression has type "(?<type>.+)", variable has type "(?<expected>.+)"\)$/, // mypy
    /^Incompatible default for (?:argument|parameter) ".+" \((?:default|argument) has type "(?<type>.+)", (?:argument|parameter) has type "(?<expected>.+)"\)$/,
    /^Object of type `(?<type>.+)` is not assignable to `(?<expected>.+)`$/, // ty
    /^`(?<type>.+)` is not assignable to `(?<expected>.+)`$/,
  ), // pyrefly
  wording(
    'type-mismatch',
    "type '‹type›' is not assignable to return type '‹expected›'",
    /^Type "(?<type>.+)" is not assignable to return type "(?<expected>.+)"$/,
    /^Incompatible return value type \(got "(?<type>.+)", expected "(?<expected>.+)"\)$/,
    /^Returned type `(?<type>.+)` is not assignable to declared return type `(?<expected>.+)`$/,
  ),
  wording(
    'type-mismatch',
    'return value missing for ‹expected›',
    /^A function whose declared type is neither 'undefined', 'void', nor '(?<expected>any)' must return a value$/,
    /^Function with declared return type "(?<expected>.+)" must return value$/,
  ),
  wording(
    'type-mismatch',
    'a return statement is missing',
    /^(?:Function lacks ending return statement and return type does not include 'undefined'|Not all code paths return a value|Missing return statement)$/,
  ),
  // Pyre
  wording(
    'type-mismatch',
    "attribute '‹attribute›' of '‹owner›' of type '‹expected›' used as type '‹type›'",
    /^Attribute `(?<attribute>[^`]+)` declared in class `(?<owner>[^`]+)` has type `(?<expected>[^`]+)` but is used as type `(?<type>[^`]+)`$/,
  ),
  wording(
    'type-mismatch',
    "'‹name›' of type '‹expected›' used as type '‹type›'",
    /^(?<name>\S+) is declared to have type `(?<expected>[^`]+)` but is used as type `(?<type>[^`]+)`$/,
  ),
  wording(
    'type-mismatch',
    "value of type '‹type›' where '‹expected›' is expected",
    /^Expected `(?<expected>[^`]+)` but got `(?<type>[^`]+)`$/,
  ),
  wording(
    'type-mismatch',
    "implicit '‹type›' where '‹expected›' is expected",
    /^Expected `(?<expected>[^`]+)` but got implicit return value of `(?<type>[^`]+)`$/,
  ),
  wording('type-mismatch', "'‹name›' is of type unknown", /^'(?<name>.+)' is of type 'unknown'$/),
  wording('type-mismatch', 'object is of type unknown', /^Object is of type 'unknown'$/),
  wording(
    'type-mismatch',
    "property '‹name›' has no initializer",
    /^Property '(?<name>[^']+)' has no initializer and is not definitely assigned in the constructor$/,
  ),
  wording(
    'implicit-any',
    "'‹name›' implicitly has type any",
    /^(?:Parameter|Binding element|Variable|Member|Rest parameter|Property) '(?<name>[^']+)' implicitly has (?:an '.+' type|type '.+' in some locations where its type cannot be determined|type '.+', because .*)$/,
    /^'(?<name>[^']+)', which lacks return-type annotation, implicitly has an '.+' return type$/,
    /^'(?<name>[^']+)' implicitly has (?:type 'any'|return type 'any') because .*$/,
  ),
  wording(
    'type-value-confusion',
    "'‹name›' is only a type",
    /^'(?<name>[^']+)' only refers to a type, but is being used as a value here.*$/,
    /^'(?<name>[^']+)' cannot be used as a value because it was (?:imported|exported) using '(?:import|export) type'$/,
    /^'(?<name>[^']+)' is a type and (?:must be imported using a type-only import when .*|cannot be imported in JavaScript files.*)$/,
  ),
  wording(
    'type-value-confusion',
    "'‹name›' is a value, not a type",
    /^'(?<name>[^']+)' refers to a value, but is being used as a type here$/,
    /^(?:Function|Variable|Module) "(?<name>[^"]+)" is not valid as a type$/,
  ),
  wording(
    'const-assignment',
    "cannot assign to constant '‹name›'",
    /^Cannot assign to '(?<name>[^']+)' because it is a (?:constant|read-only property|function|class|namespace|enum|import|type).*$/,
    /^'(?<name>[^']+)' is constant$/,
  ), // eslint no-const-assign
  wording('const-assignment', 'assignment to a constant', /^Assignment to constant variable\.?$/),
  wording(
    'const-assignment',
    "cannot assign to read only property '‹name›'",
    /^Cannot assign to read only property '(?<name>[^']+)' of object .*$/,
    /^Cannot set property (?<name>\S+) of .+ which has only a getter$/,
    /^property '(?<name>[^']+)' of '.+' object has no setter$/,
    /^can't set attribute(?: '(?<name>[^']+)')?$/,
    /^cannot assign to field '(?<name>[^']+)'$/,
  ),
  wording(
    'redeclared',
    "'‹name›' is declared twice",
    /^Cannot redeclare block-scoped variable '(?<name>[^']+)'$/,
    /^Duplicate (?:identifier|function implementation) '(?<name>[^']+)'$/,
    /^Identifier '(?<name>[^']+)' has already been declared$/, // V8
    /^'(?<name>[^']+)' is already defined(?: as a built-in.*)?$/, // eslint no-redeclare
    /^(?:Name|Class declaration|Function declaration|Method declaration) "(?<name>[^"]+)" (?:already defined .*|is obscured by a declaration of the same name)$/,
    /^Redefinition of unused `(?<name>[^`]+)` from line \d+$/,
    /^redefinition of unused '(?<name>[^']+)' from line \d+$/,
  ),
  wording(
    'unused',
    "'‹name›' is not used",
    /^(?:Property )?'(?<name>[^']+)' is (?:declared|defined) but (?:its value is )?never (?:read|used)$/,
    /^'(?<name>[^']+)' is assigned a value but never used\.?.*$/,
    /^(?:Import |Variable |Function |Class )?"(?<name>[^"]+)" is not accessed$/,
    /^[`'"](?<name>[^`'"]+)[`'"] imported but unused(?:; .*)?$/,
    /^Unused (?:import|variable|argument) '?(?<name>[^' ]+)'?.*$/,
    /^[Ll]ocal variable [`'](?<name>[^`']+)[`'] is assigned to but never used$/,
  ),
  wording('unused', 'nothing here is used', /^All (?:imports in import declaration|destructured elements) are unused$/),
  wording(
    'abstract',
    'constructor must call super first',
    /^Must call super constructor in derived class before accessing 'this' or returning from derived constructor$/,
    /^'super' must be called before accessing 'this' in the constructor of a derived class$/,
    /^Constructors for derived classes must contain a 'super' call$/,
  ),

  // ---- values
  wording(
    'bad-value',
    'invalid literal for ‹function›() with base ‹base›: ‹value›',
    /^invalid literal for (?<function>int)\(\) with base (?<base>\d+): (?<value>.*)$/,
  ),
  wording('bad-value', 'could not convert string to ‹type›: ‹value›', /^could not convert string to (?<type>\w+): ?(?<value>.*)$/),
  wording(
    'bad-value',
    '‹function›() of an empty sequence',
    /^(?<function>min|max)\(\) (?:arg is an empty sequence|iterable argument is empty)$/,
    /^(?<function>reduce)\(\) of empty (?:iterable|sequence) with no initial value$/,
    /^(?<function>[Rr]educe) of empty array with no initial value$/,
  ),
  wording(
    'bad-value',
    '‹value› is not in ‹type›',
    /^(?<value>.{1,200}) is not in (?<type>list|deque|tuple|range|iterable)$/,
    /^(?<type>list|tuple|deque|array|sequence)\.(?:index|remove)\(x\): (?<value>x) not in \w+$/,
  ),
  wording(
    'other',
    "'‹type›' object does not support the context manager protocol",
    /^'(?<type>[^']+)' object does not support the context manager protocol(?: \(missed __(?:enter|exit)__ method\))?$/,
  ),
  wording(
    'other',
    "non-default argument '‹name›' follows default argument",
    /^non-default argument '(?<name>[^']+)' follows default argument(?: '[^']+')?$/,
  ),
  wording('bad-value', 'substring not found', /^(?:substring|subsection) not found$/),
  wording('bad-value', 'math domain error', /^math domain error$/, /^expected a (?:non-negative|positive|nonnegative) (?:input|number).*$/),
  wording(
    'bad-value',
    'not valid JSON',
    /^Expecting (?:value|property name enclosed in double quotes|',' delimiter|':' delimiter): line \d+ column \d+ \(char \d+\)$/,
    /^Extra data: line \d+ column \d+ \(char \d+\).*$/,
    /^Unexpected end of JSON input$/,
    /^Unexpected (?:token .*|non-whitespace character .*) (?:in|after) JSON(?: .*)?$/,
    /^Unexpected token .{0,200} is not valid JSON$/,
    /^Expected .{1,120} in JSON at position \d+.*$/,
    /^".{0,200}" is not valid JSON$/,
  ),
  wording(
    'bad-value',
    "time data '‹value›' does not match format '‹format›'",
    /^time data '(?<value>.*)' does not match format '(?<format>.*)'$/,
  ),
  wording(
    'zero-division',
    'division by zero',
    /^(?:(?:integer |float |decimal )?(?:division|modulo|floor division|divmod)(?: or modulo)? by zero|float divmod\(\)|complex modulo|(?:complex )?division by zero|0\.0 cannot be raised to a negative power|(?:zero|0(?:\.0)?) (?:to|cannot be raised to) a (?:negative|negative or complex) power|Division by zero)$/,
    /^\[<class 'decimal\.DivisionByZero'>\]$/,
  ),
  wording(
    'missing-file',
    "no such file or directory: '‹path›'",
    /^\[(?:Errno|WinError) [23]\] (?:No such file or directory|The system cannot find the (?:file|path) specified): '?(?<path>.+?)'?$/,
    /^ENOENT: no such file or directory, \w+ '(?<path>.+?)'(?: -> '.*')?$/,
  ),
  wording('missing-file', 'no such file or directory', /^\[Errno 2\] No such file or directory$/),
  wording(
    'encoding',
    "'‹codec›' codec cannot ‹action› bytes or characters",
    /^'(?<codec>[^']+)' codec can't (?<action>decode|encode) (?:byte|bytes|character|characters) .*$/,
  ),
  wording('encoding', 'malformed URI', /^URI malformed$/),
  wording(
    'recursion',
    'maximum recursion depth exceeded',
    /^maximum recursion depth exceeded.*$/,
    /^Stack overflow .*$/,
    /^Maximum call stack size exceeded$/,
  ),
  wording(
    'other',
    'dictionary changed size during iteration',
    /^(?:dictionary (?:changed size|keys changed)|Set changed size|deque mutated|OrderedDict mutated) during iteration$/,
  ),
  wording('argument-type', '‹type› is not JSON serializable', /^Object of type (?<type>\S+) is not JSON serializable$/),
  wording('argument-type', 'a bytes-like object is required, not ‹type›', /^a bytes-like object is required, not '(?<type>[^']+)'$/),
  wording('argument-type', 'write() argument must be str, not ‹type›', /^write\(\) argument must be str, not (?<type>\w+)$/),
  wording(
    'argument-type',
    "'‹type›' object cannot be interpreted as an integer",
    /^'(?<type>[^']+)' object cannot be interpreted as an integer$/,
  ),
  wording('argument-type', 'cyclic value cannot become JSON', /^Converting circular structure to JSON$/, /^Circular reference detected$/),

  // ---- await, generators and misplaced keywords
  wording(
    'await',
    "'‹type›' needs await",
    /^object (?<type>\w+) can't be used in 'await' expression$/,
    /^'async for' requires an object with __aiter__ method, got (?<type>\w+)$/,
    /^"(?<type>[^"]+)" is not awaitable$/,
  ),
  wording('await', "coroutine '‹function›' was never awaited", /^coroutine '(?<function>[^']+)' was never awaited$/),
  wording(
    'await',
    'result of an async call is not used; await it',
    /^Result of async function call is not used; use "await" or assign result to variable$/,
    /^Promises must be awaited, .*$/,
  ),
  {
    ...wording(
      'misplaced-keyword',
      "'‹keyword›' outside an async function",
      /^'(?<keyword>await|async for|async with)' outside (?:async )?function$/,
      /^asynchronous comprehension outside of an asynchronous function$/,
      /^(?:Use of )?"(?<keyword>await)" (?:allowed only within|in non-async) ?(?:async )?function$/,
      /^"(?<keyword>await)" allowed only within async function$/,
      /^Use of "(?<keyword>async)" not allowed outside of async function$/,
      /^'(?<keyword>await)' expressions are only allowed (?:within async functions and at the top levels of modules|at the top level of a file when .*)$/,
      /^(?<keyword>await) is only valid in async functions(?: and the top level bodies of modules)?$/,
      /^`(?<keyword>await)` should be used within an async function$/,
    ),
    also: { keyword: 'async' },
  },
  wording(
    'misplaced-keyword',
    "'‹keyword›' outside a function",
    /^'(?<keyword>return|yield|yield from|await)' outside function$/,
    /^"(?<keyword>return|yield)" (?:can be used only within|not allowed outside of) a (?:function|function or lambda|lambda).*$/,
    /^A '(?<keyword>return)' statement can only be used within a function body$/,
    /^Illegal (?<keyword>return) statement$/,
    /^`(?<keyword>return|yield)` statement outside of a function(?:\/method)?$/,
  ),
  wording(
    'misplaced-keyword',
    "'‹keyword›' outside a loop",
    /^'(?<keyword>break|continue)' (?:outside loop|not properly in loop)$/,
    /^"(?<keyword>break|continue)" can be used only within (?:a|an?) .*loop.*$/,
    /^A '(?<keyword>break|continue)' statement can only be .*$/,
    /^Illegal (?<keyword>break|continue) statement.*$/,
    /^`(?<keyword>break|continue)` (?:outside loop|not properly in loop)$/,
  ),
  wording(
    'module-kind',
    "'‹name›' is not defined in ES module scope",
    /^(?<name>require|module|exports|__dirname|__filename) is not defined in ES module scope.*$/,
  ),
  wording(
    'module-kind',
    'import statement outside a module',
    /^Cannot use import statement outside a module$/,
    /^Cannot use 'import\.meta' outside a module$/,
  ),
  wording('module-kind', 'export outside a module', /^Unexpected token 'export'$/),
  wording(
    'module-kind',
    'require() of an ES module',
    /^require\(\) of ES Module .+ from .+ not supported\.?.*$/,
    /^Must use import to load ES Module: .*$/,
  ),

  // ---- Python syntax: indentation
  wording(
    'indentation',
    'expected an indented block after ‹after›',
    /^expected an indented block after (?<after>.+?)(?: on line \d+)?$/, // 3.10
    /^[Ee]xpected an indented block after (?<after>.+)$/,
  ),
  wording('indentation', 'expected an indented block', /^expected an indented block$/i, /^Expected indented block$/),
  wording('indentation', 'unexpected indent', /^unexpected indent(?:ation)?$/i),
  wording('indentation', 'unindent not expected', /^Unindent not expected$/, /^unexpected unindent$/),
  wording(
    'indentation',
    'unindent does not match any outer indentation level',
    /^unindent does not match any outer indentation level$/,
    /^Unindent amount does not match previous indent$/,
    /^Inconsistent (?:dedent|indentation)$/,
    /^unindent not expected$/,
  ),
  wording(
    'indentation',
    'inconsistent use of tabs and spaces',
    /^inconsistent use of tabs and spaces in indentation$/i,
    /^inconsistent use of tabs$/i,
  ),
  // ---- Python syntax: the rest
  wording(
    'syntax',
    "expected '‹token›'",
    /^expected '(?<token>[^']+)'$/,
    /^Expected "(?<token>[^"]+)"$/,
    /^'(?<token>[^']+)' expected$/,
    /^Expected ['`](?<token>[^'`]+)['`], found .*$/,
  ),
  wording('syntax', "'‹bracket›' was never closed", /^'(?<bracket>[^']+)' was never closed$/, /^"(?<bracket>[^"]+)" was not closed$/),
  wording('syntax', "unmatched '‹bracket›'", /^unmatched '(?<bracket>[^']+)'$/),
  wording(
    'syntax',
    "closing '‹bracket›' does not match opening '‹opening›'",
    /^closing parenthesis '(?<bracket>.)' does not match opening parenthesis '(?<opening>.)'(?: on line \d+)?$/,
  ),
  wording(
    'syntax',
    'unterminated string literal',
    /^unterminated string literal(?: \(detected at line \d+\))?$/,
    /^EOL while scanning string literal$/,
    /^String literal is unterminated$/,
    /^Unterminated string literal$/,
    /^Invalid or unexpected token$/,
    /^missing closing quote in string literal$/,
  ),
  wording(
    'syntax',
    'unterminated triple-quoted string literal',
    /^unterminated triple-quoted string literal(?: \(detected at line \d+\))?$/,
    /^EOF while scanning triple-quoted string literal$/,
  ),
  wording('syntax', 'unterminated f-string literal', /^unterminated (?:triple-quoted )?[ft]-string literal(?: \(detected at line \d+\))?$/),
  wording(
    'syntax',
    'f-string without an expression',
    /^[ft]-string: (?:empty expression not allowed|valid expression required before '[}:!=]')$/,
  ),
  wording('syntax', 'unexpected end of file', /^unexpected EOF while parsing$/, /^Unexpected EOF$/, /^Unexpected end of input$/),
  wording('syntax', 'missing parentheses in call to ‹name›', /^Missing parentheses in call to '(?<name>[^']+)'$/),
  wording('syntax', 'invalid syntax, perhaps a comma is missing', /^invalid syntax\. Perhaps you forgot a comma\??$/),
  wording('syntax', "invalid syntax, '=' where '==' or ':=' is meant", /^invalid syntax\. Maybe you meant '==' or ':=' instead of '='\??$/),
  wording(
    'syntax',
    'cannot assign to ‹target›',
    /^cannot assign to (?<target>.+?)(?: here)?(?:\. Maybe you meant '==' instead of '='\??)?$/,
    /^can't assign to (?<target>.+)$/,
  ),
  wording('syntax', 'invalid non-printable character ‹character›', /^invalid non-printable character (?<character>U\+[0-9A-F]+)$/),
  wording(
    'syntax',
    'invalid character ‹character›',
    /^invalid character '.' \((?<character>U\+[0-9A-F]+)\)$/u,
    /^Invalid character "?(?<character>[^"]+)"?(?: in token)?$/,
  ),
  wording('syntax', 'invalid character in identifier', /^[Ii]nvalid character in identifier$/),
  wording('syntax', 'multiple exception types must be parenthesized', /^multiple exception types must be parenthesized.*$/),
  wording(
    'syntax',
    "expected 'except' or 'finally' block",
    /^expected 'except' or 'finally' block$/,
    /^Try statement must have at least one except or finally clause$/,
  ),
  wording('syntax', 'invalid syntax', /^invalid syntax$/),
  wording(
    'syntax',
    'positional argument follows keyword argument',
    /^positional argument follows keyword argument(?: unpacking)?$/,
    /^Positional argument cannot appear after keyword arguments?.*$/,
  ),
  wording(
    'syntax',
    'parameter without a default follows parameter with a default',
    /^non-default argument follows default argument$/i,
    /^parameter without a default follows parameter with a default$/,
  ),
  wording(
    'syntax',
    'statements must be separated by newlines',
    /^(?:Statements must be separated by newlines or semicolons|Simple statements must be separated by newlines or semicolons)$/,
  ),
  wording(
    'syntax',
    "name '‹name›' is used before its ‹keyword› declaration",
    /^name '(?<name>[^']+)' is (?:used|assigned to) (?:prior to|before) (?<keyword>global|nonlocal) declaration$/,
  ),
  wording(
    'syntax',
    "unexpected token '‹token›'",
    /^Unexpected token '(?<token>.+)'$/,
    /^Unexpected (?<token>identifier|strict mode reserved word|string|number|reserved word|template string)(?: '.+')?$/,
  ),
  wording('syntax', 'missing ) after argument list', /^missing \) after argument list$/),
];
