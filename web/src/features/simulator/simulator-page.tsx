// The simulator: customers and faults on the left, a phone in the middle, what was delivered on the right.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FlaskConical, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { account } from '~/api/account';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { ForbiddenPage } from '~/layouts/notice-page';
import { useMedia } from '~/lib/use-media';
import { useTitle } from '~/lib/use-title';
import { buttonClass } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { type Tab, Tabs } from '~/ui/tabs';
import { PhoneFrame } from '~/whatsapp/phone-frame';
import { ClockMenu } from './clock-menu';
import { CustomerList } from './customer-list';
import { EventLog } from './event-log';
import { FaultPanel } from './fault-panel';
import { useLive } from './live';
import { NewCustomerDialog } from './new-customer-dialog';
import { NoNumber, NoPhone } from './phone-panel';
import { PhoneScreen } from './phone-screen';
import { simulator } from './queries';
import { ReviewPanel } from './review-panel';
import type { Phone } from './types';
import { useChat } from './use-chat';

interface Props {
  phone?: string | undefined;
  onPhone: (phone: string | undefined) => void;
}

export default function SimulatorPage(props: Props) {
  const { t } = useLingui();
  const { can, workspace } = useWorkspace();
  const system = useQuery(account.system());
  useTitle(t`Simulator`, workspace.name);
  if (can.permission('simulator:use') !== null) return <ForbiddenPage place={t`the simulator`} />;
  if (system.data?.simulator_enabled === false) {
    return (
      <EmptyState icon={PowerOff} title={t`The simulator is switched off`}>
        <Trans>
          An operator can turn it on in the server’s configuration, section{' '}
          <code className="font-mono">[simulator]</code>.
        </Trans>
      </EmptyState>
    );
  }
  return <Running {...props} />;
}

type Pane = 'phone' | 'customers' | 'faults' | 'templates' | 'events';

function Running({ phone: wanted, onPhone }: Props) {
  const { t } = useLingui();
  const phones = useQuery(simulator.phones());
  const wide = useMedia('(min-width: 80rem)');
  const roomy = useMedia('(min-width: 48rem)');
  const [pane, setPane] = useState<Pane>('phone');
  const [creating, setCreating] = useState(false);
  useLive();

  const list = phones.data ?? [];
  const phone = list.find((one) => one.id === wanted) ?? list[0];
  const choose = (id: string) => {
    onPhone(id);
    if (!roomy) setPane('phone');
  };

  const tab = (value: Pane, label: string): Tab<Pane> => ({ value, label });
  const side = [
    tab('customers', t`Customers`),
    tab('faults', t`Faults`),
    tab('templates', t`Templates`),
    ...(wide ? [] : [tab('events', t`Deliveries`)]),
  ];
  const tabs = roomy ? side : [tab('phone', t`Phone`), ...side];
  const shown = tabs.some((one) => one.value === pane) ? pane : (tabs[0]?.value ?? 'phone');
  const screen = (
    <PhoneFrame>
      {phone ? (
        <Screen phone={phone} />
      ) : phones.isPending ? null : (
        <NoPhone error={phones.error} onCreate={() => setCreating(true)} />
      )}
    </PhoneFrame>
  );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Banner />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <section
          aria-label={t`Controls`}
          className={`flex min-h-0 flex-col border-line bg-surface md:w-84 md:border-e ${shown === 'phone' ? '' : 'flex-1 md:flex-none'}`}
        >
          <div className="px-3 pt-2">
            <Tabs id="simulator" label={t`Parts of the simulator`} tabs={tabs} value={shown} onChange={setPane} />
          </div>
          {shown !== 'phone' && (
            <div
              role="tabpanel"
              id={`simulator-panel-${shown}`}
              aria-labelledby={`simulator-tab-${shown}`}
              className="scroller min-h-0 flex-1"
            >
              {shown === 'customers' && (
                <CustomerList phones={phones} chosen={phone?.id} onChoose={choose} onCreate={() => setCreating(true)} />
              )}
              {shown === 'faults' && <FaultPanel />}
              {shown === 'templates' && <ReviewPanel />}
              {shown === 'events' && <EventLog phone={phone ?? null} />}
            </div>
          )}
        </section>
        {(roomy || shown === 'phone') && (
          <div
            {...(!roomy && { role: 'tabpanel', id: 'simulator-panel-phone', 'aria-labelledby': 'simulator-tab-phone' })}
            className="flex min-h-0 flex-1 items-center justify-center md:p-4"
          >
            {screen}
          </div>
        )}
        {wide && (
          <section aria-label={t`Deliveries`} className="scroller w-100 border-line border-s bg-surface">
            <EventLog phone={phone ?? null} />
          </section>
        )}
      </div>
      <NewCustomerDialog open={creating} onClose={() => setCreating(false)} onCreated={choose} />
    </div>
  );
}

function Screen({ phone }: { phone: Phone }) {
  const chat = useChat(phone);
  return chat ? <PhoneScreen key={`${phone.id} ${chat.number}`} phone={phone} chat={chat} /> : <NoNumber />;
}

function Banner() {
  const { id, can } = useWorkspace();
  const number = useQuery(channel.get(id));
  const missing = number.isSuccess && number.data?.kind !== 'simulator';
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-warning-soft px-4 py-2 text-13 max-md:px-3">
      <h1 className="flex min-w-0 flex-1 items-center gap-2 font-semibold max-md:text-12 md:flex-none">
        <FlaskConical aria-hidden="true" className="size-4 shrink-0 text-warning" strokeWidth={1.75} />
        <span className="truncate">
          <Trans>Simulator: nothing leaves this server</Trans>
        </span>
      </h1>
      {missing && (
        <p className="text-fg-2 max-md:order-last max-md:w-full">
          {number.data === null ? (
            <Trans>No number is connected yet, so messages do not reach the inbox.</Trans>
          ) : (
            <Trans>This workspace uses a real number, so these messages do not reach its inbox.</Trans>
          )}{' '}
          {can.has('channel:manage') && number.data === null && (
            <Link
              to="/w/$ws/settings/$section"
              params={{ ws: id, section: 'channel' }}
              className={buttonClass({ size: 'sm', className: 'ms-1' })}
            >
              <Trans>Connect the demo number</Trans>
            </Link>
          )}
        </p>
      )}
      <div className="ms-auto">
        <ClockMenu />
      </div>
    </header>
  );
}
