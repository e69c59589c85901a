// The engine's LSP face: the composition root. It makes the parts of each concern and hands them to that concern's handlers, which catch
// whatever goes wrong: a failing feature answers nothing and says why in the log.

import type { Connection } from 'vscode-languageserver';
import { handleAdapters } from './adapters/handlers';
import { AdapterVerdicts } from './applied/adapter-verdicts';
import { AppliedHeals } from './applied/applied-heals';
import { HandMadeFixes } from './applied/hand-made';
import { handleApplied } from './applied/handlers';
import { Measures } from './applied/measures';
import { OwnDiagnostics } from './applied/own-diagnostics';
import { RegressionWatch } from './applied/regression-watch';
import { SurvivalWatch } from './applied/survival';
import { AskedFixes } from './asked/asked-fixes';
import { handleAsked } from './asked/handlers';
import { AutoApply } from './commands/auto-apply';
import { OwnChecks } from './checks/own-checks';
import { RuleHints } from './checks/rule-hints';
import { SecurityScan } from './checks/security-scan';
import { handleChecks } from './checks/handlers';
import { handleCommands } from './commands/handlers';
import { HealCommands } from './commands/heal';
import { plainCommands } from './commands/plain-commands';
import { ProposedPlans } from './commands/plan';
import { ModelHeals } from './commands/model-heals';
import { Notices } from './commands/notices';
import { RunCommands } from './commands/run';
import { handleLearned } from './learned/handlers';
import { handleLightbulb, LIGHTBULB_CAPABILITIES, LIGHTBULB_COMMANDS } from './lightbulb/handlers';
import { PreparedFixes } from './lightbulb/prepared-fixes';
import { ProblemList } from './lightbulb/problem-list';
import { Explanations } from './lightbulb/hover';
import { handleMachine } from './machine/handlers';
import { handleModels } from './models/handlers';
import { PLAIN_COMMAND } from '../protocol';
import { handleOperate } from './operate/handlers';
import { handleSession } from './session/handlers';
import { openSession } from './session/session';
import { CommandFailures } from './terminal/command-failures';
import { handleTerminal } from './terminal/handlers';
import { LogFiles } from './terminal/log-files';
import { SignalWatch } from './terminal/signal-watch';

/** Serves one client until it leaves. @returns what ends it well where the client can't say that it leaves. Never rejects. */
export function serve(connection: Connection): () => Promise<void> {
  const now = (): Date => new Date();
  const session = openSession(connection, () => ({ ...problems.counts, ...handMade.asStatus }));

  const failures = new CommandFailures(session, now);
  const signals = new SignalWatch(session, now);
  const logs = new LogFiles(session, (problems) => {
    failures.logged(problems);
    signals.logged(problems);
  });
  failures.onDidEndCommand(session.log.listener('what is usual', (command) => signals.commandEnded(command)));

  const heals = new AppliedHeals(session, now);
  const watch = new RegressionWatch(session, heals, now);
  const handMade = new HandMadeFixes(session);
  const verdicts = new AdapterVerdicts(session);
  heals.onDidRecord(session.log.listener('verdicts on what adapters made', () => verdicts.heard()));
  const survival = new SurvivalWatch(session, () => verdicts.heard());
  const own = new OwnDiagnostics(session, watch);
  const measures = new Measures(session, signals);
  const notices = new Notices(session);
  heals.onDidAccept(session.log.listener('a word to the team', (applied) => notices.healed(applied)));

  const checks = new OwnChecks(session);
  const security = new SecurityScan(session);
  const hints = new RuleHints(session);

  const plans = new ProposedPlans();
  const modelHeals = new ModelHeals(session);
  const running = new RunCommands(session, plans, modelHeals, (...left) => notices.left(...left));
  const fixes = new PreparedFixes(session, (request, patches) => running.prove(request, patches));
  const problems = new ProblemList(session, fixes, failures);
  const healing = new HealCommands(session, fixes, running, plans, modelHeals);
  const autoApply = new AutoApply(session, fixes, Date.now);

  // An edit is handled in this order: first the problems move with the text, then they are looked at.
  const end = handleSession(session, {
    capabilities: () => ({
      ...LIGHTBULB_CAPABILITIES,
      executeCommandProvider: { commands: [...LIGHTBULB_COMMANDS, ...(session.client.hasCommands ? [] : Object.values(PLAIN_COMMAND))] },
    }),
    onShutdown: async () => {
      await heals.settled();
      await verdicts.settled();
      await Promise.all([measures.settled(), notices.settled(), signals.settled()]);
      fixes.dispose();
      heals.dispose();
      watch.dispose();
      handMade.dispose();
      survival.dispose();
      logs.dispose();
      failures.clear();
      checks.dispose();
      security.dispose();
      hints.dispose();
      endLearned();
      endAdapters();
      endOperate();
    },
  });
  handleChecks(session, checks, security, hints);
  handleMachine(session);
  handleModels(session);
  handleTerminal(session, failures, logs);
  handleApplied(session, { failures, heals, watch, handMade, survival, own, measures, signals });
  const run = plainCommands(session, { healing, heals, plans, explanations: new Explanations(session, fixes) });
  handleLightbulb(session, { fixes, problems, heals, watch, run });
  handleCommands(session, { failures, heals, plans, healing, running, autoApply });
  const endLearned = handleLearned(session, heals, plans, running);
  const endAdapters = handleAdapters(session, heals);
  const endOperate = handleOperate(session, { heals, notices, prepareAgain: () => fixes.prepareAgain() });

  handleAsked(session, new AskedFixes(session, plans), heals);

  connection.listen();
  return end;
}
