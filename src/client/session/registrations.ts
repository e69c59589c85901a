// What other extensions have registered: fixers, verifiers, models. Each is asked within its time and with its faults kept to itself, and goes with its
// extension; what it answers is read as data.

import {
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  LanguageModelChatMessageRole,
  LanguageModelTextPart,
  Range,
  Uri,
  extensions,
  type CancellationToken,
  type LanguageModelChat,
  type LogOutputChannel,
  type ProviderResult,
} from 'vscode';
import { LANGUAGES } from './languages';
import { AskFixers, AskVerifiers, RegisteredChanged, type ToldProblem } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { Fixer, Problem, Provider, Verifier } from './extension-api';
import type { ServerSession } from './server-session';
import { withTimeLimit } from './with-time-limit';

/** In ms. */
const MAX_WAIT = 1_000;
/** One that failed or was late so often in a row is asked no more in this window. */
const MAX_FAULTS = 3;
const MAX_FIXES = 6;
const MAX_TITLE = 200;
const MAX_WORDS = 1_000;
/** UTF-16 units of what an edit puts in, and edits of one fix. */
const MAX_NEW_TEXT = 100_000;
const MAX_EDITS = 100;

/** One that is asked, with how often it failed in a row. */
interface Entry<T> {
  readonly it: T;
  faults: number;
}

export class Registrations implements Disposable {
  private readonly fixers = new Map<string, Entry<Fixer>>();
  private readonly verifiers = new Map<string, Entry<Verifier>>();
  private readonly providers = new Map<string, Provider>();
  private readonly changed = new EventEmitter<void>();
  private readonly listening: Disposable;

  constructor(
    private readonly session: ServerSession,
    private readonly log: LogOutputChannel,
  ) {
    this.listening = Disposable.from(
      session.onRunning(() => this.tell()),
      this.changed.event(() => this.tell()),
      extensions.onDidChange(() => this.dropOrphans()),
    );
    session.answer(AskFixers.type, (params, token) => this.askFixers(params, token));
    session.answer(AskVerifiers.type, (params, token) => this.askVerifiers(params, token));
  }

  registerFixer(fixer: Fixer): Disposable {
    return this.add(this.fixers, fixer, 'fixer', 'provideFixes');
  }

  registerVerifier(verifier: Verifier): Disposable {
    return this.add(this.verifiers, verifier, 'verifier', 'verify');
  }

  registerProvider(provider: Provider): Disposable {
    check(provider, 'provider', 'ask');
    const { id } = provider;
    if (this.providers.has(id)) throw new Error(`A provider ${id} is registered already.`);
    this.providers.set(id, provider);
    return new Disposable(() => {
      if (this.providers.get(id) === provider) this.providers.delete(id);
    });
  }

  /** As models of the editor: chosen, named and asked like those of other vendors. */
  get models(): readonly LanguageModelChat[] {
    return [...this.providers.values()].map(asModel);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
    this.fixers.clear();
    this.verifiers.clear();
    this.providers.clear();
  }

  private add<T extends { readonly id: string; readonly languages: readonly string[] }>(
    to: Map<string, Entry<T>>,
    it: T,
    kind: string,
    method: keyof T & string,
  ): Disposable {
    check(it, kind, method);
    const languages: unknown = it.languages;
    const isHealed = (one: unknown): boolean => typeof one === 'string' && LANGUAGES.includes(one);
    if (!Array.isArray(languages) || languages.length === 0 || !languages.every(isHealed))
      throw new Error(`The ${kind} ${it.id} must name its languages; those that are healed are ${LANGUAGES.join(', ')}.`);
    if (to.has(it.id)) throw new Error(`A ${kind} ${it.id} is registered already.`);
    const entry = { it, faults: 0 };
    to.set(it.id, entry);
    this.changed.fire();
    return new Disposable(() => {
      if (to.get(it.id) !== entry) return;
      to.delete(it.id);
      this.changed.fire();
    });
  }

  private tell(): void {
    const told = ({ it: { id, languages } }: Entry<Fixer | Verifier>): { id: string; languages: readonly string[] } => ({ id, languages });
    const isAsked = ({ faults }: Entry<unknown>): boolean => faults < MAX_FAULTS;
    this.session.notify(RegisteredChanged.type, {
      fixers: [...this.fixers.values()].filter(isAsked).map(told),
      verifiers: [...this.verifiers.values()].filter(isAsked).map(told),
    });
  }

  /** An extension that is gone may not have disposed what it registered. */
  private dropOrphans(): void {
    let dropped = false;
    for (const all of [this.fixers, this.verifiers, this.providers])
      for (const id of all.keys()) if (!ownerOf(id)) dropped = all.delete(id) || dropped;
    if (dropped) this.changed.fire();
  }

  private async askFixers({ uri, language, text, problem }: AskFixers.Params, token: CancellationToken): Promise<AskFixers.Answer> {
    const asked = [...this.fixers.values()].map(async (entry) => {
      if (entry.faults >= MAX_FAULTS || !entry.it.languages.includes(language)) return [];
      const document = { uri: Uri.parse(uri), languageId: language, text };
      const given = await this.ask(entry, token, (own) => entry.it.provideFixes(toProblem(problem), document, own));
      return (Array.isArray(given) ? (given as readonly unknown[]) : [])
        .slice(0, MAX_FIXES)
        .flatMap((fix) => readFix(entry.it.id, fix) ?? []);
    });
    return { fixes: (await Promise.all(asked)).flat() };
  }

  private async askVerifiers(params: AskVerifiers.Params, token: CancellationToken): Promise<AskVerifiers.Answer> {
    const { uri, language, before, after, problem } = params;
    const asked = [...this.verifiers.values()].map(async (entry) => {
      if (entry.faults >= MAX_FAULTS || !entry.it.languages.includes(language)) return [];
      const patch = { problem: toProblem(problem), uri: Uri.parse(uri), languageId: language, before, after };
      const given: unknown = await this.ask(entry, token, (own) => entry.it.verify(patch, own));
      return readVerdict(entry.it.id, given) ?? [];
    });
    return { verdicts: (await Promise.all(asked)).flat() };
  }

  /** undefined where it has nothing to say, is late or fails. */
  private async ask<T>(
    entry: Entry<{ readonly id: string }>,
    token: CancellationToken,
    work: (token: CancellationToken) => ProviderResult<T>,
  ): Promise<T | undefined> {
    const own = new CancellationTokenSource();
    const listening = token.onCancellationRequested(() => own.cancel());
    try {
      const asked = Promise.resolve().then(() => work(own.token));
      const given = await withTimeLimit(asked, MAX_WAIT, () => {
        throw new Error(`it gave no answer within ${MAX_WAIT / 1_000} second`);
      });
      entry.faults = 0;
      return given ?? undefined;
    } catch (error) {
      if (!token.isCancellationRequested) this.failed(entry, error);
      return undefined;
    } finally {
      listening.dispose();
      own.cancel();
      own.dispose();
    }
  }

  private failed(entry: Entry<{ readonly id: string }>, error: unknown): void {
    entry.faults++;
    const why = visibleLine(error instanceof Error ? error.message : String(error)).slice(0, MAX_WORDS);
    const { id } = entry.it;
    this.log.warn(`${id} failed and was left out: ${why}`);
    if (entry.faults !== MAX_FAULTS) return;
    this.log.warn(`${id} failed ${MAX_FAULTS} times in a row, so it is not asked any more in this window.`);
    this.changed.fire();
  }
}

/** The extension that something belongs to by its id: `ada.shop` of `ada.shop/rounding`. */
const ownerOf = (id: string): boolean => extensions.getExtension(id.slice(0, id.indexOf('/'))) !== undefined;

function check<T extends { readonly id: string }>(it: T, kind: string, method: keyof T & string): void {
  if (typeof it.id !== 'string' || !/^[\w-]+\.[\w-]+\/[\w.:-]{1,100}$/.test(it.id) || !ownerOf(it.id))
    throw new Error(`The id of a ${kind} begins with the id of its own extension: publisher.extension/name.`);
  if (typeof it[method] !== 'function') throw new Error(`The ${kind} ${it.id} has no method ${method}.`);
}

const toProblem = ({ errorType, message, source, range }: ToldProblem): Problem => ({ errorType, message, source, range: toRange(range) });

const toRange = ({ start, end }: ToldProblem['range']): Range => new Range(start.line, start.character, end.line, end.character);

function readFix(fixer: string, given: unknown): AskFixers.Answer['fixes'][number] | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { title, explanation, edits } = given as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string' || title.trim() === '' || !Array.isArray(edits) || edits.length === 0 || edits.length > MAX_EDITS)
    return undefined;
  const read = (edits as readonly unknown[]).map(readEdit);
  if (read.some((edit) => edit === undefined)) return undefined;
  return {
    fixer,
    title: title.slice(0, MAX_TITLE),
    ...(typeof explanation === 'string' && explanation !== '' ? { explanation: explanation.slice(0, MAX_WORDS) } : {}),
    edits: read.filter((edit) => edit !== undefined),
  };
}

function readEdit(given: unknown): { range: ToldProblem['range']; newText: string } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { range, newText } = given as Readonly<Record<string, unknown>>;
  if (typeof newText !== 'string' || newText.length > MAX_NEW_TEXT || typeof range !== 'object' || range === null) return undefined;
  const { start, end } = range as Readonly<Record<string, unknown>>;
  return isPosition(start) && isPosition(end)
    ? { range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } }, newText }
    : undefined;
}

function isPosition(given: unknown): given is { line: number; character: number } {
  if (typeof given !== 'object' || given === null) return false;
  const { line, character } = given as Readonly<Record<string, unknown>>;
  return Number.isSafeInteger(line) && Number.isSafeInteger(character) && Number(line) >= 0 && Number(character) >= 0;
}

function readVerdict(verifier: string, given: unknown): AskVerifiers.Answer['verdicts'][number] | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { result, why } = given as Readonly<Record<string, unknown>>;
  if (result !== 'passed' && result !== 'failed') return undefined;
  return { verifier, result, ...(typeof why === 'string' && why !== '' ? { why: why.slice(0, MAX_WORDS) } : {}) };
}

/** A registered provider in the shape of the editor's own models. */
function asModel(provider: Provider): LanguageModelChat {
  const [vendor = '', id = ''] = provider.id.split('/', 2);
  return {
    vendor,
    id,
    name: provider.title,
    family: id,
    version: '',
    maxInputTokens: 32_000,
    countTokens: (text) => Promise.resolve(Math.ceil((typeof text === 'string' ? text : '').length / 4)),
    sendRequest: (messages, options, token = new CancellationTokenSource().token) => {
      const { temperature, max_tokens: maxTokens } = options?.modelOptions ?? {};
      const request = {
        messages: messages.map(({ role, content }) => ({
          role: role === LanguageModelChatMessageRole.Assistant ? ('assistant' as const) : ('user' as const),
          content: content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join(''),
        })),
        ...(typeof temperature === 'number' ? { temperature } : {}),
        ...(typeof maxTokens === 'number' ? { maxTokens } : {}),
      };
      const text = pieces(() => provider.ask(request, token));
      return Promise.resolve({ text, stream: parts(text) });
    },
  };
}

async function* pieces(ask: () => Promise<string> | AsyncIterable<string>): AsyncIterable<string> {
  const given: unknown = ask();
  if (typeof given === 'object' && given !== null && Symbol.asyncIterator in given) {
    for await (const piece of given as AsyncIterable<unknown>) yield String(piece);
    return;
  }
  yield String(await given);
}

async function* parts(text: AsyncIterable<string>): AsyncIterable<LanguageModelTextPart> {
  for await (const piece of text) yield new LanguageModelTextPart(piece);
}
