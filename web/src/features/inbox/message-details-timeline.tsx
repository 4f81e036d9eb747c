// The steps of a message from first to last, on one line.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CloudDownload, FileDown, Hourglass, type LucideIcon, Route, Send, UserRound, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { exact, moment } from '~/lib/dates';
import { locale } from '~/lib/i18n';
import type { Step } from './message-details-steps';
import { statusNames } from './status-names';

export function MessageTimeline({ steps }: { steps: Step[] }) {
  const { t } = useLingui();
  if (steps.length === 0) return <p className="text-fg-3">{t`Nothing is written down about this message.`}</p>;
  return (
    <ol aria-label={t`What happened`} className="flex flex-col">
      {steps.map((step, at) => (
        <StepLine key={`${step.kind} ${step.at} ${at.toString()}`} step={step} last={at === steps.length - 1} />
      ))}
    </ol>
  );
}

function StepLine({ step, last }: { step: Step; last: boolean }) {
  switch (step.kind) {
    case 'delivery':
      return <DeliveryLine delivery={step.delivery} last={last} />;
    case 'decided':
      return <DecidedLine at={step.at} decided={step.decided} last={last} />;
    case 'queued':
      return <QueuedLine step={step} last={last} />;
    case 'attempt':
      return <AttemptLine attempt={step.attempt} last={last} />;
    case 'status':
      return <StatusLine status={step.status} last={last} />;
    case 'act':
      return <ActLine act={step.act} last={last} />;
    case 'media':
      return <MediaLine media={step.media} last={last} />;
  }
}

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;
type Last = { last: boolean };

function DeliveryLine({ delivery, last }: Pick<Of<'delivery'>, 'delivery'> & Last) {
  const { t } = useLingui();
  const repeats = (delivery.delivery_count ?? 1) - 1;
  return (
    <Line
      icon={CloudDownload}
      title={delivery.is_first ? t`WhatsApp delivered it` : t`WhatsApp delivered it again: ignored`}
      at={delivery.received_at}
      last={last}
    >
      {repeats > 0 && <p>{t`The same bytes came ${repeats} more times and were ignored.`}</p>}
      {delivery.signed_with === 'current' && <p>{t`Signature checked with the app secret in use.`}</p>}
      {delivery.signed_with === 'previous' && (
        <p className="text-warning">{t`Signed with the previous app secret: Meta does not use the new one yet.`}</p>
      )}
      {delivery.attempts !== null && delivery.attempts !== undefined && delivery.attempts > 1 && (
        <p>{t`Processed at try ${delivery.attempts}.`}</p>
      )}
      {delivery.done_at && <p>{t`Processed ${moment(delivery.done_at)}.`}</p>}
      {delivery.app_id && <p>{t`By Meta app ${delivery.app_id}.`}</p>}
      {delivery.body_hash ? (
        <code dir="ltr" className="block truncate font-mono text-11 text-fg-3" data-tooltip={delivery.body_hash}>
          sha256 {delivery.body_hash}
        </code>
      ) : (
        <p>{t`The raw delivery has been deleted since.`}</p>
      )}
      {delivery.body_hash && <EventLink id={delivery.webhook_event_id} />}
    </Line>
  );
}

function DecidedLine({ at, decided, last }: Omit<Of<'decided'>, 'kind'> & Last) {
  const { t } = useLingui();
  const found: Record<string, string> = {
    user_id: t`The contact was known by their WhatsApp user id.`,
    previous_user_id: t`The contact was known by the user id they had before.`,
    phone: t`The contact was known by their phone number.`,
    previous_phone: t`The contact was known by the phone number they had before.`,
    created: t`None of the sender’s ids was known: a contact was made.`,
  };
  const came: Record<string, string> = {
    live: t`Written now by the contact: it made the conversation unread.`,
    echo: t`Written in the phone app: automation pauses, nothing becomes unread.`,
    notice: t`A notice of WhatsApp: nothing becomes unread.`,
    history: t`From the phone’s history: nothing becomes unread and no window opens.`,
    history_file: t`The file of a message from the phone’s history.`,
  };
  return (
    <Line icon={Route} title={t`It found its place`} at={at} last={last}>
      <p>
        {decided.routed_by === 'phone_number_id'
          ? t`This number was named by its phone number id.`
          : t`The delivery named only the account, so it went to its number.`}
      </p>
      <p>{found[decided.found_by] ?? decided.found_by}</p>
      <p>{decided.thread_begun ? t`A new conversation began with it.` : t`It continued the contact’s conversation.`}</p>
      <p>{came[decided.came_as] ?? decided.came_as}</p>
      {decided.window_until && <p>{t`It opened the 24-hour window until ${moment(decided.window_until)}.`}</p>}
      {decided.opt_out_word && <p>{t`It is a word for opting out or in: ${decided.opt_out_word}.`}</p>}
    </Line>
  );
}

function QueuedLine({ step, last }: { step: Of<'queued'> } & Last) {
  const { t } = useLingui();
  const { policy, outbox } = step;
  return (
    <Line icon={Hourglass} title={t`Allowed by the rules and queued`} at={step.at} last={last}>
      <Policy policy={policy} />
      {outbox && outbox.typing_pause_ms > 0 && <p>{t`“Typing…” shows ${outbox.typing_pause_ms} ms before it.`}</p>}
      {outbox?.next_attempt_at && <p>{t`Next try ${moment(outbox.next_attempt_at)}.`}</p>}
    </Line>
  );
}

/** The rules and what they looked at. */
function Policy({ policy }: { policy: Of<'queued'>['policy'] }) {
  const { t } = useLingui();
  const until = policy.window_expires_at;
  return (
    <>
      {!policy.needs_window && <p>{t`A template may go at any time.`}</p>}
      {policy.needs_window && until && policy.window_open && <p>{t`24-hour window: open until ${moment(until)}.`}</p>}
      {policy.needs_window && until && !policy.window_open && <p>{t`24-hour window: closed ${moment(until)}.`}</p>}
      <p>
        {policy.opted_out_at === null && t`The contact had not opted out.`}
        {policy.opted_out_at !== null &&
          policy.opt_out_overridden &&
          t`The contact had opted out; a person decided to write all the same.`}
        {policy.opted_out_at !== null && !policy.opt_out_overridden && t`The contact had opted out.`}
      </p>
      {policy.blocked_at && <p>{t`The contact was blocked.`}</p>}
    </>
  );
}

function AttemptLine({ attempt, last }: Pick<Of<'attempt'>, 'attempt'> & Last) {
  const { t } = useLingui();
  const ends: Record<string, string> = {
    dispatching: t`on its way`,
    accepted: t`accepted`,
    failed: t`refused`,
    requeued: t`not taken, tried again later`,
    unknown: t`no answer`,
  };
  const took =
    attempt.finished_at && Math.max(0, Date.parse(attempt.finished_at) - Date.parse(attempt.started_at)).toString();
  const bad = attempt.outcome === 'failed' || attempt.outcome === 'unknown';
  return (
    <Line
      icon={Send}
      title={t`Call ${attempt.attempt} to Meta: ${ends[attempt.outcome] ?? attempt.outcome}`}
      at={attempt.started_at}
      tone={bad ? 'danger' : 'neutral'}
      last={last}
    >
      <p dir="ltr" className="text-start font-mono text-11">
        {attempt.request}
      </p>
      <p>
        {attempt.http_status ? `HTTP ${attempt.http_status}` : t`No HTTP answer`}
        {took && ` · ${took} ms`}
      </p>
      {attempt.error && (
        <p className={bad ? 'text-danger' : ''}>
          {attempt.error.title}: {attempt.error.detail} <code className="font-mono">{String(attempt.error.code)}</code>
        </p>
      )}
    </Line>
  );
}

function StatusLine({ status, last }: Pick<Of<'status'>, 'status'> & Last) {
  const { t, i18n } = useLingui();
  const known = Object.entries(statusNames).find(([name]) => name === status.status)?.[1];
  const name = known ? i18n._(known) : status.status;
  return (
    <Line
      icon={Waypoints}
      title={t`WhatsApp reports: ${name}`}
      at={status.received_at}
      tone={status.status === 'failed' ? 'danger' : 'neutral'}
      last={last}
    >
      <p>{t`At ${clockOf(status.at)} by Meta’s clock.`}</p>
      {status.error && (
        <p className="text-danger">
          {status.error.title}: {status.error.detail} <code className="font-mono">{String(status.error.code)}</code>
        </p>
      )}
      {status.repeats > 0 && <p>{t`It came ${status.repeats} more times and changed nothing.`}</p>}
      {status.webhook_event_id && <EventLink id={status.webhook_event_id} />}
    </Line>
  );
}

function ActLine({ act, last }: Pick<Of<'act'>, 'act'> & Last) {
  const { t } = useLingui();
  const who = act.actor_name ?? (act.actor_kind === 'operator' ? t`The operator` : t`PrismWA`);
  const names: Record<string, string> = {
    'message.sent': t`${who} sent it`,
    'message.retried': t`${who} tried it again`,
    'message.resent': t`${who} sent it again, not knowing whether it arrived`,
    'message.marked_sent': t`${who} said that it arrived`,
    'message.scheduled': t`${who} scheduled it`,
    'message.undone': t`${who} took it back`,
  };
  return (
    <Line icon={UserRound} title={<bdi>{names[act.action] ?? `${who}: ${act.action}`}</bdi>} at={act.at} last={last}>
      {act.request_id && (
        <p>
          <Trans>
            Request <code className="break-all font-mono text-11">{act.request_id}</code>
          </Trans>
        </p>
      )}
    </Line>
  );
}

function MediaLine({ media, last }: Pick<Of<'media'>, 'media'> & Last) {
  const { t } = useLingui();
  const states: Record<string, string> = {
    pending: t`Its file is being fetched`,
    ready: t`Its file was fetched and checked`,
    expired: t`WhatsApp no longer has its file`,
    failed: t`Its file could not be fetched`,
  };
  return (
    <Line icon={FileDown} title={states[media.state] ?? media.state} at={media.updated_at} last={last}>
      {media.error && <p className="text-danger">{media.error}</p>}
    </Line>
  );
}

function EventLink({ id }: { id: string }) {
  const { id: ws, can } = useWorkspace();
  if (!can.has('webhook_events:read')) return null;
  return (
    <Link
      to="/w/$ws/webhook-events"
      params={{ ws }}
      search={{ event: id }}
      className="touch-target self-start font-medium text-12 text-accent-text hover:underline"
    >
      <Trans>Open the raw delivery</Trans>
    </Link>
  );
}

/** To the millisecond: what follows what is the point here. */
function precise(at: string): string {
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(new Date(at));
}

/** Meta's clock has whole seconds. */
function clockOf(at: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(new Date(at));
}

interface LineProps {
  icon: LucideIcon;
  title: ReactNode;
  at: string;
  tone?: 'neutral' | 'danger';
  last: boolean;
  children?: ReactNode;
}

function Line({ icon: Icon, title, at, tone = 'neutral', last, children }: LineProps) {
  return (
    <li className="relative flex gap-3 pb-4">
      {!last && <span aria-hidden="true" className="absolute start-[0.6875rem] top-6 bottom-0 w-px bg-line" />}
      <span
        className={`flex size-6 shrink-0 items-center justify-center rounded-full ${tone === 'danger' ? 'bg-danger-soft text-danger' : 'bg-hover text-fg-2'}`}
      >
        <Icon aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="font-medium text-fg">{title}</p>
        <time dateTime={at} className="text-12 text-fg-3" data-tooltip={exact(at)}>
          {precise(at)}
        </time>
        <div className="flex flex-col gap-0.5 text-12 text-fg-2">{children}</div>
      </div>
    </li>
  );
}
