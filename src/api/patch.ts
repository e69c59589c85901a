// A patch as the documents know it: what it changes, how it is known to hold, and how far it has come.

import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { withDocumentNames, type BothNamed } from './names';
import { SelfHealError } from './self-heal-error';

/** The seven states of a patch. */
export const PatchStatus = {
  /** Made; nothing was done with it yet. */
  GENERATED: 'generated',
  /** It holds: what could be checked was checked. */
  VALIDATED: 'validated',
  /** In the code. */
  APPLIED: 'applied',
  /** No fix was found, or it could not be applied. */
  FAILED: 'failed',
  /** It does not hold. */
  INVALID: 'invalid',
  /** It was in the code and was taken back. */
  REVERTED: 'reverted',
  /** Somebody did not want it. */
  REJECTED: 'rejected',
} as const;
export type PatchStatus = (typeof PatchStatus)[keyof typeof PatchStatus];

const NEXT: Readonly<Record<PatchStatus, readonly PatchStatus[]>> = {
  generated: ['validated', 'applied', 'failed', 'invalid', 'rejected'],
  // Validated before it was applied, or after: after_success follows apply_patch.
  validated: ['applied', 'failed', 'invalid', 'rejected', 'reverted'],
  applied: ['validated', 'failed', 'reverted'],
  failed: [],
  invalid: [],
  reverted: [],
  rejected: [],
};

/** What is known of the error, with the names of Saplings. */
export interface ErrorInfo {
  readonly type: string;
  readonly message: string;
  /** The message with its variable parts as named holes: the same for every occurrence of the mistake. */
  readonly patterns: readonly string[];
  /** One-based, as tracebacks count; null where it is not known. */
  readonly line_number: number | null;
  readonly variable?: string;
  readonly module?: string;
}

/** Zero-based lines and UTF-16 code units, as in LSP; of the original code, not overlapping, in order. */
export interface PatchEdit {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly newText: string;
}

/** One step of the proof. */
export interface Verification {
  readonly step: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly by?: string;
  readonly why?: string;
}

/** Who made it: `rule`, `remembered`, `learned`, `editor`, `model`; `none` where no fix was found. */
export type Provenance = 'remembered' | 'learned' | 'rule' | 'editor' | 'model' | 'hand' | 'none';

const text = v.string();
const nullable = v.nullish(v.string(), null);
/** Both shapes that Saplings has written: with `patched_code` and `error`, and with `code` and `description`. */
const PatchDict = v.pipe(
  v.looseObject({
    patch_id: v.optional(v.pipe(text, v.regex(/^[\w.-]{1,200}$/))),
    description: v.optional(text, ''),
    explanation: v.optional(text, ''),
    original_code: v.nullish(text, ''),
    patched_code: v.optional(text),
    code: v.optional(text),
    error: v.nullish(text, ''),
    error_type: v.nullish(text, ''),
    error_info: v.optional(
      v.looseObject({
        type: v.optional(text, ''),
        message: v.optional(text, ''),
        patterns: v.optional(v.array(text), []),
        line_number: v.nullish(v.number(), null),
        variable: v.exactOptional(text),
        module: v.exactOptional(text),
      }),
    ),
    confidence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
    status: v.optional(v.pipe(text, v.toLowerCase(), v.picklist(Object.values(PatchStatus))), 'generated'),
    provenance: v.optional(v.picklist(['remembered', 'learned', 'rule', 'editor', 'model', 'hand', 'none']), 'none'),
    language: v.optional(text, 'python'),
    edits: v.optional(
      v.array(
        v.object({
          startLine: v.number(),
          startCharacter: v.number(),
          endLine: v.number(),
          endCharacter: v.number(),
          newText: text,
        }),
      ),
      [],
    ),
    diff: v.optional(text, ''),
    verification: v.optional(
      v.array(
        v.object({
          step: text,
          result: v.picklist(['passed', 'failed', 'skipped']),
          by: v.exactOptional(text),
          why: v.exactOptional(text),
        }),
      ),
      [],
    ),
    metadata: v.optional(v.record(text, v.unknown()), {}),
    timestamp: v.optional(text),
    created_at: v.optional(text),
    applied_at: nullable,
    validated_at: nullable,
  }),
  v.check((dict) => dict.patched_code !== undefined || dict.code !== undefined, 'it has neither patched_code nor code'),
);

/** What a patch is made of; all but the two codes may be left out. */
export interface PatchParts {
  readonly originalCode: string;
  readonly patchedCode: string;
  readonly error?: string;
  readonly errorType?: string;
  readonly errorInfo?: ErrorInfo;
  readonly patchId?: string;
  readonly description?: string;
  readonly explanation?: string;
  readonly confidence?: number;
  readonly status?: PatchStatus;
  readonly provenance?: Provenance;
  readonly language?: string;
  readonly edits?: readonly PatchEdit[];
  readonly diff?: string;
  readonly verification?: readonly Verification[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly createdAt?: string;
  readonly appliedAt?: string | null;
  readonly validatedAt?: string | null;
}

class PatchFace {
  /** A UUID of version 4. */
  readonly patchId: string;
  /** The whole text before and after. The same where no fix was found. */
  readonly originalCode: string;
  readonly patchedCode: string;
  /** The error's own words. */
  readonly error: string;
  readonly errorType: string;
  readonly errorInfo: ErrorInfo;
  /** What changes, in the imperative. */
  readonly description: string;
  /** One or two plain sentences. */
  readonly explanation: string;
  /** The probability that this is what a good developer would have typed, 0 to 1. */
  readonly confidence: number;
  readonly provenance: Provenance;
  readonly language: string;
  readonly edits: readonly PatchEdit[];
  /** Unified. */
  readonly diff: string;
  readonly verification: readonly Verification[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  private statusNow: PatchStatus;
  private appliedTime: string | null;
  private validatedTime: string | null;

  constructor(parts: PatchParts) {
    const { error = '', errorType = '' } = parts;
    this.patchId = parts.patchId ?? randomUUID();
    this.originalCode = parts.originalCode;
    this.patchedCode = parts.patchedCode;
    this.error = error;
    this.errorType = errorType;
    this.errorInfo = parts.errorInfo ?? { type: errorType, message: error, patterns: [], line_number: null };
    this.description = parts.description ?? '';
    this.explanation = parts.explanation ?? '';
    this.confidence = parts.confidence ?? 0;
    this.provenance = parts.provenance ?? 'none';
    this.language = parts.language ?? 'python';
    this.edits = parts.edits ?? [];
    this.diff = parts.diff ?? '';
    this.verification = parts.verification ?? [];
    this.metadata = parts.metadata ?? {};
    this.createdAt = parts.createdAt ?? new Date().toISOString();
    this.statusNow = parts.status ?? 'generated';
    this.appliedTime = parts.appliedAt ?? null;
    this.validatedTime = parts.validatedAt ?? null;
  }

  get status(): PatchStatus {
    return this.statusNow;
  }

  /** When it became so, ISO 8601 UTC; null where it has not. */
  get appliedAt(): string | null {
    return this.appliedTime;
  }

  get validatedAt(): string | null {
    return this.validatedTime;
  }

  /** As `createdAt`, by its older name. */
  get timestamp(): string {
    return this.createdAt;
  }

  /** Whether that status may follow the present one. */
  canBecome(status: PatchStatus): boolean {
    // What was never applied can't be taken back.
    return NEXT[this.statusNow].includes(status) && (status !== 'reverted' || this.appliedTime !== null);
  }

  /** @throws SelfHealError `transition` where that status can't follow the present one; the patch stays as it is. */
  become(status: PatchStatus): void {
    if (!this.canBecome(status)) throw new SelfHealError('transition', `A patch that is ${this.statusNow} can't become ${status}.`);
    this.statusNow = status;
    if (status === 'applied') this.appliedTime = new Date().toISOString();
    if (status === 'validated') this.validatedTime = new Date().toISOString();
  }

  /** A plain object for JSON; `fromDict` makes the same patch of it. Its keys are the documents' names, of both shapes. */
  toDict(): Record<string, unknown> {
    return {
      patch_id: this.patchId,
      description: this.description,
      explanation: this.explanation,
      original_code: this.originalCode,
      patched_code: this.patchedCode,
      code: this.patchedCode,
      error: this.error,
      error_type: this.errorType,
      error_info: this.errorInfo,
      confidence: this.confidence,
      status: this.statusNow,
      provenance: this.provenance,
      language: this.language,
      edits: this.edits,
      diff: this.diff,
      verification: this.verification,
      metadata: this.metadata,
      timestamp: this.createdAt,
      created_at: this.createdAt,
      applied_at: this.appliedTime,
      validated_at: this.validatedTime,
    };
  }

  /** @throws SelfHealError `invalid` for what is no patch, with what is wrong. */
  static fromDict(dict: unknown): Patch {
    const read = v.safeParse(PatchDict, dict, { abortEarly: true });
    if (!read.success) {
      const [issue] = read.issues;
      const name = issue.path?.map(({ key }) => String(key)).join('.');
      throw new SelfHealError('invalid', `This is no patch: ${name ? `'${name}' is wrong, ` : ''}${issue.message}.`);
    }
    const { output } = read;
    const created = output.created_at ?? output.timestamp;
    return new Patch({
      ...(output.patch_id === undefined ? {} : { patchId: output.patch_id }),
      originalCode: output.original_code,
      patchedCode: output.patched_code ?? output.code ?? '',
      error: output.error,
      errorType: output.error_type === '' ? (output.error_info?.type ?? '') : output.error_type,
      ...(output.error_info ? { errorInfo: output.error_info } : {}),
      description: output.description,
      explanation: output.explanation,
      confidence: output.confidence,
      status: output.status,
      provenance: output.provenance,
      language: output.language,
      edits: output.edits,
      diff: output.diff,
      verification: output.verification,
      metadata: output.metadata,
      ...(created === undefined ? {} : { createdAt: created }),
      appliedAt: output.applied_at,
      validatedAt: output.validated_at,
    });
  }
}

export const Patch: BothNamed<typeof PatchFace> = withDocumentNames(PatchFace, [
  'patchId',
  'originalCode',
  'patchedCode',
  'errorType',
  'errorInfo',
  'createdAt',
]);
export type Patch = InstanceType<typeof Patch>;

/** How asking for a patch, or applying one, ended. */
class PatchResultFace {
  readonly success: boolean;
  /** The whole text with the patch; null where there is none. */
  readonly patchedCode: string | null;
  /** One sentence; null where all went well. */
  readonly error: string | null;
  readonly patch: Patch | null;

  constructor(parts: {
    readonly success: boolean;
    readonly patchedCode?: string | null;
    readonly error?: string | null;
    readonly patch?: Patch | null;
  }) {
    this.success = parts.success;
    this.patchedCode = parts.patchedCode ?? null;
    this.error = parts.error ?? null;
    this.patch = parts.patch ?? null;
  }

  toDict(): Record<string, unknown> {
    return { success: this.success, patched_code: this.patchedCode, error: this.error, patch: this.patch?.toDict() ?? null };
  }
}

export const PatchResult: BothNamed<typeof PatchResultFace> = withDocumentNames(PatchResultFace, ['patchedCode']);
export type PatchResult = InstanceType<typeof PatchResult>;
