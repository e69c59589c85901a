// Terminals whose commands nobody can read: one sentence, once, that says how to turn shell integration on. The other ways to see errors go on.

import { Disposable, Uri, commands, env, l10n, window, workspace, type Terminal } from 'vscode';
import type { ClientContext } from '../session/context';
import type { Button } from '../session/show-message';
import { isExcludedTerminal } from './excluded';
import { holdsHealedFiles } from './holds-healed-files';

/** Shell integration comes a while after the prompt; slow machines and slow profiles take longer. */
const PATIENCE_MS = 10_000;
const SETTING = 'terminal.integrated.shellIntegration.enabled';
const HELP = 'https://code.visualstudio.com/docs/terminal/shell-integration';

export function watchShellIntegration({ log, settings, status, notices }: ClientContext): Disposable {
  const timers = new Map<Terminal, NodeJS.Timeout>();
  let isTold = false;

  const forget = (terminal: Terminal): void => {
    clearTimeout(timers.get(terminal));
    timers.delete(terminal);
  };
  const look = async (terminal: Terminal): Promise<void> => {
    const isWatched = settings.current.enabled && settings.current.terminal && !isExcludedTerminal(terminal.name);
    if (isTold || !isWatched || terminal.shellIntegration || terminal.exitStatus || !(await holdsHealedFiles('')) || isTold) return;
    isTold = true;
    const isOff = !workspace.getConfiguration().get<boolean>(SETTING, true);
    const sentence = isOff
      ? l10n.t(
          'Errors in terminals are not seen, for shell integration is turned off: set “{0}” to true. Copied or selected errors are read by “Heal From Clipboard” and “Heal Selection”.',
          SETTING,
        )
      : l10n.t(
          'Errors in this terminal are not seen, for its shell has no shell integration: use bash, zsh, fish or PowerShell, or set it up by hand. Copied or selected errors are read by “Heal From Clipboard” and “Heal Selection”.',
        );
    const button: Button = isOff
      ? { title: l10n.t('Open Setting'), run: () => commands.executeCommand('workbench.action.openSettings', SETTING) }
      : { title: l10n.t('How to Set It Up'), run: () => env.openExternal(Uri.parse(HELP)) };
    log.info(sentence);
    status.unseen = sentence;
    notices.show(log, isOff ? 'shell-integration-off' : 'no-shell-integration', 'info', sentence, button);
  };
  return Disposable.from(
    window.onDidChangeTerminalState((terminal) => {
      // Terminals of tasks and of extensions are nothing that a person types into.
      if (!terminal.state.isInteractedWith || 'pty' in terminal.creationOptions || timers.has(terminal) || isTold) return;
      timers.set(
        terminal,
        setTimeout(
          () => void look(terminal).catch((error: unknown) => log.debug(`A terminal was not looked at: ${String(error)}`)),
          PATIENCE_MS,
        ),
      );
    }),
    window.onDidChangeTerminalShellIntegration(({ terminal }) => {
      forget(terminal);
      status.unseen = undefined;
    }),
    window.onDidCloseTerminal(forget),
    { dispose: () => [...timers.keys()].forEach(forget) },
  );
}
