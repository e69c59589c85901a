// The terminal of a watch: each time one line says what is so, and below it the places.

import { Uri, l10n, workspace, type CancellationToken } from 'vscode';
import type { Watch } from '../../protocol';
import { stateWords } from '../session/watch-words';
import { WorkTerminal } from './work-terminal';

/** Of a line that quotes others. */
const MAX_LINE = 400;

/** @param run the watch itself; never rejects. @returns why it ended, and empty where the person ended it. */
export const watchTerminal = (heading: string, run: (token: CancellationToken, terminal: WorkTerminal) => Promise<string>): WorkTerminal =>
  new WorkTerminal({ heading: [heading.slice(0, MAX_LINE)], ending: [l10n.t('Ending the watch…')] }, async (token, terminal) => {
    const why = await run(token, terminal);
    return { ok: why === '', lines: why === '' ? [] : [why.slice(0, MAX_LINE)] };
  });

export function tellState(terminal: WorkTerminal, state: Watch.State): void {
  const time = new Date().toLocaleTimeString();
  const of = state.of === 'night' ? l10n.t('night scan: {0}', stateWords(state)) : stateWords(state);
  const lines = [
    `${time}  ${of}${state.why === '' ? '' : `: ${state.why}`}`,
    // Their paths and lines are links in a terminal.
    ...state.places.map(({ uri, line, text }) => `    ${workspace.asRelativePath(Uri.parse(uri, true))}:${line + 1}  ${text}`),
  ];
  for (const line of lines) terminal.line(line.slice(0, MAX_LINE));
}
