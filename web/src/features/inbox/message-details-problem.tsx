// What is the matter with a message: the cause, who can mend it, and the button that does.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleHelp } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messages } from '~/api/messages';
import type { Message } from '~/api/schema';
import type { components } from '~/generated/api';
import { Badge } from '~/ui/badge';
import { Button, buttonClass } from '~/ui/button';
import { toast } from '~/ui/toast';
import { useWhoCan } from '~/whatsapp/who-can';

type Problem = components['schemas']['ProvenanceProblem'];

interface Props {
  message: Message;
  problem: Problem;
  onClose: () => void;
  onTemplate: () => void;
}

export function MessageProblem({ message, problem, onClose, onTemplate }: Props) {
  const { error } = problem;
  const whoCan = useWhoCan();
  const doubtful = message.status === 'unknown';
  const Icon = doubtful ? CircleHelp : CircleAlert;
  return (
    <section
      aria-label={error.title}
      className={`flex flex-col gap-2 rounded-card p-3 ${doubtful ? 'bg-warning-soft' : 'bg-danger-soft'}`}
    >
      <div className="flex items-start gap-2">
        <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${doubtful ? 'text-warning' : 'text-danger'}`} />
        <div className="min-w-0 flex-1">
          <p className={`font-semibold ${doubtful ? 'text-warning' : 'text-danger'}`}>{error.title}</p>
          <p className="text-fg">{error.detail}</p>
          {error.remedy && <p className="mt-1 text-fg-2">{error.remedy}</p>}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Badge>{whoCan(problem.who)}</Badge>
        <Badge tone="outline">
          <Trans>Code {String(error.code)}</Trans>
        </Badge>
      </div>
      <WayOut message={message} way={problem.way_out} onClose={onClose} onTemplate={onTemplate} />
    </section>
  );
}

type WayProps = { message: Message; way: string; onClose: () => void; onTemplate: () => void };

/** The one thing to do. A way this version does not know shows no button; the words above still say it. */
function WayOut({ message, way, onClose, onTemplate }: WayProps) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const retry = useMutation({ ...messages.retry(ws), onError });
  const resolve = useMutation({ ...messages.resolve(ws), onError });
  const refusal = can.permission('messages:send');
  const channelRefusal = can.permission('channel:manage');
  const settings = (label: string) =>
    channelRefusal ? (
      <Button size="sm" disabledReason={channelRefusal}>
        {label}
      </Button>
    ) : (
      <Link
        to="/w/$ws/settings/$section"
        params={{ ws, section: 'channel' }}
        className={buttonClass({ size: 'sm', variant: 'primary', className: 'self-start' })}
      >
        {label}
      </Link>
    );
  const again = () => retry.mutate(message.id, { onSuccess: onClose });

  switch (way) {
    case 'retry':
    case 'wait':
      return message.status === 'failed' ? (
        <Button size="sm" className="self-start" busy={retry.isPending} disabledReason={refusal} onClick={again}>
          {way === 'wait' ? <Trans>Try again now</Trans> : <Trans>Try again</Trans>}
        </Button>
      ) : null;
    case 'resolve':
      return message.status === 'unknown' ? (
        <div className="flex flex-wrap gap-2">
          {(['resend', 'sent'] as const).map((as) => (
            <Button
              key={as}
              size="sm"
              busy={resolve.isPending}
              disabledReason={refusal}
              onClick={() => resolve.mutate({ message: message.id, as }, { onSuccess: onClose })}
            >
              {as === 'resend' ? <Trans>Send again</Trans> : <Trans>It arrived</Trans>}
            </Button>
          ))}
        </div>
      ) : null;
    case 'choose_template':
      return (
        <Button
          size="sm"
          variant="primary"
          className="self-start"
          disabledReason={refusal}
          onClick={() => {
            onClose();
            onTemplate();
          }}
        >
          <Trans>Choose a template</Trans>
        </Button>
      );
    case 'write_again':
      return (
        <Button size="sm" className="self-start" disabledReason={refusal} onClick={onClose}>
          <Trans>Write it again</Trans>
        </Button>
      );
    case 'check_token':
      return settings(t`Check the access token`);
    case 'open_channel':
      return settings(t`Open the number’s page`);
    case 'open_templates':
      return settings(t`See what Meta says of the templates`);
    case 'add_payment':
      return (
        <a
          href="https://business.facebook.com/billing_hub/accounts"
          target="_blank"
          rel="noopener noreferrer"
          className={buttonClass({ size: 'sm', variant: 'primary', className: 'self-start' })}
        >
          <Trans>Add a payment method at Meta</Trans>
        </a>
      );
    default:
      return null;
  }
}
