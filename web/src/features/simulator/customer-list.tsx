// The customers that live in the simulator, with the last thing said and how much they have not read.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { Plus, WifiOff } from 'lucide-react';
import { asProblem } from '~/api/errors';
import { listTime } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Avatar } from '~/ui/avatar';
import { CountBadge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { addressOf } from './phone-panel';
import { previewOf } from './to-message-view';
import type { Phone } from './types';
import { useChat } from './use-chat';

interface Props {
  phones: UseQueryResult<Phone[]>;
  chosen: string | undefined;
  onChoose: (phone: string) => void;
  onCreate: () => void;
}

export function CustomerList({ phones, chosen, onChoose, onCreate }: Props) {
  const { t } = useLingui();
  const count = phones.data?.length ?? 0;
  return (
    <div className="flex flex-col">
      <div className="flex items-center justify-between gap-2 px-4 py-2">
        <p className="text-12 text-fg-3">
          {phones.isSuccess && <Plural value={count} one="# customer" other="# customers" />}
        </p>
        <Button size="sm" icon={Plus} onClick={onCreate}>
          <Trans>New customer</Trans>
        </Button>
      </div>
      {phones.isPending && [0, 1, 2].map((row) => <Skeleton key={row} className="mx-4 my-2 h-10" />)}
      {phones.isError && (
        <p role="alert" className="px-4 py-2 text-13 text-danger">
          {asProblem(phones.error).detail}
        </p>
      )}
      <ul aria-label={t`Customers`}>
        {phones.data?.map((phone) => (
          <li key={phone.id}>
            <CustomerRow phone={phone} chosen={phone.id === chosen} onChoose={() => onChoose(phone.id)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function CustomerRow({ phone, chosen, onChoose }: { phone: Phone; chosen: boolean; onChoose: () => void }) {
  const { t } = useLingui();
  const now = useNow();
  const chat = useChat(phone);
  const last = chat?.last ?? null;
  return (
    <button
      type="button"
      aria-current={chosen ? 'true' : undefined}
      className="ring-inside flex w-full items-center gap-3 border-line border-b px-4 py-2.5 text-start hover:bg-hover aria-[current=true]:bg-selected"
      onClick={onChoose}
    >
      <Avatar id={phone.id} name={phone.name} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">
            <bdi>{phone.name}</bdi>
          </span>
          {last && <span className="shrink-0 text-11 text-fg-3">{listTime(last.at, now)}</span>}
        </span>
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-12 text-fg-2">
            {last ? <bdi>{previewOf(last)}</bdi> : <span dir="ltr">{addressOf(phone)}</span>}
          </span>
          {!phone.online && <WifiOff aria-label={t`Offline`} role="img" className="size-3.5 shrink-0 text-warning" />}
          {chat && <CountBadge count={chat.unread} label={t`${chat.unread} unread`} />}
        </span>
      </span>
    </button>
  );
}
