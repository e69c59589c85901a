/**
 * Mistake: the parts of a type are written in the wrong brackets or with the wrong sign between them.
 *
 * Before:  `Optional[int, None]`          After:  `Optional[int]`
 * Before:  `Dict[str: int]`               After:  `Dict[str, int]`
 * Before:  `-> dict(str, int)`            After:  `-> dict[str, int]`
 *
 * When not: it is no type.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { pythonFile } from '../shared/python-file';

const OPTIONAL = /^(?:typing\.)?Optional(?:\[\.\.\.\])? requires (?:a single|exactly one) type\b/;
const COLON =
  /^Too few arguments for (?:typing\.)?(?:Dict|dict|DefaultDict|Mapping)\b|^Parameters to generic types must be types\. Got slice\b/;
const CALLED = /^(dict|list|tuple|set) expected at most 1 argument, got \d+$|^'type' object is not iterable$/;

export const typeInBrackets: Fixer = {
  id: 'python/type-in-brackets',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [OPTIONAL, COLON, CALLED] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const line = file.text.slice(file.from, file.to);
    const [pattern, by] = OPTIONAL.test(message)
      ? ([/\bOptional\[\s*([\w.[\]]+)\s*,\s*None\s*\]/g, (type: string) => `Optional[${type}]`] as const)
      : COLON.test(message)
        ? ([
            /\b((?:\w+\.)?(?:Dict|dict|DefaultDict|Mapping))\[\s*([\w.]+)\s*:\s*([\w.[\], ]+?)\s*\]/g,
            (outer: string, key = '', value = '') => `${outer}[${key}, ${value}]`,
          ] as const)
        : ([
            /(?<=(?:->|\w\s*:)\s*)\b(dict|list|tuple|set)\(\s*(\w[\w, ]*)\s*\)(?=\s*[=,:)]|\s*$)/g,
            (outer: string, inner = '') => `${outer}[${inner}]`,
          ] as const);
    const found = [...line.matchAll(pattern)];
    if (found.length === 0) return [];
    return [
      {
        title: `Change to '${by(found[0]?.[1] ?? '', found[0]?.[2] ?? '', found[0]?.[3] ?? '').slice(0, 40)}'`,
        explanation: 'The parts of a type stand in square brackets, with commas between them.',
        edits: found.map((match) =>
          replace(file.from + match.index, file.from + match.index + match[0].length, by(match[1] ?? '', match[2] ?? '', match[3] ?? '')),
        ),
        variant: OPTIONAL.test(message) ? 'optional-of-one' : COLON.test(message) ? 'comma-for-colon' : 'square-brackets',
      },
    ];
  },
};
