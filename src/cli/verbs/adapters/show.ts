// `self-heal adapters show ID`: all that is known of one.

import { comparisonTable, type AdapterRecord } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { adapterNamed, errorsOf, rateOf, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const show: AdapterVerb = {
  usage: 'self-heal adapters show ID [--json]                  where it came from, how it does, how it compares with its base',
  run: (args) => {
    const { values, positionals } = parse(args, WORKSPACE);
    const registry = registryOf(values.workspace);
    const { path, record } = adapterNamed(registry, positionals, 'show');
    const isActive = registry.active?.record.adapter_id === record.adapter_id;
    if (values.json) {
      printJson({ path, active: isActive, ...record });
      return EXIT.ok;
    }
    for (const [name, value] of rowsOf(record, isActive, path)) print(`${`${name}:`.padEnd(14)} ${value}\n`);
    print(record.comparison ? `\n${comparisonTable(record.comparison)}` : '\nIt was not compared with its base.\n');
    return EXIT.ok;
  },
};

function rowsOf(record: AdapterRecord, isActive: boolean, path: string): readonly (readonly [string, string])[] {
  const { trained_on: trained, prompt, training, metrics, feedback = [] } = record;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['id', `${record.adapter_id}${isActive ? ' (in use)' : ''}`],
    ['description', record.description || undefined],
    ['folder', path],
    ['base', record.base_model ?? record.model_name],
    ['version', record.version],
    ['made', record.created_at],
    ['for', errorsOf(record.error_types, 50)],
    ['priority', record.priority],
    ['success rate', rateOf(record)],
    ['tags', record.tags.length > 0 ? record.tags.join(', ') : undefined],
    ['endpoint', record.endpoint],
    [
      'trained on',
      trained
        ? `${trained.count} pairs until ${trained.until}${trained.generic ? `, and ${trained.generic} generic ones` : ''} (${trained.hash.slice(0, 12)})`
        : undefined,
    ],
    ['prompt', prompt ? `version ${prompt.version} (${prompt.hash.slice(0, 12)})` : undefined],
    ['training', training ? `${training.method}${training.preset === undefined ? '' : `, preset ${training.preset}`}` : undefined],
    [
      'loss',
      metrics
        ? `${metrics.train_loss.toFixed(3)}${metrics.eval_loss === null ? '' : `; on pairs it did not learn ${metrics.eval_loss.toFixed(3)}`}`
        : undefined,
    ],
    ['said', feedback.length > 0 ? `${feedback.at(-1)?.text ?? ''} (${feedback.at(-1)?.at.slice(0, 10) ?? ''})` : undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
