// Setting a model up: the servers of this machine, the models of a server, one call to try one. Nothing of the workspace is in any of it.

import { findLocalServers, listModels, tryModel } from '../../engine';
import { FindModelServers, ListModels, TryModel, type ModelRefusal } from '../../protocol';
import { cancelled } from '../session/cancelled';
import { progressOf } from '../session/progress';
import { internalError, modelRefusal } from '../session/refusals';
import type { Session } from '../session/session';

export function handleModels({ connection, log, models }: Pick<Session, 'connection' | 'log' | 'models'>): void {
  connection.onRequest(
    FindModelServers.type,
    log.caught(
      'looking for model servers',
      async (_, token): Promise<FindModelServers.Answer> => ({ servers: await findLocalServers(cancelled(token)) }),
      internalError('Looking for model servers'),
    ),
  );
  connection.onRequest(
    ListModels.type,
    log.caught(
      'listing models',
      async ({ baseUrl, apiKey }, token): Promise<ListModels.Answer | ModelRefusal> => {
        const listed = await listModels({ baseUrl, apiKey }, cancelled(token));
        return listed.ok ? { models: listed.value } : modelRefusal(listed);
      },
      internalError('Asking for the models'),
    ),
  );
  connection.onRequest(
    TryModel.type,
    log.caught(
      'trying a model',
      async ({ model, price, workDoneToken }, token): Promise<TryModel.Answer | ModelRefusal> => {
        progressOf(connection, workDoneToken)('Waiting for its answer…');
        const trial = await tryModel(models.provider(model), cancelled(token), price);
        if (!trial.ok) return modelRefusal(trial);
        const { ms, firstMs, tokensPerSecond, cost, use } = trial.value;
        models.used({ tokens: use ? use.prompt + use.reply : 0, cost: cost ?? 0 });
        return { ms, firstMs, ...(tokensPerSecond !== undefined && { tokensPerSecond }), ...(cost !== undefined && { cost }) };
      },
      internalError('Trying the model'),
    ),
  );
}
