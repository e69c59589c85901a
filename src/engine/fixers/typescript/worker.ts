// Entry of the TypeScript worker thread: loads the package it is told, greets, and answers requests one after the other.

import { createRequire } from 'node:module';
import * as path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { TypeScriptApi } from '../../project/typescript-documents';
import { ScriptRequests, type Request } from '../../project/typescript-requests';
import type { Greeting } from '../../project/typescript-service';
import { REWRITE, rewriteQuestion } from './framework/typed-rewrite';
import { PROPOSE, proposeQuestion } from './framework/typed-rule';
import { typedRewrites, typedRules } from './registry';

function load(folder: string): TypeScriptApi | Extract<Greeting, { failed: string }> {
  let loaded: Partial<TypeScriptApi>;
  try {
    loaded = createRequire(path.join(folder, 'package.json'))(folder) as Partial<TypeScriptApi>;
  } catch (error) {
    return {
      failed: `TypeScript could not be loaded from '${folder}' (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`,
    };
  }
  if (typeof loaded.createLanguageService !== 'function' || !loaded.version)
    return { failed: `The TypeScript in '${folder}' can't be asked from JavaScript; version 5 or 6 can.` };
  return loaded;
}

const { folder } = workerData as { folder: string };
const ts = load(folder);
if ('failed' in ts) {
  parentPort?.postMessage(ts satisfies Greeting);
} else {
  const requests = new ScriptRequests(ts, { [PROPOSE]: proposeQuestion(typedRules), [REWRITE]: rewriteQuestion(typedRewrites) });
  parentPort?.on('message', ({ id, request }: { id: number; request: Request }) => {
    let value: unknown;
    try {
      value = requests.handle(request);
    } catch {
      // TypeScript throws on some broken programs; that is "could not say".
      value = undefined;
    }
    parentPort?.postMessage({ id, value });
  });
  parentPort?.postMessage({ version: ts.version } satisfies Greeting);
}
