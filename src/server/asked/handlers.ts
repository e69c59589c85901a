// What other extensions and models ask through the client, and what they have registered with it.

import { visibleLine } from '../../engine';
import { CallTool, ChooseFix, FixesFor, Healed, HealText, ListPairs, RegisteredChanged, type Refusal } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { toPath } from '../session/paths';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { offered } from '../session/to-protocol';
import type { AskedFixes } from './asked-fixes';

const MAX_PAIRS = 1_000;

export function handleAsked(session: Session, asked: AskedFixes, heals: AppliedHeals): void {
  const { connection, log, registered, stores } = session;
  connection.onNotification(
    RegisteredChanged.type,
    log.listener('what others registered', (now) => registered.set(now)),
  );
  connection.onRequest(
    HealText.type,
    log.caught('healing a text', (params, token) => asked.text(params, token), internalError('Healing the text')),
  );
  connection.onRequest(
    FixesFor.type,
    log.caught('fixes for a diagnostic', (params, token) => asked.diagnostic(params, token), internalError('Finding fixes')),
  );
  connection.onRequest(
    ChooseFix.type,
    log.caught('choosing a fix', (params) => asked.choose(params), internalError('Choosing the fix')),
  );
  connection.onRequest(
    CallTool.type,
    log.caught('a tool', (params, token) => asked.tool(params, token), internalError('The tool')),
  );
  const listPairs = async ({ folder, limit, errorType }: ListPairs.Params): Promise<ListPairs.Answer | Refusal> => {
    const root = toPath(folder);
    const store = stores.of(root);
    if (!store) return stores.refusal(root);
    await heals.settled();
    const pairs: ListPairs.Pair[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = store.page(errorType === undefined ? {} : { errorType }, after);
      stores.heard(root, page);
      if (!page.ok) return { ...stores.refusal(root), message: page.message };
      pairs.push(
        ...page.value.pairs.map((pair) => ({
          id: pair.id,
          errorType: pair.errorType,
          message: pair.message,
          language: pair.language,
          title: pair.title,
          file: pair.file,
          before: pair.before,
          after: pair.final ?? pair.proposed,
          verdict: pair.verdict.kind,
          at: pair.recordedAt,
        })),
      );
      // Newest first: what is older than the limit allows is let go on the way.
      pairs.splice(0, Math.max(0, pairs.length - Math.min(MAX_PAIRS, Math.max(1, limit))));
      after = page.value.next;
    }
    return { pairs: pairs.reverse() };
  };
  connection.onRequest(ListPairs.type, log.caught('listing pairs', listPairs, internalError('Listing the pairs')));
  heals.onDidAccept(
    log.listener('telling of a heal', ({ uri, title, via, patches }) =>
      connection.sendNotification(Healed.type, { uri, title: visibleLine(title), via, patches: patches.map(offered) }),
    ),
  );
}
