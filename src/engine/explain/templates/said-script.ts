// What V8, Node and TypeScript say in words, or by codes, that tell more than their family.

import type { Said } from './said';

export const SAID_SCRIPT: readonly Said[] = [
  // ---- await
  {
    message: /^'?await'? (?:expressions are only allowed|is only valid)/,
    language: 'script',
    say: () => ({
      what: `'await' stands in a function that is not 'async', or at the top of a file that is no ES module.`,
      needed: `'async' in front of the function around it; whoever calls that then waits for it. At the top of a file: an ES module (.mjs, or "type": "module" in package.json).`,
    }),
  },
  {
    message: /^'await' has no effect on the type of this expression/,
    say: () => ({
      what: `'await' stands in front of a value that is no promise.`,
      needed: `Without 'await' it is the same; if a promise was expected, look at what is called.`,
    }),
  },
  {
    message: /^Promises must be awaited/,
    say: () => ({
      what: `A promise is started here and nobody waits for it: what goes wrong in it is not noticed.`,
      needed: `'await' in front of the call, inside a function that is 'async'; or .catch(…) that says what should happen when it fails.`,
    }),
  },
  // ---- settings
  {
    message: /^Cannot use JSX unless the '--jsx' flag is provided/,
    say: () => ({
      what: `The file has JSX, and tsconfig.json does not say what becomes of it.`,
      needed: `"jsx": "react-jsx" among the compilerOptions of tsconfig.json, or "preserve" where another tool compiles it.`,
    }),
  },
  {
    message: /^Top-level 'await' expressions are only allowed when the 'module' option/,
    say: () => ({
      what: `'await' at the top of a file needs a newer kind of module than tsconfig.json asks for.`,
      needed: `"module": "NodeNext" or "ESNext", and "target": "ES2017" or newer, in tsconfig.json; or an async function around it.`,
    }),
  },
  {
    message:
      /can only be (?:default-)?imported(?:.+)using the '(?<flag>\w+)' flag|^This module is declared with 'export =', and can only be used with a default import when using the '(?<other>\w+)' flag/s,
    say: (part) => ({
      what: `The module is of the older kind (CommonJS), and a default import of it needs a setting.`,
      needed: `"${part('flag') || part('other') || 'esModuleInterop'}": true among the compilerOptions of tsconfig.json; or import * as … from it.`,
    }),
  },
  {
    message: /^Re-exporting a type when '(?<flag>\w+)' is (?:set|enabled) requires using 'export type'/,
    say: (part) => ({
      what: `A type is passed on like a value; with '${part('flag')}' each file is compiled by itself, and nobody can tell that it is one.`,
      needed: `'export type { … }' for the type, or 'type' in front of its name.`,
    }),
  },
  {
    message: /with 'exactOptionalPropertyTypes: true'/,
    say: () => ({
      what: `A property that may be missing is given as undefined, and with 'exactOptionalPropertyTypes' these are two things.`,
      needed: `The property left out where there is no value; or a type that says it may also be undefined.`,
    }),
  },
  {
    message: /^Experimental support for decorators/,
    say: () => ({
      what: `Decorators are used, and tsconfig.json does not allow their older form.`,
      needed: `"experimentalDecorators": true among the compilerOptions of tsconfig.json.`,
    }),
  },
  // ---- classes
  {
    message:
      /super(?: constructor)?' ?must be called before|^Must call super constructor|^Constructors for derived classes must contain a 'super' call|^Expected to call 'super\(\)'|^'this' is not allowed before 'super\(\)'|^Lacked a call of 'super\(\)'/,
    say: () => ({
      what: `The class extends another one, and its constructor does not call that one's constructor before it uses 'this'.`,
      needed: `super(…) as the first line of the constructor, with what the class above wants.`,
    }),
  },
  {
    message: /^Class constructor (?<type>\S+) cannot be invoked without 'new'/,
    say: (part) => ({
      what: `'${part('type')}' is a class and is called like a function.`,
      needed: `A 'new' in front of it: new ${part('type')}(…).`,
    }),
  },
  // ---- JSX
  {
    message: /^'(?<name>[^']+)' cannot be used as a JSX component/,
    say: (part) => ({
      what: `'${part('name')}' is used as a component, and what it gives back can't be shown.`,
      needed: `A component returns JSX, text, or null: look whether its 'return' is missing, or whether it is async.`,
    }),
  },
  {
    message: /^JSX expressions must have one parent element|^Adjacent JSX elements must be wrapped/,
    say: () => ({ what: `Two elements stand side by side where one is expected.`, needed: `One element around them: <>…</>, or a <div>.` }),
  },
  {
    message: /^JSX element '(?<name>[^']+)' has no corresponding closing tag/,
    say: (part) => ({
      what: `<${part('name')}> is opened and never closed.`,
      needed: `</${part('name')}> where it ends; or <${part('name')} /> where it holds nothing.`,
    }),
  },
  {
    message: /^Unexpected token\. Did you mean `\{'[>}]'\}`/,
    say: () => ({
      what: `A > or } stands in the text of JSX, where it means something: mostly a tag or a brace before it is not closed.`,
      needed: `Look at the tags and braces just before it. As a plain sign it is written {'>'} or {'}'}.`,
    }),
  },
  {
    message: /^Type 'string' has no properties in common with type 'Properties</,
    say: () => ({
      what: `'style' in React is an object, and text is given.`,
      needed: `style={{ color: 'red', fontWeight: 'bold' }}: names with capital letters instead of dashes, values in quotes.`,
    }),
  },
  {
    message: /^React Hook (?<hook>\w+) has (?:a )?missing dependenc(?:y|ies): (?<names>.+?)\. Either/,
    say: (part) => ({
      what: `The hook ${part('hook')} uses ${part('names')}, and is not run again when that changes.`,
      needed: `It in the list of dependencies. If it is made anew with each render (a function, an object), first useCallback or useMemo, or it moves inside; else the effect runs without end.`,
    }),
  },
  {
    message: /^React Hook "(?<hook>\w+)" (?:is called conditionally|may be executed more than once|cannot be called|is called in function)/,
    say: (part) => ({
      what: `'${part('hook')}' is called where React can't count on it: hooks run in the same order with every render.`,
      needed: `The call at the top of a component or of a hook, before any 'if', loop or early return.`,
    }),
  },
  // ---- types
  {
    message: /^'(?<name>.+)' is of type 'unknown'/,
    say: (part) => ({
      what: `What was caught or read into '${part('name')}' may be anything: its type is 'unknown'.`,
      needed: `A test of what it is before it is used: ${part('name')} instanceof Error, or typeof ${part('name')} === 'string'.`,
    }),
  },
  {
    message: /^Property 'children' (?:does not exist on type|is missing in type)/,
    say: () => ({
      what: `The component is given something between its tags, and its type does not know of it.`,
      needed: `Among its properties: children: React.ReactNode.`,
    }),
  },
  {
    message: /^This comparison appears to be unintentional because the types '(?<left>.+?)' and '(?<right>.+)' have no overlap/,
    say: (part) => ({
      what: `The two sides are never equal: one is ${part('left')}, the other ${part('right')}.`,
      needed: `One of the values that the type has, spelt exactly so; upper and lower case count.`,
    }),
  },
  {
    message: /^Argument of type '(?<given>[^']*Promise<.*>)' is not assignable to parameter of type 'EffectCallback'/,
    say: () => ({
      what: `The function that useEffect is given is 'async' and so gives a promise, where React wants nothing or a function that cleans up.`,
      needed: `A plain function for useEffect, and inside it an async one that is called.`,
    }),
  },
  {
    message: /^Could not find a declaration file for module '(?<module>[^']+)'/,
    say: (part) => ({
      what: `The package '${part('module')}' is there, but nothing tells TypeScript its types.`,
      needed: `The package of its types, if there is one under @types; or a file .d.ts of your own with: declare module '${part('module')}'.`,
    }),
  },
  {
    message: /^Cannot find name '(?<name>\w+)'\. Do you need to install type definitions for (?<what>[\w ]+)\?/,
    say: (part) => ({
      what: `TypeScript does not know '${part('name')}': it belongs to ${part('what')}, and its types are not there.`,
      needed: `The types installed (such as @types/node), and named in "types" of tsconfig.json if that is set.`,
    }),
  },
  {
    message: /^Property '(?<name>[^']+)' has no initializer and is not definitely assigned/,
    say: (part) => ({
      what: `'${part('name')}' gets no value when an object is made, though its type says that it has one.`,
      needed: `A first value, an assignment in the constructor, or a type that says that it may be undefined.`,
    }),
  },
  {
    message: /^This member must have an 'override' modifier/,
    say: () => ({
      what: `The class above has a member of this name, and tsconfig.json wants it said.`,
      needed: `'override' in front of it; or another name, if it was not meant to replace that one.`,
    }),
  },
  {
    message: /^Generic type '(?<type>.+)' requires (?<count>.+?) type argument/,
    say: (part) => ({
      what: `'${part('type')}' is a type with a place for other types, and has not as many as it needs.`,
      needed: `The types in angle brackets: ${part('count')}.`,
    }),
  },
  {
    message: /^Type '(?<type>.+?)' does not satisfy the constraint '(?<expected>.+)'/s,
    say: (part) => ({
      what: `The type '${part('type')}' is given where only types like '${part('expected')}' are allowed.`,
      needed: `Another type, or a wider bound (extends …) where it is defined.`,
    }),
  },
  {
    message:
      /^Interface '(?<own>.+?)' incorrectly extends interface '(?<base>.+?)'|^Class '(?<class>.+?)' incorrectly extends base class '(?<above>.+?)'/,
    say: (part) => ({
      what: `'${part('own') || part('class')}' has a member of another type than '${part('base') || part('above')}' has.`,
      needed: `The same type there, a narrower one, or another name; the lines below name the member.`,
    }),
  },
  {
    message: /^Property '(?<name>[^']+)' in type '(?<own>.+?)' is not assignable to the same property in base type '(?<base>.+?)'/,
    say: (part) => ({
      what: `'${part('name')}' has another type in '${part('own')}' than in '${part('base')}'.`,
      needed: `The same type, a narrower one, or another name.`,
    }),
  },
  {
    message: /^Type instantiation is excessively deep/,
    say: () => ({
      what: `A type is made of itself so often that TypeScript gives up.`,
      needed: `A type written down in between, or a simpler one.`,
    }),
  },
  {
    message: /^Augmentations for the global scope/,
    say: () => ({ what: `'declare global' stands in a file that is no module.`, needed: `export {} in the file, which makes it one.` }),
  },
  {
    message: /only available when targeting ECMAScript (?<year>[\w ]+) and higher/,
    say: (part) => ({
      what: `The code uses something newer than tsconfig.json asks for.`,
      needed: `"target": "ES2022", or at least ECMAScript ${part('year')}, among the compilerOptions of tsconfig.json.`,
    }),
  },
  // ---- at run time
  {
    message: /^(?<name>__dirname|__filename) is not defined in ES module scope/,
    say: (part) => ({
      what: `'${part('name')}' belongs to the older kind of module (CommonJS), and this file is an ES module.`,
      needed: `import.meta.${part('name') === '__dirname' ? 'dirname' : 'filename'}, from Node 20.11 on.`,
    }),
  },
  {
    message: /^require is not defined in ES module scope/,
    say: () => ({
      what: `'require' belongs to the older kind of module (CommonJS), and this file is an ES module.`,
      needed: `import … from '…' instead; or the file as .cjs.`,
    }),
  },
  {
    message: /^(?<name>\S+) is not a constructor$/,
    say: (part) => ({
      what: `'new' stands in front of '${part('name')}', which is no class.`,
      needed: `Look at what it is: an import that gives an object ({ … } or default), an arrow function, or a name spelt otherwise.`,
    }),
  },
  {
    message: /^Class extends value (?<value>\S+)/,
    say: (part) => ({
      what: `The class that is extended is ${part('value')} here.`,
      needed: `Look at its import, in braces or as the default; two files that import each other leave it undefined, too.`,
    }),
  },
  {
    message: /^Reduce of empty array with no initial value/,
    say: () => ({
      what: `reduce was called on a list without items, and has no first value to begin with.`,
      needed: `A first value as its second argument: reduce(f, 0).`,
    }),
  },
  {
    message: /^Cannot convert undefined or null to object/,
    say: () => ({
      what: `Object.keys or the like was given undefined or null.`,
      needed: `Find out why nothing is there. Then make sure that there is a value, or say what should happen when there is none.`,
    }),
  },
  {
    message: /object is not extensible|^Cannot (?:add|delete|redefine) property/,
    say: () => ({
      what: `The object was frozen or sealed: nothing can be added to it or taken from it.`,
      needed: `A new object made from the old one: { ...old, name: value }.`,
    }),
  },
  {
    message: /^to(?:Fixed|Precision)\(\) .*must be between|^Invalid time value|^Invalid code point|^Invalid Date/,
    say: (_part, { problem }) => ({
      what: `A value is outside of what is allowed: ${problem.message.split('\n')[0]?.slice(0, 100) ?? ''}.`,
      needed: `Look at where it comes from.`,
    }),
  },
  {
    message: /^Objects are not valid as a React child/,
    say: () => ({
      what: `An object stands in JSX where text or an element is expected.`,
      needed: `One of its fields, or a list of elements made with map; a promise has to be waited for first.`,
    }),
  },
  {
    message: /^Too many re-renders|^Maximum update depth exceeded/,
    say: () => ({
      what: `A component changes its own state each time it is rendered, without end.`,
      needed: `The change in an event or an effect: onClick={() => save()} and not onClick={save()}; an effect with its list of dependencies.`,
    }),
  },
  {
    message: /^Invalid hook call/,
    say: () => ({
      what: `A hook was called outside of a component, or two copies of React are there.`,
      needed: `The call at the top of a component or a hook; one version of React in node_modules.`,
    }),
  },
  {
    message: /^The "(?<name>[\w.]+)" argument must be (?<expected>.+?)\. Received (?<given>.+)$/s,
    say: (part) => ({
      what: `The argument '${part('name')}' must be ${part('expected')}, and was ${part('given')}.`,
      needed: /function/.test(part('expected'))
        ? /undefined/.test(part('given'))
          ? `The function itself, without its brackets: with them it is called at once and its result is passed. Or () => f(…).`
          : `A function that is called when it is done. If you want a promise, take the same function from 'node:fs/promises' or the like.`
        : `Look at where the value comes from: a variable of the environment or an option that is not set is undefined.`,
    }),
  },
  {
    message:
      /^argument handler must be a function|^(?:Router\.use\(\)|Route\.\w+\(\)|app\.use\(\)) requires (?:a )?(?:middleware functions?|callback functions?)/,
    say: () => ({
      what: `A route was given something that is no function: mostly what another file was thought to export.`,
      needed: `Look at that file's end: module.exports = router (or export default), and at how it is imported.`,
    }),
  },
  {
    message: /^(?<name>.+?) is not a function or its return value is not iterable/,
    say: (part) => ({
      what: `'[…] = ${part('name')}(…)' takes the result apart as a list, and it is none.`,
      needed: `{…} instead of […] if it gives an object; or a function that gives a list.`,
    }),
  },
  {
    message: /^(?<name>\S+) is not iterable/,
    language: 'script',
    say: (part) => ({
      what: `'${part('name')}' is gone through item by item, and is no list.`,
      needed: `Object.entries(…), Object.keys(…) or Object.values(…) for a plain object; if it should be a list, look at where it comes from: a missing 'await' gives a promise.`,
    }),
  },
  {
    message: /^(?<name>\S+)\.(?<method>\w+) is not a function/,
    language: 'script',
    say: (part) => ({
      what: `'${part('name')}' has no function called '${part('method')}'.`,
      needed: `Look at its spelling and at what '${part('name')}' really is: an object is no list, a promise is not yet its value, and a class must extend the one that has it.`,
    }),
  },
  {
    message: /^(?<name>\S+) is not a function/,
    language: 'script',
    say: (part) => ({
      what: `'${part('name')}' is called, and is no function.`,
      needed: `Look at what it is: a property without brackets, an import that gives an object ({ … } or default), or a name that is spelt otherwise.`,
    }),
  },
  {
    message: /^"\[object Object\]" is not valid JSON/,
    say: () => ({
      what: `JSON.parse was given an object, which was made to text as [object Object]: it is parsed already.`,
      needed: `The object itself, without JSON.parse.`,
    }),
  },
  {
    message: /^Unexpected end of JSON input/,
    say: () => ({ what: `The text ends before the JSON does, or is empty.`, needed: `Look at what was really read or answered.` }),
  },
  {
    message: /^Unexpected token .+ is not valid JSON|^Unexpected token .+ in JSON at position/,
    say: (_part, { problem }) => ({
      what: /^Unexpected token '?</.test(problem.message)
        ? `HTML was read where JSON is expected: mostly a page that says that something went wrong.`
        : `The text is not JSON.`,
      needed: `Look at what was really read or answered: the status of the answer, the address, and the text itself.`,
    }),
  },
  {
    message: /^Converting circular structure to JSON/,
    say: () => ({
      what: `The object holds itself, somewhere inside, and JSON can't say that.`,
      needed: `Only the fields that are needed, or without the one that points back.`,
    }),
  },
  {
    message: /^Cannot find module '(?<module>[^']+)' imported from /,
    say: (part) => ({
      what: `The file that the import of '${part('module')}' points to was not found.`,
      needed: `The name with its ending, as Node wants it in ES modules: './name.js'. Look at the folder and at upper and lower case, too.`,
    }),
  },
  {
    message: /does not provide an export named 'default'/,
    say: () => ({
      what: `The module has no default export, and one is imported.`,
      needed: `The name in braces, as the module exports it: import { name } from …; or 'export default' there.`,
    }),
  },
  {
    message: /^Maximum call stack size exceeded/,
    say: () => ({
      what: `A function called itself again and again until there was no room left.`,
      needed: `A case in which it stops, reached by every call. A setter or getter that asks for itself does the same.`,
    }),
  },
  {
    message: /^Invalid array length|^Invalid string length|^Invalid count value/,
    say: () => ({ what: `A length or a count is negative, too large, or no whole number.`, needed: `Look at how it is worked out.` }),
  },
  {
    message: /^(?:fetch failed|Failed to fetch)/,
    say: () => ({
      what: `The request got no answer at all: the address was not reached. The cause below it says why.`,
      needed: `The right address, and a server that runs there; ENOTFOUND is a name that nobody knows, ECONNREFUSED nobody who listens.`,
    }),
  },
  {
    message: /^Invalid URL/,
    language: 'script',
    say: () => ({
      what: `The text is no complete address.`,
      needed: `An address with its scheme: https://…; a path alone needs a second argument that it counts from.`,
    }),
  },
  {
    message: /^Expected '(?<right>===|!==)' and instead saw '(?<left>==|!=)'/,
    say: (part) => ({
      what: `'${part('left')}' converts the two sides before it compares them: '0' == 0 is true.`,
      needed: `'${part('right')}', if both sides have the same type. 'x == null' is the one case that also finds undefined.`,
    }),
  },
  {
    message: /is never reassigned\. Use 'const' instead/,
    say: () => ({ what: `The variable gets its value once and keeps it.`, needed: `'const' instead of 'let' says so.` }),
  },
];
