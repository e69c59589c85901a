// A variable of the environment that a program asks for and nobody has set: what can be done about it, whatever the language.
// A value is never made up: it comes from the project's own example, or there is no proposal.

import { appendedEntries, environmentEntries, isPlaceholder } from '../syntax/dotenv';
import { editDistance } from '../syntax/edit-distance';
import { replace, type OffsetEdit } from '../syntax/edits';

/** Names of the file that a program reads its variables from. */
export const ENV_FILE = '.env';
/** Names of files that show what belongs into it. */
export const EXAMPLE_FILES = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  'env.example',
  'example.env',
  'sample.env',
] as const;
/** Files of which only the names count. */
export const OTHER_ENV_FILES = ['.env.local', '.env.development', '.env.development.local', '.env.production', '.env.test'] as const;

/** Settings files are small; what is larger is something else. In UTF-16 code units. */
const MAX_TEXT = 200_000;

export interface NamedText {
  readonly path: string;
  /** As a person calls it. */
  readonly name: string;
  readonly text: string;
}

/** A variable that was asked for. */
export interface AskedVariable {
  readonly name: string;
  /** Offsets of the name in the problem's file, where it is written there. */
  readonly written?: { readonly from: number; readonly to: number } | undefined;
  /** The program may know it by capitals or small letters alike. */
  readonly anyCase?: boolean;
}

export interface EnvironmentSeen {
  /** The nearest `.env`. */
  readonly env: NamedText | undefined;
  readonly examples: readonly NamedText[];
  /** Other files of that kind: what they name exists. */
  readonly others: readonly NamedText[];
  /** Names that other places of the code ask for, one for each place. */
  readonly used: readonly string[];
  /** Whether something in the project reads `.env`. */
  readonly readsFile: boolean;
}

/** A proposal whose edits are of the problem's own file, or of the one that `file` names. */
interface VariableProposal {
  readonly title: string;
  readonly explanation: string;
  readonly edits: readonly OffsetEdit[];
  readonly file?: NamedText;
  readonly variant: string;
  readonly features?: Readonly<Record<string, number>>;
  /** A value is left to be filled in. */
  readonly invents?: boolean;
}

export function variableProposals(asked: readonly AskedVariable[], seen: EnvironmentSeen): VariableProposal[] {
  const given = [...new Map(asked.map((one) => [one.name, one])).values()];
  return [...misspelt(given, seen), ...entries(given, seen)];
}

/** The project's example names it and `.env` lacks it: the line goes in. */
function entries(asked: readonly AskedVariable[], { env, examples, readsFile }: EnvironmentSeen): VariableProposal[] {
  if (!env || !readsFile || env.text.length > MAX_TEXT) return [];
  const there = environmentEntries(env.text);
  const found = asked.flatMap((one) => {
    const isIt = ({ name }: { readonly name: string }): boolean =>
      name === one.name || (one.anyCase === true && name.toLowerCase() === one.name.toLowerCase());
    if (there.some(isIt)) return [];
    for (const example of examples) {
      const entry = example.text.length <= MAX_TEXT ? environmentEntries(example.text).find(isIt) : undefined;
      // An empty value says nothing: the program would get an empty text instead of an error.
      if (entry?.value) return [{ name: entry.name, value: entry.value, example: example.name }];
    }
    return [];
  });
  const [first, ...more] = found;
  if (!first) return [];
  const isOpen = found.some(({ value }) => isPlaceholder(value));
  const names = found.map(({ name }) => `'${name}'`).join(', ');
  return [
    {
      title: `Add ${names} to ${ENV_FILE} as in ${first.example}${isOpen ? ', to be filled in' : ''}`,
      explanation: `${names} ${more.length > 0 ? 'are' : 'is'} not set. ${first.example} names ${more.length > 0 ? 'them' : 'it'}, and ${ENV_FILE}, which this program reads, does not. ${
        isOpen
          ? 'The example holds only a placeholder: put the real value in its place.'
          : 'The value is the one of the example: see whether it is yours, too.'
      }`,
      edits: [appendedEntries(env.text, found)],
      file: env,
      variant: isOpen ? 'placeholder-of-example' : 'entry-of-example',
      ...(isOpen ? { invents: true } : {}),
    },
  ];
}

/** The name is a slip of one that the project knows; or the one in `.env` is a slip of this. */
function misspelt(asked: readonly AskedVariable[], { env, examples, others, used }: EnvironmentSeen): VariableProposal[] {
  const inEnv = env && env.text.length <= MAX_TEXT ? environmentEntries(env.text) : [];
  const inExamples = new Set(examples.flatMap(({ text }) => environmentEntries(text.slice(0, MAX_TEXT))).map(({ name }) => name));
  const inFiles = new Set([
    ...inEnv.map(({ name }) => name),
    ...inExamples,
    ...others.flatMap(({ text }) => environmentEntries(text.slice(0, MAX_TEXT))).map(({ name }) => name),
  ]);
  return asked.flatMap((one): VariableProposal[] => {
    const { name, written } = one;
    if (inEnv.some((entry) => entry.name === name)) return [];
    // The code is sure of the name: the example has it too, or other places ask for it.
    if (env && (inExamples.has(name) || used.includes(name))) {
      const slips = inEnv.filter(
        (entry) => isSlipOfVariable(entry.name, name) && !inExamples.has(entry.name) && !used.includes(entry.name),
      );
      const [slip, ...rest] = slips;
      if (!slip || rest.length > 0) return [];
      return [
        {
          title: `Rename '${slip.name}' to '${name}' in ${ENV_FILE}`,
          explanation: `The program asks for '${name}'; ${ENV_FILE} has '${slip.name}', which nothing asks for.`,
          edits: [replace(slip.from, slip.from + slip.name.length, name)],
          file: env,
          variant: 'slip-in-env-file',
        },
      ];
    }
    if (!written || inFiles.has(name)) return [];
    const known = inFiles.size > 0 ? [...inFiles].filter((other) => isSlipOfVariable(name, other)) : [];
    const elsewhere = known.length > 0 ? [] : [...new Set(used)].filter((other) => isSlipOfVariable(name, other));
    const [meant, ...rest] = known.length > 0 ? known : elsewhere;
    if (meant === undefined || rest.length > 0) return [];
    const isNamed = known.length > 0;
    return [
      {
        title: `Change '${name}' to '${meant}'`,
        explanation: isNamed
          ? `No variable '${name}' is set; '${meant}' is one that the project's own files name.`
          : `No variable '${name}' is set; other places of the code ask for '${meant}'.`,
        edits: [replace(written.from, written.to, meant)],
        variant: isNamed ? 'slip-of-env-file' : 'slip-of-other-code',
        features: { uses: Math.min(5, used.filter((other) => other === meant).length) },
      },
    ];
  });
}

/** Whether one name is a slip of the other, word by word: `DB_HOST` and `DB_PORT`, `KEY_1` and `KEY_2` are two variables. */
function isSlipOfVariable(written: string, meant: string): boolean {
  if (written === meant) return false;
  const [a, b] = [written.toUpperCase(), meant.toUpperCase()];
  if (a === b || a.replaceAll('_', '') === b.replaceAll('_', '')) return true;
  const left = a.split('_');
  const right = b.split('_');
  if (left.length !== right.length) return false;
  let slips = 0;
  for (const [i, word] of left.entries()) {
    const other = right[i] ?? '';
    if (word === other) continue;
    if (/\d/.test(word + other)) return false;
    // Two letters that changed places are a slip in any word; one that is changed, only in a longer one.
    if (!isSwap(word, other)) {
      const letters = Math.max(word.length, other.length);
      const limit = letters < 4 || (letters === 4 && word.length === other.length) ? 0 : letters < 8 ? 1 : 2;
      if (word[0] !== other[0] || editDistance(word, other, { limit }) > limit) return false;
    }
    slips++;
  }
  return slips === 1;
}

/** Two neighbours that changed places. */
const isSwap = (a: string, b: string): boolean =>
  a.length === b.length && a.length > 2 && editDistance(a, b, { limit: 1 }) === 1 && [...a].sort().join('') === [...b].sort().join('');
