// The key pairs that phones encrypt forms for: made here or brought along, uploaded to Meta, replaced with an overlap. Never shown.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CloudUpload, KeyRound, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlowKey, waFlowKeys } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

export default function KeysPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const locked = can.permission('wa_flows:manage');
  const list = useQuery(waFlowKeys.list(id));
  const [importing, setImporting] = useState(false);
  const failed = (error: unknown) => toast({ tone: 'danger', title: asProblem(error).detail });
  const make = useMutation(waFlowKeys.make(id));
  const create = (
    <Button
      icon={Plus}
      variant="primary"
      busy={make.isPending}
      disabledReason={locked}
      onClick={() => make.mutate(undefined, { onError: failed })}
    >
      <Trans>Make a key pair</Trans>
    </Button>
  );
  const bring = (
    <Button icon={Upload} disabledReason={locked} onClick={() => setImporting(true)}>
      <Trans>Bring your own</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Form keys`}
      intro={t`Phones encrypt what customers enter with the public key of your number. The private one stays on this server, encrypted; nobody can see it.`}
      actions={
        <div className="flex flex-wrap gap-2">
          {bring}
          {create}
        </div>
      }
    >
      <SettingsSection
        title={t`Key pairs`}
        about={t`A new key takes over when Meta has it; the old one still opens what phones send with it for seven days, unless you retire it before.`}
      >
        {locked && <ReadOnlyNote reason={locked} />}
        {list.isPending && <Skeleton className="h-24" />}
        {list.isError && <ProblemNote problem={asProblem(list.error)} />}
        {list.data?.length === 0 && (
          <EmptyState icon={KeyRound} title={t`No key yet`}>
            <Trans>Forms with an endpoint need one.</Trans>
          </EmptyState>
        )}
        <ul className="flex flex-col gap-3">
          {list.data?.map((one) => (
            <KeyCard key={one.id} one={one} locked={locked} onFailed={failed} />
          ))}
        </ul>
      </SettingsSection>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </SettingsPage>
  );
}

function KeyCard({ one, locked, onFailed }: { one: WaFlowKey; locked: string | null; onFailed(error: unknown): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const upload = useMutation(waFlowKeys.upload(id));
  const retire = useMutation(waFlowKeys.retire(id));
  const words = { active: t`Active`, overlap: t`Still opens`, retired: t`Retired` } as const;
  const tones = { active: 'success', overlap: 'warning', retired: 'outline' } as const;
  const stop = async () => {
    const sure = await confirm({
      title: t`Retire this key?`,
      body: t`What phones still encrypt with it cannot be opened any more. They fetch the new key and ask again.`,
      action: t`Retire`,
    });
    if (sure) retire.mutate(one.id, { onError: onFailed });
  };
  return (
    <li className="flex flex-col gap-2 rounded-card border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <code dir="ltr" className="min-w-0 break-all font-mono text-13">
          {one.fingerprint}
        </code>
        <Badge tone={tones[one.status]}>{words[one.status]}</Badge>
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-fg-2">
        <span data-tooltip={exact(one.created_at)}>
          <Trans>Made {moment(one.created_at)}</Trans>
        </span>
        {one.status === 'overlap' && one.overlap_until && (
          <span>
            <Trans>Until {moment(one.overlap_until)}</Trans>
          </span>
        )}
        {one.uploaded_at === null ? (
          <span className="text-warning">
            <Trans>Meta does not have it yet.</Trans>
          </span>
        ) : (
          <span>
            <Trans>Uploaded {moment(one.uploaded_at)}</Trans>
          </span>
        )}
        {one.meta_state === 'VALID' && (
          <span className="flex items-center gap-1 text-success">
            <CircleCheck aria-hidden="true" className="size-4" />
            <Trans>Meta confirms its signature.</Trans>
          </span>
        )}
        {one.meta_state === 'MISMATCH' && one.status === 'active' && (
          <span className="flex items-center gap-1 text-danger">
            <CircleAlert aria-hidden="true" className="size-4" />
            <Trans>Meta has another key. Upload this one again.</Trans>
          </span>
        )}
      </p>
      {one.status !== 'retired' && (
        <div className="flex gap-2">
          <Button
            size="sm"
            icon={CloudUpload}
            busy={upload.isPending}
            disabledReason={locked}
            onClick={() => upload.mutate(one.id, { onError: onFailed })}
          >
            {one.uploaded_at === null ? <Trans>Upload to Meta</Trans> : <Trans>Upload again</Trans>}
          </Button>
          <Button size="sm" variant="ghost" busy={retire.isPending} disabledReason={locked} onClick={() => void stop()}>
            <Trans>Retire</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}

function ImportDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [pem, setPem] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const bring = useMutation(waFlowKeys.import(id));
  const problem = bring.error ? asProblem(bring.error) : null;
  const isPublic = /BEGIN (?:RSA )?PUBLIC KEY/.test(pem);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Bring your own key`}
      description={t`RSA with 2048 bits, as PEM. It is stored encrypted and never shown again.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={bring.isPending}
            disabledReason={
              pem.trim() === ''
                ? t`Paste the private key first.`
                : isPublic
                  ? t`This is the public key; the private one is needed.`
                  : null
            }
            onClick={() =>
              bring.mutate({ pem: pem.trim(), ...(passphrase !== '' && { passphrase }) }, { onSuccess: onClose })
            }
          >
            <Trans>Take it</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t`Private key`} error={problem?.field('/pem')}>
          {(field) => (
            <Textarea
              {...field}
              dir="ltr"
              rows={8}
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-12"
              placeholder="-----BEGIN ENCRYPTED PRIVATE KEY-----"
              value={pem}
              onChange={(event) => setPem(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`Its password`} hint={t`Only if it has one.`} error={problem?.field('/passphrase')}>
          {(field) => (
            <Input
              {...field}
              type="password"
              autoComplete="off"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Field>
        <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
      </div>
    </Dialog>
  );
}
