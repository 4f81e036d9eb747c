// Which of the workspace's own forms is sent; by id or name where it is none of them.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';

interface Props {
  /** Meta's id, as it stands in the message. */
  value: string;
  onChoose(flow: WaFlow): void;
  onOther(): void;
}

const OTHER = 'other';

/** Forms that can be sent: published ones, and drafts for testing. */
export function useSendableFlows(): WaFlow[] {
  const { id, can } = useWorkspace();
  const list = useQuery({ ...waFlows.list(id), enabled: can.has('wa_flows:read'), retry: false });
  return (list.data?.data ?? []).filter(
    ({ meta_id, status }) => meta_id !== null && status !== 'DEPRECATED' && status !== 'BLOCKED',
  );
}

export function WaFlowChoice({ flows, value, onChoose, onOther }: Props & { flows: WaFlow[] }) {
  const { t } = useLingui();
  const chosen = flows.find((flow) => flow.meta_id === value);
  const notes: Partial<Record<WaFlow['status'], string>> = {
    DRAFT: t`Draft, for testing`,
    THROTTLED: t`Throttled by Meta`,
  };
  return (
    <Field label={t`Form`}>
      {(field) => (
        <Select
          {...field}
          value={chosen?.id ?? OTHER}
          onChange={(next) => {
            const flow = flows.find(({ id }) => id === next);
            if (flow) onChoose(flow);
            else onOther();
          }}
          options={[
            ...flows.map(({ id, name, status }) => {
              const note = notes[status];
              return { value: id, label: name, ...(note && { note }) };
            }),
            { value: OTHER, label: t`Another one`, note: t`By its id or name` },
          ]}
        />
      )}
    </Field>
  );
}
