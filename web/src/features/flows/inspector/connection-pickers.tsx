// Settings that name what flows are connected with: functions, language models, WA Flows, opening hours, secrets. Each says what is known of it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { flowSettings, MAIN_CALENDAR } from '~/api/flow-settings';
import { functions, secrets } from '~/api/functions';
import { llmConnections } from '~/api/llm-connections';
import { type WaFlowStatus, waFlows } from '~/api/wa-flows';
import { One, option, type PickerFieldProps } from './choose';

/** Leads to where these are made, in another tab: what is being edited stays. */
function Door({ to, allowed }: { to: `/${string}`; allowed: string }) {
  const { id, can } = useWorkspace();
  if (!can.has(allowed)) return null;
  return (
    <Link
      to={`/w/${id}${to}` as string}
      target="_blank"
      className="shrink-0 rounded-badge text-12 text-accent-text underline-offset-2 hover:underline"
    >
      <Trans>Manage</Trans>
    </Link>
  );
}

export function FunctionField(props: PickerFieldProps) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const { data = [] } = useQuery({ ...functions.list(id), enabled: can.has('functions:manage') });
  return (
    <One
      {...props}
      aside={<Door to="/functions" allowed="functions:manage" />}
      options={data.map((one) =>
        option(one.id, one.name, one.live_version === null ? t`Not published` : t`Version ${one.live_version} is live`),
      )}
    />
  );
}

/** Flows name a connection, so that an imported one finds its own here. */
export function ConnectionField(props: PickerFieldProps) {
  const { id, can } = useWorkspace();
  const { data = [] } = useQuery({ ...llmConnections.list(id), enabled: can.has('llm:read') });
  return (
    <One
      {...props}
      aside={<Door to="/settings/ai" allowed="llm:read" />}
      options={data.map(({ name, kind, model }) => option(name, name, model ? `${kind} · ${model}` : kind))}
    />
  );
}

/** By Meta's id, as it stands in the message. */
export function WaFlowField(props: PickerFieldProps) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const { data } = useQuery({ ...waFlows.list(id), enabled: can.has('wa_flows:read') });
  const notes: Partial<Record<WaFlowStatus, string>> = {
    DRAFT: t`Draft, for testing`,
    PUBLISHED: t`Published`,
    THROTTLED: t`Throttled by Meta`,
  };
  const known = (data?.data ?? []).flatMap(({ meta_id, name, status }) => {
    const note = notes[status];
    return meta_id === null || !note ? [] : [option(meta_id, name, note)];
  });
  return <One {...props} aside={<Door to="/wa-flows" allowed="wa_flows:read" />} options={known} />;
}

export function CalendarField(props: PickerFieldProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { data = {} } = useQuery(flowSettings.hours(id));
  const zone = (name: string) => data[name]?.time_zone.replaceAll('_', ' ') || t`The workspace’s time zone`;
  return (
    <One
      {...props}
      empty={t`The main opening hours`}
      aside={<Door to="/settings/hours" allowed="flows:manage" />}
      options={Object.keys(data)
        .filter((name) => name !== MAIN_CALENDAR)
        .map((name) => option(name, name, zone(name)))}
    />
  );
}

export function SecretField(props: PickerFieldProps) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const { data = [] } = useQuery({ ...secrets.list(id), enabled: can.has('secrets:manage') });
  return (
    <One
      {...props}
      aside={<Door to="/settings/secrets" allowed="secrets:manage" />}
      options={data.map(({ name, hint }) => option(name, name, t`Ends in ${hint}`))}
    />
  );
}
