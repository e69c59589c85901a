// The self-test of a workspace folder, asked for in the editor.

import * as path from 'node:path';
import { findSandbox, selfTest, type TestedSlip } from '../../engine';
import type { Refusal, SelfTest } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import type { Session } from '../session/session';

const MAX_COUNT = 500;

export async function runSelfTest(
  { client, log }: Pick<Session, 'client' | 'log'>,
  { folder, count }: SelfTest.Params,
  signal: AbortSignal,
  onProgress: (message: string, done: number, total: number) => void,
): Promise<SelfTest.Answer | Refusal> {
  if (!client.settings.enabled) return DISABLED;
  if (!client.trusted) return { reason: 'untrusted', message: 'Nothing is run in a folder that you have not trusted.' };
  const root = toPath(folder);
  const { sandbox } = await findSandbox();
  const tests = sandbox.holds && client.settings.rerun;
  const most = Math.min(MAX_COUNT, Math.max(1, Math.floor(count) || 1));
  let done = 0;
  onProgress('Copying the workspace…', 0, most);
  const tested = await selfTest({
    root,
    count: most,
    mayStart: true,
    at: { interpreter: client.settings.interpreters[root], typescriptFolders: client.typescriptFolders },
    ...(tests ? { sandbox } : {}),
    signal,
    onTrouble: (message) => log.info(message),
    onFault: log.fault,
    onTested: ({ file, kind }) => onProgress(`${++done} of ${most}: ${file}, ${kind}`, done, most),
  });
  if (!tested.ok) return { reason: 'read-failed', message: tested.message };
  const { slips, files, ended } = tested.value;
  if (ended === 'cancelled') return CANCELLED;
  if (slips.length === 0)
    return {
      reason: 'nothing-to-heal',
      message: 'In the Python and TypeScript files of this folder there is no place for a known mistake.',
    };
  return { slips: slips.map((slip) => shown(slip, root)), files, tests };
}

function shown({ file, line, kind, error, outcome, proved, restored, why }: TestedSlip, root: string): SelfTest.Slip {
  return {
    uri: toUri(path.join(root, ...file.split('/'))),
    line,
    kind,
    error,
    outcome: outcome === 'healed' && proved ? 'proved' : outcome,
    restored,
    why,
  };
}
