// Asks to type a name before something that cannot be taken back.
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { type ApiProblem, asProblem } from '~/api/errors';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { ProblemNote } from './problem-note';

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What happens, to what. */
  children: ReactNode;
  /** What must be typed, exactly. */
  word: string;
  action: string;
  onConfirm: (word: string) => Promise<unknown>;
}

export function TypedConfirmation({ open, onClose, title, children, word, action, onConfirm }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setTyped('');
    setProblem(null);
    onClose();
  };
  const go = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm(typed);
      close();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="sm"
      title={title}
      footer={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="danger"
            busy={busy}
            disabledReason={typed === word ? null : t`Type the text first.`}
            onClick={() => void go()}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="text-14 text-fg-2">{children}</div>
        <Field
          label={
            <Trans>
              Type <bdi className="font-mono">{word}</bdi> to confirm
            </Trans>
          }
        >
          {(field) => (
            <Input
              {...field}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <ProblemNote problem={problem} />
      </div>
    </Dialog>
  );
}
