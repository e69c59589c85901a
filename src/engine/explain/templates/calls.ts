// Explanations of calls that do not fit what is called.

import type { Family } from '../../detect/family';
import type { TemplateContext, Template } from './template';

const callee = ({ quoted }: TemplateContext): string => quoted('function', 'the function');

export const CALLS = {
  'missing-argument': (context) => ({
    what: `${callee(context)} was called without ${context.quoted('argument', 'an argument')}, which it can't do without.`,
    needed: `The value to pass for ${context.quoted('argument', 'it')}: only you know it. If the argument may be left out, give its parameter a default value where the function is defined.`,
  }),
  'argument-count': (context) => {
    const [expected, given] = [context.hole('expected'), context.hole('given')];
    return {
      what:
        expected !== undefined && given !== undefined
          ? `${callee(context)} takes ${expected} ${expected === '1' ? 'argument' : 'arguments'}, and was given ${given}. For a method, the object itself counts as one.`
          : `${callee(context)} was given a number of arguments that it does not take.`,
      needed: `Either the call has an argument too many or too few, or the function lacks a parameter. Compare the call with the definition.`,
    };
  },
  'unexpected-argument': (context) => ({
    what: `${callee(context)} has no parameter called ${context.quoted('argument', 'that')}.`,
    needed: `The parameter's right name, or a version of the library that has it.`,
  }),
  'duplicate-argument': (context) => ({
    what: `${callee(context)} was given ${context.quoted('argument', 'an argument')} twice: by its place and by its name.`,
    needed: `One of the two has to go. Often the argument before it is missing, and all others moved one place up.`,
  }),
  'argument-type': (context) => ({
    what: `An argument of ${context.hole('type') !== undefined ? `the type ${context.quoted('type', '')}` : 'the wrong type'} was passed where ${context.hole('expected') !== undefined ? context.quoted('expected', '') : 'another'} is expected.`,
    needed: `A value of the expected type, converted where it is made or where it is passed; or a function that takes this one too.`,
  }),
  'not-callable': ({ hole, quoted }) => ({
    what: `The parentheses call something that is no function${hole('type') !== undefined ? ` but a value of the type ${quoted('type', '')}` : ''}.`,
    needed: `Look whether a variable has taken the name of a function, whether an operator is missing in front of the parenthesis, or whether [ ] was meant.`,
  }),
  await: ({ python }) => ({
    what: python
      ? `A coroutine is used as if it were its result, or 'await' stands where it can't.`
      : `A promise is used as if it were its value, or 'await' stands where it can't.`,
    needed: `'await' in front of the call, inside a function that is 'async'.`,
  }),
  abstract: ({ hole, quoted }) => ({
    what: `${hole('type') !== undefined ? `The class ${quoted('type', '')}` : 'The class'} is not finished: ${hole('attribute') !== undefined ? `${quoted('attribute', '')} has` : 'some of its methods have'} no body yet, or its constructor does not call the one above it.`,
    needed: `The missing methods in the class itself. What they should do, only you know.`,
  }),
} as const satisfies Partial<Record<Family, Template>>;
