// A flow from a file: before it is made, everything it could reach is shown, and what of that this workspace does not have.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, FileUp, ShieldAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowImportCheck, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';

/** Larger files are no flows. */
const MOST_BYTES = 4 * 1024 * 1024;

export function ImportFlow({ onDone }: { onDone: (flow: string) => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; document: unknown } | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const check = useMutation(flows.importCheck(ws));
  const make = useMutation(flows.import(ws));

  const read = async (picked: File | undefined) => {
    if (!picked) return;
    check.reset();
    make.reset();
    setFile(null);
    setUnreadable(null);
    if (picked.size > MOST_BYTES) return setUnreadable(t`${picked.name} is larger than 4 MB; that is no flow.`);
    try {
      const document: unknown = JSON.parse(await picked.text());
      setFile({ name: picked.name, document });
      check.mutate(document);
    } catch {
      setUnreadable(t`${picked.name} is not JSON. Export a flow to see what such a file looks like.`);
    }
  };
  const error = check.error ?? make.error;
  return (
    <div className="flex flex-col gap-4">
      <button
        type="button"
        onClick={() => chooser.current?.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void read(event.dataTransfer.files[0]);
        }}
        className="flex min-h-28 flex-col items-center justify-center gap-1.5 rounded-card border border-line-strong border-dashed px-4 py-5 text-center text-13 text-fg-2 hover:bg-hover"
      >
        <FileUp aria-hidden="true" className="size-6 text-accent-text" strokeWidth={1.5} />
        <span className="font-medium text-14 text-fg">{file ? file.name : t`Choose a file, or drop it here`}</span>
        <Trans>A flow that was exported from PrismWA, as .json</Trans>
      </button>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t`File of a flow`}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {unreadable && (
        <p role="alert" className="flex items-center gap-2 text-13 text-danger">
          <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
          {unreadable}
        </p>
      )}
      {check.isPending && (
        <p role="status" className="text-13 text-fg-3">
          <Trans>Looking at what it does…</Trans>
        </p>
      )}
      {error && <ProblemNote problem={asProblem(error)} />}
      {check.data && file && (
        <>
          <Reach check={check.data} />
          <Button
            variant="primary"
            className="self-end"
            busy={make.isPending}
            onClick={() => make.mutate(file.document, { onSuccess: (flow) => onDone(flow.id) })}
          >
            <Trans>Import as a draft</Trans>
          </Button>
        </>
      )}
    </div>
  );
}

function Reach({ check }: { check: FlowImportCheck }) {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    http: t`Calls a server`,
    function: t`Runs a function`,
    llm: t`Asks a language model`,
    template: t`Sends a template`,
    wa_flow: t`Sends a WA Flow`,
    secret: t`Uses a secret`,
    flow: t`Calls another flow`,
  };
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  return (
    <section aria-label={t`What it can reach`} className="rounded-card border border-line">
      <header className="flex flex-wrap items-baseline justify-between gap-2 border-line border-b px-3 py-2">
        <bdi className="font-semibold text-14">{check.name}</bdi>
        <span className="text-12 text-fg-3">
          <Plural value={check.nodes} one="# node" other="# nodes" />
        </span>
      </header>
      {check.reaches.length === 0 ? (
        <p className="flex items-center gap-2 px-3 py-2.5 text-13">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-success" />
          <Trans>It reaches nothing outside: it only talks to the customer.</Trans>
        </p>
      ) : (
        <>
          <p className="flex items-center gap-2 px-3 pt-2.5 text-13">
            <ShieldAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
            <Trans>When it is live, it can do this. Look through it before you publish.</Trans>
          </p>
          <ul className="divide-y divide-line px-3 py-1">
            {check.reaches.map(({ kind, what, known }) => (
              <li key={`${kind} ${what}`} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5 text-13">
                <span className="w-40 shrink-0 text-fg-2">{kinds[kind] ?? kind}</span>
                <bdi dir="ltr" className="min-w-0 flex-1 break-all font-mono text-12">
                  {what}
                </bdi>
                {!known && kind !== 'http' && <Badge tone="warning">{t`Not in this workspace`}</Badge>}
              </li>
            ))}
          </ul>
        </>
      )}
      {(check.new_addresses ?? 0) > 0 && (
        <p className="border-line border-t px-3 py-2.5 text-13 text-fg-2">
          <Plural
            value={check.new_addresses ?? 0}
            one="Its webhook gets a new secret address here. Tell it to whoever calls."
            other="Its # webhooks get new secret addresses here. Tell them to whoever calls."
          />
        </p>
      )}
      {errors.length > 0 && (
        <div className="border-line border-t px-3 py-2.5">
          <p className="font-medium text-13 text-danger">
            <Plural
              value={errors.length}
              one="# thing to fix before it can be published"
              other="# things to fix before it can be published"
            />
          </p>
          <ul className="list-disc ps-5 pt-1 text-12 text-fg-2">
            {errors.slice(0, 6).map((finding) => (
              <li key={`${finding.code} ${finding.node} ${finding.field}`}>{finding.message}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
