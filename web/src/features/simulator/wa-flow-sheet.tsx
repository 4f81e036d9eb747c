// A WhatsApp Flow on the customer's phone: a sheet over the chat, with real encryption between the phone and the business.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { asProblem } from '~/api/errors';
import { Button, Spinner } from '~/ui/button';
import type { MessageView } from '~/whatsapp/message';
import { type Fields, isFields } from '~/whatsapp/read';
import { withPicture } from '~/whatsapp/wa-flow-renderer/form-context';
import { type Exchange, useWaFlow } from '~/whatsapp/wa-flow-renderer/use-wa-flow';
import { WaFlowScreen } from '~/whatsapp/wa-flow-renderer/wa-flow-screen';
import { control } from './control';
import { FormSheet } from './form-sheet';
import type { OpenedForm } from './types';

interface Props {
  phone: string;
  message: MessageView;
  business: string;
  onClose(): void;
  onSubmit(response: Record<string, unknown>): Promise<boolean>;
}

export default function WaFlowSheet(props: Props) {
  const { phone, message, onClose } = props;
  const opened = useQuery({
    queryKey: ['simulator', 'form', phone, message.id],
    queryFn: () => control.openForm(phone, message.id),
    // Each opening is one: the business may answer anew.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  // The simulator does not have this form: name the answers by hand.
  if (opened.isError && asProblem(opened.error).status === 404) return <FormSheet {...props} />;
  return (
    <Sheet onClose={onClose} draft={opened.data?.mode === 'draft'}>
      {opened.isPending && (
        <p role="status" className="flex h-full items-center justify-center gap-2 text-13 text-fg-2">
          <Spinner />
          <Trans>Opening…</Trans>
        </p>
      )}
      {opened.isError && (
        <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center text-13">
          <p>{asProblem(opened.error).detail}</p>
          <Button onClick={() => void opened.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {opened.data && (
        <Opened key={opened.dataUpdatedAt} {...props} opened={opened.data} onAgain={() => void opened.refetch()} />
      )}
    </Sheet>
  );
}

function Opened({
  phone,
  message,
  business,
  opened,
  onClose,
  onSubmit,
  onAgain,
}: Props & { opened: OpenedForm; onAgain(): void }) {
  const failed = opened.exchange?.error ?? null;
  const exchange: Exchange = async ({ action, screen, data }) => {
    const answer = await control.exchange(phone, { message: message.id, action, screen, data });
    const { status, error, ms } = answer;
    const trace = { status, ms, error };
    if (error === null) return { kind: 'answer', answer: answer.answer, trace };
    const said = isFields(answer.answer) ? answer.answer.error_msg : null;
    return {
      kind: error === 'flow-token-invalid' ? 'expired' : 'failed',
      message: typeof said === 'string' ? said : error,
      trace,
    };
  };
  const flow = useWaFlow({
    form: opened.form,
    start: { kind: 'screen', screen: opened.screen, data: opened.data ?? {} },
    exchange,
    onClose,
    onComplete: (payload) => void onSubmit({ ...payload }).then((done) => done && onClose()),
  });
  if (failed !== null)
    return (
      <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center text-13">
        <p>
          <Trans>The business could not be asked.</Trans>
        </p>
        <code className="font-mono text-12 text-fg-3">
          {opened.exchange?.status} {failed}
        </code>
        <Button onClick={onAgain}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    );
  return (
    <WaFlowScreen
      flow={flow}
      business={business}
      theme={document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'}
      attach={attach}
      onClose={onClose}
    />
  );
}

/** The file goes to the phone's own store; the exchange encrypts it from there, as a device does. */
async function attach(file: File): Promise<Fields> {
  const media = await control.upload(file);
  return withPicture({ media: media.id }, file);
}

function Sheet({ draft, onClose, children }: { draft: boolean; onClose(): void; children: React.ReactNode }) {
  const { t } = useLingui();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div className="absolute inset-0 z-10 flex flex-col justify-end bg-scrim">
      <div aria-hidden="true" className="min-h-8" onPointerDown={onClose} />
      <div
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-label={t`Form`}
        tabIndex={-1}
        className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-t-[1.25rem] bg-surface outline-none"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        {draft && (
          <p className="shrink-0 bg-warning-soft px-4 py-1.5 text-center text-12 text-warning">
            <Trans>Draft: only for testing.</Trans>
          </p>
        )}
        <div className="min-h-0 flex-1">{children}</div>
      </div>
    </div>
  );
}
