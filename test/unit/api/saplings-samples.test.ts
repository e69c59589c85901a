// The two samples of the documents that the public API is made from, line by line, with the documents' own names.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  AdapterManager,
  AdapterMetadata,
  AdapterPriority,
  LoRaConfig,
  LoRaTrainer,
  PatchGenerator,
  PatchStatus,
  SelfHealError,
  SelfHealingConfig,
  SuccessPairCollector,
} from '../../../src/api';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-saplings-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

test('the first: a name that is defined nowhere gets no value made up, and every step says so', async () => {
  const patch_generator = new PatchGenerator({ max_retries: 3 });
  const code = 'def foo():\n    print(bar)\n';
  const error = "NameError: name 'bar' is not defined";
  const patch = await patch_generator.generate_patch(code, error);
  expect(patch.status).toBe(PatchStatus.FAILED);
  expect(patch.patched_code).toBe(code);
  expect(patch.error_info).toMatchObject({ type: 'NameError', variable: 'bar', line_number: 2 });

  const result = patch_generator.apply_patch(patch);
  expect(result.success).toBe(false);
  expect(result.patched_code).toBeNull();
  expect(result.error).toMatch(/^No fix is known for this error\./);

  const [is_valid, error_msg] = await patch_generator.validate_patch(patch.patched_code);
  expect(is_valid).toBe(false);
  expect(error_msg).toBe('Patch does not modify the code');
});

test('the first, where the name was misspelt: patched, applied, validated, collected, counted, exported', async () => {
  const collector = new SuccessPairCollector({ storage_dir: path.join(scratch, 'success_pairs') });
  const patch_generator = new PatchGenerator({ max_retries: 3, success_pair_collector: collector });
  const code = 'def foo(bars):\n    print(bar)\n\n\nfoo([1])\n';
  const patch = await patch_generator.generate_patch(code, "NameError: name 'bar' is not defined");
  expect(patch.patched_code).toBe('def foo(bars):\n    print(bars)\n\n\nfoo([1])\n');
  const result = patch_generator.apply_patch(patch);
  expect(result).toMatchObject({ success: true, error: null });
  expect(result.patched_code).toBe(patch.patched_code);
  expect(await patch_generator.validate_patch(patch.patched_code)).toEqual([true, null]);
  expect(patch.status).toBe(PatchStatus.VALIDATED);

  // When a patch is successful, it is collected by itself; by hand it is the same pair.
  expect(await patch_generator.after_success(patch)).toBe(false);
  const stats = collector.get_statistics();
  expect(stats.total_pairs).toBe(1);
  expect(stats.error_types).toEqual({ NameError: 1 });
  const file = path.join(scratch, 'training_data.jsonl');
  expect(await collector.export_to_jsonl(file)).toBe(1);
  expect(fs.readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
  collector.close();
});

test('the second: the keyword form tells the alias where the code has no such name, and never makes up a value', async () => {
  const patch_generator = new PatchGenerator();
  const patch_result = await patch_generator.generate_patch({
    error_message: "NameError: name 'pandas' is not defined",
    code_context: 'import pandas as pd\ndf = pd.DataFrame()',
  });
  expect(patch_result.success).toBe(false);
  expect(patch_result.error).toBe(
    "The code does not use the name 'pandas', so the error is in other code. It is imported here as 'pd': write 'pd' where 'pandas' stands.",
  );
  expect(patch_result.patch?.metadata).toMatchObject({ alias: 'pd' });
  expect(JSON.stringify(patch_result.to_dict())).not.toContain('pandas = None');
});

test('the second, where the code has the name: the alias stands in its place', async () => {
  const patch_generator = new PatchGenerator();
  const patch_result = await patch_generator.generate_patch({
    error_message: "NameError: name 'pandas' is not defined",
    code_context: 'import pandas as pd\ndf = pandas.DataFrame()',
  });
  expect(patch_result.success).toBe(true);
  expect(patch_result.patched_code).toBe('import pandas as pd\ndf = pd.DataFrame()');
});

test('the second: the manager and the configuration', async () => {
  const adapter_manager = new AdapterManager({ model_name: 'gpt-3.5-turbo', adapter_dir: path.join(scratch, 'none') });
  expect(adapter_manager.list_adapters()).toEqual([]);
  const config = new SelfHealingConfig({
    enabled: true,
    max_retries: 3,
    retry_strategy: 'exponential_backoff',
    enable_patch_generation: true,
  });
  expect(config.to_dict()).toMatchObject({
    enabled: true,
    max_retries: 3,
    retry_strategy: 'exponential_backoff',
    enable_patch_generation: true,
  });
});

test('the first: adapters are registered, found, used, judged and pruned', async () => {
  const adapters = path.join(scratch, 'adapters');
  const folder = path.join(adapters, 'syntax_error_adapter');
  fs.mkdirSync(folder, { recursive: true });
  const adapter_manager = new AdapterManager({ model_name: 'gpt2', adapters_dir: adapters });
  const metadata = new AdapterMetadata({
    adapter_id: 'syntax_error_adapter',
    model_name: 'gpt2',
    description: 'Adapter for fixing syntax errors',
    version: '1.0.0',
    created_at: '2023-01-01T00:00:00',
    success_rate: 0.85,
    priority: AdapterPriority.MEDIUM,
    error_types: ['SyntaxError'],
    tags: ['python'],
  });
  await adapter_manager.register_adapter(folder, metadata);
  expect(adapter_manager.find_adapters_for_error('SyntaxError').map((adapter) => adapter.metadata.adapter_id)).toEqual([
    'syntax_error_adapter',
  ]);
  expect(adapter_manager.activate_adapter('syntax_error_adapter')).toBe(true);
  expect(await adapter_manager.process_judge_feedback(0.9, 'Good patch')).toBeCloseTo(0.9 * 0.85 + 0.1 * 0.9);
  // What is written is read again.
  const [again] = new AdapterManager({ model_name: 'gpt2', adapters_dir: adapters }).list_adapters();
  expect(again?.metadata.success_rate).toBeCloseTo(0.855);
  expect(adapter_manager.deactivate_adapter()).toBe(true);
  expect(adapter_manager.prune_adapters({ min_success_rate: 0.5 })).toEqual([]);
});

test('the first: a configuration of a training is checked; training without its file of pairs is refused and touches nothing', async () => {
  const config = new LoRaConfig({ r: 8, lora_alpha: 16, target_modules: ['q_proj', 'v_proj'], learning_rate: 5e-5, num_train_epochs: 3 });
  const trainer = new LoRaTrainer({ model_name: 'gpt2', output_dir: path.join(scratch, 'lora_output'), config });
  await expect(trainer.train('training_data.jsonl')).rejects.toBeInstanceOf(SelfHealError);
  await expect(trainer.train('training_data.jsonl')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(fs.existsSync(path.join(scratch, 'lora_output'))).toBe(false);
});
