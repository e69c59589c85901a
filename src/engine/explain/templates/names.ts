// Explanations of names, modules and attributes that are not there.

import type { Family } from '../../detect/family';
import { installCommand, removedSince } from './packages';
import type { Template } from './template';

/** Types of libraries that programs add properties to, and how a program says so to the checker. */
const ADDED_TO: Readonly<Record<string, string>> = {
  Request: `declare global { namespace Express { interface Request { … } } }`,
  Session: `declare module 'express-session' { interface SessionData { … } }`,
  FastifyRequest: `declare module 'fastify' { interface FastifyRequest { … } }`,
  FastifyInstance: `declare module 'fastify' { interface FastifyInstance { … } }`,
  ProcessEnv: `declare global { namespace NodeJS { interface ProcessEnv { … } } }`,
  Window: `declare global { interface Window { … } }`,
  'typeof globalThis': `declare global { var … }`,
};

/** What a program adds itself to an object of a library has to be declared beside the library's own types. */
function addedByHand(type: string | undefined, attribute: string | undefined): string | undefined {
  const known = Object.entries(ADDED_TO).find(
    ([name]) => type === name || type?.startsWith(`${name}<`) === true || (name === 'Window' && type === 'Window & typeof globalThis'),
  );
  return (
    known &&
    `If your own code or a library adds '${attribute ?? 'it'}', the type has to be told, in a file of its own: ${known[1]} with the property and its type. Else the name is not quite right.`
  );
}

export const NAMES = {
  'undefined-name': ({ quoted, python }) => ({
    what: `Nothing in this file gives ${quoted('name', 'this name')} a value: no assignment, no ${python ? 'def, no parameter' : 'declaration, no parameter'} and no import.`,
    needed: `If it is misspelt, the name that was meant. If it comes from a module, its import. If it is new, a line above that gives it a value: which one, only you know.`,
  }),
  'unbound-name': ({ quoted, python }) => ({
    what: python
      ? `${quoted('name', 'The name')} is assigned somewhere in this function, so it is the function's own; but this line can be reached before that assignment has run.`
      : `${quoted('name', 'The name')} is used before its declaration has run.`,
    needed: python
      ? `A value for it before this line on every way through the function. If the variable outside the function was meant, 'global' or 'nonlocal', or better a parameter.`
      : `The declaration above this line, or a value on every way that leads here.`,
  }),
  'missing-module': ({ hole, quoted, python, ownModule }) => {
    const module = hole('module');
    const parent = hole('parent');
    if (parent !== undefined) {
      return {
        what: `${quoted('parent', 'The first part')} is a single file or no package, so there is no ${quoted('module', 'module')} in it.`,
        needed: `Look whether a file of your own has the same name as the package you want (${parent}.py): it stands in front. Renaming it brings the package back.`,
      };
    }
    const removed = module !== undefined && python ? removedSince(module) : undefined;
    if (module !== undefined && removed !== undefined) {
      return {
        what: `The module '${module}' was part of Python up to ${removed.last}; it was taken out in ${removed.gone}.`,
        needed: `What replaces it: ${removed.instead}.`,
        ...(removed.install ? { commands: [`python3 -m pip install ${removed.install}`] } : {}),
      };
    }
    const own = module === undefined || (python ? module.startsWith('.') : /^[./]/.test(module));
    if (own) {
      return {
        what: `The file that ${quoted('module', 'the import')} points to was not found.`,
        needed: python
          ? 'The right number of dots and the right name, seen from this file; the program must be started as part of its package (python3 -m package.module) for relative imports to work.'
          : `The right path from this file, with its ending where the runtime wants one. Look at the spelling, also at upper and lower case.`,
      };
    }
    const beside = python ? ownModule(module) : undefined;
    if (beside !== undefined)
      return {
        what: `There is no module ${quoted('module', 'of this name')} where this Python looks for modules, but there is a file of your own of that name: ${beside}.`,
        needed: `Python looks in the folder of the script that is started, or, with 'python3 -m', in the current folder; not beside the file that imports. Import it by its whole name from there (package.module), or, for tests, tell pytest the folder (pythonpath).`,
      };
    const command = installCommand(module, python);
    if (python && command === undefined)
      return {
        what: `There is no module ${quoted('module', 'of this name')} where this Python looks for modules: it is misspelt, it is a file of your own in another folder, or its package is not installed here.`,
        needed: `If it is your own, start the program from the folder that holds it, or mend the import. If it comes from a package, install the one that its authors name: the name of the package may differ, and anybody can publish one under a name like this.`,
      };
    return {
      what: `There is no module ${quoted('module', 'of this name')} where ${python ? 'this Python' : 'Node'} looks for modules: it is not installed here, it is misspelt, or it is a file of your own in another folder.`,
      needed: `If you know the package, install it into the environment that runs this program${command ? '; the command below does that' : ''}. Check the name first: anybody can publish a package under a misspelt one. If it is your own file, start the program from the folder it is in, or mend the import.`,
      ...(command ? { commands: [command] } : {}),
    };
  },
  'missing-export': ({ quoted }) => ({
    what: `The module ${quoted('module', 'named here')} was found, but it has nothing called ${quoted('name', 'that')} for others to import.`,
    needed: `The name that the module does have: look at its own text or at the documentation of the version that is installed; the name may belong to a newer or older version.`,
  }),
  'circular-import': ({ quoted, hole }) => ({
    what: `Two modules import each other. While ${quoted('module', 'the module')} was still being loaded, another one already asked it for ${hole('name') !== undefined ? quoted('name', 'a name') : quoted('attribute', 'a name')}, which was not there yet. A file of yours with the name of a library module has the same effect.`,
    needed: `Break the circle: move what both need into a third module, or import inside the function that uses it. First look whether your file has the name of a library; if so rename it.`,
  }),
  'missing-attribute': ({ quoted, hole, python }) => ({
    what:
      hole('module') !== undefined && hole('type') === undefined
        ? `The module ${quoted('module', 'here')} has nothing called ${quoted('attribute', 'that')}.`
        : `${hole('type') !== undefined ? `A value of the type ${quoted('type', '')}` : 'The value'} has no ${python ? 'attribute or method' : 'property or method'} called ${quoted('attribute', 'that')}.`,
    needed:
      (python ? undefined : addedByHand(hole('type'), hole('attribute'))) ??
      `Either the name is not quite right, or the value is not of the kind you expect here. Look at where the value comes from; its real type is in the message.`,
  }),
  'missing-member': ({ quoted }) => ({
    what: `Something that must have ${quoted('attribute', 'more members')} does not have it.`,
    needed: `A value for each missing member; what it should be, only you know. If it may be left out, the type has to say so.`,
  }),
  'unknown-member': ({ quoted }) => ({
    what: `${quoted('attribute', 'A member')} is given, but the type ${quoted('type', 'expected here')} does not know it.`,
    needed: `The right spelling, or a type that has this member.`,
  }),
  redeclared: ({ quoted }) => ({
    what: `${quoted('name', 'The name')} is declared twice in the same place; the second hides the first or is not allowed.`,
    needed: `Another name for one of the two, or only one of them.`,
  }),
  'const-assignment': ({ quoted }) => ({
    what: `${quoted('name', 'Something')} was made so that it can't be changed, and this line changes it.`,
    needed: `If it is meant to change, its declaration must allow it; if not, a new name for the new value.`,
  }),
  'type-value-confusion': ({ quoted, problem }) =>
    /^Cannot use namespace/.test(problem.message)
      ? {
          what: `${quoted('name', 'The name')} is a whole module here, a namespace that holds types, and a single type is wanted.`,
          needed: `One of the types in it, written with a dot behind the name, or imported by its own name.`,
        }
      : {
          what: `${quoted('name', 'The name')} exists only as a type or only as a value, and here the other is wanted.`,
          needed: `An import or declaration of the right kind; 'typeof' where the type of a value is meant.`,
        },
  'module-kind': () => ({
    what: `The file is loaded as one kind of module and written as the other: 'require' and 'module.exports' belong to CommonJS, 'import' and 'export' to ES modules.`,
    needed: `One kind for the whole file: its ending (.cjs, .mjs) or "type" in package.json decides which.`,
  }),
  unused: ({ quoted }) => ({
    what: `${quoted('name', 'Something')} is there but never used.`,
    needed: `Its use, if it was forgotten; else it can go.`,
  }),
} as const satisfies Partial<Record<Family, Template>>;
