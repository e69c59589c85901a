// What a team has set for a folder, told once where something is wrong with it.

import { readTeamConfig, type TeamConfig } from '../../engine';
import { say } from './say';

/** @returns the settings of a folder (absolute path), read when first asked for. */
export function teamConfigs(): (root: string) => TeamConfig {
  const known = new Map<string, TeamConfig>();
  return (root) => {
    let config = known.get(root);
    if (!config) {
      const read = readTeamConfig(root);
      for (const fault of read.faults) say(fault);
      known.set(root, (config = read.config));
    }
    return config;
  };
}
