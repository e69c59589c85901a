// How far a command is, said to the client where it wants to know.

import { WorkDoneProgress, type Connection } from 'vscode-languageserver';
import { visibleLine } from '../../engine';

/** Without `done` and `total` it can't be said in per cent. */
export function progressOf(
  connection: Pick<Connection, 'sendProgress'>,
  workDoneToken: string | number | undefined,
): (message: string, ...far: Partial<[done: number, total: number]>) => void {
  return (message, ...[done, total]) => {
    if (workDoneToken === undefined) return;
    const percentage = done !== undefined && total !== undefined && { percentage: percent(done, total) };
    void connection.sendProgress(WorkDoneProgress.type, workDoneToken, { kind: 'report', message: visibleLine(message), ...percentage });
  };
}

function percent(done: number, total: number): number {
  return Math.min(99, Math.round((100 * done) / Math.max(1, total)));
}
