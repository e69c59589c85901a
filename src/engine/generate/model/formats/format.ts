// How a model writes down its change: instructions for it, and a reader of what comes back. One file a format, one line in the registry.

import type { FileEdit } from '../../../patch';
import type { ModelContext } from '../../../diagnose/model-context';

/** `training`: as adapters are trained to answer; only those are asked in it. */
export type ReplyFormatId = 'search-replace' | 'whole-function' | 'training';

export interface ReplyFormat {
  readonly id: ReplyFormatId;
  /** What the model is told about the form of its answer; the same for every problem. */
  readonly instructions: string;
  /** Said once more behind the problem, where this form needs to be told what is asked of it. */
  reminder(shown: ModelContext): string;
  /** Changes nothing, reads no file; never rejects for what stands in a reply. A reply that was cut off is never given to it. */
  read(reply: string, shown: ModelContext): Promise<ReadReply>;
}

export type ReadReply =
  /** Minimal edits of what was shown, at least one, secrets back in their places. `explanation` is one line, capped. */
  | { readonly kind: 'edits'; readonly explanation: string; readonly edits: readonly FileEdit[] }
  /** The model says that it sees no fix: to ask the same again is of no use. */
  | { readonly kind: 'no-fix'; readonly explanation: string }
  /** The model does not want to answer at all: "I'm sorry, but I can't …". */
  | { readonly kind: 'declined'; readonly explanation: string }
  /** One sentence each, for the model. */
  | { readonly kind: Fault; readonly faults: readonly string[] };

export type Fault =
  /** The reply is not in this form at all: another format may suit the model better. */
  | 'malformed'
  /** The form is right, but it can't be applied: the text to be replaced is not there, or more than once; another file; code left out. */
  | 'misplaced'
  /** It gives back what stands there already. */
  | 'unchanged';
