/**
 * What says which adapters there are, in a workspace folder: also the folders on the way, for of what comes with a new folder watchers tell the folder alone.
 * What a training writes while it goes on is not among them.
 */
export const ADAPTER_FILES = '{.self-heal,.self-heal/adapters,.self-heal/adapters/*,.self-heal/adapters/*/metadata.json}';
