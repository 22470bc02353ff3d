import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useSay } from '../words/spoken.js';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, or the button that closes it. */
  readonly onClose: () => void;
}

/** The browser's own modal dialog: it keeps the focus, gives it back, and makes everything behind it inert. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const say = useSay();
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="quiet" onClick={onClose}>
          {say('common.close')}
        </button>
      </div>
      {children}
    </dialog>
  );
}
