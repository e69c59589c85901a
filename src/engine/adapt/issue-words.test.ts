import { describe, expect, test } from 'vitest';
import { readAdapterRecord } from './adapter-metadata';
import { readLoraOptions } from './lora-config';

describe('what is wrong is said without the words of the checker', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ rank: 3 }, "The option rank of the adapter's training is wrong: it is not known."],
    [{ r: 0 }, "The option r of the adapter's training is wrong: it is 0, and has to be at least 1."],
    [{ learning_rate: 2 }, "The option learning_rate of the adapter's training is wrong: it is 2, and has to be at most 1."],
    [{ lora_alpha: 0 }, "The option lora_alpha of the adapter's training is wrong: it is 0, and has to be more than 0."],
    [{ r: 'many' }, 'The option r of the adapter\'s training is wrong: it is "many", and has to be a number.'],
    [{ bias: 'x' }, 'The option bias of the adapter\'s training is wrong: it is "x", and has to be ("none" | "all" | "lora_only").'],
  ])('%j', (options, message) => {
    expect(readLoraOptions(options)).toEqual({ ok: false, reason: 'invalid', message });
  });

  test('of metadata', () => {
    expect(readAdapterRecord({ adapter_id: 'x' })).toMatchObject({
      message: "The adapter's model_name is missing or wrong: it is missing.",
    });
  });
});
