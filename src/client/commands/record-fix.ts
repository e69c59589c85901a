// Keep My Own Fix: what the person mended by hand becomes a success pair, as the status item offers it.

import { RecordHandMade } from '../../protocol';
import type { ClientContext } from '../session/context';
import { keptFix } from '../session/kept-fix';
import { showMessage } from '../session/show-message';
import { answerOrThrow } from '../session/user-error';

export async function recordFix({ session, log }: ClientContext): Promise<void> {
  const { title, file } = answerOrThrow(await session.ask(RecordHandMade.type, {}));
  showMessage(log, 'info', keptFix(file, title));
}
