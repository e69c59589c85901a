// Commands that run in terminals and tasks: what they print is read for failures.

import { TerminalCommandEnded, TerminalCommandStarted, TerminalOutput } from '../../protocol';
import type { Session } from '../session/session';
import type { CommandFailures } from './command-failures';

export function handleTerminal({ client, connection, documents, log }: Session, failures: CommandFailures): void {
  connection.onNotification(
    TerminalCommandStarted.type,
    log.listener('the start of a command', ({ id, line, cwd }) => {
      if (client.watchesTerminals) failures.started(id, line, cwd);
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
  client.onDidChangeSettings(() => {
    if (!client.watchesTerminals) failures.clear();
  });
}
