// A workflow for GitHub Actions: it runs the tests and, where they fail, heals what can be healed and proposes it in a pull request. Two jobs: the one that
// runs the project's code may only read; the one that may write runs none of it.

export const CI_FILE = '.github/workflows/self-healing.yml';

export interface CiOptions {
  /** Shell commands that install what the project needs, in order. */
  readonly install: readonly string[];
  readonly python: boolean;
  /** One line of shell: what is run, and healed where it fails. */
  readonly command: string;
  /** What `npm install` takes: where Self-Heal itself comes from. */
  readonly from: string;
  /** Runs each time the hour can be divided by this; 1 to 24. */
  readonly everyHours: number;
}

/** The whole file. `command` and `from` are single lines. */
export function ciWorkflow({ command, from, everyHours, install, python }: CiOptions): string {
  const cron = everyHours >= 24 ? '0 0 * * *' : everyHours === 1 ? '0 * * * *' : `0 */${everyHours} * * *`;
  return `# Written by Self-Heal. Runs the tests; where they fail, Self-Heal heals what it can and proposes it in a pull request.
name: Self-healing

on:
  schedule:
    - cron: '${cron}'
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: self-healing

jobs:
  heal:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    outputs:
      failed: \${{ steps.test.outcome == 'failure' }}
      healed: \${{ steps.heal.outputs.healed }}
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${python ? `      - uses: actions/setup-python@v5\n        with:\n          python-version: '3.x'\n` : ''}${
    install.length > 0
      ? `      - name: Install what the project needs\n        run: |\n${install.map((line) => `          ${line}\n`).join('')}`
      : ''
  }      - name: Test
        id: test
        continue-on-error: true
        run: |
          ${command}
      - name: Install Self-Heal and its sandbox
        if: steps.test.outcome == 'failure'
        env:
          FROM: ${quoted(from)}
        run: |
          sudo apt-get update
          sudo apt-get install --yes bubblewrap
          # The runner forbids what the sandbox is made of; this allows it on this machine, which ends with the job.
          sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 || true
          npm install --global --ignore-scripts "$FROM"
          mkdir -p "$RUNNER_TEMP/self-heal"
      - name: Heal
        id: heal
        if: steps.test.outcome == 'failure'
        run: |
          code=0
          self-heal run --apply --message "$RUNNER_TEMP/self-heal/message.txt" -- ${asOneProgram(command)} || code=$?
          if [ "$code" -gt 1 ]; then exit "$code"; fi
          git diff --binary > "$RUNNER_TEMP/self-heal/heal.patch"
          if [ -s "$RUNNER_TEMP/self-heal/heal.patch" ] && [ -s "$RUNNER_TEMP/self-heal/message.txt" ]; then
            echo 'healed=true' >> "$GITHUB_OUTPUT"
          fi
      - name: Look for what is left
        if: steps.test.outcome == 'failure'
        run: |
          mapfile -d '' files < <(git ls-files -z -- '*.py' '*.ts' '*.tsx' '*.mts' '*.cts' '*.js' '*.jsx' '*.mjs' '*.cjs')
          if [ "\${#files[@]}" -eq 0 ]; then exit 0; fi
          code=0
          self-heal heal --format sarif "\${files[@]}" > "$RUNNER_TEMP/self-heal/problems.sarif" || code=$?
          # 1: problems are left; 2: a file could not be read.
          if [ "$code" -gt 2 ]; then exit "$code"; fi
      - uses: actions/upload-artifact@v4
        if: steps.test.outcome == 'failure'
        with:
          name: self-heal
          path: \${{ runner.temp }}/self-heal

  propose:
    needs: heal
    if: needs.heal.outputs.failed == 'true'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: write
      pull-requests: write
      security-events: write
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with:
          name: self-heal
          path: \${{ runner.temp }}/self-heal
      - name: Show what is left in code scanning
        # Where code scanning is not switched on, the pull request is opened all the same.
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: \${{ runner.temp }}/self-heal/problems.sarif
      - name: Open a pull request
        if: needs.heal.outputs.healed == 'true'
        env:
          GH_TOKEN: \${{ github.token }}
          BRANCH: auto-fix/\${{ github.run_number }}
        run: |
          open="$(gh pr list --state open --label auto-fix --json number --jq length)"
          if [ "$open" != 0 ]; then
            echo 'A pull request of an earlier run is still open; nothing is added to it.'
            exit 0
          fi
          git config user.name 'github-actions[bot]'
          git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
          git switch --create "$BRANCH"
          git apply --index "$RUNNER_TEMP/self-heal/heal.patch"
          git commit --file "$RUNNER_TEMP/self-heal/message.txt"
          git push origin "$BRANCH"
          for label in auto-fix self-healing; do
            gh label create "$label" --description 'Proposed by Self-Heal' || true
          done
          printf 'Auto-generated fix.\\n\\nSee commit message for details.\\n' > "$RUNNER_TEMP/body.md"
          gh pr create --base "$GITHUB_REF_NAME" --head "$BRANCH" --title '🤖 Self-Healing Fix' --body-file "$RUNNER_TEMP/body.md" --label auto-fix --label self-healing
`;
}

/** As YAML reads it back, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A line that is more than one program, `npm run build && npm test`, or sets variables first, is one for `run` by a shell of its own. */
const asOneProgram = (line: string): string => (/[&|;<>()`#]|^\s*\w+=/.test(line) ? `bash -ec '${line.replaceAll("'", "'\\''")}'` : line);
