import { useEffect, useState } from 'react';

const KEPT_AS = 'muster.keys';

export interface KeyActions {
  search(): void;
  /** From the row that has the focus, or the first. */
  move(by: 1 | -1): void;
  safe(): void;
  help(): void;
  showKeys(): void;
}

/** Single keys for the watch. They are not heard while something is typed, or with a dialog open. */
export function useKeys(actions: KeyActions): { readonly areOn: boolean; readonly turn: (areOn: boolean) => void } {
  const [areOn, setOn] = useState(() => readKept() !== 'off');
  useEffect(() => {
    if (!areOn) return undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = actionOf(event.key, actions);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [areOn, actions]);
  const turn = (on: boolean): void => {
    keep(on ? 'on' : 'off');
    setOn(on);
  };
  return { areOn, turn };
}

function actionOf(key: string, actions: KeyActions): (() => void) | undefined {
  switch (key) {
    case '/':
      return () => actions.search();
    case 'j':
      return () => actions.move(1);
    case 'k':
      return () => actions.move(-1);
    case 's':
      return () => actions.safe();
    case 'h':
      return () => actions.help();
    case '?':
      return () => actions.showKeys();
    default:
      return undefined;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEPT_AS, value);
  } catch {
    // It holds for as long as the page is open, then.
  }
}
