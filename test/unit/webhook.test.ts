// A word to a team's chat, over real HTTP (F145).

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackMessage, Webhook, webhookUrl, type HealNotice } from '../../src/engine/report/webhook';
import { httpSink, type HttpSink } from '../support/http-sink';
import { TOKENS } from './planted-secrets';

const NOTICE: HealNotice = {
  isHealed: true,
  error: "NameError: name 'amuont' is not defined",
  cause: 'The name is misspelt.',
  attempts: 2,
  where: 'shop, src/app.py:12',
};

interface Message {
  readonly text: string;
  readonly blocks: readonly [
    { readonly type: string; readonly text: { readonly type: string; readonly text: string } },
    { readonly type: string; readonly fields: readonly { readonly type: string; readonly text: string }[] },
  ];
}
const messageOf = (body: Buffer): Message => JSON.parse(body.toString('utf8')) as Message;

let sink: HttpSink;
beforeEach(async () => {
  sink = await httpSink();
});
afterEach(() => sink.close());

describe('F145: the webhook', () => {
  it('is told in the JSON that Slack takes: a header, and fields for error, root cause, attempts and status', async () => {
    expect(await new Webhook(`${sink.url}/services/T0/B0`).tell(NOTICE)).toMatchObject({ ok: true });
    const [one] = sink.received;
    expect(one).toMatchObject({ method: 'POST', path: '/services/T0/B0' });
    expect(one?.headers['content-type']).toContain('application/json');
    const { text, blocks } = messageOf(one?.body ?? Buffer.from('{}'));
    expect(text).toContain("NameError: name 'amuont' is not defined");
    expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text' } });
    expect(blocks[1].fields.map((field) => field.text)).toEqual([
      "*Error:*\nNameError: name 'amuont' is not defined",
      '*Root cause:*\nThe name is misspelt.',
      '*Attempts:*\n2',
      '*Status:*\n✅ Success',
      '*Where:*\nshop, src/app.py:12',
    ]);
    await new Webhook(sink.url).tell({ ...NOTICE, isHealed: false });
    expect(messageOf(sink.received[1]?.body ?? Buffer.from('{}')).blocks[1].fields[3]?.text).toBe('*Status:*\n❌ Failure');
  });

  it('has no secrets, mentions, links or lines of others', async () => {
    const secret = TOKENS['GitHub classic'] ?? '';
    const error = `KeyError: ${secret} <!channel> <https://evil.example|here>\nTraceback\u001b[31m`;
    await new Webhook(sink.url).tell({ ...NOTICE, error });
    const body = sink.received[0]?.body.toString('utf8') ?? '';
    expect(body).not.toContain(secret);
    expect(body).not.toContain('<!channel>');
    expect(body).not.toContain('<https:');
    expect(body).not.toContain('\\u001b');
    expect(messageOf(Buffer.from(body)).text).toContain('&lt;!channel&gt;');
    expect(messageOf(Buffer.from(body)).text).not.toContain('\n');
  });

  it('keeps within what Slack takes, however long the words are', () => {
    const long = '😀'.repeat(10_000);
    const { text, blocks } = slackMessage({ ...NOTICE, error: long, cause: long, where: long }) as unknown as Message;
    expect(text.length).toBeLessThan(3_000);
    expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
    for (const field of blocks[1].fields) expect(field.text.length).toBeLessThanOrEqual(2_000);
    expect(JSON.stringify({ text, blocks })).not.toMatch(/\\ud83d(?!\\ude00)/);
  });

  it('is told the same once, until all was well again, and thirty times an hour at most', async () => {
    let now = 0;
    const webhook = new Webhook(sink.url, { now: () => now });
    expect(await webhook.tell(NOTICE)).toMatchObject({ ok: true });
    expect(await webhook.tell(NOTICE)).toMatchObject({ reason: 'told-already' });
    webhook.forget();
    expect(await webhook.tell(NOTICE)).toMatchObject({ ok: true });
    for (let n = 0; n < 28; n++) expect(await webhook.tell({ ...NOTICE, attempts: n })).toMatchObject({ ok: true });
    expect(await webhook.tell({ ...NOTICE, attempts: 99 })).toMatchObject({ reason: 'too-many' });
    now = 3_600_000;
    expect(await webhook.tell({ ...NOTICE, attempts: 99 })).toMatchObject({ ok: true });
    expect(sink.received).toHaveLength(31);
  });

  it('that does not answer, refuses, or sends elsewhere is said, without its address', async () => {
    const silent = await httpSink(() => undefined);
    const refusing = await httpSink((_, response) => void response.writeHead(403).end('no'));
    const elsewhere = await httpSink((_, response) => void response.writeHead(307, { location: `${sink.url}/taken` }).end());
    try {
      const told = [];
      for (const { url } of [silent, refusing, elsewhere]) told.push(await new Webhook(`${url}/T0KEN`, { withinMs: 300 }).tell(NOTICE));
      told.push(await new Webhook('http://127.0.0.1:1/T0KEN').tell(NOTICE));
      expect(told.map((one) => (one.ok ? 'ok' : one.reason))).toEqual(['no-answer', 'refused', 'refused', 'no-answer']);
      for (const one of told) expect(one.ok ? '' : one.message).not.toContain('T0KEN');
      expect(sink.received).toHaveLength(0);
    } finally {
      await Promise.all([silent.close(), refusing.close(), elsewhere.close()]);
    }
  });

  it.each([
    'hooks.slack.com/services/x',
    'ftp://hooks.slack.com/x',
    'http://hooks.slack.com/services/x',
    'https://me:secret@hooks.slack.com/x',
    'http://localhost.evil.example/x',
  ])('takes no address that would give the channel away: %s', async (address) => {
    expect(webhookUrl(address)).toMatchObject({ ok: false, reason: 'bad-address' });
    expect(await new Webhook(address).tell(NOTICE)).toMatchObject({ ok: false, reason: 'bad-address' });
  });
});
