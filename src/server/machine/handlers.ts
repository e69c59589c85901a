// What of this machine a file is healed with, and texts made fit to be shown to others.

import { redact } from '../../engine';
import { RedactText, ToolStatus, type Refusal } from '../../protocol';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { toolStatus } from './tool-status';

export function handleMachine(session: Session): void {
  const { connection, log } = session;
  connection.onRequest(
    ToolStatus.type,
    log.caught('what a file is healed with', (params) => toolStatus(session, params), internalError('Looking at the tools')),
  );
  connection.onRequest(
    RedactText.type,
    log.caught(
      'taking out secrets',
      async ({ text }): Promise<RedactText.Answer | Refusal> => {
        const done = await redact(text);
        return done.ok ? { text: done.value.text, secrets: done.value.count } : { reason: 'internal', message: done.message };
      },
      internalError('Taking out the secrets'),
    ),
  );
}
