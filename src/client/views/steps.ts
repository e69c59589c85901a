// The questions of a set-up, one after the other: each can be gone back from, and Escape ends it all.

import { Disposable, QuickInputButtons, QuickPickItemKind, window, type QuickPick, type QuickPickItem } from 'vscode';
import { visibleItem } from '../session/show-message';
import { visibleLine } from '../../engine/visible-text';

export const BACK = Symbol('back');

interface Step {
  readonly title: string;
  readonly placeholder: string;
  /** There is a step before this one. */
  readonly back: boolean;
}

export interface PickStep<T extends QuickPickItem> extends Step {
  readonly items: readonly T[];
  /** Items that take a while; the list is shown without them first. Rejections are the caller's. */
  readonly later?: Promise<{ readonly items: readonly T[]; readonly placeholder: string }>;
}

/** @returns the chosen item; undefined: the person ended it. */
export function pickStep<T extends QuickPickItem>({
  title,
  placeholder,
  back,
  items,
  later,
}: PickStep<T>): Promise<T | typeof BACK | undefined> {
  const pick: QuickPick<T> = window.createQuickPick<T>();
  pick.title = visibleLine(title);
  pick.placeholder = visibleLine(placeholder);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  if (back) pick.buttons = [QuickInputButtons.Back];
  pick.items = items.map(visibleItem);
  if (later) {
    pick.busy = true;
    void later.then((found) => {
      // Who has moved on already stays where they stand.
      const [active] = pick.activeItems;
      const moved = active && active !== pick.items.find(({ kind }) => kind !== QuickPickItemKind.Separator);
      pick.items = found.items.map(visibleItem);
      const same = moved && pick.items.find(({ label, description }) => label === active.label && description === active.description);
      if (same) pick.activeItems = [same];
      pick.placeholder = visibleLine(found.placeholder);
      pick.busy = false;
    });
  }
  return new Promise((resolve) => {
    let answer: T | typeof BACK | undefined;
    const listening = Disposable.from(
      pick,
      pick.onDidTriggerButton(() => {
        answer = BACK;
        pick.hide();
      }),
      pick.onDidAccept(() => {
        answer = pick.selectedItems[0] ?? pick.activeItems[0];
        if (answer) pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(answer);
      }),
    );
    pick.show();
  });
}

export interface InputStep extends Step {
  readonly prompt: string;
  readonly value?: string;
  readonly password?: boolean;
  /** What is wrong with it, in a sentence. */
  readonly wrong?: (value: string) => string | undefined;
}

/** @returns the text without blanks around it, also an empty one; undefined: the person ended it. */
export function inputStep({
  title,
  placeholder,
  back,
  prompt,
  value,
  password,
  wrong,
}: InputStep): Promise<string | typeof BACK | undefined> {
  const input = window.createInputBox();
  input.title = visibleLine(title);
  input.placeholder = placeholder;
  input.prompt = visibleLine(prompt);
  input.ignoreFocusOut = true;
  input.password = password ?? false;
  if (value !== undefined) input.value = value;
  if (back) input.buttons = [QuickInputButtons.Back];
  return new Promise((resolve) => {
    let answer: string | typeof BACK | undefined;
    const listening = Disposable.from(
      input,
      input.onDidTriggerButton(() => {
        answer = BACK;
        input.hide();
      }),
      input.onDidChangeValue(() => (input.validationMessage = undefined)),
      input.onDidAccept(() => {
        const typed = input.value.trim();
        const fault = wrong?.(typed);
        if (fault !== undefined) {
          input.validationMessage = fault;
          return;
        }
        answer = typed;
        input.hide();
      }),
      input.onDidHide(() => {
        listening.dispose();
        resolve(answer);
      }),
    );
    input.show();
  });
}
