// What is wrong with a text now, asked again after a patch: the next error of a file that had several.

import type { Problem } from './problem';
import type { SourceText } from './syntax/source-text';
import type { Workspace } from './project/workspace';

export interface RecollectRequest {
  /** The problem that was just healed. */
  readonly problem: Problem;
  readonly path: string;
  /** The text after the patch. */
  readonly source: SourceText;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
}

/** Problems of the text, most urgent first; empty where none is known. Never runs the text. */
export type Recollect = (request: RecollectRequest) => Promise<readonly Problem[]>;

export const recollect: Recollect = async () => [];
