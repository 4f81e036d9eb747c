// The way out when a step names what is made elsewhere in the workspace: a door to that place, and another look once it is done.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { flows } from '~/api/flows';
import type { Finding } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import { secretPath } from '../inspector/secret-path';
import { applyEdits } from './edits';
import { useEditorStore } from './store';

interface Place {
  to: `/${string}`;
  /** Who may go there. */
  allowed: string;
}

const places: Record<string, Place> = {
  calendar: { to: '/settings/hours', allowed: 'flows:manage' },
  connection: { to: '/settings/ai', allowed: 'llm:read' },
  function: { to: '/functions', allowed: 'functions:manage' },
  global: { to: '/settings/automation', allowed: 'flows:read' },
  secret: { to: '/settings/secrets', allowed: 'secrets:manage' },
  wa_flow: { to: '/wa-flows', allowed: 'wa_flows:read' },
};

/** Where the finding can be mended, if that is not in this flow. */
export function placeOf({ code }: Finding): Place | null {
  const [what = '', wrong] = code.split('.');
  return wrong === 'missing' || wrong === 'draft' || wrong === 'no_key' ? (places[what] ?? null) : null;
}

export function ElsewhereFix({ place }: { place: Place }) {
  const { id, can } = useWorkspace();
  const { flow = '' } = useParams({ strict: false });
  const store = useEditorStore();
  const check = useMutation({
    ...flows.check(id, flow),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const again = () =>
    check.mutate(
      { graph: store.getState().graph },
      { onSuccess: ({ findings, bounds }) => store.getState().found(findings, bounds) },
    );
  if (!can.has(place.allowed)) return null;
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Link
        to={`/w/${id}${place.to}` as string}
        target="_blank"
        className="flex items-center gap-1 rounded-badge font-medium text-12 text-accent-text underline-offset-2 hover:underline"
      >
        <ExternalLink aria-hidden="true" className="size-3.5" />
        <PlaceName to={place.to} />
      </Link>
      <Button size="sm" busy={check.isPending} onClick={again}>
        <Trans>Check again</Trans>
      </Button>
    </span>
  );
}

function PlaceName({ to }: { to: string }) {
  switch (to) {
    case '/settings/hours':
      return <Trans>Set opening hours</Trans>;
    case '/settings/ai':
      return <Trans>Set up a connection</Trans>;
    case '/functions':
      return <Trans>Open the functions</Trans>;
    case '/settings/automation':
      return <Trans>Set shared values</Trans>;
    case '/settings/secrets':
      return <Trans>Add the secret</Trans>;
    default:
      return <Trans>Open the WA Flows</Trans>;
  }
}

/** An address that is another flow's is replaced by a new one. */
export function DoorFix({ node, field }: { node: string; field: string }) {
  const { t } = useLingui();
  const store = useEditorStore();
  return (
    <Button
      size="sm"
      onClick={() => {
        store.getState().change((graph) => applyEdits(graph, [{ do: 'set_field', node, field, value: secretPath() }]));
        toast({ title: t`The webhook has a new address. Tell it to whoever calls.` });
      }}
    >
      <Trans>Make a new address</Trans>
    </Button>
  );
}
