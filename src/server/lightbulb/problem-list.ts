// The rows of the view Problems: failures of programs and problems that have a fix in the menu. The status item counts the same rows.

import type { Diagnostic } from 'vscode-languageserver';
import { visibleLine, visibleText } from '../../engine';
import type { ListProblems, ShownProblem } from '../../protocol';
import type { KnownProblem } from '../session/known-problems';
import type { Session } from '../session/session';
import { inMenu } from '../session/tiers';
import { offered } from '../session/to-protocol';
import type { CommandFailures } from '../terminal/command-failures';
import type { Offer, PreparedFixes } from './prepared-fixes';

/** Of a message, the beginning is shown. In UTF-16 code units. */
const MAX_MESSAGE = 1_000;

interface Row {
  readonly uri: string;
  readonly known: KnownProblem;
  readonly failure: boolean;
  readonly offer: Offer | undefined;
}

export class ProblemList {
  constructor(
    private readonly session: Pick<Session, 'client' | 'known'>,
    private readonly fixes: Pick<PreparedFixes, 'isReady' | 'of' | 'uris'>,
    private readonly failures: Pick<CommandFailures, 'uris' | 'tallyOf' | 'dismissOne'>,
  ) {}

  /** As the status item shows them. */
  get counts(): { readonly fixes: number; readonly failures: number } {
    return counted(this.rows());
  }

  /** The newest `limit`, newest first. */
  list(limit: number): ListProblems.Answer {
    const rows = this.rows();
    const timed = rows.map((row) => {
      const tally = row.failure ? this.failures.tallyOf(row.known) : undefined;
      return { row, times: tally?.times ?? 1, at: tally?.at ?? row.known.since ?? 0 };
    });
    timed.sort((a, b) => b.at - a.at || byPlace(a.row, b.row));
    return { ...counted(rows), problems: timed.slice(0, Math.max(1, limit)).map(({ row, times, at }) => this.shown(row, times, at)) };
  }

  /** @returns whether it was there. */
  dismiss(id: string): boolean {
    const row = this.rows().find((one) => one.failure && idOf(one) === id);
    return row !== undefined && this.failures.dismissOne(row.known);
  }

  private rows(): readonly Row[] {
    const { known } = this.session;
    return [...new Set([...this.fixes.uris, ...this.failures.uris])].flatMap((uri) => {
      const failed = new Set(known.failuresShownIn(uri).map(({ diagnostic }) => diagnostic));
      const best = this.bestOf(uri);
      const seen = new Set<string>();
      return known.of(uri).flatMap((one): Row[] => {
        const key = JSON.stringify(one.diagnostic);
        const failure = failed.has(one.diagnostic);
        const offer = best.get(key);
        if ((!failure && !offer) || seen.has(key)) return [];
        seen.add(key);
        return [{ uri, known: one, failure, offer }];
      });
    });
  }

  /** The first offer in the menu, by the diagnostic that it is for. */
  private bestOf(uri: string): ReadonlyMap<string, Offer> {
    const best = new Map<string, Offer>();
    for (const offer of inMenu(this.fixes.of(uri), this.session.client.settings).shown) {
      const key = JSON.stringify(offer.known.diagnostic);
      if (!best.has(key)) best.set(key, offer);
    }
    return best;
  }

  private shown(row: Row, times: number, at: number): ShownProblem {
    const { uri, known, failure, offer } = row;
    return {
      id: idOf(row),
      uri,
      range: known.diagnostic.range,
      message: visibleText(textOf(known.diagnostic)).slice(0, MAX_MESSAGE),
      failure,
      looked: this.fixes.isReady(uri),
      seenBy: known.seenBy ?? (known.problem.source ? [visibleLine(known.problem.source)] : []),
      times,
      at,
      ...(offer && { fix: fixOf(offer) }),
    };
  }
}

function fixOf({ patch }: Offer): NonNullable<ShownProblem['fix']> {
  const { id, title, likely, evidence, proof } = offered(patch);
  return { id, title, likely, evidence, proof };
}

function counted(rows: readonly Row[]): { readonly fixes: number; readonly failures: number } {
  return { fixes: rows.filter(({ offer }) => offer).length, failures: rows.filter(({ failure }) => failure).length };
}

function idOf({ uri, known: { diagnostic } }: Row): string {
  const { range, source, code } = diagnostic;
  return JSON.stringify([uri, range, source, code, textOf(diagnostic).slice(0, MAX_MESSAGE)]);
}

const textOf = ({ message }: Diagnostic): string => (typeof message === 'string' ? message : message.value);

function byPlace(a: Row, b: Row): number {
  const [one, two] = [a.known.diagnostic.range.start, b.known.diagnostic.range.start];
  return a.uri === b.uri ? one.line - two.line || one.character - two.character : a.uri < b.uri ? -1 : 1;
}
