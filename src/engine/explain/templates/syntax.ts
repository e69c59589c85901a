// Explanations of text that can't be read as a program.

import type { Family } from '../../detect/family';
import type { Template } from './template';

export const SYNTAX = {
  syntax: ({ python, problem }) => {
    const message = problem.message;
    const open = /never closed|unexpected EOF|EOF while scanning|Unterminated|unterminated|Unexpected end/i.test(message);
    return {
      what: open
        ? `Something was opened and never closed: a bracket, a string or a block. ${python ? 'Python' : 'The parser'} only notices at the end, so the place it names may be far behind the mistake.`
        : `A sign is missing or too much, here or just before. Until it is mended, nothing of the file runs.`,
      needed: open
        ? `The missing bracket or quote, at the place where it belongs.`
        : `Look at the line and the one above it for a bracket, quote, comma, ${python ? 'colon' : 'brace'} or operator that is missing or too many.`,
    };
  },
  indentation: () => ({
    what: `In Python the white space at the beginning of a line says what belongs together, and here it says something that can't be.`,
    needed: `The line at the level of those it belongs to: one level deeper after a colon, the same level otherwise, and not tabs and spaces mixed.`,
  }),
  'misplaced-keyword': ({ quoted, hole, python }) =>
    /^(?:await|async.*)$/.test(hole('keyword') ?? '')
      ? {
          what: `${quoted('keyword', 'The keyword')} stands in a function that is not 'async', or outside of all functions.`,
          needed: python
            ? `'async def' for the function around it; whoever calls that then needs 'await', and the first one asyncio.run(…).`
            : `'async' in front of the function around it; whoever calls that then waits for it.`,
        }
      : {
          what: `${quoted('keyword', 'The keyword')} stands where it can't: outside the function, loop or class that it belongs to.`,
          needed: `Often an indentation or a brace that ends the block too early. Otherwise the line has to move to where it belongs.`,
        },
} as const satisfies Partial<Record<Family, Template>>;
