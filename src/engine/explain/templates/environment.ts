// Explanations of failures that come from outside the code: files, encodings, depth, and what a test expects.

import type { Family } from '../../detect/family';
import type { Template } from './template';

export const ENVIRONMENT = {
  'missing-file': ({ quoted }) => ({
    what: `There is no file or folder ${quoted('path', 'of this name')}, seen from the folder the program was started in.`,
    needed: `A relative path counts from where the program is started, not from where its file lies. Look at the spelling and at the folder; or build the path from the file's own place.`,
  }),
  encoding: ({ quoted }) => ({
    what: `Bytes could not be read or written as text in the encoding ${quoted('codec', 'that is used here')}.`,
    needed: `The encoding the file really has: only who made it knows. It may also be no text at all.`,
  }),
  recursion: () => ({
    what: `A function called itself again and again until there was no room left.`,
    needed: `A case in which it stops, reached by every call; or a loop instead.`,
  }),
  assertion: ({ problem }) => ({
    what: `A check in the code or in a test says that something is not as it must be${problem.message.trim() === '' ? '' : `: ${problem.message.split('\n')[0]?.slice(0, 200) ?? ''}`}.`,
    needed: `First find out which of the two is right, the code or what is expected of it. The check itself did its work.`,
  }),
} as const satisfies Partial<Record<Family, Template>>;
