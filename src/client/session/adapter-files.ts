/** What says which adapters there are, in a workspace folder. The files of a training that goes on are not among them. */
export const ADAPTER_FILES = '.self-heal/adapters/{*.json,*/metadata.json}';
