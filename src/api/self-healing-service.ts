// SelfHealingService of the documents: one object for all of it, within what its configuration allows.

import fs from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../engine';
import type { Adapter } from './adapter';
import { AdapterManager } from './adapter-manager';
import { LoRaTrainer, type TrainingMetrics } from './lora';
import { withDocumentNames, type BothNamed, type EitherName } from './names';
import { type PatchResult, type Patch } from './patch';
import { PatchGenerator, type PatchRequest } from './patch-generator';
import { SelfHealError } from './self-heal-error';
import { SelfHealingConfig, type SelfHealingConfigOptions } from './self-healing-config';
import { SuccessPairCollector, type CollectedPair } from './success-pair-collector';

/** What `heal` came to. */
export interface SelfHealingResult {
  readonly success: boolean;
  readonly patch_id: string | null;
  /** The whole code with the patch. */
  readonly patch_content: string | null;
  readonly applied: boolean;
  /** What is known of the patch; `error` where there is none. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

class SelfHealingServiceFace {
  readonly config: SelfHealingConfig;
  private readonly generator: PatchGenerator;
  private readonly collector: SuccessPairCollector;
  private manager: AdapterManager | undefined;

  constructor(config: SelfHealingConfig | EitherName<SelfHealingConfigOptions> = {}) {
    this.config = config instanceof SelfHealingConfig ? config : new SelfHealingConfig(config);
    const { maxRetries, maxPatchSizeKb, collectSuccessPairs, successPairOutputDir, maxSuccessPairs, workspace, model } =
      this.config.options;
    const { retryStrategy, retryDelayMs, maxRetryDelayMs } = this.config.options;
    this.collector = new SuccessPairCollector({ storageDir: successPairOutputDir, maxPairs: maxSuccessPairs });
    this.generator = new PatchGenerator({
      maxRetries,
      maxPatchSizeKb,
      ...(model === null ? {} : { model, retryStrategy, retryDelayMs, maxRetryDelayMs }),
      ...(workspace === null ? {} : { workspace }),
      ...(collectSuccessPairs ? { successPairCollector: this.collector } : {}),
    });
  }

  /** As `PatchGenerator.generatePatch` with one object. Where the configuration names a folder for patches, the patch is written there. */
  async generatePatch(request: EitherName<PatchRequest>): Promise<PatchResult> {
    const { enablePatchGeneration, patchOutputDir } = this.allowed();
    if (!enablePatchGeneration) throw new SelfHealError('disabled', 'Patch generation is switched off (enable_patch_generation).');
    const result = await this.generator.generatePatch(request);
    if (result.success && result.patch && patchOutputDir !== null) await this.write(patchOutputDir, result.patch);
    return result;
  }

  /** As `PatchGenerator.applyPatch`. */
  applyPatch(patch: Patch): PatchResult {
    this.allowed();
    return this.generator.applyPatch(patch);
  }

  /** As `PatchGenerator.validatePatch`. */
  validatePatch(code: string | Patch): Promise<[isValid: boolean, errorMessage: string | null]> {
    this.allowed();
    return this.generator.validatePatch(code);
  }

  /** Keeps a patch that turned out well. @returns whether it is kept now and was not before. */
  async collectSuccessPair(patch: Patch): Promise<boolean> {
    if (!this.allowed().collectSuccessPairs) throw new SelfHealError('disabled', 'Pairs are not collected (collect_success_pairs).');
    return this.generator.afterSuccess(patch);
  }

  getAllSuccessPairs(): CollectedPair[] {
    return this.collector.getAllPairs();
  }

  /**
   * Patch, apply, validate, collect: the whole way for one failure.
   * @param failureInput the code. @param failureOutput what it printed, or its error.
   * @param options as of `generatePatch`, without the code and the error.
   */
  async heal(failureInput: string, failureOutput: string, options: EitherName<PatchRequest> = {}): Promise<SelfHealingResult> {
    const { patch, error } = await this.generatePatch({ ...options, errorMessage: failureOutput, codeContext: failureInput });
    const nothing = { patch_content: null, applied: false, success: false } as const;
    if (!patch || error !== null) return { ...nothing, patch_id: patch?.patchId ?? null, metadata: { error } };
    const about = {
      error_type: patch.errorType,
      confidence: patch.confidence,
      provenance: patch.provenance,
      description: patch.description,
    };
    const applied = this.generator.applyPatch(patch);
    if (!applied.success) return { ...nothing, patch_id: patch.patchId, metadata: { ...about, error: applied.error } };
    const [isValid, wrong] = await this.generator.validatePatch(patch);
    return isValid
      ? {
          success: true,
          patch_id: patch.patchId,
          patch_content: patch.patchedCode,
          applied: true,
          metadata: { ...about, status: patch.status },
        }
      : { ...nothing, patch_id: patch.patchId, metadata: { ...about, status: patch.status, error: wrong } };
  }

  /** The healed code, or the code as it was where there is no fix that holds. */
  async fixError(code: string, error: string): Promise<string> {
    const { success, patch_content } = await this.heal(code, error);
    return success && patch_content !== null ? patch_content : code;
  }

  /** Into a folder of its own in `adapterDir`, where AdapterManager finds it. @throws SelfHealError `disabled`, and whatever LoRaTrainer.train() throws. */
  async trainAdapter(dataPath: string): Promise<TrainingMetrics> {
    const { enableLoraTraining, modelName, adapterDir } = this.allowed();
    if (!enableLoraTraining) throw new SelfHealError('disabled', 'Training is switched off (enable_lora_training).');
    return new LoRaTrainer({ modelName, outputDir: path.join(adapterDir, 'trained') }).train(dataPath);
  }

  listAdapters(): Adapter[] {
    return this.adapters().listAdapters();
  }

  /** From now on this one is in use. @returns false where there is no such adapter. */
  loadAdapter(adapterId: string): boolean {
    return this.adapters().activateAdapter(adapterId);
  }

  /** @returns whether one was in use. */
  unloadAdapter(): boolean {
    return this.adapters().deactivateAdapter();
  }

  /** A judge's word on what the adapter in use made; see `AdapterManager.processJudgeFeedback`. */
  processJudgeFeedback(score: number, feedback = ''): Promise<number | null> {
    return this.adapters().processJudgeFeedback(score, feedback);
  }

  /** Forgets the patches and begins to count retries anew. */
  reset(): void {
    this.generator.reset();
  }

  /** Gives back what is kept open and warm. */
  dispose(): void {
    this.generator.dispose();
    this.collector.close();
  }

  private allowed(): SelfHealingConfigOptions {
    const { options } = this.config;
    if (!options.enabled) throw new SelfHealError('disabled', 'Self-healing is switched off (enabled).');
    return options;
  }

  private adapters(): AdapterManager {
    const { enableAdapterManagement, modelName, adapterDir } = this.allowed();
    if (!enableAdapterManagement) throw new SelfHealError('disabled', 'Adapters are not managed (enable_adapter_management).');
    return (this.manager ??= new AdapterManager({ modelName, adaptersDir: adapterDir }));
  }

  private async write(folder: string, { patchId, diff }: Patch): Promise<void> {
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${patchId}.patch`);
    const written = await replaceFile(file, async (out) => {
      await out.writeFile(diff);
      return true;
    });
    if (!written.ok) throw new SelfHealError('storage', `The patch was not written to ${file}: ${written.message}.`);
  }
}

export const SelfHealingService: BothNamed<typeof SelfHealingServiceFace> = withDocumentNames(SelfHealingServiceFace);
export type SelfHealingService = InstanceType<typeof SelfHealingService>;
