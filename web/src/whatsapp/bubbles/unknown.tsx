// What WhatsApp does not pass on, and what we do not know: said plainly, with the raw JSON for those who may see it.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChartBar, CircleHelp, Film, Link2, type LucideIcon, PenLine, Pin, TimerReset, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UnsupportedContent } from '../content';
import type { BubbleProps } from './props';

export function UnsupportedBubble({ message, content, actions, perspective }: BubbleProps<UnsupportedContent>) {
  const { what, advice, icon } = useUnsupported()(content.kind);
  if (perspective === 'customer') {
    const Icon = icon;
    return (
      <p className="flex items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
        <span>
          <span className="inline-block first-letter:uppercase">{what}</span>
          <span className="block text-12 text-fg-2">
            <Trans>WhatsApp does not show this to businesses.</Trans>
          </span>
        </span>
      </p>
    );
  }
  return (
    <Plain raw={actions.showRaw ? message.content : undefined}>
      <Trans>Unsupported message ({what}).</Trans> {advice}
      {content.reason && <span className="mt-0.5 block text-12 not-italic">{content.reason}</span>}
    </Plain>
  );
}

export function UnknownBubble({ message, actions }: BubbleProps<unknown>) {
  const kind = message.kind;
  return (
    <Plain raw={actions.showRaw ? message.content : undefined}>
      <Trans>
        Message of a kind this version cannot show (<code className="font-mono text-13">{kind}</code>)
      </Trans>
    </Plain>
  );
}

interface Unsupported {
  what: string;
  /** The way out, where there is one. */
  advice: string;
  icon: LucideIcon;
}

function useUnsupported(): (kind: string | null) => Unsupported {
  const { t } = useLingui();
  const resend = t`Ask the contact to resend it as text.`;
  const nothing = t`There is nothing to answer.`;
  return (kind) => {
    switch (kind) {
      case 'poll_creation':
        return { what: t`poll`, advice: t`Ask the contact to write their question.`, icon: ChartBar };
      case 'poll_update':
        return { what: t`vote in a poll`, advice: t`Ask the contact to write their choice.`, icon: ChartBar };
      case 'group_invite':
        return { what: t`group invitation`, advice: nothing, icon: Users };
      case 'edit':
        return { what: t`edited message`, advice: t`What it says now is only on the contact’s phone.`, icon: PenLine };
      case 'media_placeholder':
        return {
          what: t`view-once photo or video`,
          advice: t`Ask the contact to send it as a normal photo or video.`,
          icon: TimerReset,
        };
      case 'gif':
        return { what: t`animated picture`, advice: t`Ask the contact to send it as a photo or video.`, icon: Film };
      case 'pin':
        return { what: t`pinned message`, advice: nothing, icon: Pin };
      case 'keep_in_chat':
        return { what: t`kept message`, advice: nothing, icon: Pin };
      case 'link_preview':
        return { what: t`link preview`, advice: t`Ask the contact to send the address as text.`, icon: Link2 };
      case null:
      case 'errors':
      case 'unknown':
        return { what: t`unknown kind`, advice: resend, icon: CircleHelp };
      default:
        return { what: kind.replaceAll('_', ' '), advice: resend, icon: CircleHelp };
    }
  };
}

function Plain({ children, raw }: { children: ReactNode; raw: unknown }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-start gap-1.5 text-fg-2 italic">
        <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
        <span>{children}</span>
      </p>
      {raw !== undefined && (
        <details className="text-12">
          <summary className="w-fit rounded-badge px-1 font-medium text-accent-text">
            <Trans>Raw JSON</Trans>
          </summary>
          <pre
            dir="ltr"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            className="scroller mt-1 max-h-60 max-w-full overflow-auto rounded-card bg-fg/6 p-2 text-start font-mono text-11 whitespace-pre-wrap"
          >
            {JSON.stringify(raw, null, 2)}
          </pre>
        </details>
      )}
    </div>
  );
}
