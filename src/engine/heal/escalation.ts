// What is too complex for a fix to be pushed: it needs a person, who gets a brief to take along.

import type { Problem } from '../problem';
import { complexityOf, filesInvolved, type Complexity } from '../diagnose/complexity';
import { explain } from '../explain/explain';
import { redactWith } from '../learn/redact/environment';
import type { Result } from '../result';
import { success } from '../result';
import { functionAt, functionsIn } from '../syntax/functions';
import { MAX_COMPLEXITY } from './limits';
import type { HealRequest } from './proved-candidates';

type Asked = Pick<HealRequest, 'problem' | 'source' | 'memory'>;

/** undefined where a fix may be pushed. */
export async function escalationOf({ problem, source, memory }: Asked): Promise<Complexity | undefined> {
  const complexity = await complexityOf(problem, source, memory?.historyOf?.(problem));
  return complexity.score > MAX_COMPLEXITY ? complexity : undefined;
}

/** Why nothing is pushed, as the end of a line: `needs a person (complexity 0.86): 6 files of your own take part; …`. */
export function escalationWords({ score, reasons }: Complexity): string {
  return `needs a person (complexity ${score.toFixed(2)}): ${reasons.map(({ words }) => words).join('; ')}`;
}

/** Lines of code shown around the place, of a traceback, and of files. */
const AROUND = 12;
const MAX_FRAMES = 20;
const MAX_FILES = 10;
const MAX_MESSAGE = 2_000;

/**
 * What a person needs who takes the problem over, as Markdown, without secrets; for any problem, however simple. `shown`: a path as it is to be told.
 * Fails where the search for secrets does.
 */
export async function briefFor({ problem, source, memory }: Asked, shown: (path: string) => string): Promise<Result<string, string>> {
  const complexity = await complexityOf(problem, source, memory?.historyOf?.(problem));
  const { errorType, message, location, command, frames } = problem;
  const line = location.range.start.line;
  const around = functionAt(await functionsIn(source.text, problem.language), line);
  const [first, last] = [Math.max(around?.first ?? 0, line - AROUND), Math.min(around?.last ?? source.lineCount - 1, line + AROUND)];
  const code = Array.from({ length: last - first + 1 }, (_, i) => {
    const at = first + i;
    return `${at === line ? '>' : ' '} ${String(at + 1).padStart(5)}  ${source.line(at)}`;
  });
  const known = explain(problem, source);
  const files = filesInvolved(problem);
  const told = [
    `# ${complexity.score > MAX_COMPLEXITY ? 'Needs a person' : 'For a person'}: ${errorType} in ${shown(location.path)}, line ${line + 1}`,
    `Complexity ${complexity.score.toFixed(2)} of 1; above ${MAX_COMPLEXITY.toFixed(2)} no fix is pushed.`,
    complexity.reasons.map(({ words }) => `- ${words}`).join('\n'),
    '## The error',
    indented(`${errorType}: ${message.slice(0, MAX_MESSAGE)}`),
    ...problem.causes.map((cause) => `It came from:\n\n${indented(`${cause.errorType}: ${cause.message.slice(0, MAX_MESSAGE)}`)}`),
    ...(known ? [known.what, `Needed: ${known.needed}`] : []),
    ...(command ? ['## To see it again', indented(`cd ${shown(command.cwd)}\n${command.line}`)] : []),
    `## Where${around ? ` (in ${around.owner === undefined ? '' : `${around.owner}.`}${around.name})` : ''}`,
    indented(code.join('\n')),
    ...(frames.length > 1
      ? [
          '## The way there, outermost first',
          [...new Set(frames.map(frameLine(shown)))]
            .slice(-MAX_FRAMES)
            .map((one) => `- ${one}`)
            .join('\n'),
        ]
      : []),
    ...(files.length > 1
      ? [
          '## Files',
          files
            .slice(0, MAX_FILES)
            .map((file) => `- ${shown(file)}`)
            .join('\n'),
        ]
      : []),
  ];
  const hidden = await redactWith(process.env)([told.filter((part) => part !== '').join('\n\n')]);
  return hidden.ok ? success(`${hidden.value.texts[0] ?? ''}\n`) : hidden;
}

const frameLine =
  (shown: (path: string) => string) =>
  ({ location, name, code }: Problem['frames'][number]): string =>
    `${shown(location.path)}, line ${location.range.start.line + 1}${name === undefined ? '' : `, in ${name}`}${code === undefined ? '' : `: ${code.trim()}`}`;

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
