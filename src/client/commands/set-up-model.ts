// Set Up Model: where it is, its key, its name, one call to try it. Only then the user settings are written and the key is stored; until then
// Escape leaves all as it was. And Remove Model, which takes it all out again.

import { ConfigurationTarget, QuickPickItemKind, env, l10n, window, workspace, type LanguageModelChat, type QuickPickItem } from 'vscode';
import { FindModelServers, ListModels, TryModel, type ModelRefusal } from '../../protocol';
import { configuredModel, configuredPrice, hostOf } from '../session/configured-model';
import type { ConfiguredModel } from '../session/model-values';
import type { ClientContext } from '../session/context';
import { editorModelName, editorModels } from '../session/editor-models';
import { originOf } from '../session/model-key';
import { SECTION } from '../session/settings';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError } from '../session/user-error';
import { openSetting } from '../views/open-setting';
import { BACK, inputStep, pickStep } from '../views/steps';
import { askWithProgress } from '../views/with-progress';
import { placeItems, type Place, type PlaceItem } from './model-places';
import { requireEnabled } from './require-enabled';

/** What the steps have found out; a key that is new is not stored yet. */
interface Chosen {
  readonly model: ConfiguredModel;
  readonly newKey: string | undefined;
}

export async function setUpModel(context: ClientContext): Promise<void> {
  requireEnabled(context);
  for (;;) {
    const place = await choosePlace(context);
    if (place === undefined) return;
    const chosen = await chooseAt(context, place);
    if (chosen === BACK) continue;
    if (chosen) await use(context, chosen);
    return;
  }
}

/** As long as it is true. */
const UNCHANGED = l10n.t('Nothing is changed before the last step');

async function choosePlace(context: ClientContext): Promise<Place | undefined> {
  const { log, session } = context;
  const nothing =
    <T>(what: string) =>
    (error: unknown): readonly T[] => {
      log.info(`${what}: ${String(error)}`);
      return [];
    };
  const servers = session
    .ask(FindModelServers.type, {})
    .then((answer) => ('reason' in answer ? [] : answer.servers))
    .catch(nothing<FindModelServers.Server>('Servers on this machine could not be looked for'));
  const models = editorModels(context.registrations).catch(nothing<LanguageModelChat>("The editor's models could not be asked for"));
  const later = Promise.all([servers, models]).then((found) => ({
    items: placeItems(...found),
    placeholder:
      found[0].length > 0 ? UNCHANGED : l10n.t('No model server answers on this machine. Nothing is changed before the last step'),
  }));
  const item = await pickStep<PlaceItem>({
    title: l10n.t('Set Up Model (1 of 3): where is it?'),
    placeholder: l10n.t('Looking for model servers on this machine…'),
    back: false,
    items: placeItems([], []),
    later,
  });
  return item === BACK ? undefined : item?.place;
}

async function chooseAt(context: ClientContext, place: Place): Promise<Chosen | typeof BACK | undefined> {
  if (place.kind === 'editor') return chooseOfEditor(context, place.models);
  if (place.kind === 'server') return chooseOfServer(context, place.title, place.baseUrl, place.models);
  for (;;) {
    const baseUrl = await inputStep({
      title: l10n.t('Set Up Model (1 of 3): {0}', place.title),
      placeholder: place.example,
      prompt: place.prompt,
      back: true,
      wrong: wrongUrl,
    });
    if (baseUrl === undefined || baseUrl === BACK) return baseUrl;
    const chosen = await chooseOfServer(context, originOf(baseUrl) ?? baseUrl, baseUrl);
    if (chosen !== BACK) return chosen;
  }
}

function wrongUrl(value: string): string | undefined {
  if (originOf(value) === undefined) return l10n.t('A base URL begins with http:// or https://.');
  if (value.includes('RESOURCE')) return l10n.t('Put the name of your own resource in place of RESOURCE.');
  const { username, password } = new URL(value);
  return username || password ? l10n.t('Without a user name or a password in it: the key is asked for next.') : undefined;
}

interface NameItem extends QuickPickItem {
  readonly model?: string;
  readonly then?: 'type' | 'again' | 'key';
}

async function chooseOfEditor(context: ClientContext, models: readonly LanguageModelChat[]): Promise<Chosen | typeof BACK | undefined> {
  for (;;) {
    const item = await pickStep<NameItem>({
      title: l10n.t('Set Up Model (2 of 3): which model?'),
      placeholder: l10n.t('The editor may ask whether Self-Heal may use it'),
      back: true,
      items: models.map((model) => ({
        label: model.name,
        description: editorModelName(model),
        detail: l10n.t('takes up to {0} tokens', model.maxInputTokens.toLocaleString(env.language)),
        model: editorModelName(model),
      })),
    });
    if (item === BACK || item?.model === undefined) return item === BACK ? BACK : undefined;
    const chosen: Chosen = { model: { provider: 'editor', baseUrl: '', name: item.model }, newKey: undefined };
    const tried = await tryIt(context, chosen);
    if (tried !== BACK) return tried ? chosen : undefined;
  }
}

async function chooseOfServer(
  context: ClientContext,
  title: string,
  baseUrl: string,
  known?: readonly string[],
): Promise<Chosen | typeof BACK | undefined> {
  const stored = await context.key.get(baseUrl);
  const address = (name: string): ConfiguredModel => ({ provider: 'server', baseUrl, name });
  let newKey: string | undefined;
  let names = known;
  let trouble: ModelRefusal | undefined;
  if (names === undefined && stored === undefined && !isOnThisMachine(baseUrl)) {
    const typed = await askKey(title, baseUrl);
    if (typed === undefined || typed === BACK) return typed;
    newKey = typed === '' ? undefined : typed;
  }
  for (;;) {
    if (names === undefined && !trouble) {
      const answer = await listModels(context, title, baseUrl, newKey ?? stored);
      if (answer === BACK) return BACK;
      if ('reason' in answer) trouble = answer;
      else names = answer.models;
    }
    const item = await pickStep<NameItem>({
      title: l10n.t('Set Up Model (2 of 3): which model of {0}?', title),
      placeholder: trouble
        ? trouble.message
        : names?.length === 0
          ? l10n.t('{0} names no models: type the name of one', title)
          : l10n.t('The next step tries it with one small call'),
      back: true,
      items: nameItems(names ?? [], trouble, (newKey ?? stored) !== undefined),
    });
    if (item === BACK || item === undefined) return item;
    if (item.then === 'again' || item.then === 'key') {
      const typed = item.then === 'key' ? await askKey(title, baseUrl) : undefined;
      if (typed === undefined && item.then === 'key') return undefined;
      if (typed === BACK) continue;
      if (typed) newKey = typed;
      trouble = undefined;
      continue;
    }
    const name = item.model ?? (await typeName(title));
    if (name === undefined) return undefined;
    if (name === BACK) continue;
    const chosen: Chosen = { model: address(name), newKey };
    const tried = await tryIt(context, chosen, newKey ?? stored);
    if (tried !== BACK) return tried ? chosen : undefined;
  }
}

function nameItems(names: readonly string[], trouble: ModelRefusal | undefined, hasKey: boolean): readonly NameItem[] {
  const always = { alwaysShow: true } as const;
  const named = (model: string): NameItem => ({ label: model, model });
  const others = names.filter((name) => CAN_NOT_CHAT.test(name));
  return [
    ...(trouble?.unauthorised
      ? [{ label: hasKey ? `$(key) ${l10n.t('Enter another key…')}` : `$(key) ${l10n.t('Enter a key…')}`, then: 'key', ...always } as const]
      : []),
    ...names.filter((name) => !CAN_NOT_CHAT.test(name)).map(named),
    ...(trouble ? [{ label: `$(refresh) ${l10n.t('Try again')}`, then: 'again', ...always } as const] : []),
    { label: `$(edit) ${l10n.t('Type a name…')}`, then: 'type', ...always },
    ...(others.length > 0
      ? [{ label: l10n.t('made for something else than answers'), kind: QuickPickItemKind.Separator }, ...others.map(named)]
      : []),
  ];
}

/** Hosted servers list all that they have. */
const CAN_NOT_CHAT =
  /(?:^|[-_/:.])(?:embed(?:ding)?s?|whisper|tts|dall-e|(?:omni-)?moderation|rerank(?:er)?|transcribe|realtime|image|audio|sora)(?:$|[-_/:.\d])/i;

const isOnThisMachine = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);

function askKey(title: string, baseUrl: string): Promise<string | typeof BACK | undefined> {
  return inputStep({
    title: l10n.t('Set Up Model (2 of 3): the key for {0}', title),
    placeholder: l10n.t('API key; empty where none is needed'),
    prompt: l10n.t('Sent only to {0}, kept encrypted by VS Code once the set-up is done.', originOf(baseUrl) ?? baseUrl),
    password: true,
    back: true,
    wrong: (value) => (/\s/.test(value) ? l10n.t('A key has no spaces in it.') : undefined),
  });
}

function typeName(title: string): Promise<string | typeof BACK | undefined> {
  return inputStep({
    title: l10n.t("Set Up Model (2 of 3): the model's name"),
    placeholder: 'qwen2.5-coder:7b',
    prompt: l10n.t('As {0} calls it.', title),
    back: true,
    wrong: (value) => (value === '' ? l10n.t('Type the name of a model.') : undefined),
  });
}

async function listModels(
  context: ClientContext,
  title: string,
  baseUrl: string,
  apiKey: string | undefined,
): Promise<ListModels.Answer | ModelRefusal | typeof BACK> {
  try {
    const answer = await askWithProgress(context, l10n.t('Self-Heal: asking {0} for its models', title), ListModels.type, {
      baseUrl,
      apiKey,
    });
    return 'reason' in answer && answer.reason === 'cancelled' ? BACK : answer;
  } catch (error) {
    if (error instanceof Cancelled) return BACK;
    throw error;
  }
}

interface TriedItem extends QuickPickItem {
  readonly then: 'use' | 'again' | 'other';
}

/** One call, with nothing of the workspace in it. @returns true: use it; false: the person ended it. */
async function tryIt(context: ClientContext, { model }: Chosen, apiKey?: string): Promise<boolean | typeof BACK> {
  const host = hostOf(model);
  const price = configuredPrice(model.name);
  for (;;) {
    const answer = await askWithProgress(context, l10n.t('Self-Heal: trying {0}', model.name), TryModel.type, {
      model: { ...model, apiKey },
      ...(price && { price }),
    }).catch((error: unknown): typeof BACK => {
      if (error instanceof Cancelled) return BACK;
      throw error;
    });
    if (answer === BACK || ('reason' in answer && answer.reason === 'cancelled')) return BACK;
    const failed = 'reason' in answer;
    const use: TriedItem = {
      label: failed ? `$(warning) ${l10n.t('Use it all the same')}` : `$(check) ${l10n.t('Use {0}', model.name)}`,
      detail: failed ? l10n.t('It is set up as it is; a heal will say what goes wrong.') : speed(answer),
      then: 'use',
    };
    const other: TriedItem = { label: `$(arrow-left) ${l10n.t('Choose another model')}`, then: 'other' };
    const again: TriedItem = { label: `$(refresh) ${l10n.t('Try again')}`, then: 'again' };
    const item = await pickStep<TriedItem>({
      title: failed
        ? l10n.t('Set Up Model (3 of 3): {0} gave no answer', model.name)
        : l10n.t('Set Up Model (3 of 3): {0} answers', model.name),
      placeholder: failed ? answer.message : l10n.t('A heal sends the error and the code around it to {0}', host),
      back: true,
      items: failed ? [again, other, use] : [use, again, other],
    });
    if (item === BACK) return BACK;
    if (item === undefined) return false;
    if (item.then === 'other') return BACK;
    if (item.then === 'use') return true;
  }
}

function speed({ firstMs, tokensPerSecond, cost }: TryModel.Answer): string {
  const parts = [
    firstMs < 100 ? l10n.t('It began to answer at once.') : l10n.t('It began to answer after {0} seconds.', (firstMs / 1000).toFixed(1)),
    tokensPerSecond === undefined
      ? ''
      : l10n.t('{0} tokens a second.', tokensPerSecond >= 10 ? Math.round(tokensPerSecond) : tokensPerSecond.toFixed(1)),
    cost === undefined ? '' : cost === 0 ? l10n.t('The call cost nothing.') : l10n.t('The call cost {0}.', money(cost)),
  ];
  return parts.filter(Boolean).join(' ');
}

/** Small sums are what it is about. */
const money = (amount: number): string => (amount < 0.01 ? amount.toPrecision(2) : amount.toFixed(2));

const SETTINGS = ['provider', 'baseUrl', 'name'] as const;

/** Writes the user settings, all or none of them, and stores the key. */
async function use(context: ClientContext, { model, newKey }: Chosen): Promise<void> {
  const before = configuredModel();
  await writeSettings({
    provider: model.provider === 'editor' ? 'editor' : undefined,
    baseUrl: model.baseUrl || undefined,
    name: model.name,
  });
  try {
    if (newKey !== undefined) await context.key.set(model.baseUrl, newKey);
  } catch (error) {
    throw new UserError(
      l10n.t('{0} is set, but its key could not be stored: {1}', model.name, error instanceof Error ? error.message : String(error)),
      'warning',
    );
  }
  const moved = before && (before.provider !== model.provider || before.baseUrl !== model.baseUrl);
  const roles = Object.keys(workspace.getConfiguration(SECTION).get<object | null>('model.roles', {}) ?? {});
  showMessage(
    context.log,
    'info',
    [
      l10n.t(
        '{0} at {1} is set up. “Heal With Model” asks it; “Run and Heal” and “Heal This File” ask you before they go on to it.',
        model.name,
        hostOf(model),
      ),
      moved && roles.length > 0 ? l10n.t('The models of single tasks (“selfHeal.model.roles”) are as they were.') : '',
    ]
      .filter(Boolean)
      .join(' '),
    openSetting(moved && roles.length > 0 ? 'selfHeal.model.roles' : 'selfHeal.model'),
  );
}

async function writeSettings(values: Readonly<Record<(typeof SETTINGS)[number], string | undefined>>): Promise<void> {
  const configuration = workspace.getConfiguration(`${SECTION}.model`);
  const before = SETTINGS.map((name) => [name, configuration.inspect<string>(name)?.globalValue] as const);
  try {
    for (const name of SETTINGS) await configuration.update(name, values[name], ConfigurationTarget.Global);
  } catch (error) {
    for (const [name, value] of before)
      await configuration.update(name, value, ConfigurationTarget.Global).then(undefined, () => undefined);
    throw new UserError(
      l10n.t('The user settings could not be written: {0}', error instanceof Error ? error.message : String(error)),
      'warning',
    );
  }
}

export async function removeModel(context: ClientContext): Promise<void> {
  const model = configuredModel();
  if (!model) throw new UserError(l10n.t('No model is set.'));
  const { key, choices } = context;
  const hasKey = model.provider === 'server' && (await key.isGiven(model.baseUrl));
  const items: readonly (QuickPickItem & { readonly forgetsKey: boolean })[] = [
    {
      label: hasKey ? l10n.t('Remove {0} and its key', model.name) : l10n.t('Remove {0}', model.name),
      description: hostOf(model),
      forgetsKey: true,
    },
    ...(hasKey
      ? [{ label: l10n.t('Remove {0}, keep its key', model.name), description: l10n.t('For setting it up again.'), forgetsKey: false }]
      : []),
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Remove Model'),
    placeHolder: l10n.t('Nothing is sent to a model then; Escape keeps it'),
  });
  if (!chosen) return;
  await writeSettings({ provider: undefined, baseUrl: undefined, name: undefined });
  const configuration = workspace.getConfiguration(`${SECTION}.model`);
  if (configuration.inspect('roles')?.globalValue !== undefined) await configuration.update('roles', undefined, ConfigurationTarget.Global);
  if (chosen.forgetsKey && model.provider === 'server') await key.clear(model.baseUrl);
  await choices.forget();
  showMessage(context.log, 'info', l10n.t('{0} is removed. Nothing is sent to a model any more.', model.name));
}
