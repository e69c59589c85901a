// The public API for Node: everything that another program may rely on, and nothing else. `docs/api.md` shows each name in use.

/** Of this API: the first number changes when something that was promised no longer holds. */
export const version = '1.0.0';

export { PatchGenerator, RETRY_LIMIT_REACHED, type PatchGeneratorOptions, type PatchRequest } from './patch-generator';
export {
  Patch,
  PatchResult,
  PatchStatus,
  type ErrorInfo,
  type PatchEdit,
  type PatchParts,
  type Provenance,
  type Verification,
} from './patch';
export { SuccessPairCollector, type CollectedPair, type PairStatistics, type SuccessPairCollectorOptions } from './success-pair-collector';
export { RetryStrategy, retryDelayMs, type RetryDelayOptions } from './retry-strategy';
export { SelfHealingConfig, type SelfHealingConfigOptions } from './self-healing-config';
export { Adapter, AdapterMetadata, AdapterPriority, type AdapterMetadataOptions } from './adapter';
export { AdapterManager, type AdapterManagerOptions } from './adapter-manager';
export { LoRaConfig, LoRaTrainer, TrainingMetrics, type LoRaConfigOptions, type LoRaTrainerOptions } from './lora';
export type { NightlyTraining, NightlyTrainingOptions } from './nightly-training';
export { SelfHealingService, type SelfHealingResult } from './self-healing-service';
export { SelfHealingAgent, type AgentResult, type AgentTask, type SelfHealingAgentOptions } from './self-healing-agent';
export { AnomalyDetector } from './anomaly-detector';
export type { ModelOptions } from './model-options';
export { SelfHealError, type SelfHealErrorCode } from './self-heal-error';
