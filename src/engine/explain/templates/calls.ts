// Explanations of calls that do not fit what is called.

import type { Family } from '../../detect/family';
import type { TemplateContext, Template } from './template';

const callee = ({ quoted }: TemplateContext): string => quoted('function', 'the function');

export const CALLS = {
  'missing-argument': (context) =>
    context.python && /^(?:self|cls)$/.test(context.hole('argument') ?? '')
      ? {
          what: `A method is called on its class itself: there is no object that it could be the method of.`,
          needed: `An object of the class: the class called with its parentheses, where it is stored or used here. A method that needs no object is marked with @staticmethod or @classmethod.`,
        }
      : {
          what: `${callee(context)} was called without ${context.quoted('argument', 'an argument')}, which it can't do without.`,
          needed: `The value to pass for ${context.quoted('argument', 'it')}: only you know it. If the argument may be left out, give its parameter a default value where the function is defined.`,
        },
  'argument-count': (context) => {
    const [expected, given] = [context.hole('expected'), context.hole('given')];
    if (/type arguments/.test(context.problem.message))
      return {
        what: `The type is given ${given ?? 'a number of'} ${given === '1' ? 'type' : 'types'} between < and >, and takes ${expected ?? 'another number'}.`,
        needed: `A type for each of its parameters, as its definition lists them; or a default for one of them there.`,
      };
    return {
      what:
        expected !== undefined && given !== undefined
          ? `${callee(context)} takes ${expected} ${expected === '1' ? 'argument' : 'arguments'}, and was given ${given}.${context.python ? ' For a method, the object itself counts as one.' : ''}`
          : `${callee(context)} was given a number of arguments that it does not take.`,
      needed: `Either the call has an argument too many or too few, or the function lacks a parameter. Compare the call with the definition.`,
    };
  },
  'unexpected-argument': (context) => {
    const owner = context.hole('owner');
    const isOwn = [context.hole('function'), owner].some((name) => name !== undefined && !name.startsWith('__') && context.defines(name));
    return {
      what: `${callee(context)} has no parameter called ${context.quoted('argument', 'that')}.`,
      needed: isOwn
        ? `The parameter's right name, as the definition has it; or the parameter there, if it is new.`
        : `The parameter's right name: look at the definition. If a library defines it, the parameter may have another name in the installed version, or be gone.`,
    };
  },
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
  abstract: ({ hole, quoted, problem }) =>
    /super/i.test(`${problem.message} ${problem.errorType}`)
      ? {
          what: `The class extends another one, and its constructor does not call that one's constructor before it uses 'this'.`,
          needed: `super(…) as the first line of the constructor, with what the class above wants.`,
        }
      : {
          what: `${hole('type') !== undefined ? `The class ${quoted('type', '')}` : 'The class'} is not finished: it lacks ${quoted('attribute', 'something')}, which the class above only promises.`,
          needed: `The missing part in the class itself. What it should do, only you know.`,
        },
} as const satisfies Partial<Record<Family, Template>>;
