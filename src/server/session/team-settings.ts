// What teams have set for the open folders in `.self-heal/config.json`: read at the start and again when a file has changed, and told where it is wrong.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readTeamConfig, TEAM_CONFIG, type TeamConfig } from '../../engine';
import type { ClientState } from './client-state';
import type { Log } from './log';
import type { Status } from './status';

/** The files are looked at no more often. In ms. */
const LOOK_AGAIN = 2_000;

export class TeamSettings {
  /** Sizes and times of the files, by folder; empty where there is none. */
  private stamps = new Map<string, string>();
  private faults = new Map<string, readonly string[]>();
  private lookedAt = -Infinity;

  constructor(
    private readonly client: ClientState,
    private readonly roots: () => readonly string[],
    private readonly status: Pick<Status, 'tell'>,
    private readonly log: Log,
    private readonly now: () => number,
  ) {}

  /** What is wrong with the file of a folder now, a sentence each. */
  faultsOf(root: string): readonly string[] {
    this.look();
    return this.faults.get(root) ?? [];
  }

  /** Something happened in the editor: a file may have changed. */
  lookSoon(): void {
    if (this.now() - this.lookedAt >= LOOK_AGAIN) this.look();
  }

  look(): void {
    this.lookedAt = this.now();
    const stamps = new Map(this.roots().map((root) => [root, stampOf(path.join(root, TEAM_CONFIG))]));
    if (JSON.stringify([...stamps]) === JSON.stringify([...this.stamps])) return;
    const before = this.stamps;
    this.stamps = stamps;
    const configs = new Map<string, TeamConfig>();
    this.faults = new Map();
    for (const [root, stamp] of stamps) {
      if (stamp === '') continue;
      const { config, faults } = readTeamConfig(root);
      configs.set(root, config);
      this.faults.set(root, faults);
      if (before.get(root) === stamp) continue;
      for (const fault of faults) this.log.warn(fault);
      const [first] = faults;
      if (first !== undefined)
        this.status.tell(`team:${root}`, {
          reason: stamp,
          message: faults.length === 1 ? first : `${first} The log says ${faults.length - 1} more.`,
          quiet: true,
        });
    }
    if (configs.size > 0 || [...before.values()].some((stamp) => stamp !== '')) this.client.changeTeams(configs);
  }
}

function stampOf(file: string): string {
  try {
    const { size, mtimeMs } = fs.statSync(file);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}
