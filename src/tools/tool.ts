// The tools that models call, of the editor and over the Model Context Protocol alike: their names, what they take, and what they need to work.

import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { Memory, Patch, Result, Workspace } from '../engine';

/** Longer words say no more. In UTF-16 code units. */
const MAX_ERROR = 200_000;

const error = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_ERROR),
  v.description('The error as it was printed: the whole traceback where there is one, else its last line or the line of a checker.'),
);
const file = v.pipe(
  v.string(),
  v.maxLength(4_000),
  v.description('Absolute path of the source file that the error is in. May be left out where the traceback names it.'),
);
const line = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.description('Line of the error in the file, counted from 1. May be left out: it is told from the traceback, or looked for.'),
);

export const HealErrorInput = v.strictObject({
  error,
  file: v.exactOptional(file),
  line: v.exactOptional(line),
  apply: v.exactOptional(
    v.pipe(
      v.boolean(),
      v.description(
        'true: put the best fix into the file, where it is likely right and adds nothing dangerous. Left out, the fix is only shown.',
      ),
    ),
  ),
});
export type HealErrorInput = v.InferOutput<typeof HealErrorInput>;

export const FindPastFixInput = v.strictObject({
  error,
  file: v.exactOptional(file),
  limit: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10), v.description('At most so many fixes, 1 to 10; 3 where left out.')),
  ),
});
export type FindPastFixInput = v.InferOutput<typeof FindPastFixInput>;

export interface ToolDefinition {
  readonly name: 'heal_error' | 'find_past_fix';
  /** For a person. */
  readonly title: string;
  /** For the model: what it does, when to call it, and when not. */
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

const schemaOf = (schema: v.GenericSchema): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(toJsonSchema(schema, { errorMode: 'ignore' })).filter(([name]) => name !== '$schema'));

/** @param mayWrite `heal_error` can be asked to change the file. */
export const toolDefinitions = (mayWrite: boolean): readonly ToolDefinition[] => [
  {
    name: 'heal_error',
    title: 'Heal an Error',
    description: `Finds a small fix for one error of a Python, TypeScript or JavaScript file without a model: by rules, by what the type checker proposes and by fixes that were accepted in this workspace before. Each fix is checked on a copy (it parses, the checker no longer reports the error, nothing new is reported) and comes as a unified diff with how likely it is right. Call it with a traceback or a checker's error before writing a fix yourself. Do not call it for errors of other languages, for failed builds without an error of a source file, or to have code written.${mayWrite ? '' : ' It changes nothing.'}`,
    inputSchema: schemaOf(mayWrite ? HealErrorInput : v.omit(HealErrorInput, ['apply'])),
  },
  {
    name: 'find_past_fix',
    title: 'Find a Past Fix',
    description:
      'Looks up how the same kind of error was fixed in this workspace before, by the shape of its message: fixes that people accepted and kept, with the code before and after. Call it when heal_error knows no fix, or to see how this project mends such errors. It changes nothing and runs nothing.',
    inputSchema: schemaOf(FindPastFixInput),
  },
];

/** A file's text as whoever asks sees it. */
export interface ToolText {
  readonly text: string;
  /** Of an open document; null for a file on the disk. */
  readonly version: number | null;
}

/** What the tools need of the face that offers them. All paths are absolute. */
export interface ToolHost {
  /** Files outside these folders are refused. */
  readonly roots: readonly string[];
  /** The failure's message follows the file's name and a colon. */
  read(file: string): Result<ToolText>;
  workspaceOf(file: string): Promise<Workspace>;
  memoryOf(file: string): Memory;
  /** What the person has switched off for a problem, by fixer id. */
  muted?(fixer: string, problem: Patch['problem']): boolean;
  readonly onFault?: (where: string, error: unknown) => void;
}

/** What a model is told. `isError`: it called the tool wrongly, and the text says what to do instead. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError?: true;
}

/** The input, or what to tell the model of its mistake. */
export function readInput<T extends v.GenericSchema>(schema: T, input: unknown): v.InferOutput<T> | ToolAnswer {
  const read = v.safeParse(schema, input, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  const name = issue.path?.map(({ key }) => String(key)).join('.');
  return {
    isError: true,
    text: `The input is wrong${name ? ` at '${name}'` : ''}: ${issue.message}. Call the tool again with its schema.`,
  };
}

export const isAnswer = (value: unknown): value is ToolAnswer => typeof value === 'object' && value !== null && 'text' in value;
