// How strong the tests of a function are, asked for in the editor. What is found weak is remembered for the session.

import {
  definitionsIn,
  DiskFiles,
  findSandbox,
  functionAt,
  isInside,
  isKnownLanguage,
  languageOf,
  strengthOf,
  testStrength,
} from '../../engine';
import type { CheckTestStrength, Refusal } from '../../protocol';
import { toPath } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import type { Session } from '../session/session';

/** Changes that are tried; of more places those tried are spread over the function. */
const MAX_MUTANTS = 30;

export async function checkTestStrength(
  { client, documents, folders, weakTests }: Pick<Session, 'client' | 'documents' | 'folders' | 'weakTests'>,
  { uri, line }: CheckTestStrength.Params,
  signal: AbortSignal,
  onProgress: (message: string, ...far: Partial<[done: number, total: number]>) => void,
): Promise<CheckTestStrength.Answer | Refusal> {
  if (!client.settings.enabled) return DISABLED;
  if (!client.trusted) return { reason: 'untrusted', message: 'Nothing is run in a folder that you have not trusted.' };
  const path = toPath(uri);
  const language = languageOf(path);
  const text = documents.get(uri)?.getText() ?? documents.textOf(path);
  const root = folders.rootOf(path);
  if (!language || text === undefined || !root)
    return { reason: 'not-open', message: 'Tests are checked for Python, TypeScript and JavaScript files in a folder of this workspace.' };
  const { sandbox, notes } = await findSandbox();
  if (!sandbox.holds || !client.settings.rerun)
    return {
      reason: 'no-sandbox',
      message: ['Tests are run in a sandbox only, and none can be used here.', ...notes].join(' '),
      ...(client.settings.rerun ? {} : { setting: 'selfHeal.rerun.enabled' }),
    };
  const checked = functionAt(await definitionsIn(text, language), line);
  const lines = checked && { first: checked.first, last: checked.last };
  const open = documents.all().filter((document) => isKnownLanguage(document.languageId) && document.uri.startsWith('file:'));
  let done = 0;
  onProgress('Looking for its tests…');
  const found = await testStrength({
    root,
    files: documents.overlay(new DiskFiles(root)),
    path,
    text,
    language,
    ...(lines ? { lines } : {}),
    max: MAX_MUTANTS,
    texts: new Map(open.map((document) => [toPath(document.uri), document.getText()] as const).filter(([file]) => isInside(root, file))),
    sandbox,
    signal,
    onTested: (mutant, outcome) => {
      const what = `line ${mutant.line + 1}, ${mutant.from} became ${mutant.to}: ${outcome}`;
      onProgress(`${++done}: ${what}`, done, MAX_MUTANTS);
    },
  });
  if (signal.aborted) return CANCELLED;
  const here = checked ? `“${checked.name}”` : 'this file';
  if (found.places === 0)
    return {
      reason: 'no-tests',
      message: `In ${here} there is no operator and no truth value that could be changed, or it does not parse.`,
    };
  const strength = strengthOf(found.mutants.map(({ outcome }) => outcome));
  const { killed, survived, weak } = strength;
  if (killed + survived === 0) return { reason: 'no-tests', message: `No test that can be run here reaches ${here}.` };
  weakTests.set(path, checked, weak ? { noticed: killed, of: killed + survived } : undefined);
  return {
    ...(checked && { name: checked.name }),
    first: lines?.first ?? 0,
    last: lines?.last ?? text.split('\n').length - 1,
    places: found.places,
    mutants: found.mutants.map(({ mutant: { line: at, from, to }, outcome }) => ({ line: at, from, to, outcome })),
    ...strength,
  };
}
