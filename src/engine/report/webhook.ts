// A word to a team's chat: what was healed, or what needs a person, as JSON that Slack's incoming webhooks take, and those that speak like them. Nothing goes
// out but this one message, without code, without secrets, to the one address that a person has set.

import { redactTogether } from '../learn/redact/redact';
import { failure, success, type Result } from '../result';
import { visibleLine } from '../visible-text';

export interface HealNotice {
  readonly isHealed: boolean;
  /** `NameError: name 'totl' is not defined` */
  readonly error: string;
  /** One sentence. */
  readonly cause: string;
  /** Fixes tried. */
  readonly attempts: number;
  /** The project, and the file in it: `shop, src/app.py:12`. Never a path of the machine. */
  readonly where: string;
}

type WebhookReason = 'bad-address' | 'not-redacted' | 'no-answer' | 'refused' | 'too-many' | 'told-already';

/** A chat that has not answered by then will not. In ms. */
const WITHIN_MS = 10_000;
/** Of one value, in UTF-16 units; Slack takes 2,000. */
const MAX_VALUE = 500;
/** A loop that breaks and heals must not fill a channel: so many in an hour. */
const MAX_AN_HOUR = 30;
const HOUR_MS = 3_600_000;

/** The message, its words as they are: `Webhook.tell` takes the secrets out first. */
export function slackMessage({ isHealed, error, cause, attempts, where }: HealNotice): Readonly<Record<string, unknown>> {
  const title = isHealed ? '🤖 Self-Healing Fix' : '🤖 Self-Healing: A Person Is Needed';
  const field = (name: string, value: string): Readonly<Record<string, string>> => ({ type: 'mrkdwn', text: `*${name}:*\n${said(value)}` });
  return {
    // Shown in notifications, and by chats that know no blocks.
    text: `${title}: ${said(error)} (${said(where)})`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      {
        type: 'section',
        fields: [
          field('Error', error),
          field('Root cause', cause),
          field('Attempts', String(attempts)),
          field('Status', isHealed ? '✅ Success' : '❌ Failure'),
          field('Where', where),
        ],
      },
    ],
  };
}

export interface WebhookOptions {
  readonly withinMs?: number;
  readonly now?: () => number;
}

/** One address, for as long as it is set. The address is a secret itself: whoever has it can write to the channel, so that no message holds more than its host. */
export class Webhook {
  private readonly sent: number[] = [];
  private last = '';

  constructor(
    private readonly address: string,
    private readonly options: WebhookOptions = {},
  ) {}

  /** All is well again: the same error is news from now on. */
  forget(): void {
    this.last = '';
  }

  /** Sends one message. The same twice in a row is sent once. Never throws. */
  async tell(notice: HealNotice, signal?: AbortSignal): Promise<Result<void, WebhookReason>> {
    const url = webhookUrl(this.address);
    if (!url.ok) return url;
    const { host } = url.value;
    const same = JSON.stringify(notice);
    if (same === this.last) return failure('told-already', 'That was told already.');
    const now = (this.options.now ?? Date.now)();
    while (this.sent[0] !== undefined && now - this.sent[0] >= HOUR_MS) this.sent.shift();
    if (this.sent.length >= MAX_AN_HOUR)
      return failure('too-many', `${host} was told ${MAX_AN_HOUR} times within an hour: no more for now.`);
    const clean = await withoutSecrets(notice);
    if (!clean.ok) return clean;
    this.sent.push(now);
    this.last = same;
    const late = AbortSignal.timeout(this.options.withinMs ?? WITHIN_MS);
    try {
      const response = await fetch(url.value, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'self-heal' },
        body: JSON.stringify(slackMessage(clean.value)),
        // The message is for this host and no other.
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      await response.body?.cancel();
      if (response.status >= 300 && response.status < 400)
        return failure('refused', `The webhook at ${host} redirects elsewhere, which is not followed (HTTP ${response.status}).`);
      return response.ok ? success(undefined) : failure('refused', `The webhook at ${host} refused the message (HTTP ${response.status}).`);
    } catch {
      // It may be told again.
      this.last = '';
      return failure(
        'no-answer',
        late.aborted ? `The webhook at ${host} did not answer in time.` : `The webhook at ${host} can't be reached.`,
      );
    }
  }
}

/** Over plain HTTP only on this machine: the address is a secret. */
export function webhookUrl(address: string): Result<URL, 'bad-address'> {
  const wrong = (what: string): Result<URL, 'bad-address'> => failure('bad-address', `The webhook ${what}.`);
  if (!URL.canParse(address)) return wrong('is not a URL; it should look like https://hooks.slack.com/services/…');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return wrong('must not hold a user name or password');
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return wrong('must be an https address, or one of this machine');
  return success(url);
}

async function withoutSecrets(notice: HealNotice): Promise<Result<HealNotice, 'not-redacted'>> {
  const clean = await redactTogether([notice.error, notice.cause, notice.where]);
  if (!clean.ok) return failure('not-redacted', 'The message was not sent: it could not be searched for secrets.');
  const [error = '', cause = '', where = ''] = clean.value.texts;
  return success({ ...notice, error, cause, where });
}

/** As Slack wants text: nothing in it is a link, a mention or a command to the channel. */
function said(text: string): string {
  const line = visibleLine(text.replaceAll(/\s+/g, ' ')).trim();
  const cut = line.length <= MAX_VALUE ? line : `${line.slice(0, MAX_VALUE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
