// What Node and its common packages say of a mistake, in plain words, where the family of the mistake alone says too little or something else.

import type { Problem } from '../../problem';
import type { PlainWords } from './template';

interface Words extends PlainWords {
  readonly message: RegExp;
}

const WORDS: readonly Words[] = [
  {
    message: /^Must call super constructor/,
    what: `A class that extends another must call the constructor of that one, 'super(…)', before it uses 'this'.`,
    needed: `'super(…)' as the first line of the constructor, with what the other class asks for.`,
  },
  {
    message: /^The "(?:callback|cb|listener|handler)" argument must be of type function/,
    what: `A function was to be handed over here, to be called later, and something else was given.`,
    needed: `The function itself without parentheses, or an arrow function around its call. A function of Node that asks for a callback gives no promise: the one of the same name in 'fs/promises' and its like does.`,
  },
  {
    message: /^Promise resolver .+ is not a function/,
    what: `'new Promise' takes a function that starts the work, and was given something else.`,
    needed: `'new Promise((resolve, reject) => { … })', with the function itself and not with what a call of it gives.`,
  },
  {
    message: /^"?\[object \w+\]"? is not valid JSON|^Unexpected token '?o'?(?:, "\[object| in JSON at position 1)/,
    what: `'JSON.parse' was given an object where it reads text.`,
    needed: `If the value is an object already, leave 'JSON.parse' out; if it is a promise, wait for it with 'await' first.`,
  },
  {
    message: /^"undefined" is not valid JSON|^Unexpected token '?u'?(?:, "undefined| in JSON)/,
    what: `'JSON.parse' was given 'undefined': there is no text to read.`,
    needed: `Find out why nothing is there: a key that was never stored, an answer without a body, a variable that was not set.`,
  },
  {
    message: /^Unexpected token '<'.*is not valid JSON|^Unexpected token < in JSON/,
    what: `The text that is read as JSON begins with '<': it is a page, not data. A server sends one for an address that it does not know, and for errors.`,
    needed: `Look at the address that is asked and at the status of the answer before it is read.`,
  },
  {
    message: /^Unexpected end of JSON input/,
    what: `The text that is read as JSON ends too early, or is empty.`,
    needed: `Look at where the text comes from: an empty file, an answer without a body, a file that is still being written.`,
  },
  {
    message: /^The "(?:data|chunk)" argument must be of type string/,
    what: `Only text and bytes can be written here, and something else was given.`,
    needed: `'JSON.stringify(…)' for an object or a list, 'String(…)' for a number, 'await' for a promise.`,
  },
  {
    message: /^The "(?:path|paths\[\d\])" argument must be of type string.*Received undefined/,
    what: `A path is made of a value that is undefined.`,
    needed: `Look at where the value comes from: an argument of the command line or a variable of the environment that is not set, a misspelt key.`,
  },
  {
    message: /^Cannot determine intended module format because both/,
    what: `The file uses both 'require' and 'await' outside of functions. The one is for CommonJS, the other for ES modules.`,
    needed: `Put the lines that wait into an async function, or write every 'require' as 'import'.`,
  },
  {
    message: /^await is only valid in async functions/,
    what: `'await' stands where nothing can wait: outside of an async function, in a file that is no ES module.`,
    needed: `'async' before the function around it; outside of functions, an async function around the lines that wait.`,
  },
  {
    message: /^(?:require|module|exports) is not defined in ES module scope/,
    what: `This file is read as an ES module, and those have no 'require' and no 'module.exports'.`,
    needed: `'import' and 'export' in this file; or, where all of the package is written with 'require', a package.json without "type": "module".`,
  },
  {
    message: /^__(?:dirname|filename) is not defined/,
    what: `This file is read as an ES module, and those have no '__dirname' and no '__filename'.`,
    needed: `'import.meta.dirname' and 'import.meta.filename'.`,
  },
  {
    message: /^Cannot use import statement outside a module|^Unexpected token 'export'/,
    what: `This file is written as an ES module and read as CommonJS.`,
    needed: `"type": "module" in package.json, or the ending .mjs, where the program is run as it is; a test runner or a bundler has a setting of its own.`,
  },
  {
    message: /needs an import attribute of "?type: json"?/,
    what: `An ES module imports a JSON file and does not say so.`,
    needed: `'with { type: 'json' }' behind the path of the import.`,
  },
  {
    message: /^require\(\) of ES Module|^require\(\) cannot be used on an ESM graph/,
    what: `'require' is used for a module that is an ES module.`,
    needed: `'import' in its place, or 'await import(…)' within an async function; or a version of the package that is still CommonJS.`,
  },
  {
    message:
      /^(?:argument handler must be a function|Router\.use\(\) requires a middleware function|app\.use\(\) requires a middleware|Route\.\w+\(\) requires a callback)/,
    what: `What is handed to the router is no function. Mostly the module that it comes from does not export it.`,
    needed: `'module.exports = router' in that module, or the name under which it is exported.`,
  },
  {
    message: /^Cannot mix BigInt and other types/,
    what: `A BigInt and a plain number are reckoned with together.`,
    needed: `The number as a BigInt ('2n', 'BigInt(x)'), or the BigInt as a number ('Number(x)') where it is small enough.`,
  },
  {
    message: /^Reduce of empty array with no initial value/,
    what: `'reduce' has nothing to begin with: the list is empty, and no first value is given.`,
    needed: `A first value as the second argument of 'reduce': 0 for a sum, '' for text. What an empty list should give is for you to decide.`,
  },
  {
    message: /^Converting circular structure to JSON/,
    what: `The object refers to itself, directly or through its parts, and JSON has no way to write that.`,
    needed: `Write only the parts that are data: leave out the one that points back.`,
  },
  {
    message: /^connect ECONNREFUSED/,
    what: `Nothing listens at the address that is called.`,
    needed: `Start what should answer there, or look at the address and the port.`,
  },
];

/** The words for a message that is known; undefined for all others. */
export function nodeWords({ language, message }: Pick<Problem, 'language' | 'message'>): PlainWords | undefined {
  if (language === 'python') return undefined;
  const first = message.split('\n')[0] ?? '';
  const known = WORDS.find((one) => one.message.test(first));
  return known && { what: known.what, needed: known.needed };
}
