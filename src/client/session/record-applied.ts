// Tells the server that a plan was applied: it remembers the heal, and records the pair once the checkers have spoken about the file.

import { Uri } from 'vscode';
import { PlanApplied } from '../../protocol';
import type { ClientContext } from './context';
import { nameOf } from './name-of';

/**
 * Never rejects: the file is healed already, and that it could not be recorded is for the log.
 * @returns what the editor's own checkers show for the file now; undefined where they did not speak in time.
 */
export async function recordApplied({ session, log }: ClientContext, uri: string): Promise<PlanApplied.Answer['left']> {
  try {
    return (await session.ask(PlanApplied.type, { uri })).left;
  } catch (error) {
    log.warn(`The heal of ${nameOf(Uri.parse(uri))} was not recorded: ${String(error)}`);
    return undefined;
  }
}
