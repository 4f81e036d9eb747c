// What a piece of background work is about: by name where the console can ask for one, else by its id.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { channel } from '~/api/channel';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { imports } from '~/api/imports';
import type { Job } from '~/api/jobs';

export function JobAbout({ job }: { job: Job }) {
  const id = job.about ?? job.id;
  switch (id.slice(0, id.indexOf('_'))) {
    case 'chn':
      return <ChannelNumber id={id} />;
    case 'cnv':
      return <ConversationLink id={id} />;
    case 'imp':
      return <ImportFile id={id} />;
    default:
      return <Bare id={id} />;
  }
}

function Bare({ id }: { id: string }) {
  return (
    <code dir="ltr" className="min-w-0 break-all font-mono">
      {id}
    </code>
  );
}

function ChannelNumber({ id }: { id: string }) {
  const { id: ws, can } = useWorkspace();
  const { data } = useQuery({ ...channel.get(ws), enabled: can.has('channel:read') });
  const number = data?.id === id ? data.display_phone_number : null;
  return number ? <bdi dir="ltr">{number}</bdi> : <Bare id={id} />;
}

function ConversationLink({ id }: { id: string }) {
  const { id: ws } = useWorkspace();
  const { data } = useQuery(conversations.get(ws, id));
  if (!data) return <Bare id={id} />;
  return (
    <Link
      to="/w/$ws/inbox/$view/$conversation"
      params={{ ws, view: 'all', conversation: id }}
      className="touch-target min-w-0 truncate font-medium text-accent-text hover:underline"
    >
      <bdi>{data.contact.display_name}</bdi>
    </Link>
  );
}

function ImportFile({ id }: { id: string }) {
  const { id: ws, can } = useWorkspace();
  const { data } = useQuery({ ...imports.get(ws, id), enabled: can.has('contacts:import') });
  return data ? <bdi className="min-w-0 break-all">{data.file_name}</bdi> : <Bare id={id} />;
}
