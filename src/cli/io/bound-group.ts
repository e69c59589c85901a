// A command that nobody waits for: it is ended with all that it started, when its time is up, when it is to stop, and when this process goes, however it goes.

import { spawn, type ChildProcess } from 'node:child_process';

/** Between the request to end and the end. In ms. */
const GRACE_MS = 2_000;

/** The end of its input without a word is the end of ours. $1 leads the group. */
const GUARD = 'trap "" INT TERM HUP; read said; [ "$said" = done ] || kill -KILL "-$1" 2>/dev/null';

export interface Bounds {
  /** Its time was up. */
  readonly ranOut: boolean;
  /** Nothing of the group is left, or it was ended by force. */
  readonly isGone: boolean;
  /** Asks all of the group to end, and ends them soon after. */
  readonly end: () => void;
  /** The command has ended: what it left behind in its group goes, too. */
  readonly dispose: () => void;
}

/** @param child leads a process group of its own, but on Windows, where only it is ended. */
export function boundGroup(child: ChildProcess, options: { readonly signal: AbortSignal; readonly limitMs: number }): Bounds {
  const { pid } = child;
  const isGroup = pid !== undefined && process.platform !== 'win32';
  let ranOut = false;
  let isForced = false;
  let last: NodeJS.Timeout | undefined;
  /** @returns whether somebody was there to get it. */
  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return isGroup ? process.kill(-pid, signal) : child.kill(signal);
    } catch {
      return false;
    }
  };
  const end = (): void => {
    if (last) return;
    send('SIGTERM');
    last = setTimeout(() => {
      isForced = true;
      send('SIGKILL');
    }, GRACE_MS);
  };
  const limit = setTimeout(() => {
    ranOut = true;
    end();
  }, options.limitMs);
  options.signal.addEventListener('abort', end, { once: true });
  if (options.signal.aborted) end();
  const guard = isGroup
    ? spawn('/bin/sh', ['-c', GUARD, 'sh', String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' })
    : undefined;
  // Without it the group is ended by us alone, as long as we can.
  guard?.on('error', () => undefined);
  guard?.stdin.on('error', () => undefined);
  guard?.unref();
  return {
    get ranOut() {
      return ranOut;
    },
    get isGone() {
      return isForced || !send(0);
    },
    end,
    dispose: () => {
      clearTimeout(limit);
      clearTimeout(last);
      options.signal.removeEventListener('abort', end);
      send('SIGKILL');
      guard?.stdin.end('done\n');
    },
  };
}
