// What was uploaded and published before: each can be compared with another and with what is written now, and taken up again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, type WaFlowVersion, waFlows } from '~/api/wa-flows';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import CodeDiff from '~/ui/code/code-diff';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';

interface Props {
  flow: WaFlow;
  text: string;
  locked: string | null;
  onRestore(text: string): void;
  onClose(): void;
}

const NOW = 'now';

export default function VersionsDialog({ flow, text, locked, onRestore, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const noteOf = useNote();
  const versions = useQuery(waFlows.versions(id, flow.id));
  const list = [...(versions.data ?? [])].sort((one, other) => other.number - one.number);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string>(NOW);
  const left = from ?? (list[0] ? String(list[0].number) : NOW);
  const before = useText(flow.id, left, text);
  const after = useText(flow.id, to, text);
  const options = [
    { value: NOW, label: t`As written now` },
    ...list.map((version) => ({
      value: String(version.number),
      label: t`Version ${version.number}`,
      note: noteOf(version),
    })),
  ];
  const restore = async () => {
    if (before === null) return;
    const sure = await confirm({
      title: t`Take up version ${left} again?`,
      body: t`What is written now is replaced. Meta has nothing of it until you upload.`,
      action: t`Take it up`,
      tone: 'primary',
    });
    if (!sure) return;
    onRestore(before);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t`Versions and differences`}
      description={t`Every upload and every publication is kept.`}
      footer={
        left !== NOW && (
          <Button icon={RotateCcw} disabledReason={locked} onClick={() => void restore()}>
            <Trans>Take up version {left} again</Trans>
          </Button>
        )
      }
    >
      {versions.isError && (
        <p className="flex items-center gap-2 text-13 text-danger">
          <CircleAlert aria-hidden="true" className="size-4" />
          {asProblem(versions.error).detail}
        </p>
      )}
      {versions.isPending && <Skeleton className="h-40" />}
      {versions.isSuccess && list.length === 0 && (
        <p className="py-6 text-center text-13 text-fg-2">
          <Trans>Nothing was uploaded from here yet.</Trans>
        </p>
      )}
      {list.length > 0 && (
        <div className="flex flex-col gap-3">
          <div className="grid grid-cols-2 gap-3">
            <Select label={t`Before`} value={left} onChange={setFrom} options={options} />
            <Select label={t`After`} value={to} onChange={setTo} options={options} />
          </div>
          {before === null || after === null ? (
            <Skeleton className="h-60" />
          ) : before === after ? (
            <p className="py-6 text-center text-13 text-fg-2">
              <Trans>These two are the same.</Trans>
            </p>
          ) : (
            <div className="max-h-[50vh] overflow-auto">
              <CodeDiff label={t`Differences`} before={before} after={after} language="json" />
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}

function useText(flow: string, which: string, now: string): string | null {
  const { id } = useWorkspace();
  const version = useQuery({ ...waFlows.version(id, flow, Number(which)), enabled: which !== NOW });
  return which === NOW ? now : (version.data?.json ?? null);
}

function useNote(): (version: WaFlowVersion) => string {
  const { t } = useLingui();
  return ({ kind, created_at, errors }) => {
    const words: Record<string, string> = { uploaded: t`uploaded`, published: t`published`, found: t`found at Meta` };
    const what = `${words[kind] ?? kind}, ${moment(created_at)}`;
    return errors > 0 ? t`${what}, with errors` : what;
  };
}
