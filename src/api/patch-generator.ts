// PatchGenerator of the documents: an error and its code in, a patch out, by the engine's one path.
//
// Both of the documents' forms heal in full and give a promise, because the engine asks an interpreter and a type checker, which takes a moment:
//   await generator.generatePatch(code, error)                          → Patch
//   await generator.generatePatch({ errorMessage, codeContext, … })     → PatchResult

import {
  contentFaults,
  detectText,
  explain,
  isHealed,
  languageOf,
  LANGUAGES,
  patched,
  SourceText,
  unifiedDiff,
  type HealedLanguageId,
  type HealedTold,
  type Patch as EnginePatch,
} from '../engine';
import { Healer, type HealedText } from './healer';
import type { ModelOptions } from './model-options';
import { openModels } from './open-models';
import { readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { Patch, PatchResult, type ErrorInfo } from './patch';
import { SelfHealError } from './self-heal-error';
import type { RetryStrategy } from './retry-strategy';
import type { SuccessPairCollector } from './success-pair-collector';

/** The documents' own words. */
export const RETRY_LIMIT_REACHED = 'Maximum retry limit reached';

export interface PatchGeneratorOptions {
  /** How often a patch may be applied before `reset()`: a whole number above zero. 3 where absent. */
  readonly maxRetries: number;
  /** Keeps what turned out well. */
  readonly successPairCollector: SuccessPairCollector;
  /** As `successPairCollector`. */
  readonly collector: SuccessPairCollector;
  /** A folder whose interpreter, packages, accepted fixes and rules are used. What came with it may be started, so name only one that you trust. */
  readonly workspace: string;
  /** Of the code: `python`, `typescript`, `typescriptreact`, `javascript`, `javascriptreact`. Told from the error and the file where absent; else Python. */
  readonly language: string;
  /** `validatePatch` runs the code too, in a sandbox, where there is one that holds. true where absent. */
  readonly runs: boolean;
  /** A patch that adds more than this is refused. In units of 1,024 UTF-16 code units; 100 where absent. */
  readonly maxPatchSizeKb: number;
  /** Asked where rules know no fix, and proved like them; absent: nothing leaves the machine. */
  readonly model: EitherName<ModelOptions>;
  /** Waits before a call to the model is made again, in ms; 1000 and 30000 where absent. */
  readonly retryStrategy: RetryStrategy;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
}
const OPTIONS = [
  'maxRetries',
  'successPairCollector',
  'collector',
  'workspace',
  'language',
  'runs',
  'maxPatchSizeKb',
  'model',
  'retryStrategy',
  'retryDelayMs',
  'maxRetryDelayMs',
] as const;

/** The keyword form of `generatePatch`. */
export interface PatchRequest {
  /** A traceback, its last line, or a checker's report. */
  readonly errorMessage: string;
  /** The whole code that it is about. */
  readonly codeContext: string;
  readonly language: string;
  /** Name of the code's file; relative to the workspace, or absolute. */
  readonly file: string;
  /** One-based line of the error; it is told from the error, or looked for, where absent. */
  readonly line: number;
  readonly signal: AbortSignal;
}
const REQUEST = ['errorMessage', 'codeContext', 'language', 'file', 'line', 'signal'] as const;

/** In UTF-16 code units. */
const MAX_CODE = 2_000_000;

class PatchGeneratorFace {
  readonly maxRetries: number;
  /** All that were made since the last `reset()`, oldest first. */
  readonly patches: Patch[] = [];
  private retries = 0;
  private readonly healer: Healer;
  private readonly collector: SuccessPairCollector | undefined;
  private readonly language: HealedLanguageId | undefined;
  private readonly runs: boolean;
  private readonly maxAdded: number;
  /** What the engine made of each. */
  private readonly made = new WeakMap<Patch, EnginePatch>();

  constructor(options: EitherName<PatchGeneratorOptions> = {}) {
    const given = readOptions<PatchGeneratorOptions>(options, OPTIONS, 'PatchGenerator');
    const { maxRetries = 3, maxPatchSizeKb = 100, language } = given;
    if (!Number.isInteger(maxRetries) || maxRetries <= 0)
      throw new SelfHealError('invalid', 'max_retries must be a whole number greater than 0.');
    if (!(maxPatchSizeKb > 0)) throw new SelfHealError('invalid', 'max_patch_size_kb must be greater than 0.');
    if (language !== undefined && !isHealed(language)) throw unknownLanguage(language);
    this.maxRetries = maxRetries;
    this.collector = given.successPairCollector ?? given.collector;
    this.language = language;
    this.runs = given.runs ?? true;
    this.maxAdded = maxPatchSizeKb * 1024;
    const retries = {
      ...(given.retryStrategy === undefined ? {} : { strategy: given.retryStrategy }),
      ...(given.retryDelayMs === undefined ? {} : { baseMs: given.retryDelayMs }),
      ...(given.maxRetryDelayMs === undefined ? {} : { maxMs: given.maxRetryDelayMs }),
    };
    const models = given.model && openModels(given.model, retries);
    this.healer = new Healer({ workspace: given.workspace, models });
  }

  /** How often a patch was applied since the last `reset()`. */
  get retryCount(): number {
    return this.retries;
  }

  /**
   * The best fix of an error. Nothing is made up: where no fix is known the patch is `failed`, its `patchedCode` is the code as it was, and `error` of
   * its result, or `metadata.reason`, says why.
   */
  generatePatch(code: string, error: string): Promise<Patch>;
  generatePatch(request: EitherName<PatchRequest>): Promise<PatchResult>;
  async generatePatch(first: string | EitherName<PatchRequest>, error?: string): Promise<Patch | PatchResult> {
    if (typeof first === 'string') {
      if (typeof error !== 'string') throw new TypeError('generate_patch takes the code and the error, or one object with both.');
      return this.make({ codeContext: first, errorMessage: error });
    }
    const { errorMessage, codeContext, ...rest } = readOptions<PatchRequest>(first, REQUEST, 'generate_patch');
    if (typeof errorMessage !== 'string' || typeof codeContext !== 'string')
      throw new TypeError('generate_patch needs error_message and code_context.');
    const patch = await this.make({ errorMessage, codeContext, ...rest });
    const found = patch.status === 'generated';
    return new PatchResult({
      success: found,
      patchedCode: found ? patch.patchedCode : null,
      error: found ? null : reasonOf(patch),
      patch,
    });
  }

  /** Marks the patch as applied and gives its code. Refused, with the documents' words, once it was done `maxRetries` times. */
  applyPatch(patch: Patch): PatchResult {
    if (this.retries >= this.maxRetries) return new PatchResult({ success: false, error: RETRY_LIMIT_REACHED, patch });
    this.retries++;
    if (!patch.canBecome('applied')) {
      const error = patch.status === 'failed' ? reasonOf(patch) : `A patch that is ${patch.status} can't be applied.`;
      return new PatchResult({ success: false, error, patch });
    }
    patch.become('applied');
    return new PatchResult({ success: true, patchedCode: patch.patchedCode, patch });
  }

  /**
   * Whether code holds: it is there, it parses, it changes what it was made for, it hides nothing and adds nothing dangerous, and it runs, within five
   * seconds, in a sandbox. Code of a patch of this generator, or the patch itself, is judged against the code that it was made for; the patch becomes
   * `validated` or `invalid`, and one that is applied and holds is collected.
   * @returns whether it holds, and what is wrong; null where nothing is.
   */
  async validatePatch(code: string | Patch): Promise<[isValid: boolean, errorMessage: string | null]> {
    const patch = typeof code === 'string' ? this.patches.findLast(({ patchedCode }) => patchedCode === code) : code;
    const wrong = await this.faultOf(typeof code === 'string' ? code : code.patchedCode, patch);
    if (!patch) return [wrong === null, wrong];
    if (wrong !== null && patch.canBecome('invalid')) patch.become('invalid');
    else if (wrong !== null && patch.canBecome('failed')) patch.become('failed');
    else if (wrong === null && patch.status === 'applied') await this.afterSuccess(patch);
    else if (wrong === null && patch.canBecome('validated')) patch.become('validated');
    return [wrong === null, wrong];
  }

  /** The patch turned out well: it becomes `validated`, and the collector keeps it. @returns whether it was kept as a new pair. */
  async afterSuccess(patch: Patch): Promise<boolean> {
    if (patch.status !== 'validated') patch.become('validated');
    return this.collector ? this.collector.collect(patch, this.made.get(patch)) : false;
  }

  /** Forgets the patches and begins to count anew. */
  reset(): void {
    this.retries = 0;
    this.patches.length = 0;
  }

  /** Gives back what is kept warm at once; it goes by itself a second after the last question. */
  dispose(): void {
    this.healer.dispose();
  }

  private async make(request: Partial<PatchRequest> & Pick<PatchRequest, 'errorMessage' | 'codeContext'>): Promise<Patch> {
    const { codeContext: code, errorMessage: error, file, line, signal } = request;
    if (code.length > MAX_CODE) throw new SelfHealError('invalid', 'The code is too long to be source code that a person wrote.');
    const language = this.languageFor(request);
    const told = await this.healer.heal({ code, error, language, file, signal, ...(line === undefined ? {} : { line: line - 1 }) });
    const patch = told.ok
      ? this.toPatch(request, language, told.value)
      : failed({ code, error, language, errorType: '', info: undefined, reason: told.message });
    this.patches.push(patch);
    return patch;
  }

  private toPatch(
    { codeContext: code, errorMessage: error, file }: Pick<PatchRequest, 'errorMessage' | 'codeContext'> & Partial<PatchRequest>,
    language: HealedLanguageId,
    { problem, patches, unused, modelSaid }: HealedText,
  ): Patch {
    const source = new SourceText(code);
    const info = infoOf(problem);
    const base = { code, error, language, errorType: problem.errorType, info };
    const usable = patches.filter(({ candidate }) => candidate.edits.some(({ path }) => path === problem.location.path));
    const fitting = usable.find((each) => afterOf(each, source).length - code.length <= this.maxAdded);
    if (!fitting) {
      if (unused) return failed({ ...base, reason: unusedWords(unused), metadata: { ...(unused.alias ? { alias: unused.alias } : {}) } });
      if (usable.length > 0) return failed({ ...base, reason: 'The fix is larger than max_patch_size_kb allows.' });
      const needed = explain(problem, source)?.needed;
      const model = modelSaid === undefined ? '' : ` The model gave none either: ${modelSaid}`;
      return failed({ ...base, reason: `No fix is known for this error.${needed ? ` Needed: ${needed}` : ''}${model}` });
    }
    const after = afterOf(fitting, source);
    const patch = new Patch({
      originalCode: code,
      patchedCode: after,
      error,
      errorType: problem.errorType,
      errorInfo: info,
      description: fitting.candidate.title,
      explanation: fitting.candidate.explanation,
      confidence: fitting.confidence,
      provenance: fitting.candidate.origin.kind,
      language,
      edits: fitting.candidate.edits
        .filter(({ path }) => path === problem.location.path)
        .flatMap(({ edits }) =>
          edits.map(({ range: { start, end }, newText }) => ({
            startLine: start.line,
            startCharacter: start.character,
            endLine: end.line,
            endCharacter: end.character,
            newText,
          })),
        ),
      diff: unifiedDiff(file ?? `code.${language === 'python' ? 'py' : 'ts'}`, code, after),
      verification: fitting.evidence.map(({ rung, result, by, why }) => ({
        step: rung,
        result,
        ...(by === undefined ? {} : { by }),
        ...(why === undefined ? {} : { why }),
      })),
      metadata: {
        source: fitting.candidate.origin.id,
        ...(fitting.candidate.adds ? { adds: fitting.candidate.adds } : {}),
        ...(usable.length > 1 ? { alternatives: usable.slice(1).map((each) => afterOf(each, source)) } : {}),
      },
    });
    this.made.set(patch, fitting);
    return patch;
  }

  private languageFor({ language, file, errorMessage }: Pick<PatchRequest, 'errorMessage'> & Partial<PatchRequest>): HealedLanguageId {
    if (language !== undefined) {
      if (!isHealed(language)) throw unknownLanguage(language);
      return language;
    }
    const known = (file === undefined ? undefined : languageOf(file)) ?? this.language;
    if (known) return known;
    const seen = detectText(errorMessage, { cwd: '/', roots: ['/'], origin: 'pasted' }).at(-1)?.language;
    if (seen !== undefined && isHealed(seen)) return seen;
    if (/\bTS\d{4,5}\b/.test(errorMessage)) return 'typescript';
    return /^\s*(?:Uncaught )?(?:ReferenceError|RangeError|TypeError: (?:Cannot read prop|\S+ is not a function))/.test(errorMessage)
      ? 'javascript'
      : 'python';
  }

  /** null where nothing is wrong. */
  private async faultOf(code: string, patch: Patch | undefined): Promise<string | null> {
    if (code.trim() === '') return 'Patch is empty';
    const language = patch && isHealed(patch.language) ? patch.language : (this.language ?? 'python');
    const broken = await this.healer.syntaxError(code, language);
    if (broken) return `Syntax error: ${broken}`;
    if (patch) {
      if (code === patch.originalCode) return 'Patch does not modify the code';
      const faults = contentFaults(patch.originalCode, code, language);
      const grave = faults.find(({ weight, kind }) => weight === 'refuse' || kind === 'dangerous');
      if (grave) return `${grave.kind === 'dangerous' ? 'Potentially dangerous operation' : 'Patch refused'}: ${grave.message}`;
    }
    if (!this.runs) return null;
    const { ran, why } = await this.healer.run(code, language);
    return ran && why !== undefined ? why : null;
  }
}

export const PatchGenerator: BothNamed<typeof PatchGeneratorFace> = withDocumentNames(PatchGeneratorFace, ['maxRetries']);
export type PatchGenerator = InstanceType<typeof PatchGenerator>;

const afterOf = ({ candidate, problem }: EnginePatch, source: SourceText): string => {
  const own = candidate.edits.find(({ path }) => path === problem.location.path);
  return own ? patched(source, own) : source.text;
};

function infoOf({ errorType, message, signature, location }: HealedTold['problem']): ErrorInfo {
  const { name, module } = signature.holes;
  return {
    type: errorType,
    message,
    patterns: signature.shape === '' ? [] : [signature.shape],
    line_number: errorType === '' ? null : location.range.start.line + 1,
    ...(name === undefined ? {} : { variable: name }),
    ...(module === undefined ? {} : { module }),
  };
}

function unusedWords({ name, alias }: NonNullable<HealedTold['unused']>): string {
  const stands = `The code does not use the name '${name}', so the error is in other code.`;
  return alias === undefined ? stands : `${stands} It is imported here as '${alias}': write '${alias}' where '${name}' stands.`;
}

function failed(parts: {
  readonly code: string;
  readonly error: string;
  readonly language: string;
  readonly errorType: string;
  readonly info: ErrorInfo | undefined;
  readonly reason: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}): Patch {
  const { code, info } = parts;
  return new Patch({
    originalCode: code,
    patchedCode: code,
    error: parts.error,
    errorType: parts.errorType,
    ...(info ? { errorInfo: info } : {}),
    status: 'failed',
    language: parts.language,
    metadata: { ...parts.metadata, reason: parts.reason },
  });
}

function reasonOf({ metadata }: Patch): string {
  const { reason } = metadata;
  return typeof reason === 'string' ? reason : 'The patch has failed.';
}

const unknownLanguage = (language: string): SelfHealError =>
  new SelfHealError('invalid', `The language '${language}' is not healed; ${LANGUAGES.join(', ')} are.`);
