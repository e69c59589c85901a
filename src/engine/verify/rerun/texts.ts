// The texts that a run sees: those of the request, and the disk behind them.

import { settle } from '../../detect/settle-columns';
import { readFileBytesAsync } from '../../files/read-file';
import type { Problem } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { RerunRequest } from './contract';
import type { ChangedFile } from './oracle-changes';

/** Larger files are not read. In bytes. */
const MAX_TEXT = 4 * 1024 * 1024;

type Texts = Pick<RerunRequest, 'before' | 'after'>;

export const textBefore = ({ before }: Texts, file: string): Promise<string | undefined> => read(before.get(file), file);

export const textAfter = ({ before, after }: Texts, file: string): Promise<string | undefined> =>
  read(after.get(file) ?? before.get(file), file);

/** The text of a file as a run sees it; undefined where it is not there, too large, or no text. */
async function read(known: string | undefined, file: string): Promise<string | undefined> {
  if (known !== undefined) return known;
  const bytes = await readFileBytesAsync(file, MAX_TEXT);
  return bytes.ok ? bytes.value.toString('utf8') : undefined;
}

export async function changedFiles(request: Texts): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  for (const [file, after] of request.after) {
    const before = (await textBefore(request, file)) ?? '';
    if (before !== after) files.push({ path: file, before, after });
  }
  return files;
}

/** The problem with the columns of the texts, where printed text gave it none. */
export function withColumns(problem: Problem, texts: ReadonlyMap<string, string>): Problem {
  const sources = new Map<string, SourceText>();
  return settle(problem, (file, line) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const source = sources.get(file) ?? new SourceText(text);
    sources.set(file, source);
    return line < source.lineCount ? source.line(line) : undefined;
  });
}
