// How far a message got, as WhatsApp draws it: clock, one tick, two ticks, blue ticks, or the sign that it failed.
import { useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleHelp, Clock } from 'lucide-react';
import type { MessageStatus } from './message';

type Shape = 'clock' | 'one' | 'two' | 'blue' | 'failed' | 'unsure' | 'none';

/** What each status looks like. */
export const shapes: { [Status in MessageStatus]: Shape } = {
  received: 'none',
  queued: 'clock',
  sending: 'clock',
  unknown: 'unsure',
  accepted: 'one',
  sent: 'one',
  delivered: 'two',
  read: 'blue',
  played: 'blue',
  failed: 'failed',
};

export function Ticks({ status, className = '' }: { status: MessageStatus; className?: string }) {
  const name = useStatusName()(status);
  const shape = shapes[status];
  if (shape === 'none') return null;
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      data-shape={shape}
      className={`inline-flex align-[-2px] ${className}`}
    >
      <Shape shape={shape} played={status === 'played'} />
    </span>
  );
}

/** The status in words. */
export function useStatusName(): (status: MessageStatus) => string {
  const { t } = useLingui();
  return (status) => {
    switch (status) {
      case 'received':
        return t`Received`;
      case 'queued':
        return t`Waiting to be sent`;
      case 'sending':
        return t`Sending`;
      case 'unknown':
        return t`Not certain whether it was sent`;
      case 'accepted':
        return t`Accepted by WhatsApp`;
      case 'sent':
        return t`Sent`;
      case 'delivered':
        return t`Delivered`;
      case 'read':
        return t`Read`;
      case 'played':
        return t`Played`;
      case 'failed':
        return t`Not delivered`;
    }
  };
}

function Shape({ shape, played }: { shape: Exclude<Shape, 'none'>; played: boolean }) {
  switch (shape) {
    case 'clock':
      return <Clock aria-hidden className="size-3.5 opacity-70" />;
    case 'unsure':
      return <CircleHelp aria-hidden className="size-3.5 text-warning" />;
    case 'failed':
      return <CircleAlert aria-hidden className="size-3.5 text-danger" />;
    case 'one':
      return <Marks count={1} />;
    case 'two':
      return <Marks count={2} />;
    case 'blue':
      return (
        <Marks
          count={2}
          className={played ? 'text-tick-read drop-shadow-[0_0_0.5px_currentcolor]' : 'text-tick-read'}
        />
      );
  }
}

function Marks({ count, className = '' }: { count: 1 | 2; className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox={count === 1 ? '0 0 12 12' : '0 0 18 12'}
      className={`h-3.5 ${count === 1 ? 'w-3.5' : 'w-[1.3rem]'} ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M1.5 6.5 4.5 9.5 10.5 2.5" />
      {count === 2 && <path d="M8.5 9.2 9 9.5 16 2.5" />}
    </svg>
  );
}
