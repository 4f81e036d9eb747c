// Interactive messages: what we offered (drawn as on the phone) and what the customer answered.
import { Trans, useLingui } from '@lingui/react/macro';
import { PhoneCall, PhoneOff } from 'lucide-react';
import { moment } from '~/lib/dates';
import { FormattedText } from '../formatted-text';
import type { InteractiveContent } from '../interactive';
import { ActionRows } from './action-rows';
import { CardStrip } from './card-strip';
import { Chosen } from './chosen';
import { FormAnswers } from './form-answers';
import { HeaderView } from './header-view';
import type { BubbleProps } from './props';

export function InteractiveBubble(props: BubbleProps<InteractiveContent>) {
  const { content, perspective, tail } = props;
  switch (content.role) {
    case 'choice':
      return (
        <Chosen
          label={content.choice.title}
          description={content.choice.description}
          perspective={perspective}
          tail={tail}
        />
      );
    case 'form':
      return <FormAnswers {...props} content={content} />;
    case 'call_permission':
      return <CallPermission content={content} />;
    case 'offer':
      return <Offer {...props} content={content} />;
  }
}

function Offer({ content, tail, ...props }: BubbleProps<Extract<InteractiveContent, { role: 'offer' }>>) {
  return (
    <div className="flex min-w-[min(14rem,calc(82cqw-1.5rem))] flex-col gap-1">
      {content.header && <HeaderView header={content.header} media={props.message.media} />}
      {content.body && <FormattedText text={content.body} tail={content.footer === null ? tail : null} />}
      {content.footer && (
        <p dir="auto" className="text-12 text-fg-2">
          {content.footer}
          {tail}
        </p>
      )}
      {content.cards.length > 0 && <CardStrip {...props} cards={content.cards} />}
      {content.cards.length === 0 && <ActionRows {...props} action={content.action} />}
    </div>
  );
}

function CallPermission({ content }: { content: Extract<InteractiveContent, { role: 'call_permission' }> }) {
  const { t } = useLingui();
  const Icon = content.accepted ? PhoneCall : PhoneOff;
  const detail = () => {
    if (!content.accepted) return null;
    if (content.permanent) return t`until they take it back`;
    return content.until === null ? null : t`until ${moment(content.until)}`;
  };
  return (
    <p className="flex items-start gap-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
      <span>
        {content.accepted ? <Trans>Calls are allowed</Trans> : <Trans>Calls are not allowed</Trans>}
        {detail() && <span className="block text-12 text-fg-2">{detail()}</span>}
      </span>
    </p>
  );
}
