// What the aids of a re-run are given, and what they reported: how often the watched statement was begun and completed.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { LanguageId } from '../../problem';
import nodeAidText from './node-probe';
import type { Place } from './statement';
import pythonAid from './python_probe.py';

export interface Watched {
  readonly path: string;
  readonly place: Place;
  /** UTF-16 length of the text: another text in the interpreter has other places. */
  readonly length: number;
}

export interface Reach {
  readonly begun: number;
  readonly completed: number;
  /** Counting stopped: at least so often. */
  readonly capped?: boolean;
}

/**
 * Aids and environment that make a run report on `watched`. `env` is what the program would see without us. `key` stands before every line of the
 * report: what a program writes there by itself, without it, is not believed.
 */
export function watching(
  watched: Watched,
  cwd: string,
  env: NodeJS.ProcessEnv,
): { readonly aids: Map<string, string>; readonly env: Record<string, string>; readonly key: string } {
  const key = randomBytes(9).toString('base64url');
  const request = { ...watched.place, key, path: watched.path, relative: path.relative(cwd, watched.path), length: watched.length };
  const pythonPath = env['PYTHONPATH'];
  // A debugger's loader, set by an editor's terminal, is not to be found in the sandbox.
  const nodeOptions = /bootloader|js-debug|--inspect/.test(env['NODE_OPTIONS'] ?? '') ? undefined : env['NODE_OPTIONS'];
  return {
    key,
    aids: new Map([
      ['sitecustomize.py', pythonAid],
      ['self-heal-reach.cjs', nodeAidText],
      ['place.json', JSON.stringify(request)],
      ['place.txt', [request.path, request.relative, request.first, request.last, request.name, key].join('\0')],
    ]),
    env: {
      PYTHONPATH: pythonPath ? `‹aids›${path.delimiter}${pythonPath}` : '‹aids›',
      // Compiled files of the aid or of patched texts must not stand in for later ones.
      PYTHONDONTWRITEBYTECODE: '1',
      NODE_OPTIONS: `--require ‹aids›/self-heal-reach.cjs${nodeOptions ? ` ${nodeOptions}` : ''}`,
    },
  };
}

/** The sum over all processes; undefined where no aid of the language was loaded, or it could not count. */
export function readReach(report: string, language: LanguageId, key: string): Reach | undefined {
  const last = new Map<string, Reach>();
  let loaded = false;
  let blind = false;
  let capped = false;
  for (const written of report.split('\n')) {
    if (!written.startsWith(`${key} `)) continue;
    const line = written.slice(key.length + 1);
    if (line === (language === 'python' ? 'aid python' : 'aid node')) loaded = true;
    else if (line === 'other-text' || line === 'no-place') blind = true;
    else if (line === 'capped') capped = true;
    const found = /^reach (\S+) (\d+) (\d+)$/.exec(line);
    if (found) last.set(found[1] ?? '', { begun: Number(found[2]), completed: Number(found[3]) });
  }
  if (!loaded || blind) return undefined;
  let begun = 0;
  let completed = 0;
  for (const one of last.values()) {
    begun += one.begun;
    completed += one.completed;
  }
  return { begun, completed, ...(capped ? { capped } : {}) };
}
