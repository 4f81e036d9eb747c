// Over every page: what keeps the number from its work now. Only what is critical; the rest is on the number's own page.
import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OctagonAlert } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';

export default function ChannelBanner() {
  const { id } = useWorkspace();
  const alerts = useQuery({ ...channel.alerts(id), retry: false });
  const critical = alerts.data?.filter((alert) => alert.severity === 'critical') ?? [];
  const worst = critical[0];
  if (!worst) return null;
  const others = critical.length - 1;
  return (
    <div role="status" className="flex shrink-0 items-center gap-2 bg-danger-soft px-4 py-1.5 text-13 text-danger">
      <OctagonAlert aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
      <p className="min-w-0 flex-1 md:truncate">
        <bdi className="font-medium">{worst.sentence}</bdi>
        {others > 0 && (
          <span className="ms-2 text-12">
            <Plural value={others} one="and # more" other="and # more" />
          </span>
        )}
      </p>
      <Link
        to="/w/$ws/settings/$section"
        params={{ ws: id, section: 'channel' }}
        className="touch-target shrink-0 font-semibold underline"
      >
        <Trans>What to do</Trans>
      </Link>
    </div>
  );
}
