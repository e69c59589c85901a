// How a model writes down its change: instructions for it, and a reader of what comes back. One file a format, one line in the registry.

import type { FileEdit } from '../../../patch';
import type { ModelContext } from '../../../diagnose/model-context';

export interface ReplyFormat {
  readonly id: 'search-replace' | 'whole-function';
  /** What the model is told about the form of its answer; the same for every problem. */
  readonly instructions: string;
  /** Changes nothing; throws never for what stands in a reply. */
  read(reply: string, shown: ModelContext): ReadReply;
}

export type ReadReply =
  /** Minimal edits of what was shown, secrets back in their places. No edits: the model says that it sees no fix. */
  | { readonly kind: 'edits'; readonly explanation: string; readonly edits: readonly FileEdit[] }
  /** The reply is not in this form at all: another format may suit the model better. One sentence each, for the model. */
  | { readonly kind: 'malformed'; readonly faults: readonly string[] }
  /** The form is right, but it can't be applied: the text to be replaced is not there, or more than once; another file. */
  | { readonly kind: 'misplaced'; readonly faults: readonly string[] };
