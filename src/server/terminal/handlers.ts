// Commands that run in terminals and tasks, texts that a person hands over, and log files that the settings name: what they print is read for failures.

import { visibleLine } from '../../engine';
import {
  ClearFailures,
  NotebookSeen,
  ReadErrors,
  TerminalCommandEnded,
  TerminalCommandStarted,
  TerminalOutput,
  type Refusal,
} from '../../protocol';
import { toUri } from '../session/paths';
import { DISABLED, internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { CommandFailures } from './command-failures';
import type { LogFiles } from './log-files';

/** Of a text that is handed over, the end counts. In UTF-16 code units. */
const MAX_TEXT = 2_000_000;

export function handleTerminal(
  { client, connection, documents, log, notebooks }: Session,
  failures: CommandFailures,
  logs: LogFiles,
): void {
  connection.onNotification(
    TerminalCommandStarted.type,
    log.listener('the start of a command', (command) => {
      if (client.watchesTerminals) failures.started(command);
    }),
  );
  connection.onNotification(
    TerminalOutput.type,
    log.listener('the output of a command', ({ id, chunk }) => failures.output(id, chunk)),
  );
  connection.onNotification(
    TerminalCommandEnded.type,
    log.listener('the end of a command', ({ id, exitCode }) => failures.ended(id, exitCode)),
  );
  documents.onDidEdit(log.listener('an edit of a failed line', ({ document, changes }) => failures.edited(document.uri, changes)));
  connection.onNotification(
    NotebookSeen.type,
    log.listener('the cells of a notebook', (notebook) => {
      const ran = notebooks.seen(notebook);
      if (client.settings.enabled) failures.ran(ran);
    }),
  );
  connection.onRequest(
    ReadErrors.type,
    log.caught(
      'reading errors',
      ({ text, origin }): ReadErrors.Answer | Refusal => {
        if (!client.settings.enabled) return DISABLED;
        const { shown, elsewhere } = failures.read(text.slice(-MAX_TEXT), origin);
        const places = shown.map(({ location, errorType, message }) => ({
          uri: toUri(location.path),
          line: location.range.start.line,
          message: visibleLine(`${errorType}: ${message}`),
        }));
        return { places, elsewhere };
      },
      internalError('Reading the errors'),
    ),
  );
  connection.onRequest(
    ClearFailures.type,
    log.caught('clearing failures', (): ClearFailures.Answer => ({ cleared: failures.dismiss() }), internalError('Clearing the failures')),
  );
  client.onDidChangeSettings(() => {
    failures.reconsider();
    logs.changed();
  });
  client.onDidGrantTrust(() => logs.changed());
}
