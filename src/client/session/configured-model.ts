// The model as the person has set it in the user settings: who heals, who has which task, what it may use up, what it costs.

import { l10n, workspace } from 'vscode';
import type { ModelAddress, ModelBudgets, ModelPrice, ModelRole, ModelSettings } from '../../protocol';
import { adapterServerIn, besideIn, budgetsIn, modeIn, pricesIn, retryIn, roleIn, type ConfiguredModel } from './model-values';
import { originOf } from './model-key';
import { textIn } from './setting-values';

const ROLES: readonly ModelRole[] = ['diagnose', 'critic', 'rank'];

/** The model that heals; `undefined` while its address or its name is missing, or the base URL is none. */
export function configuredModel(): ConfiguredModel | undefined {
  const configuration = workspace.getConfiguration('selfHeal.model');
  const name = textIn(configuration, 'name');
  if (name === '') return undefined;
  if (textIn(configuration, 'provider') === 'editor') return { provider: 'editor', baseUrl: '', name };
  const baseUrl = textIn(configuration, 'baseUrl');
  return originOf(baseUrl) ? { provider: 'server', baseUrl, name } : undefined;
}

/** @param keyOf the stored key of a base URL. */
export function modelSettings(keyOf: (baseUrl: string) => string | undefined): ModelSettings | undefined {
  const heal = configuredModel();
  if (!heal) return undefined;
  const withKey = (model: ConfiguredModel): ModelAddress => ({ ...model, apiKey: keyOf(model.baseUrl) });
  const configuration = workspace.getConfiguration('selfHeal.model');
  const roles = configuredRoles(heal);
  const lora = workspace.getConfiguration('selfHeal.lora');
  const retry = retryIn(configuration.get<unknown>('retry'));
  const mode = modeIn(configuration.get<unknown>('mode'));
  return {
    ...withKey(heal),
    roles: Object.fromEntries(Object.entries(roles).map(([role, model]) => [role, withKey(model)])),
    beside: besideIn(configuration.get<unknown>('roles'), heal).map(withKey),
    limits: configuredBudgets(),
    prices: configuredPrices(configuration.get<unknown>('prices')),
    ...(retry ? { retry } : {}),
    ...(mode ? { mode } : {}),
    adapters: adapterServerIn(lora.get<unknown>('server'), lora.get<unknown>('serverFolders')),
  };
}

/** Base URLs that a key may be wanted for, each once. */
export function configuredServers(): readonly string[] {
  const heal = configuredModel();
  if (!heal) return [];
  const beside = besideIn(workspace.getConfiguration('selfHeal.model').get<unknown>('roles'), heal);
  const models = [heal, ...Object.values(configuredRoles(heal)), ...beside];
  return [...new Set(models.filter(({ provider }) => provider === 'server').map(({ baseUrl }) => baseUrl))];
}

export function configuredBudgets(): ModelBudgets {
  return budgetsIn(workspace.getConfiguration('selfHeal.model').get<unknown>('limits'));
}

export function configuredPrice(name: string): ModelPrice | undefined {
  return configuredPrices(workspace.getConfiguration('selfHeal.model').get<unknown>('prices'))[name];
}

const configuredPrices = pricesIn;

function configuredRoles(heal: ConfiguredModel): Readonly<Partial<Record<ModelRole, ConfiguredModel>>> {
  const set = workspace.getConfiguration('selfHeal.model').get<unknown>('roles');
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const model = roleIn(set, role, heal);
      return model ? [[role, model]] : [];
    }),
  );
}

/** Who is asked, as a person is told: `127.0.0.1:11434`, `api.openai.com`, `the editor (copilot)`. */
export function hostOf({ provider, baseUrl, name }: Pick<ConfiguredModel, 'provider' | 'baseUrl' | 'name'>): string {
  if (provider === 'editor') return l10n.t('the editor ({0})', name.split('/')[0] ?? name);
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
