// Adapters through the real server: listed, shown, changed; nothing in a folder that is not trusted; no clock where no schedule is set.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListAdapters, PlanTraining, Refusal, ShowAdapter, ShownAdapter } from '../../src/protocol';
import { BASE, COMPARED, adaptersOf, writeAdapter } from '../support/adapter-folder';
import { LspClient } from './client';

let workspace = '';
let client: LspClient | undefined;

beforeEach(() => {
  workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapters-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(workspace, { recursive: true, force: true });
});

async function start(trusted = true): Promise<LspClient> {
  client = await LspClient.start([workspace], { forwardsDiagnostics: true, othersCheckPython: true, trusted });
  return client;
}
const folder = (): string => pathToFileURL(workspace).href;

async function list(lsp: LspClient): Promise<readonly ShownAdapter[]> {
  const answer: ListAdapters.Answer = await lsp.connection.sendRequest('selfHeal/adapters/list', {});
  expect(answer).not.toHaveProperty('reason');
  return answer.adapters;
}

describe('the adapters of a folder', () => {
  it('are listed with their record, in the order of their ids; what can’t be read says why', async () => {
    writeAdapter(workspace, 'fixes', { comparison: COMPARED.better, trained_on_pairs: 312, success_rate: 0.83, priority: 'high' });
    writeAdapter(workspace, 'few', { comparison: COMPARED.few });
    fs.mkdirSync(path.join(adaptersOf(workspace), 'zz'));
    fs.writeFileSync(path.join(adaptersOf(workspace), 'zz', 'metadata.json'), '{"adapter_id": "zz"');
    fs.mkdirSync(path.join(adaptersOf(workspace), '.training-fixes-2'));
    const [few, fixes, broken, ...more] = await list(await start());
    expect(more).toEqual([]);
    expect(fixes).toMatchObject({ id: 'fixes', state: 'inactive', base: BASE, pairs: 312, successRate: 0.83, priority: 'high' });
    expect(fixes?.comparison).toMatchObject({ outcome: 'better', sentence: expect.stringContaining('39 of 60') as string });
    expect(fixes).not.toHaveProperty('verdicts');
    expect(few).toMatchObject({ comparison: { outcome: 'not-enough-evidence' }, verdicts: 0 });
    expect(broken).toMatchObject({ id: 'zz', state: 'unreadable', mistake: expect.stringContaining('JSON') as string });
  });

  it('none where there is no folder; nothing is made by asking', async () => {
    expect(await list(await start())).toEqual([]);
    expect(fs.existsSync(path.join(workspace, '.self-heal'))).toBe(false);
  });

  it('one is shown as a page: what it is, its comparison as a table, its training with the picture of its loss, verdicts', async () => {
    const at = writeAdapter(workspace, 'fixes', {
      description: 'of [the](http://example.com) team <script>',
      comparison: COMPARED.better,
      trained_on_pairs: 312,
      training: { method: 'sft', preset: 'default', config: { r: 8, target_modules: ['q_proj', 'v_proj'] } },
      metrics: { train_loss: 0.41, eval_loss: 0.52, train_runtime: 1445, epoch: 2.5 },
      success_rate: 0.83,
      feedback: [{ score: 0, text: 'rejected: use | instead', at: '2026-11-21T10:00:00.000Z' }],
    });
    fs.writeFileSync(path.join(at, 'loss.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const lsp = await start();
    const { title, markdown }: ShowAdapter.Answer = await lsp.connection.sendRequest('selfHeal/adapters/show', {
      folder: folder(),
      id: 'fixes',
    });
    expect(title).toBe('Adapter fixes');
    expect(markdown).toMatch(/^# fixes\n/);
    expect(markdown).toContain('| … healed | 21 (35 %) | 39 (65 %) |');
    expect(markdown).toContain('| target modules | `q_proj, v_proj` |');
    expect(markdown).toContain('](data:image/svg+xml;base64,');
    expect(markdown).toContain('rejected: use \\| instead');
    expect(markdown).not.toMatch(/(?<!\\)(?:\[the|<script)/);
  });

  it('one is changed in its metadata, and its id stays', async () => {
    const at = writeAdapter(workspace, 'fixes');
    const lsp = await start();
    const changed: ShownAdapter = await lsp.connection.sendRequest('selfHeal/adapters/change', {
      folder: folder(),
      id: 'fixes',
      priority: 'critical',
      errorTypes: ['KeyError'],
    });
    expect(changed).toMatchObject({ id: 'fixes', priority: 'critical', errorTypes: ['KeyError'] });
    expect(JSON.parse(fs.readFileSync(path.join(at, 'metadata.json'), 'utf8'))).toMatchObject({
      adapter_id: 'fixes',
      priority: 'critical',
    });
    const gone: Refusal = await lsp.connection.sendRequest('selfHeal/adapters/change', { folder: folder(), id: 'gone', priority: 'low' });
    expect(gone).toMatchObject({ reason: 'no-adapter' });
  });
});

describe('a folder that is not trusted', () => {
  it('nothing is listed, planned or trained, and no clock goes', async () => {
    writeAdapter(workspace, 'fixes');
    const lsp = await start(false);
    await lsp.connection.sendNotification('selfHeal/settings', { defaults: { training: SCHEDULED } });
    const asked = { folder: folder(), base: BASE };
    for (const [method, params] of [
      ['list', {}],
      ['show', { folder: folder(), id: 'fixes' }],
      ['change', { folder: folder(), id: 'fixes', priority: 'low' }],
    ] as const)
      expect(await lsp.connection.sendRequest(`selfHeal/adapters/${method}`, params), method).toMatchObject({ reason: 'untrusted' });
    expect(await lsp.connection.sendRequest('selfHeal/training/plan', asked)).toMatchObject({ reason: 'untrusted' });
    expect(await lsp.connection.sendRequest('selfHeal/training/train', { ...asked, progressToken: 'x' })).toMatchObject({
      reason: 'untrusted',
    });
    expect(fs.existsSync(path.join(adaptersOf(workspace), '.schedule.json'))).toBe(false);
  });
});

const SCHEDULED = { base: BASE, preset: 'default', options: {}, schedule: '0 3 * * *', minNewPairs: 20 };

describe('a schedule', () => {
  const state = (): string => path.join(adaptersOf(workspace), '.schedule.json');

  it('without one nothing is written or asked', async () => {
    writeAdapter(workspace, 'fixes');
    const lsp = await start();
    await lsp.connection.sendNotification('selfHeal/settings', {});
    await list(lsp);
    expect(fs.existsSync(state())).toBe(false);
  });

  it('with one the clock goes, and its first look remembers since when', async () => {
    const lsp = await start();
    await lsp.connection.sendNotification('selfHeal/settings', { defaults: { training: SCHEDULED } });
    await lsp.until('the first look', () => fs.existsSync(state()));
    expect(JSON.parse(fs.readFileSync(state(), 'utf8'))).toMatchObject({ expression: '0 3 * * *' });
  });

  it('one that is none is told once, with how it is written', async () => {
    const lsp = await start();
    for (let i = 0; i < 2; i++)
      await lsp.connection.sendNotification('selfHeal/settings', {
        enabled: true,
        defaults: { training: { ...SCHEDULED, schedule: 'nightly' } },
      });
    const told = (): unknown[] => lsp.notified.filter(({ method }) => method === 'selfHeal/tell');
    await lsp.until('it is told', () => told().length > 0);
    await list(lsp);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({ params: { message: expect.stringMatching(/"nightly" is no schedule.*five parts/) as string } });
  });
});

describe('a plan of a training', () => {
  it('without a model to train on top of says which setting names it', async () => {
    const lsp = await start();
    const plan: PlanTraining.Answer | Refusal = await lsp.connection.sendRequest('selfHeal/training/plan', { folder: folder() });
    expect(plan).toMatchObject({ reason: 'not-trained', setting: 'selfHeal.lora.model' });
  });
});
