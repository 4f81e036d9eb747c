// Asks before something that cannot be taken back: `if (await confirm({ … }))`. One host draws the question.
import { Trans } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

interface Question {
  title: string;
  /** Names the object and what happens to it. */
  body: string;
  action: string;
  tone?: 'danger' | 'primary';
}

let asked: (Question & { answer: (yes: boolean) => void }) | null = null;
const listeners = new Set<() => void>();

export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    set({
      ...question,
      answer: (yes) => {
        set(null);
        resolve(yes);
      },
    });
  });
}

export function ConfirmHost() {
  const question = useSyncExternalStore(subscribe, () => asked);
  return (
    <Dialog
      open={question !== null}
      size="sm"
      onClose={() => question?.answer(false)}
      title={question?.title}
      description={question?.body}
      footer={
        <>
          <Button onClick={() => question?.answer(false)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant={question?.tone ?? 'danger'} onClick={() => question?.answer(true)}>
            {question?.action}
          </Button>
        </>
      }
    />
  );
}

function set(next: typeof asked) {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
