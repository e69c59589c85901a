// What a watch says, in the documents' words.

import { l10n } from 'vscode';
import type { Watch } from '../../protocol';

/** `✨ no errors` */
export function stateWords({ state }: Pick<Watch.State, 'state'>): string {
  switch (state) {
    case 'no errors':
      return l10n.t('✨ no errors');
    case 'healed':
      return l10n.t('✅ healed');
    case 'needs you':
      return l10n.t('❌ needs you');
  }
}
