// A template message: its name, and the text as the customer reads it, values filled in.
import { Trans, useLingui } from '@lingui/react/macro';
import { Clipboard, ClipboardList, ExternalLink, MapPin, Phone, Reply, Store, UserRound } from 'lucide-react';
import { Filled, FormattedText } from '../formatted-text';
import { fill, type TemplateButton, type TemplateCard, type TemplateContent } from '../template';
import { CardFrame, Strip } from './card-strip';
import { HeaderView } from './header-view';
import { LocationCard } from './location';
import { Offer } from './offer';
import type { BubbleProps } from './props';
import { Row, Rows } from './row';

export function TemplateBubble({ content: sent, template, tail, ...props }: BubbleProps<TemplateContent>) {
  const content = (template && fill(props.message.content, template)) ?? sent;
  const isEmpty = content.bare || (content.body === null && content.header === null);
  return (
    <div className="flex min-w-[min(14rem,calc(82cqw-1.5rem))] flex-col gap-1">
      {props.perspective === 'business' && (
        <p className="text-11 text-fg-2">
          <Trans>Template</Trans>
          {' · '}
          <bdi>{content.name}</bdi>
          {content.language !== '' && ` · ${content.language}`}
        </p>
      )}
      {content.location && <LocationCard place={content.location} />}
      {content.header && <HeaderView header={content.header} media={props.message.media} />}
      {content.offer && <Offer offer={content.offer} code={codeOf(content)} />}
      {content.body && <FormattedText text={content.body} tail={content.footer === null ? tail : null} />}
      {content.footer && (
        <p dir="auto" className="text-12 text-fg-2">
          <Filled text={content.footer} />
          {tail}
        </p>
      )}
      {isEmpty && <Bare content={content} />}
      {content.cards.length > 0 && (
        <Strip>
          {content.cards.map((card, index) => (
            <CardFrame key={index}>
              <TemplateCardView {...props} template={template} card={card} index={index} />
            </CardFrame>
          ))}
        </Strip>
      )}
      <Buttons {...props} template={template} buttons={content.buttons} />
    </div>
  );
}

/** The definition is not at hand: what was put in is all there is to show. */
function Bare({ content }: { content: TemplateContent }) {
  return content.parameters.length === 0 ? (
    <p className="text-13 text-fg-2 italic">
      <Trans>Its text is not loaded.</Trans>
    </p>
  ) : (
    <ul className="flex flex-wrap gap-1">
      {content.parameters.map((parameter, index) => (
        <li key={index} className="rounded-badge bg-fg/6 px-1.5 text-13">
          <bdi>{parameter}</bdi>
        </li>
      ))}
    </ul>
  );
}

type Rest = Omit<BubbleProps<unknown>, 'content' | 'tail'>;

function TemplateCardView({ card, index, ...props }: Rest & { card: TemplateCard; index: number }) {
  return (
    <>
      {card.header && <HeaderView header={card.header} media={null} className="min-w-0" />}
      {card.body && <FormattedText text={card.body} />}
      <Buttons {...props} buttons={card.buttons} card={index} />
    </>
  );
}

const icons: Record<string, typeof Reply> = {
  QUICK_REPLY: Reply,
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  VOICE_CALL: Phone,
  COPY_CODE: Clipboard,
  OTP: Clipboard,
  FLOW: ClipboardList,
  CATALOG: Store,
  MPM: Store,
  SPM: Store,
  SEND_LOCATION: MapPin,
  REQUEST_CONTACT_INFO: UserRound,
};

function Buttons({
  buttons,
  card,
  message,
  actions,
  chosen,
  perspective,
}: Rest & { buttons: TemplateButton[]; card?: number }) {
  const { t } = useLingui();
  if (buttons.length === 0) return null;
  const press = (button: TemplateButton) => {
    switch (button.kind) {
      case 'QUICK_REPLY':
        return (
          actions.onTap &&
          (() => actions.onTap?.(message, { id: `#${button.index}`, ...(card !== undefined && { card }) }))
        );
      case 'FLOW':
        return actions.onOpenForm && (() => actions.onOpenForm?.(message));
      case 'REQUEST_CONTACT_INFO':
        return actions.onShareContact && (() => actions.onShareContact?.(message));
      case 'CATALOG':
      case 'MPM':
      case 'SPM':
        return actions.onShop && (() => actions.onShop?.(message, []));
      case 'SEND_LOCATION':
        return actions.onShareLocation && (() => actions.onShareLocation?.(message));
      case 'VOICE_CALL':
      case 'PHONE_NUMBER':
        return actions.onCall && (() => actions.onCall?.(message));
      case 'COPY_CODE':
      case 'OTP':
        return perspective === 'customer' && button.value !== null
          ? () => void navigator.clipboard?.writeText(button.value ?? '').catch(() => undefined)
          : undefined;
      default:
        return undefined;
    }
  };
  const address = (button: TemplateButton) => (button.kind === 'URL' ? button.value : null);
  return (
    <Rows>
      {buttons.map((button) => (
        <Row
          key={button.index}
          icon={icons[button.kind]}
          chosen={[button.payload, button.label, `#${button.index}`].some((id) => id !== null && chosen.includes(id))}
          onPress={press(button)}
          href={address(button)}
        >
          {button.label ||
            (button.kind === 'COPY_CODE' ? t`Copy code` : button.kind.toLowerCase().replaceAll('_', ' '))}
        </Row>
      ))}
    </Rows>
  );
}

/** The code a button of it copies. */
function codeOf(content: TemplateContent): string | null {
  return content.buttons.find((button) => button.kind === 'COPY_CODE')?.value ?? null;
}
