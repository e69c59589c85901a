// What the security scan finds and what a rule of it is. One file a rule, one line in registry.ts.

import type { Node } from 'web-tree-sitter';
import type { OffsetEdit } from '../../syntax/edits';

/** Offsets are UTF-16 code units into the scanned text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A change that takes the danger away and keeps what the code does with harmless values. */
export interface SecurityFix {
  /** Imperative, no full stop. */
  readonly title: string;
  /** What the fix does, in a plain sentence or two. */
  readonly explanation: string;
  readonly edits: readonly OffsetEdit[];
}

export interface Found extends Span {
  /** What is there and what could happen, in plain sentences. */
  readonly message: string;
  /** What to do about it by hand. */
  readonly needed: string;
  /** Only where it is certain. */
  readonly fix?: SecurityFix;
}

/** `Program` is what rules of one language look at. */
export interface SecurityRule<Program> {
  /** Without the part before the slash: `sql-injection`. */
  readonly id: string;
  /** Where the text holds none of these words the rule has nothing to look at, and the text is not parsed for it. */
  readonly words: RegExp;
  find(program: Program): readonly Found[];
}

export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
