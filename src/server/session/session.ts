// What every concern of the server builds upon, made once for one client. A concern names the parts that it takes.

import type { Connection } from 'vscode-languageserver';
import { storeMemory, type TaughtMemory } from '../../engine';
import type { StatusChanged } from '../../protocol';
import { ClientState } from './client-state';
import { Documents } from './documents';
import { Folders } from './folders';
import { KnownProblems } from './known-problems';
import { Log } from './log';
import { SessionModels } from './models';
import { Notebooks } from './notebooks';
import { RegisteredByOthers } from './registered';
import { SecurityFindings } from './security-findings';
import { Status } from './status';
import { RuleFiles } from './rule-files';
import { Stores } from './stores';
import { TeamPairs } from './team-pairs';
import { TeamSettings } from './team-settings';
import { WeakTests } from './weak-tests';

export interface Session {
  readonly connection: Connection;
  readonly log: Log;
  readonly client: ClientState;
  readonly documents: Documents;
  readonly folders: Folders;
  /** What other extensions have registered. */
  readonly registered: RegisteredByOthers;
  readonly status: Status;
  readonly stores: Stores;
  readonly team: TeamPairs;
  readonly teamSettings: TeamSettings;
  readonly rules: RuleFiles;
  /** What the folders have taught. */
  readonly memory: TaughtMemory;
  readonly known: KnownProblems;
  readonly findings: SecurityFindings;
  /** What rules say of open documents, kept as the findings are. */
  readonly hints: SecurityFindings;
  readonly notebooks: Notebooks;
  readonly models: SessionModels;
  /** Where tests were found weak. */
  readonly weakTests: WeakTests;
}

/** `counts` are asked whenever the status is sent: what the session itself does not know. */
export function openSession(connection: Connection, counts: () => Pick<StatusChanged.Params, 'fixes' | 'failures' | 'handMade'>): Session {
  const log = new Log(connection.console);
  const client = new ClientState();
  const documents = new Documents();
  const registered = new RegisteredByOthers(connection, log);
  const folders = new Folders(client, documents, log, registered);
  const status: Status = new Status(connection, log, () => ({ ...counts(), pairs: stores.count }));
  const stores = new Stores(client, status);
  const team = new TeamPairs(client, status, log, Date.now);
  const teamSettings = new TeamSettings(client, () => folders.all, status, log, Date.now);
  const rules = new RuleFiles(client, status, log, Date.now);
  const memory = storeMemory({
    storeOf: (path) => {
      const root = folders.rootOf(path);
      return root === undefined ? undefined : stores.quietly(root);
    },
    rulesOf: (path) => {
      const root = folders.rootOf(path);
      return root === undefined ? [] : rules.of(root).rules;
    },
    everywhere: () => stores.everywhere,
    teamOf: (path, shape) => {
      const root = folders.rootOf(path);
      return root === undefined ? [] : team.pairsLike(root, shape);
    },
  });
  const known = new KnownProblems(documents, client, folders, Date.now);
  const findings = new SecurityFindings(documents);
  const hints = new SecurityFindings(documents);
  const notebooks = new Notebooks(documents);
  const models = new SessionModels(connection, client, log, () => new Date(), folders);
  return {
    connection,
    log,
    client,
    documents,
    folders,
    registered,
    status,
    stores,
    team,
    teamSettings,
    rules,
    memory,
    known,
    findings,
    hints,
    notebooks,
    models,
    weakTests: new WeakTests(documents),
  };
}
