// Whether a request can be run at all: what no kind of sandbox does, each with the sentence that says so.

import * as path from 'node:path';
import type { SandboxRequest, SandboxRun } from './sandbox';
import { unfitWorkspace } from './mounts';

/** Files at once; each is a file descriptor, or a file to be copied. */
const MOST_FILES = 400;

/** Why the request can't be run, in a sentence; undefined where it can. */
export function unfitRequest(request: SandboxRequest, home: string): string | undefined {
  const { argv, root, cwd, files, helpers = new Map<string, string>() } = request;
  const within = (file: string): boolean =>
    path.isAbsolute(file) &&
    path.resolve(file) === file &&
    (file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep));
  if (!argv[0] || argv.some((arg) => arg.includes('\0'))) return 'There is no command to run.';
  const bad = unfitWorkspace(root, home);
  if (bad) return bad;
  if (!within(cwd)) return `The folder ${cwd} is outside of the workspace.`;
  const outside = [...files.keys()].find((file) => !within(file) || file === root);
  if (outside !== undefined) return `${outside} is outside of the workspace.`;
  if ([...helpers.keys()].some((name) => !/^[\w.-]+$/.test(name) || /^\.+$/.test(name))) return 'A helper file has no plain name.';
  if (files.size + helpers.size > MOST_FILES) return `More than ${MOST_FILES} changed files at once can't be tried.`;
  return undefined;
}

/** A run that never began. Says nothing of the patch. */
export function notStarted(why: string): SandboxRun {
  return { ended: 'not-started', exitCode: null, stdout: '', stderr: '', report: '', why, ms: 0, ownMs: 0 };
}
