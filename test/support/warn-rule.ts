// A rule as its file has it, good everywhere: `log.warn(…)` becomes `log.warning(…)`.

export const WARN_RULE = `id: warn
language: Python
message: warn is warning
severity: hint
rule:
  pattern: log.warn($A)
fix: log.warning($A)
metadata:
  self-heal:
    version: 1
    language: python
    examples: []
    places: 0
    everywhere: true
    valid:
      - "log.warning(1)\\n"
    invalid:
      - before: "log.warn(1)\\n"
        after: "log.warning(1)\\n"
`;
