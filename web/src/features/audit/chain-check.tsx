// Asks the server to compute the log's hash chain again, and says what came of it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { audit } from '~/api/operations';
import { Button } from '~/ui/button';
import { CopyButton } from '~/ui/copy-button';
import { Dialog } from '~/ui/dialog';
import { toast } from '~/ui/toast';

export function ChainCheck() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const verify = useMutation({
    ...audit.verify(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const chain = verify.data;
  const kinds: Record<string, string> = {
    changed: t`was changed after it was written`,
    missing: t`is missing`,
    cut_off: t`and everything newer is missing`,
    added: t`was added outside of the chain`,
  };
  return (
    <>
      <Button icon={ShieldCheck} busy={verify.isPending} onClick={() => verify.mutate()}>
        <Trans>Verify</Trans>
      </Button>
      {chain && (
        <Dialog
          open
          onClose={() => verify.reset()}
          size="sm"
          title={chain.intact ? t`The log is intact` : t`The log was tampered with`}
          footer={
            <Button variant="primary" onClick={() => verify.reset()}>
              <Trans>Close</Trans>
            </Button>
          }
        >
          <div className="flex flex-col gap-3 text-14">
            {chain.broken ? (
              <p className="flex items-start gap-2 text-danger">
                <ShieldAlert aria-hidden="true" className="mt-0.5 size-4.5 shrink-0" strokeWidth={1.75} />
                <span>
                  <Trans>
                    Entry number {chain.broken.seq} {kinds[chain.broken.kind] ?? chain.broken.kind}. The {chain.checked}{' '}
                    before it are as they were written.
                  </Trans>
                  {chain.broken.entry_id && (
                    <code dir="ltr" className="block break-all pt-1 font-mono text-12">
                      {chain.broken.entry_id}
                    </code>
                  )}
                </span>
              </p>
            ) : (
              <p className="flex items-start gap-2">
                <ShieldCheck aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" strokeWidth={1.75} />
                <Trans>All {chain.checked} entries are as they were written, and none is missing.</Trans>
              </p>
            )}
            {chain.unchained > 0 && (
              <p className="text-13 text-fg-3">
                <Trans>{chain.unchained} older entries were written before the log was chained.</Trans>
              </p>
            )}
            <div className="rounded-card border border-line bg-sunken p-3 text-13">
              <p className="text-fg-2">
                <Trans>
                  Newest entry: number {chain.head_seq}, with this hash. Keep it to prove later what was here today.
                </Trans>
              </p>
              <p className="flex items-center gap-1 pt-1">
                <code dir="ltr" className="min-w-0 flex-1 break-all font-mono text-12">
                  {chain.head_hash}
                </code>
                <CopyButton text={`${chain.head_seq} ${chain.head_hash}`} label={t`Copy number and hash`} />
              </p>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
