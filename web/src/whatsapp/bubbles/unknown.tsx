// What WhatsApp does not pass on, and what we do not know: said plainly, with the raw JSON for those who may see it.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UnsupportedContent } from '../content';
import type { BubbleProps } from './props';

export function UnsupportedBubble({ message, content, actions, perspective }: BubbleProps<UnsupportedContent>) {
  const what = useUnsupportedName()(content.kind);
  return (
    <Plain raw={actions.showRaw ? message.content : undefined}>
      {perspective === 'customer' ? (
        <Trans>{what} (not shown by the simulator)</Trans>
      ) : (
        <Trans>Unsupported message ({what}). Ask the contact to resend it as text.</Trans>
      )}
      {content.reason && perspective === 'business' && (
        <span className="mt-0.5 block text-12 not-italic">{content.reason}</span>
      )}
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

function useUnsupportedName(): (kind: string | null) => string {
  const { t } = useLingui();
  return (kind) => {
    switch (kind) {
      case 'poll_creation':
      case 'poll_update':
        return t`poll`;
      case 'group_invite':
        return t`group invitation`;
      case 'edit':
        return t`edited message`;
      case 'media_placeholder':
        return t`view-once photo or video`;
      case 'gif':
        return t`animated picture`;
      case 'pin':
      case 'keep_in_chat':
        return t`pinned message`;
      case null:
      case 'errors':
      case 'unknown':
        return t`unknown kind`;
      default:
        return kind.replaceAll('_', ' ');
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
