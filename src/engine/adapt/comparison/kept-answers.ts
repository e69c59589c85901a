// What was answered in a comparison that did not come to its end, so that the next one goes on from there: JSON lines beside the adapter, the first of which
// says what was asked. Nothing here fails a comparison: without it all is asked anew.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as v from 'valibot';
import { readFileText } from '../../files/read-file';
import type { CaseOutcome, ComparedCase } from './case';
import type { ComparedWho } from './compare';

/** Begins with a dot, so that it does not travel with the adapter. */
const NAME = '.comparison.jsonl';
/** In bytes. */
const MAX_SIZE = 16 * 1024 * 1024;

const AnswerSchema = v.object({
  who: v.picklist(['base', 'adapter']),
  id: v.string(),
  proved: v.boolean(),
  checked: v.boolean(),
  exact: v.boolean(),
});

/** All that an answer depends on: where anything of it differs, nothing that was answered counts. */
export interface AskedOf {
  readonly weights: string | undefined;
  /** The model below it, and where it is asked. */
  readonly base: string;
  readonly address: string;
  /** How programs are run again; absent: not at all. */
  readonly sandbox: string | undefined;
  readonly cases: readonly ComparedCase[];
}

export class KeptAnswers {
  private readonly answers = new Map<string, CaseOutcome>();
  private readonly file: string;
  private readonly key: string;
  private hasHead: boolean;

  /** @param folder the adapter's, absolute. */
  constructor(folder: string, asked: AskedOf) {
    this.file = path.join(folder, NAME);
    this.key = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    const [head, ...lines] = (readFileText(this.file, MAX_SIZE) ?? '').split('\n');
    this.hasHead = asked.weights !== undefined && head === this.head;
    if (!this.hasHead) return;
    for (const line of lines) {
      const read = v.safeParse(AnswerSchema, parsed(line));
      if (!read.success) continue;
      const { who, id, ...outcome } = read.output;
      this.answers.set(`${who} ${id}`, outcome);
    }
  }

  get size(): number {
    return this.answers.size;
  }

  get(who: ComparedWho, { id }: ComparedCase): CaseOutcome | undefined {
    return this.answers.get(`${who} ${id}`);
  }

  add(who: ComparedWho, { id }: ComparedCase, outcome: CaseOutcome): void {
    try {
      if (!this.hasHead) fs.writeFileSync(this.file, this.head);
      this.hasHead = true;
      // On a line of its own also where the last write was cut off.
      fs.appendFileSync(this.file, `\n${JSON.stringify({ who, id, ...outcome })}`);
    } catch {
      // It is asked again next time.
    }
  }

  remove(): void {
    fs.rmSync(this.file, { force: true });
  }

  private get head(): string {
    return JSON.stringify({ asked: this.key });
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
