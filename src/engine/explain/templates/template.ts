// What a template of an explanation is given and what it says. The templates are data: one file a subject.

import type { Problem } from '../../problem';

/** What a template may look at. */
export interface TemplateContext {
  readonly problem: Problem;
  readonly python: boolean;
  /** A hole of the signature as it is shown to a person: `‹name›` → `'bar'`; `fallback` where the message did not say. */
  readonly quoted: (hole: string, fallback: string) => string;
  /** A hole as it stands; undefined where the message did not say. */
  readonly hole: (hole: string) => string | undefined;
  /** Where the workspace has a module of that name itself, as it is shown to a person; undefined where it has none, or nobody looked. */
  readonly ownModule: (module: string) => string | undefined;
  /** The line of code the problem is on, trimmed; empty where it is not known. */
  readonly code: string;
  /** Whether the problem's file itself defines a function or class of this name. */
  readonly defines: (name: string) => boolean;
}

/** Plain words for a tired person: no jargon that the message does not use itself. */
export interface PlainWords {
  /** What happened: one or two sentences. */
  readonly what: string;
  /** What would mend it, and what must be known for that: one to three sentences. */
  readonly needed: string;
  /** Lines for a terminal, to be copied by a person who wants them. Nothing here ever runs them. */
  readonly commands?: readonly string[];
}

export type Template = (context: TemplateContext) => PlainWords;
