// A customer's phone beside the inbox: choose who writes, and write. Fills the height it is given.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Plus, Smartphone, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { account } from '~/api/account';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { loadString, save } from '~/lib/storage';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { useLive } from './live';
import { NewCustomerDialog } from './new-customer-dialog';
import { PhoneScreen } from './phone-screen';
import { simulator } from './queries';
import type { Phone } from './types';
import { useChat } from './use-chat';

interface Props {
  onClose?: () => void;
  /** The number of the conversation that is open: its phone is shown, if it is one of ours. */
  contactPhone?: string | null;
}

export function PhonePanel({ onClose, contactPhone }: Props) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const system = useQuery(account.system());
  const refusal =
    can.permission('simulator:use') ??
    (system.data?.simulator_enabled === false ? t`The simulator is switched off on this server.` : null);
  return (
    <aside aria-label={t`Virtual phone`} className="flex h-full min-h-0 w-full flex-col bg-canvas md:w-[25.375rem]">
      {refusal === null ? (
        <Panel onClose={onClose} contactPhone={contactPhone} />
      ) : (
        <>
          <Bar onClose={onClose} />
          <EmptyState icon={Smartphone} title={t`No virtual phone here`}>
            {refusal}
          </EmptyState>
        </>
      )}
    </aside>
  );
}

function Panel({
  onClose,
  contactPhone,
}: {
  onClose: (() => void) | undefined;
  contactPhone: string | null | undefined;
}) {
  const { t } = useLingui();
  const phones = useQuery(simulator.phones());
  // A choice holds until another conversation is opened: then its customer's phone is the one to see.
  const [chosen, setChosen] = useState<{ id: string; beside: string | null | undefined } | null>(null);
  const [remembered] = useState(() => loadString('phone', ''));
  const [creating, setCreating] = useState(false);
  useLive();

  const digits = contactPhone?.replace(/\D/g, '');
  const list = phones.data ?? [];
  const phone =
    list.find((one) => one.id === chosen?.id && chosen.beside === contactPhone) ??
    list.find((one) => digits && one.wa_id === digits) ??
    list.find((one) => one.id === remembered) ??
    list[0];
  const choose = (id: string) => {
    setChosen({ id, beside: contactPhone });
    save('phone', id);
  };

  return (
    <>
      <Bar onClose={onClose}>
        {phone && (
          <Select
            label={t`Customer`}
            value={phone.id}
            onChange={choose}
            options={list.map((one) => ({ value: one.id, label: one.name, note: addressOf(one) }))}
            className="h-8 min-w-0"
          />
        )}
        <IconButton icon={Plus} label={t`New customer`} onClick={() => setCreating(true)} />
      </Bar>
      <div className="min-h-0 flex-1 md:px-4 md:pb-4">
        <div className="h-full overflow-hidden border-line bg-surface md:rounded-[1.75rem] md:border-6 md:border-[oklch(0.24_0.01_270)] dark:md:border-[oklch(0.34_0.012_270)]">
          {phones.isPending ? (
            <Skeleton className="h-full rounded-none" />
          ) : phone ? (
            <OwnScreen phone={phone} />
          ) : (
            <NoPhone error={phones.error} onCreate={() => setCreating(true)} />
          )}
        </div>
      </div>
      <NewCustomerDialog open={creating} onClose={() => setCreating(false)} onCreated={choose} />
    </>
  );
}

function OwnScreen({ phone }: { phone: Phone }) {
  const chat = useChat(phone);
  if (!chat) return <NoNumber />;
  return <PhoneScreen key={`${phone.id} ${chat.number}`} phone={phone} chat={chat} />;
}

export function NoNumber() {
  const { t } = useLingui();
  return (
    <EmptyState icon={Smartphone} title={t`The simulator has no business number`}>
      <Trans>Reset the simulator on its page to get the demo business back.</Trans>
    </EmptyState>
  );
}

export function NoPhone({ error, onCreate }: { error: Error | null; onCreate(): void }) {
  const { t } = useLingui();
  if (error) {
    const problem = asProblem(error);
    return (
      <EmptyState icon={Smartphone} title={problem.detail}>
        {problem.remedy}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Smartphone}
      title={t`No customers yet`}
      action={
        <Button variant="primary" icon={Plus} onClick={onCreate}>
          <Trans>New customer</Trans>
        </Button>
      }
    >
      <Trans>Create one and write to the business as they would.</Trans>
    </EmptyState>
  );
}

function Bar({ onClose, children }: { onClose: (() => void) | undefined; children?: ReactNode }) {
  const { t } = useLingui();
  return (
    <header className="flex h-12 items-center gap-1.5 px-3 md:px-4">
      <h2 className="flex min-w-0 flex-1 items-center gap-2 font-semibold text-13">
        <Smartphone aria-hidden="true" className="size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
        <span className="truncate">{t`Virtual phone`}</span>
      </h2>
      <div className="flex min-w-0 items-center gap-1 [&>button]:max-w-44">{children}</div>
      {onClose && <IconButton icon={X} label={t`Close the phone`} onClick={onClose} />}
    </header>
  );
}

/** +52 1 … or @name. */
export function addressOf(phone: Phone): string {
  return phone.wa_id === null ? `@${phone.username ?? phone.user_id}` : `+${phone.wa_id}`;
}

export default PhonePanel;
