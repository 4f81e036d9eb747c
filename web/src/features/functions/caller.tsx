// Who called a function: a try of somebody, a form, or a run of a flow, with a way there.
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { waFlows } from '~/api/wa-flows';

const look = 'min-w-0 truncate text-accent-text hover:underline';

export function Caller({ caller }: { caller: string }) {
  const { id } = useWorkspace();
  const [kind, which = ''] = caller.split(':');
  const forms = useQuery({ ...waFlows.list(id), enabled: kind === 'wa_flow' });
  if (kind === 'wa_flow') {
    const form = forms.data?.data.find((flow) => flow.id === which);
    return (
      <Link to="/w/$ws/wa-flows/$flow/$tab" params={{ ws: id, flow: which, tab: 'exchanges' }} className={look}>
        {form ? <bdi>{form.name}</bdi> : <Trans>A form</Trans>}
      </Link>
    );
  }
  if (kind === 'run')
    return (
      <Link to="/w/$ws/runs/$run" params={{ ws: id, run: which }} className={look}>
        <Trans>A run of a flow</Trans>
      </Link>
    );
  return (
    <span className="text-fg-2">
      <Trans>A try</Trans>
    </span>
  );
}
