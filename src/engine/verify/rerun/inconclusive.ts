// Why a program cannot be judged here though nothing is wrong with the patch: it waits for input, needs the network, never ends.

import type { Problem } from '../../problem';
import type { SandboxRun } from '../sandbox/sandbox';

/** Completes "not proved: it …". */
export type InconclusiveReason =
  | 'waits for input'
  | 'needs the network'
  | 'opens a port that is taken'
  | 'keeps serving and never ends'
  | 'does not end in time'
  | 'writes where it may not'
  | 'needs more memory than it may use'
  | 'starts more processes than it may'
  | 'needs a screen'
  | 'starts a program that is not there'
  | 'needs a variable of the environment that is kept from it';

const INPUT =
  /^EOFError\b|\bEOF when reading a line|ERR_USE_AFTER_CLOSE|\bunsettled top-level await\b|termios\.error|\bInappropriate ioctl for device\b|\bstdin is not a (?:tty|terminal)\b/im;
const NETWORK =
  /\bConnection(?:Refused|Reset|Aborted)?Error\b|\bgaierror\b|\bName or service not known|\bTemporary failure in name resolution|\bnodename nor servname|\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ETIMEDOUT)\b|\bNetwork is unreachable|\burlopen error|\bFailed to establish a new connection|\bMax retries exceeded|\bfetch failed\b|\bhttpx?\.Connect(?:Error|Timeout)|\bCould not resolve host/i;
const PORT = /\bEADDRINUSE\b|\bAddress already in use\b/i;
const READ_ONLY =
  /\bEROFS\b|\bRead-only file system\b|\b(?:EACCES|PermissionError)\b|\bNo space left on device\b|\bENOSPC\b|\bunable to open database file\b|\battempt to write a readonly database\b/i;
const MEMORY = /^(?:\w+\.)*MemoryError\b|\bheap out of memory\b|\bCannot allocate memory\b|\bENOMEM\b|\bstd::bad_alloc\b/im;
const PROCESSES =
  /\bBlockingIOError: \[Errno 11\]|\bcan't start new thread\b|\bResource temporarily unavailable\b|\bspawn\b[^\n]*\bEAGAIN\b/i;
const SCREEN =
  /\bno display name and no \$DISPLAY\b|\bcannot (?:connect to|open) (?:X server|display)\b|\bcould not connect to display\b|\bNo available video device\b|\bMissing X server\b/i;
const SERVES =
  /\b(?:listening|serving|running|started|ready|available)\b[^\n]{0,60}(?:\bport\b|:\d{2,5}\b|https?:\/\/)|https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)[:/]/i;

/** The output's end says what a program died of. */
const TAIL = 8000;

/** Why a run says nothing about the patch; undefined where it ended by itself and of its own fault, or well. */
export function inconclusiveRun(run: SandboxRun): InconclusiveReason | undefined {
  const tail = `${run.stdout.slice(-TAIL)}\n${run.stderr.slice(-TAIL)}`;
  if (run.ended === 'memory') return 'needs more memory than it may use';
  if (run.ended === 'processes') return 'starts more processes than it may';
  if (run.ended === 'timeout') return SERVES.test(tail) ? 'keeps serving and never ends' : 'does not end in time';
  if (run.ended !== 'exited' || run.exitCode === 0) return undefined;
  if (namesWithheld(run.stderr.slice(-TAIL), run)) return 'needs a variable of the environment that is kept from it';
  if (run.wantedToWrite) return 'writes where it may not';
  if (run.exitCode === 127 && /\bnot found\b/i.test(run.stderr)) return 'starts a program that is not there';
  // `input()` with nothing to read, and a top-level await of an input that ended (node's own exit status).
  if (run.exitCode === 13) return 'waits for input';
  return reasonIn(run.stderr.slice(-TAIL).trim() === '' ? tail : run.stderr.slice(-TAIL));
}

/** The same for the problem itself: an error that another place caused by not being there. */
export function inconclusiveProblem(problem: Problem, network: boolean): InconclusiveReason | undefined {
  const found = reasonIn(`${problem.errorType}: ${problem.message}`);
  if (found === 'needs the network') return network ? undefined : found;
  return found === 'waits for input' || found === 'needs a screen' ? found : undefined;
}

/** The last error of a run is of the sandbox's making, not of the program's; undefined where it is the program's own. */
export function inconclusiveFailure(run: SandboxRun, problem: Problem, network: boolean): InconclusiveReason | undefined {
  return namesWithheld(problem.message, run)
    ? 'needs a variable of the environment that is kept from it'
    : inconclusiveProblem(problem, network);
}

/** Words around a name that is asked of the environment. */
const ASKED =
  'environ|getenv|process\\.env|\\benv(?:ironment)?\\b|variable|not (?:set|defined|found)|unset|missing|required|must be|undefined';

/**
 * What is not known to be harmless is kept from a program; one that asks for it by name dies of that. A name of several words is enough by itself; one
 * that could be any word (`DATA`) has to stand where a variable is asked for.
 */
function namesWithheld(text: string, run: SandboxRun): boolean {
  return (run.withheld ?? []).some((name) => {
    const plain = name.replace(/[^\w]/g, '\\$&');
    const word = `(?<!\\w)${plain}(?!\\w)`;
    if (/[^_]_[^_]/.test(name)) return new RegExp(word).test(text);
    return (
      new RegExp(`^KeyError: ['"]${plain}['"]|(?:${ASKED}).*${word}|${word}.*(?:${ASKED})`, 'im').test(text) && new RegExp(word).test(text)
    );
  });
}

function reasonIn(text: string): InconclusiveReason | undefined {
  if (INPUT.test(text)) return 'waits for input';
  if (PORT.test(text)) return 'opens a port that is taken';
  if (NETWORK.test(text)) return 'needs the network';
  if (SCREEN.test(text)) return 'needs a screen';
  if (MEMORY.test(text)) return 'needs more memory than it may use';
  if (PROCESSES.test(text)) return 'starts more processes than it may';
  if (READ_ONLY.test(text)) return 'writes where it may not';
  return undefined;
}
