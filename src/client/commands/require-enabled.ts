import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';

/** The switch `selfHeal.enabled` turns the commands off too; this says so. */
export function requireEnabled({ settings }: Pick<ClientContext, 'settings'>): void {
  if (!settings.current.enabled) throw new UserError('Self-Heal is turned off by the setting “selfHeal.enabled”.');
}
