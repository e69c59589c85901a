// The team's pairs of the open folders, where a folder shares them: read when first asked for, and again when the file has changed.

import * as fs from 'node:fs';
import { Emitter } from 'vscode-languageserver';
import { appendToTeamFile, NO_TEAM_PAIRS, readTeamFile, teamFile, type SuccessPair, type TeamPairs as Read } from '../../engine';
import type { ClientState } from './client-state';
import type { Log } from './log';
import type { Status } from './status';

/** The file is looked at no more often. In ms. */
const LOOK_AGAIN = 1_000;

interface Known {
  pairs: Read;
  /** Size and time of the file that they were read from. */
  of: string;
  lookedAt: number;
  reading: boolean;
}

export class TeamPairs {
  private readonly known = new Map<string, Known>();
  private readonly changed = new Emitter<void>();

  /** Other pairs were read. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly client: Pick<ClientState, 'trusted' | 'settingsOf'>,
    private readonly status: Status,
    private readonly log: Log,
    private readonly now: () => number,
  ) {}

  /** Pairs of a signature as they were last read; a changed file is read meanwhile, and `onDidChange` says when that is done. `root`: absolute. */
  pairsLike(root: string, shape: string): readonly SuccessPair[] {
    if (!this.isShared(root)) return [];
    const known = this.known.get(root) ?? { pairs: NO_TEAM_PAIRS, of: 'nothing', lookedAt: 0, reading: false };
    this.known.set(root, known);
    if (this.now() - known.lookedAt >= LOOK_AGAIN && !known.reading) {
      known.lookedAt = this.now();
      const of = stampOf(teamFile(root));
      if (of !== known.of) void this.read(root, known, of);
    }
    return known.pairs.byShape.get(shape) ?? [];
  }

  /** A pair of the folder's own is put into the file, where the folder shares its pairs. */
  share(root: string, pair: SuccessPair): void {
    if (!this.isShared(root)) return;
    const appended = appendToTeamFile(root, pair);
    if (!appended.ok) this.status.tell(causeOf(root), appended);
  }

  private isShared(root: string): boolean {
    return this.client.trusted && this.client.settingsOf(root).team;
  }

  private async read(root: string, known: Known, of: string): Promise<void> {
    known.reading = true;
    try {
      const read = await readTeamFile(root, new Date(this.now()));
      known.of = of;
      if (!read.ok) return this.status.tell(causeOf(root), read);
      known.pairs = read.value;
      const { refused, firstRefusal = '' } = read.value;
      if (refused > 0)
        this.status.tell(causeOf(root), {
          reason: `refused ${firstRefusal}`,
          message: `${refused === 1 ? 'A line' : `${refused} lines`} of .self-heal/pairs.jsonl ${refused === 1 ? 'holds' : 'hold'} no pair and ${refused === 1 ? 'is' : 'are'} passed over; ${firstRefusal}.`,
        });
      this.changed.fire();
    } catch (error) {
      this.log.fault('the team’s pairs', error);
    } finally {
      known.reading = false;
    }
  }
}

function stampOf(file: string): string {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs}` : 'nothing';
}

const causeOf = (root: string): string => `team:${root}`;
