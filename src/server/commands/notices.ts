// A word to a team's chat, where a person has named one: of heals that went in without being asked, or as a plan, and of what "Run and Heal" could not heal.

import * as path from 'node:path';
import { visibleLine, Webhook, type HealNotice, type Problem } from '../../engine';
import type { Applied } from '../applied/heal';
import type { Session } from '../session/session';

/** A plan goes in file by file: what goes in within this is one message. In ms. */
const GATHER_MS = 1_500;

export class Notices {
  private webhook: { readonly address: string; readonly hook: Webhook } | undefined;
  private gathered: Applied[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: Pick<Session, 'client' | 'folders' | 'log'>,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** A heal was put into its document. One from the menu a person has just chosen; nobody else need hear of it. */
  healed(applied: Applied): void {
    if (this.hook() === undefined || applied.via === 'lightbulb' || applied.patches.length === 0) return;
    this.gathered.push(applied);
    this.timer ??= setTimeout(() => this.flush(), this.gatherMs).unref();
  }

  /** Nothing fails any more: the same error is news from now on. */
  wellAgain(): void {
    this.webhook?.hook.forget();
  }

  /** A person had something run, or watched, and it fails. `attempts`: fixes tried. */
  left(problem: Problem, why: string, attempts: number): void {
    this.send({ isHealed: false, error: wordsOf(problem), cause: why, attempts, where: this.placeOf(problem) });
  }

  /** What is under way is sent. Never rejects; a chat has its limit. */
  async settled(): Promise<void> {
    this.flush();
    await this.sending;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const patches = this.gathered.flatMap((applied) => applied.patches);
    const files = new Set(this.gathered.map((applied) => applied.uri)).size;
    this.gathered = [];
    const [first] = patches;
    if (!first) return;
    const more = patches.length > 1 ? ` and ${patches.length - 1} more` : '';
    this.send({
      isHealed: true,
      error: `${wordsOf(first.problem)}${more}`,
      cause: first.candidate.explanation,
      attempts: patches.length,
      where: files > 1 ? `${this.placeOf(first.problem)} and ${files - 1} more files` : this.placeOf(first.problem),
    });
  }

  private send(notice: HealNotice): void {
    const hook = this.hook();
    if (!hook) return;
    const { log } = this.session;
    this.sending = Promise.all([
      this.sending,
      hook.tell(notice).then(
        (told) => {
          if (!told.ok && told.reason !== 'told-already') log.warn(told.message);
        },
        (error: unknown) => log.fault('a word to the team', error),
      ),
    ]);
  }

  private hook(): Webhook | undefined {
    const { trusted, settings } = this.session.client;
    const address = settings.measures.webhook;
    if (!trusted || !settings.enabled || address === '') return undefined;
    if (this.webhook?.address !== address) this.webhook = { address, hook: new Webhook(address) };
    return this.webhook.hook;
  }

  /** Nothing of the machine's own folders. */
  private placeOf({ location }: Problem): string {
    const root = this.session.folders.rootOf(location.path);
    const name = root === undefined ? path.basename(location.path) : path.relative(root, location.path).split(path.sep).join('/');
    return `${root === undefined ? '' : `${path.basename(root)}, `}${name}:${location.range.start.line + 1}`;
  }
}

const wordsOf = ({ errorType, message }: Problem): string => visibleLine(`${errorType}: ${message.split('\n')[0] ?? ''}`);
