// Where a model can be: on this machine, in the editor, at a well-known host, or at a base URL that the person knows.

import { QuickPickItemKind, l10n, type LanguageModelChat, type QuickPickItem } from 'vscode';
import type { FindModelServers } from '../../protocol';
import { counted } from '../session/count';

/** A place that was chosen. */
export type Place =
  | { readonly kind: 'server'; readonly title: string; readonly baseUrl: string; readonly models?: readonly string[] }
  | { readonly kind: 'editor'; readonly title: string; readonly models: readonly LanguageModelChat[] }
  | OtherPlace;

/** The base URL is asked for. */
interface OtherPlace {
  readonly kind: 'other';
  readonly title: string;
  readonly example: string;
  readonly prompt: string;
}

export interface PlaceItem extends QuickPickItem {
  readonly place?: Place;
}

/** Base URLs of OpenAI-compatible APIs, as their makers give them. */
const HOSTED: readonly { readonly title: string; readonly baseUrl: string }[] = [
  { title: 'OpenAI', baseUrl: 'https://api.openai.com/v1' },
  { title: 'Anthropic', baseUrl: 'https://api.anthropic.com/v1' },
  { title: 'Qwen', baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' },
  { title: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1' },
];
const AZURE: OtherPlace = {
  kind: 'other',
  title: 'Azure OpenAI',
  example: 'https://RESOURCE.openai.azure.com/openai/v1',
  prompt: l10n.t('The base URL of your resource, with your own name for RESOURCE. A model is called as your deployment is.'),
};
const OTHER: OtherPlace = {
  kind: 'other',
  title: l10n.t('Another base URL'),
  example: 'http://192.168.1.20:8000/v1',
  prompt: l10n.t(
    'The base URL of an OpenAI-compatible server: vLLM, llama.cpp, LM Studio, a proxy of your company. It mostly ends in /v1.',
  ),
};

/**
 * @param servers those found on this machine.
 * @param models of the editor.
 */
export function placeItems(servers: readonly FindModelServers.Server[], models: readonly LanguageModelChat[]): readonly PlaceItem[] {
  const head = (label: string): PlaceItem => ({ label, kind: QuickPickItemKind.Separator });
  const found = servers.map(({ title, baseUrl, models: names, needsKey }): PlaceItem => ({
    label: `$(server) ${title}`,
    description: baseUrl,
    detail: needsKey
      ? l10n.t('It wants a key.')
      : names.length === 0
        ? l10n.t('It answers, but has no model yet.')
        : counted.models(names.length),
    place: { kind: 'server', title, baseUrl, ...(needsKey ? {} : { models: names }) },
  }));
  const vendors = [...new Set(models.map(({ vendor }) => vendor))].map((vendor): PlaceItem => {
    const own = models.filter((model) => model.vendor === vendor);
    return {
      label: `$(sparkle) ${vendor}`,
      description: counted.models(own.length),
      detail: l10n.t('Offered by an extension of this editor, under your account with it.'),
      place: { kind: 'editor', title: vendor, models: own },
    };
  });
  return [
    ...(found.length > 0 ? [head(l10n.t('on this machine'))] : []),
    ...found,
    ...(vendors.length > 0 ? [head(l10n.t('in this editor')), ...vendors] : []),
    head(l10n.t('hosted: the error and the code around it leave this machine')),
    ...HOSTED.map(({ title, baseUrl }): PlaceItem => ({
      label: `$(globe) ${title}`,
      description: baseUrl,
      place: { kind: 'server', title, baseUrl },
    })),
    { label: `$(globe) ${AZURE.title}`, description: AZURE.example, place: AZURE },
    head(l10n.t('elsewhere')),
    { label: `$(link) ${OTHER.title}…`, place: OTHER },
  ];
}
