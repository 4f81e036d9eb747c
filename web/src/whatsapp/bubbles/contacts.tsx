// Contact cards somebody shared.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Building2, Cake, Link2, Mail, MapPin, MessageCircle, Phone, UserRoundPlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { phone as readable } from '~/lib/format';
import { Avatar } from '~/ui/avatar';
import type { BubbleActions } from '../actions';
import type { ContactCard } from '../content';
import { SafeLink } from '../formatted-text';
import { safeHref } from '../links';
import { Card, cardAction } from './card';
import type { BubbleProps } from './props';

const SHOWN = 3;

export function ContactsBubble({ content, actions }: BubbleProps<{ cards: ContactCard[] }>) {
  const [all, setAll] = useState(false);
  const shown = all ? content.cards : content.cards.slice(0, SHOWN);
  const more = content.cards.length - shown.length;
  return (
    <div className="flex flex-col gap-1.5">
      {content.cards.some((card) => card.asked) && (
        <p className="text-12 text-fg-2">
          <Trans>Shared their number, as asked</Trans>
        </p>
      )}
      {shown.map((card, index) => (
        <PersonCard key={index} card={card} actions={actions} />
      ))}
      {more > 0 && (
        <button
          type="button"
          className="self-start rounded-badge px-1 text-13 font-medium text-accent-text hover:underline"
          onClick={() => setAll(true)}
        >
          <Plural value={more} one="+# more contact" other="+# more contacts" />
        </button>
      )}
    </div>
  );
}

function PersonCard({ card, actions }: { card: ContactCard; actions: BubbleActions }) {
  const { t } = useLingui();
  const onWhatsApp = card.phones.some((entry) => entry.waId !== null);
  const name = card.name || t`Contact`;
  return (
    <Card>
      <div className="flex items-center gap-3 p-3 pb-2">
        <Avatar id={name} name={name} />
        <div className="min-w-0">
          <p dir="auto" className="truncate font-medium">
            {name}
          </p>
          {card.organization && (
            <p dir="auto" className="flex items-center gap-1 text-12 text-fg-2">
              <Building2 aria-hidden className="size-3.5 shrink-0" />
              <span className="truncate">{card.organization}</span>
            </p>
          )}
        </div>
      </div>
      <ul className="flex flex-col gap-1 px-3 pb-3 text-13">
        {card.phones.map((entry) => (
          <Line key={entry.value} icon={<Phone aria-hidden className="size-3.5" />} note={entry.kind}>
            <span dir="ltr">{readable(entry.value)}</span>
          </Line>
        ))}
        {card.emails.map((entry) => (
          <Line key={entry.value} icon={<Mail aria-hidden className="size-3.5" />} note={entry.kind}>
            <Address text={entry.value} />
          </Line>
        ))}
        {card.urls.map((url) => (
          <Line key={url} icon={<Link2 aria-hidden className="size-3.5" />}>
            <Address text={url} />
          </Line>
        ))}
        {card.addresses.map((address) => (
          <Line key={address} icon={<MapPin aria-hidden className="size-3.5" />}>
            <bdi>{address}</bdi>
          </Line>
        ))}
        {card.birthday && (
          <Line icon={<Cake aria-hidden className="size-3.5" />}>
            <span dir="ltr">{card.birthday}</span>
          </Line>
        )}
      </ul>
      {(actions.onStartConversation || actions.onSaveContact) && card.phones.length > 0 && (
        <div className="flex divide-x divide-fg/10 border-t border-fg/10">
          {actions.onStartConversation && onWhatsApp && (
            <button type="button" className={cardAction} onClick={() => actions.onStartConversation?.(card)}>
              <MessageCircle aria-hidden className="size-4" strokeWidth={1.75} />
              <Trans>Write to them</Trans>
            </button>
          )}
          {actions.onSaveContact && (
            <button type="button" className={cardAction} onClick={() => actions.onSaveContact?.(card)}>
              <UserRoundPlus aria-hidden className="size-4" strokeWidth={1.75} />
              <Trans>Save contact</Trans>
            </button>
          )}
        </div>
      )}
    </Card>
  );
}

function Address({ text }: { text: string }) {
  const href = safeHref(text);
  return href === null ? <bdi>{text}</bdi> : <SafeLink href={href}>{text}</SafeLink>;
}

function Line({ icon, note, children }: { icon: ReactNode; note?: string | null; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <span className="shrink-0 text-fg-3">{icon}</span>
      <span className="min-w-0 flex-1 break-words">{children}</span>
      {note && <span className="shrink-0 text-11 text-fg-2 lowercase">{note}</span>}
    </li>
  );
}
