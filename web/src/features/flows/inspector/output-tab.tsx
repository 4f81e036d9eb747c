// What the step gave when the draft was last tried: what it asked, was answered, changed and sent on. Each visit by itself.
import { Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { FlowNode } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Select } from '~/ui/select';
import { useUi, useUiStore } from '../builder/ui';
import { StepDetail } from '../runs/step-detail';

export function OutputTab({ node }: { node: FlowNode }) {
  const { t } = useLingui();
  const ui = useUiStore();
  const tried = useUi((state) => state.tried);
  const visits = tried.filter((step) => step.node === node.id && step.depth === 0);
  const [wanted, setWanted] = useState<number | null>(null);
  const shown = visits.find(({ number }) => number === wanted) ?? visits.at(-1);
  if (!shown)
    return (
      <EmptyState
        icon={FlaskConical}
        title={tried.length === 0 ? t`Not tried yet` : t`The last try did not come here`}
        action={
          <Button onClick={() => ui.setState({ panel: 'test' })}>
            <Trans>Try the draft</Trans>
          </Button>
        }
      >
        <Trans>Try the draft on the phone: what this step asks, gets and changes is shown here. Nothing is sent.</Trans>
      </EmptyState>
    );
  return (
    <>
      {visits.length > 1 && (
        <Select
          label={t`Visit`}
          value={String(shown.number)}
          options={visits.map(({ number }) => ({ value: String(number), label: t`Step ${number + 1} of the try` }))}
          onChange={(number) => setWanted(Number(number))}
        />
      )}
      <StepDetail step={shown} />
    </>
  );
}
