// The rules that the open folders keep as files, `.self-heal/rules/*.yml`: read when first asked for, and again when one has changed. A file with a
// mistake is told with its line. Rules of a folder that is not trusted are not read.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Emitter } from 'vscode-languageserver';
import { readRuleFolder, RULE_FOLDER, type RulesOnDisk } from '../../engine';
import type { ClientState } from './client-state';
import type { Log } from './log';
import type { Status } from './status';

/** The folder is looked at no more often. In ms. */
const LOOK_AGAIN = 1_000;

export const NO_RULES: RulesOnDisk = { rules: [], faults: [] };

interface Known {
  rules: RulesOnDisk;
  /** Names, sizes and times of the files that they were read from. */
  of: string;
  lookedAt: number;
  reading: Promise<void> | undefined;
}

export class RuleFiles {
  private readonly known = new Map<string, Known>();
  private readonly changed = new Emitter<string>();

  /** Other rules were read for this folder. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly client: Pick<ClientState, 'trusted'>,
    private readonly status: Status,
    private readonly log: Log,
    private readonly now: () => number,
  ) {}

  /** The rules as they were last read; changed files are read meanwhile, and `onDidChange` says when that is done. `root`: absolute. */
  of(root: string): RulesOnDisk {
    if (!this.client.trusted) return NO_RULES;
    const known = this.knownOf(root);
    if (this.now() - known.lookedAt >= LOOK_AGAIN) this.look(root, known);
    return known.rules;
  }

  /** The rules as they are now. */
  async present(root: string): Promise<RulesOnDisk> {
    if (!this.client.trusted) return NO_RULES;
    const known = this.knownOf(root);
    await known.reading;
    this.look(root, known);
    await known.reading;
    return known.rules;
  }

  private knownOf(root: string): Known {
    const known = this.known.get(root) ?? { rules: NO_RULES, of: '', lookedAt: -Infinity, reading: undefined };
    this.known.set(root, known);
    return known;
  }

  private look(root: string, known: Known): void {
    if (known.reading) return;
    known.lookedAt = this.now();
    const of = stampOf(path.join(root, RULE_FOLDER));
    if (of === known.of) return;
    known.reading = this.read(root, known, of).finally(() => (known.reading = undefined));
  }

  private async read(root: string, known: Known, of: string): Promise<void> {
    try {
      known.rules = await readRuleFolder(root);
      known.of = of;
      for (const { file, message } of known.rules.faults)
        this.status.tell(`rule:${file}`, { reason: message, message: `The rule ${path.basename(file)} is not used. ${message}` });
      this.changed.fire(root);
    } catch (error) {
      this.log.fault('the rule files', error);
    }
  }
}

function stampOf(folder: string): string {
  try {
    return fs
      .readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .map((name) => {
        const { size, mtimeMs } = fs.statSync(path.join(folder, name));
        return `${name} ${size} ${mtimeMs}`;
      })
      .join('\n');
  } catch {
    return '';
  }
}
