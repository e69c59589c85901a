// A request to the server with progress the person can see and cancel.

import { ProgressLocation, window, type CancellationToken } from 'vscode';
import type { RequestType } from 'vscode-languageclient/node';
import type { ClientContext } from '../session/context';
import { Cancelled } from '../session/user-error';
import { visibleLine } from '../../engine/visible-text';

let next = 1;

export async function askWithProgress<P extends object, R>(
  context: ClientContext,
  title: string,
  type: RequestType<P, R, void>,
  params: P,
): Promise<R> {
  const { session } = context;
  return window.withProgress(
    { location: ProgressLocation.Notification, title: visibleLine(title), cancellable: true },
    async (progress, token: CancellationToken) => {
      await session.start();
      const workDoneToken = `selfHeal-${next++}`;
      const listening = session.onProgress(workDoneToken, (value) => {
        if (value.kind !== 'end' && value.message) progress.report({ message: visibleLine(value.message) });
      });
      try {
        const answer = await session.ask(type, { ...params, workDoneToken }, token);
        // Pressed just as the answer came: the person's word counts.
        if (token.isCancellationRequested) throw new Cancelled();
        return answer;
      } catch (error) {
        throw token.isCancellationRequested ? new Cancelled() : error;
      } finally {
        listening.dispose();
      }
    },
  );
}
