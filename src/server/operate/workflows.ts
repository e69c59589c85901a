// The workflow for CI as the editor offers it; `self-heal ci` writes the same.

import * as path from 'node:path';
import { CI_FILE, ciFacts, ciWorkflow } from '../../engine';
import type { CreateWorkflow, Refusal } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import { DISABLED } from '../session/refusals';
import type { Session } from '../session/session';

/** As the documents have it. */
const EVERY_HOURS = 6;

export function workflowFor(
  { client }: Pick<Session, 'client'>,
  { folder, command: given, from }: CreateWorkflow.Params,
): CreateWorkflow.Answer | Refusal {
  if (!client.settings.enabled) return DISABLED;
  const root = toPath(folder);
  const facts = ciFacts(root);
  const command = given?.trim() ?? (client.settingsOf(root).testCommand || facts.test || '');
  const file = toUri(path.join(root, ...CI_FILE.split('/')));
  const source = from?.trim() ?? '';
  if (/[\r\n]/.test(command + source))
    return { reason: 'nothing-to-heal', message: 'The command, and where CI gets Self-Heal from, take one line each.' };
  if (source === '' || command === '') return { command, file };
  return { command, file, text: ciWorkflow({ ...facts, command, from: source, everyHours: EVERY_HOURS }) };
}
