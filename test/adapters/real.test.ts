// A real model of 135 million weights, read from its GGUF, trained on pairs that our own fixers made and our own store keeps, through the real TRL and PEFT. What
// it comes to on held-out pairs is printed and kept, whatever it is: the layer asserts that training works, not that so small a model heals.

import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdapterRegistry, adaptersFolder, evaluateAdapter } from '../../src/engine';
import { exampleFiles, GGUF, look, makeFolder, openStore, plan, PYTHON, trained, workspaceWithPairs } from './real-trainer';

/** Half an hour on two idle cores, hours on busy ones. */
const LONG = 6 * 60 * 60_000;
const MAX_LENGTH = 320;

describe.skipIf(PYTHON === '' || GGUF === '')('SmolLM2 135M', { timeout: LONG }, () => {
  let folder = '';
  beforeAll(() => {
    folder = makeFolder();
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('learns from more than 300 pairs: held-out loss falls, PEFT loads it, its answers change', async () => {
    const workspace = workspaceWithPairs(folder);
    const store = openStore(workspace);
    const log = (text: string): void => console.log(`  ${new Date().toISOString().slice(11, 19)} ${text}`);
    try {
      const options = { num_train_epochs: 1, gradient_accumulation_steps: 1, max_seq_length: MAX_LENGTH };
      const planned = await plan({ workspace, base: GGUF, id: 'smollm2', options, generic: 0.1 }, store);
      expect(planned.refusals).toEqual([]);
      expect(planned.pairs.train).toBeGreaterThanOrEqual(300);
      let told = 0;
      const {
        folder: adapter,
        metrics,
        history,
      } = await trained(planned, store, ({ step, steps, loss, evalLoss, eta, text }) => {
        if (step !== undefined && step < told + 10) return;
        told = step ?? told;
        log(
          step === undefined
            ? text
            : `step ${step} of ${steps ?? '?'}, loss ${loss ?? '?'}, held-out ${evalLoss ?? '?'}, ${Math.round(eta ?? 0)} s left`,
        );
      });
      expect(metrics.eval_loss).toBeLessThan(metrics.eval_loss_before ?? 0);
      expect(history.length).toBeGreaterThan(5);
      exampleFiles(folder, 1);
      const seen = await look(path.dirname(GGUF), path.basename(GGUF), adapter, path.join(folder, 'valid.jsonl'));
      // Seven linear layers in each of thirty, two weights each.
      expect(seen.weights).toBe(30 * 7 * 2);
      expect(seen.moved).toBeGreaterThan(0.01);

      const measured = await evaluateAdapter(
        { workspace, base: GGUF, adapter, heldOut: true, answers: 1_000, maxLength: MAX_LENGTH, python: PYTHON, threads: 1 },
        { store, onText: log },
      );
      if (!measured.ok) throw new Error(measured.message);
      const { base, adapter: own, of } = measured.value;
      expect(own?.loss).toBeLessThan(base.loss);
      expect(own?.answers).not.toEqual(base.answers);
      const figures = {
        trained_on: planned.pairs,
        metrics,
        held_out: {
          pairs: of,
          loss: { base: base.loss, adapter: own?.loss },
          exact: { base: base.exact, adapter: own?.exact, of: base.asked },
        },
      };
      console.log(JSON.stringify(figures, null, 2));
      const out = process.env['SELF_HEAL_ADAPTERS_OUT'];
      if (out) {
        fs.writeFileSync(
          path.join(out, 'real-run.json'),
          `${JSON.stringify({ ...figures, answers: { base: base.answers, adapter: own?.answers } }, null, 2)}\n`,
        );
        fs.rmSync(path.join(out, 'smollm2'), { recursive: true, force: true });
        fs.cpSync(adapter, path.join(out, 'smollm2'), { recursive: true });
      }
      expect(new AdapterRegistry(adaptersFolder(workspace)).get('smollm2')?.record.metrics?.eval_loss).toBe(metrics.eval_loss);
    } finally {
      store.close();
    }
  });
});
