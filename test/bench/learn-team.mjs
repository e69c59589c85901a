// `npm run bench -- learn-team --corpus FAMILIES.jsonl`: rules learned from the first k fixes of one kind of error in one project, on the project's
// other errors of the kind. A line of the corpus: `{ id, language, train: [{ original_code, patched_code, error_info }], test: [case] }`.
//
// Keys, for k = 1 and 3
//   kN.exact, kN.precision  share of errors made exactly right, blanks aside; of those changed at all, the share made exactly right
import fs from 'node:fs';
import { bundled, inFolder, Missing, share, table } from './figures.mjs';

export async function run({ corpus }) {
  if (!corpus?.length) throw new Missing('learn-team needs --corpus FAMILIES.jsonl.');
  return inFolder(async (folder) => {
    const file = await bundled(folder, [
      './src/engine/learn/mine/learn-rules',
      './src/engine/learn/mine/apply-rule',
      './src/engine/detect/signature',
      './src/engine/syntax/edits',
    ]);
    const { learnRules, applyRule, signatureOf, applyEdits } = (await import(file)).default;
    const families = corpus.flatMap((name) => fs.readFileSync(name, 'utf8').split('\n').filter(Boolean)).map((line) => JSON.parse(line));
    const figures = {};
    const rows = [];
    for (const k of [1, 3]) {
      let [cases, changed, right] = [0, 0, 0];
      for (const { language, train, test } of families) {
        const examples = train.slice(0, k).map(({ original_code: before, patched_code: after, error_info: info }, i) => ({
          id: String(i),
          before,
          after,
          errorType: info.type,
          signature: signatureOf(info.type, info.message),
          at: lineOf(before, info.line_number - 1),
        }));
        const rules = await learnRules(language, examples, []);
        for (const one of test) {
          cases++;
          const { shape, holes } = signatureOf(one.error_type, one.message);
          const found = [];
          for (const rule of rules) {
            if (rule.shape !== shape || (found.length > 0 && rule.places < found[0].places)) continue;
            const hits = await applyRule(rule, one.before, { at: lineOf(one.before, one.ranges[0].startLine - 1), holes });
            if (hits.length === 0) continue;
            const edits = hits.flatMap((hit) => hit.edits);
            found.push({ places: rule.places, text: squeeze(applyEdits(one.before, edits)) });
          }
          // Equally firm rules that disagree say nothing.
          if (found.length === 0 || found.some(({ text }) => text !== found[0].text)) continue;
          changed++;
          if (found[0].text === squeeze(one.after)) right++;
        }
      }
      figures[`k${k}.exact`] = share(right, cases);
      figures[`k${k}.precision`] = share(right, changed);
      rows.push({ k, cases, exact: figures[`k${k}.exact`], precision: figures[`k${k}.precision`] });
    }
    table('Rules from k fixes of one project', rows);
    return figures;
  });
}

const squeeze = (text) => text.replace(/\s+/g, '');
const lineOf = (text, line) => ({ start: { line, character: 0 }, end: { line, character: (text.split('\n')[line] ?? '').length } });
