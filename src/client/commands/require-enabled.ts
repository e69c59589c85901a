import { l10n } from 'vscode';
import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';

/** The switch `selfHeal.enabled` turns the commands off too; this says so. */
export function requireEnabled({ settings }: Pick<ClientContext, 'settings'>): void {
  if (!settings.current.enabled) throw new UserError(l10n.t('Self-Heal is turned off by the setting “selfHeal.enabled”.'));
}
