// The settings as the server wants them: read from VS Code, the secret store, the Python extension and the muted list, sent whole on change.

import { EventEmitter, workspace, type Disposable, type WorkspaceFolder } from 'vscode';
import type { FolderSettings, Settings, TrainingSettings } from '../../protocol';
import type { Interpreters } from './interpreters';
import { configuredServers, modelSettings } from './configured-model';
import type { ModelKey } from './model-key';
import type { Muted } from './muted';
import { countIn, flagIn, textIn } from './setting-values';

export const SECTION = 'selfHeal';
const MAX_PAIRS = 1000;
const MIN_NEW_PAIRS = 20;

export class SettingsSource implements Disposable {
  private readonly changed = new EventEmitter<Settings>();
  private readonly disposables: Disposable[];
  /** By base URL. */
  private keys: ReadonlyMap<string, string> = new Map();
  private settings: Settings;

  readonly onDidChange = this.changed.event;
  /** The secret store has answered once. */
  readonly ready: Promise<void>;

  constructor(
    private readonly interpreters: Interpreters,
    private readonly key: ModelKey,
    private readonly muted: Muted,
    private readonly onError: (error: unknown) => void,
  ) {
    this.settings = this.read();
    this.disposables = [
      this.changed,
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) this.reread(event.affectsConfiguration(`${SECTION}.model`));
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.reread(false)),
      key.onDidChange(() => this.reread(true)),
      interpreters.onDidChange(() => this.reread(false)),
      muted.onDidChange(() => this.reread(false)),
    ];
    this.ready = this.readKey();
  }

  get current(): Settings {
    return this.settings;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private reread(withKey: boolean): void {
    const done = withKey ? this.readKey() : Promise.resolve();
    done.then(() => this.publish()).catch(this.onError);
  }

  private async readKey(): Promise<void> {
    const keys = new Map<string, string>();
    try {
      for (const baseUrl of configuredServers()) {
        const key = await this.key.get(baseUrl);
        if (key !== undefined) keys.set(baseUrl, key);
      }
    } catch (error) {
      // A locked or broken key ring: the model is asked without a key and says so itself.
      this.onError(error);
    }
    this.keys = keys;
    this.settings = this.read();
  }

  private publish(): void {
    this.settings = this.read();
    this.changed.fire(this.settings);
  }

  private read(): Settings {
    const configuration = workspace.getConfiguration(SECTION);
    return {
      enabled: flagIn(configuration, 'enabled', true),
      codeActions: flagIn(configuration, 'codeActions.enabled', true),
      modelActions: flagIn(configuration, 'codeActions.model', true),
      terminal: flagIn(configuration, 'terminal.enabled', true),
      excludedSources: strings(configuration.get<unknown>('exclude.sources')),
      folders: Object.fromEntries((workspace.workspaceFolders ?? []).map((folder) => [folder.uri.toString(), folderSettings(folder)])),
      defaults: folderSettings(),
      interpreters: this.interpreters.current,
      model: modelSettings((baseUrl) => this.keys.get(baseUrl)),
      muted: this.muted.all.map((entry) => entry.key),
      confidenceAuto: probability(configuration.get<unknown>('confidence.auto'), 0.9),
      confidenceReview: probability(configuration.get<unknown>('confidence.review'), 0.7),
      autoApply: autoApply(configuration.get<unknown>('autoApply')),
      rerun: flagIn(configuration, 'rerun.enabled', true),
      hover: flagIn(configuration, 'hover.enabled', true),
      security: flagIn(configuration, 'security.enabled', false),
      escalate: flagIn(configuration, 'escalation.enabled', false),
      hints: flagIn(configuration, 'learn.hints', false),
      everywhere: flagIn(configuration, 'learn.everywhere', false),
      trainingPython: textIn(configuration, 'lora.python'),
      handMade: handMade(configuration.get<unknown>('learn.handMade')),
      measures: {
        signals: configuration.get<unknown>('signals.enabled') === true,
        file: configuration.get<unknown>('metrics.file') === true,
        endpoint: address(configuration.get<unknown>('metrics.endpoint')),
        webhook: address(configuration.get<unknown>('notify.webhook')),
      },
    };
  }
}

/** As a workspace folder has them; without one, as they are outside all folders. */
function folderSettings(folder?: WorkspaceFolder): FolderSettings {
  const configuration = workspace.getConfiguration(SECTION, folder);
  return {
    testCommand: textIn(configuration, 'tests.command'),
    excludedFiles: strings(configuration.get<unknown>('exclude.files')),
    logs: strings(configuration.get<unknown>('logs')),
    store: flagIn(configuration, 'store.enabled', true),
    team: flagIn(configuration, 'team.sharePairs', false),
    maxPairs: countIn(configuration, 'store.maxPairs', MAX_PAIRS),
    training: trainingSettings(folder),
  };
}

/** What is set wrongly is told where a training is planned; a schedule that is no text is none. */
function trainingSettings(folder?: WorkspaceFolder): TrainingSettings {
  const configuration = workspace.getConfiguration(SECTION, folder);
  const preset = configuration.get<unknown>('lora.preset');
  const options = configuration.get<unknown>('lora.options');
  return {
    base: textIn(configuration, 'lora.model'),
    preset: preset === 'saplings' || preset === 'gasa' ? preset : 'default',
    options: typeof options === 'object' && options !== null ? options : {},
    schedule: textIn(configuration, 'training.schedule'),
    minNewPairs: countIn(configuration, 'training.minNewPairs', MIN_NEW_PAIRS),
  };
}

/** A wrong value is the careful one: nothing is kept that nobody asked for. */
function handMade(value: unknown): Settings['handMade'] {
  return value === 'record' || value === 'off' ? value : 'offer';
}

function probability(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : otherwise;
}

function autoApply(value: unknown): Settings['autoApply'] {
  return value === 'onSave' || value === 'onRun' ? value : 'off';
}

/** A wrong value names no host. */
const address = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A list typed by hand into settings.json may hold anything. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item.trim() !== '') : [];
}
