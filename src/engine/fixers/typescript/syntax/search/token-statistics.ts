// How unusual what a repair puts side by side is in this file.

import type { OffsetEdit } from '../../../../syntax/edits';
import { firstIndex } from '../brackets';
import type { ScriptToken } from '../script-tokens';

/** What stands beside what in this file, by token kinds and line breaks: an unusual neighbourhood is an unlikely repair. */
export class TokenStatistics {
  private readonly pairs = new Map<string, number>();
  private readonly singles = new Map<string, number>();

  constructor(
    tokens: readonly ScriptToken[],
    private readonly text: string,
  ) {
    for (let i = 1; i < tokens.length; i++) {
      const a = tokens[i - 1];
      const b = tokens[i];
      if (!a || !b) continue;
      const key = this.key(a.kind, b.kind, b.newLine);
      this.pairs.set(key, (this.pairs.get(key) ?? 0) + 1);
      this.singles.set(a.kind, (this.singles.get(a.kind) ?? 0) + 1);
    }
  }

  private key(a: string, b: string, newLine: boolean): string {
    return `${a}\0${newLine ? '\n' : ''}${b}`;
  }

  /** About minus the logarithm of the new neighbourhoods' probability, less that of the old ones; between -1 and 3. */
  strangeness(edits: readonly OffsetEdit[], tokens: readonly ScriptToken[]): number {
    let sum = 0;
    for (const edit of edits) {
      const word = edit.text.trim();
      // A quote makes other tokens of what follows: what stands there now says nothing.
      if (/^\\?['"`]?$/.test(word) && word !== '') {
        sum += 1;
        continue;
      }
      const after = tokens[firstIndex(tokens, (token) => token.start >= edit.end)];
      const before = tokens[firstIndex(tokens, (token) => token.end > edit.start) - 1];
      if (!word) {
        sum += before && after ? this.cost(before.kind, after.kind, after.newLine) : 0.5;
        continue;
      }
      if (before)
        sum += this.cost(before.kind, word, edit.text.includes('\n') || this.text.slice(before.end, edit.start).includes('\n')) * 0.6;
      if (after) sum += this.cost(word, after.kind, this.text.slice(edit.end, after.start).includes('\n')) * 0.6;
    }
    return Math.max(-1, Math.min(3, sum / Math.max(1, edits.length) - 1));
  }

  private cost(a: string, b: string, newLine: boolean): number {
    const n = this.pairs.get(this.key(a, b, newLine)) ?? 0;
    const all = this.singles.get(a) ?? 0;
    return -Math.log((n + 0.3) / (all + 12)) * 0.45;
  }
}
