// SARIF 2.1.0 as far as Self-Heal writes it: every object is closed, so that a misspelt or misplaced property is a fault.

import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.minLength(1));
const region = v.pipe(
  v.strictObject({ startLine: count, startColumn: count, endLine: count, endColumn: count }),
  v.check(
    ({ startLine, startColumn, endLine, endColumn }) => endLine > startLine || (endLine === startLine && endColumn >= startColumn),
    'a region ends before it starts',
  ),
);
const uri = v.pipe(
  v.string(),
  v.check((value) => !/[\s\\<>"{}|^`]/.test(value), 'no URI reference'),
);
const artifactLocation = v.strictObject({ uri, uriBaseId: v.optional(v.string()) });
const message = v.strictObject({ text });
const replacement = v.strictObject({ deletedRegion: region, insertedContent: v.strictObject({ text: v.string() }) });
const one = <T extends v.GenericSchema>(schema: T) => v.strictTuple([schema]);

const SCHEMA = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: one(
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: text,
          version: text,
          semanticVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)),
          rules: v.array(v.strictObject({ id: text, shortDescription: message })),
        }),
      }),
      columnKind: v.picklist(['utf16CodeUnits', 'unicodeCodePoints']),
      originalUriBaseIds: v.record(v.string(), v.strictObject({ uri: v.pipe(uri, v.endsWith('/')) })),
      invocations: one(
        v.strictObject({
          executionSuccessful: v.boolean(),
          exitCode: v.pipe(v.number(), v.integer()),
          toolExecutionNotifications: v.array(
            v.strictObject({
              level: v.picklist(['none', 'note', 'warning', 'error']),
              message,
              locations: one(v.strictObject({ physicalLocation: v.strictObject({ artifactLocation }) })),
            }),
          ),
        }),
      ),
      results: v.array(
        v.strictObject({
          ruleId: text,
          ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
          level: v.picklist(['none', 'note', 'warning', 'error']),
          message,
          locations: one(v.strictObject({ physicalLocation: v.strictObject({ artifactLocation, region }) })),
          partialFingerprints: v.record(v.string(), text),
          fixes: v.optional(
            one(
              v.strictObject({
                description: message,
                artifactChanges: v.pipe(
                  v.tupleWithRest(
                    [v.strictObject({ artifactLocation, replacements: v.pipe(v.array(replacement), v.minLength(1)) })],
                    v.strictObject({ artifactLocation, replacements: v.pipe(v.array(replacement), v.minLength(1)) }),
                  ),
                ),
              }),
            ),
          ),
          properties: v.record(v.string(), v.unknown()),
        }),
      ),
    }),
  ),
});

export type Sarif = v.InferOutput<typeof SCHEMA>;
export type SarifReplacement = v.InferOutput<typeof replacement>;

/** What is wrong with a log, a line each. */
export function sarifFaults(log: unknown): readonly string[] {
  const read = v.safeParse(SCHEMA, log);
  if (!read.success) return read.issues.map(({ path, message }) => `${(path ?? []).map(({ key }) => String(key)).join('.')}: ${message}`);
  const [{ tool, results }] = read.output.runs;
  return results.flatMap(({ ruleId, ruleIndex }) =>
    tool.driver.rules[ruleIndex]?.id === ruleId ? [] : [`the rule ${ruleIndex} is not ${ruleId}`],
  );
}
