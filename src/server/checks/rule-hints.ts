// Hints of rules in open documents, before anything breaks, where a person has asked for them: of rules that are kept as files and hold everywhere.

import { applyRule, codeRange, isHealed, mayHint, parsesAs, toTextEdits, SourceText, type LearnedRule } from '../../engine';
import { isHealableText } from '../session/healable-text';
import { toPath } from '../session/paths';
import type { SecurityFindings } from '../session/security-findings';
import type { Session } from '../session/session';

/** After an edit, wait for this long, in ms. */
const QUIET = 700;
/** Shown at most in one document. */
const MAX_HINTS = 50;
/** Rules that are tried. */
const MAX_RULES = 100;

type Hint = Parameters<SecurityFindings['set']>[2][number];

export class RuleHints {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'hints' | 'log' | 'rules'>) {}

  /** A document was opened or edited. */
  lookSoon(uri: string): void {
    this.stop(uri);
    const document = this.session.documents.get(uri);
    if (!this.isWanted || !document || !isHealed(document.languageId)) return;
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        void this.look(uri);
      }, QUIET),
    );
  }

  /** Settings, trust or rules changed. */
  lookAgain(): void {
    for (const { uri, version } of this.session.documents.all()) {
      if (!this.isWanted) this.session.hints.set(uri, version, []);
      this.lookSoon(uri);
    }
  }

  closed(uri: string): void {
    this.stop(uri);
    this.session.hints.set(uri, 0, []);
  }

  dispose(): void {
    for (const uri of [...this.timers.keys(), ...this.running.keys()]) this.stop(uri);
  }

  private get isWanted(): boolean {
    const { trusted, settings } = this.session.client;
    return trusted && settings.enabled && settings.hints;
  }

  private stop(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.running.get(uri)?.abort();
    this.running.delete(uri);
  }

  private async look(uri: string): Promise<void> {
    const { documents, folders, hints, log, rules } = this.session;
    const document = documents.get(uri);
    if (!document || !isHealed(document.languageId)) return;
    const { version, languageId: language } = document;
    const file = toPath(uri);
    const root = folders.rootOf(file);
    const running = new AbortController();
    this.running.set(uri, running);
    try {
      const text = document.getText();
      const isWanted = root !== undefined && !folders.isExcluded(file) && isHealableText(text);
      const kept = isWanted ? (await rules.present(root)).rules : [];
      const wanted = kept
        .map(({ rule }) => rule)
        .filter((rule) => speaks(rule) && (rule.language === 'python') === (language === 'python'));
      // Of a text that is half typed nothing is said.
      const spoken = wanted.length > 0 && (await parsesAs(language, text)) === true ? wanted : [];
      const source = new SourceText(text);
      const found: Hint[] = [];
      for (const rule of spoken.slice(0, MAX_RULES)) {
        for (const hit of await applyRule({ ...rule, language }, text)) found.push(toHint(rule, hit, source));
        // Typing goes before hints.
        await new Promise((resolve) => setImmediate(resolve));
        if (running.signal.aborted || found.length >= MAX_HINTS) break;
      }
      if (running.signal.aborted || documents.get(uri)?.version !== version) return;
      hints.set(uri, version, found.slice(0, MAX_HINTS));
    } catch (error) {
      log.fault('hints of rules', error);
    } finally {
      if (this.running.get(uri) === running) this.running.delete(uri);
    }
  }
}

/** What was learned has to be firm to speak unasked; what a person wrote speaks where it says so. */
const speaks = (rule: LearnedRule): boolean => rule.everywhere === true && !rule.disabled && (rule.examples.length === 0 || mayHint(rule));

function toHint(rule: LearnedRule, hit: Awaited<ReturnType<typeof applyRule>>[number], source: SourceText): Hint {
  return {
    code: `learned/${rule.id}`,
    range: codeRange(source, hit),
    message: `Learned: ${rule.title}`,
    needed: 'Apply the rule, or switch it off in the view “Learned”.',
    fix: { title: rule.title, explanation: 'A rule of this folder says so.', edits: toTextEdits(source, hit.edits) },
  };
}
