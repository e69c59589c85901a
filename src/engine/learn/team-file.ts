// The team's pairs: `.self-heal/pairs.jsonl`, one pair a line, shared by Git. Only appended to, so that two people's lines never conflict; what
// became of a pair later is a further line of it. What stands in it is data of somebody else: each line is checked, or passed over and counted.

import fs from 'node:fs';
import path from 'node:path';
import { fileChunks, lastByte } from '../files/read-file';
import { failure, success, type Result } from '../result';
import { jsonl, toLine } from './exchange/jsonl';
import type { RedactedPair, SuccessPair } from './pair';
import { letGitShare } from './shared-folder';

const FOLDER = '.self-heal';
const FILE = 'pairs.jsonl';
/** Bytes; a larger file is not read. */
const MAX_FILE = 50 * 1024 * 1024;
const MAX_PAIRS = 20_000;

export interface TeamPairs {
  /** By signature's shape, newest first, without those that were refused or taken back. */
  readonly byShape: ReadonlyMap<string, readonly SuccessPair[]>;
  readonly count: number;
  /** Lines that hold no pair: `line 7: not JSON` is why the first does not. */
  readonly refused: number;
  readonly firstRefusal: string | undefined;
}

export const NO_TEAM_PAIRS: TeamPairs = { byShape: new Map(), count: 0, refused: 0, firstRefusal: undefined };

export type TeamFileReason = 'unsafe' | 'too-large' | 'not-read' | 'not-written';

export const teamFile = (root: string): string => path.join(root, FOLDER, FILE);

/** Never throws. A file that is not there holds nothing. `root`: absolute path of the workspace folder. */
export async function readTeamFile(root: string, now: Date): Promise<Result<TeamPairs, TeamFileReason>> {
  const file = teamFile(root);
  try {
    const unsafe = linkFault(root);
    if (unsafe) return unsafe;
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (!found) return success(NO_TEAM_PAIRS);
    if (found.size > MAX_FILE)
      return failure('too-large', `${file} is larger than ${MAX_FILE / 1024 / 1024} MB, so the team’s pairs are not read.`);
    const byId = new Map<string, SuccessPair>();
    let refused = 0;
    let firstRefusal: string | undefined;
    for await (const line of jsonl.read(fileChunks(file), { name: FILE, now })) {
      if (!line.ok) {
        refused++;
        firstRefusal ??= line.message;
        continue;
      }
      const known = byId.get(line.value.id);
      if (!known || line.value.verdict.at >= known.verdict.at) byId.set(line.value.id, { ...line.value, via: 'import' });
    }
    const kept = [...byId.values()]
      .filter(({ verdict }) => verdict.kind !== 'rejected' && verdict.kind !== 'reverted')
      .sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))
      .slice(0, MAX_PAIRS);
    return success({ byShape: Map.groupBy(kept, ({ signature }) => signature.shape), count: kept.length, refused, firstRefusal });
  } catch (error) {
    return failure('not-read', `${file} can’t be read (${error instanceof Error ? error.message : String(error)}).`);
  }
}

/** Puts a pair at the file's end, and tells Git that the file is shared. A pair whose text is withheld is not shared. Never throws. */
export function appendToTeamFile(root: string, pair: RedactedPair | SuccessPair): Result<void, TeamFileReason> {
  if (pair.withheld || pair.extent === 'none') return success(undefined);
  const file = teamFile(root);
  const folder = path.join(root, FOLDER);
  try {
    const unsafe = linkFault(root);
    if (unsafe) return unsafe;
    fs.mkdirSync(folder, { recursive: true });
    letGitShare(folder);
    // A merge or an editor may have left the last line without its end.
    const open = ![undefined, 10].includes(lastByte(file));
    fs.appendFileSync(file, `${open ? '\n' : ''}${JSON.stringify(toLine(pair))}\n`);
    return success(undefined);
  } catch (error) {
    return failure(
      'not-written',
      `${file} can’t be written (${error instanceof Error ? error.message : String(error)}), so the pair was not shared.`,
    );
  }
}

/** A workspace could bring a link in the file's place, to have a file elsewhere read or written. */
function linkFault(root: string): Result<never, 'unsafe'> | undefined {
  const files = [path.join(root, FOLDER), teamFile(root), ...['.gitignore', '.gitattributes'].map((name) => path.join(root, FOLDER, name))];
  const linked = files.find((file) => fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink());
  return linked === undefined ? undefined : failure('unsafe', `${linked} is a link, so the team’s pairs are neither read nor written.`);
}
