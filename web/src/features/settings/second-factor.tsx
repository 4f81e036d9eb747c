// One's own second factor: add it with an app, see how many recovery codes are left, make new ones, take it away.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck, ShieldPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { secondFactor } from '~/api/second-factor';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';

const EnrolDialog = lazy(() => import('./enrol-dialog'));
const ProofDialog = lazy(() => import('./proof-dialog'));

type Open = 'enrol' | 'codes' | 'remove' | null;

export function SecondFactorSection() {
  const { t } = useLingui();
  const state = useQuery(secondFactor.get());
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <SettingsSection
      title={t`Second factor`}
      about={t`A code from an app on your phone, asked for besides the password. Changing it ends your other sessions.`}
    >
      {!state.data && <Skeleton className="h-12" />}
      {state.data && !state.data.enabled && (
        <div className="flex flex-col items-start gap-3">
          <p className="text-13 text-fg-2">
            <Trans>Your account is protected by the password alone.</Trans>
          </p>
          <Button variant="primary" icon={ShieldPlus} onClick={() => setOpen('enrol')}>
            <Trans>Add a second factor</Trans>
          </Button>
        </div>
      )}
      {state.data?.enabled && (
        <div className="flex flex-col gap-3">
          <p className="flex items-center gap-2">
            <ShieldCheck aria-hidden="true" className="size-4.5 shrink-0 text-success" strokeWidth={1.75} />
            {state.data.enabled_at && <Trans>On since {moment(state.data.enabled_at)}</Trans>}
          </p>
          <p className={`text-13 ${state.data.recovery_codes_left < 3 ? 'text-warning' : 'text-fg-3'}`}>
            {t`${state.data.recovery_codes_left} recovery codes are left. Each signs you in once without your phone.`}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('codes')}>
              <Trans>New recovery codes…</Trans>
            </Button>
            <Button onClick={() => setOpen('remove')}>
              <Trans>Remove…</Trans>
            </Button>
          </div>
        </div>
      )}
      <Suspense fallback={null}>
        {open === 'enrol' && <EnrolDialog onClose={close} />}
        {(open === 'codes' || open === 'remove') && <ProofDialog act={open} onClose={close} />}
      </Suspense>
    </SettingsSection>
  );
}
