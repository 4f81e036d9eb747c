// How fast the number sends: Meta's limit, an admin's own, and what Meta's complaints taught.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelPace } from '~/api/channel-pace';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { ago, clock } from '~/lib/dates';
import { number as readable } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

export function ChannelPace({ refusal }: { refusal: string | null }) {
  const { t } = useLingui();
  const now = useNow();
  const { id: ws } = useWorkspace();
  const pace = useQuery(channelPace.get(ws));
  const set = useMutation(channelPace.set(ws));
  const [wish, setWish] = useState<string | null>(null);
  if (!pace.data) return null;
  const { limit_per_second, current_per_second, override_per_second, meta_per_second, slowed_at, paused_until } =
    pace.data;
  const text = wish ?? (override_per_second === null ? '' : String(override_per_second));
  const value = text.trim() === '' ? null : Number(text);
  const wrong = value !== null && !(Number.isInteger(value) && value >= 1 && value <= 1000);
  const slowed = current_per_second < limit_per_second;
  return (
    <SettingsSection
      title={t`Speed`}
      about={t`Messages leave no faster than WhatsApp takes them. When Meta complains, the number slows down and comes back by itself.`}
    >
      <div className="flex flex-wrap items-center gap-2 text-13">
        <Badge tone={paused_until ? 'danger' : slowed ? 'warning' : 'success'}>
          {paused_until
            ? t`Paused until ${clock(paused_until)}`
            : t`${readable(Math.round(current_per_second))} of ${readable(limit_per_second)} messages per second`}
        </Badge>
        {slowed_at && (
          <span className="text-fg-2">
            <Trans>Meta last complained {ago(slowed_at, now)}</Trans>
          </span>
        )}
      </div>
      <form
        className="flex flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) set.mutate(value, { onSuccess: () => setWish(null) });
        }}
      >
        <Field
          label={t`Own limit, messages per second`}
          hint={t`Empty: what Meta allows, now ${readable(meta_per_second)}. In the phone app, too: at most 20.`}
          error={wrong ? t`Use 1 to 1000.` : null}
        >
          {(field) => (
            <div className="flex items-center gap-2">
              <Input
                {...field}
                className="w-32"
                inputMode="numeric"
                disabled={refusal !== null}
                value={text}
                onChange={(event) => setWish(event.target.value)}
              />
              <Button
                type="submit"
                busy={set.isPending}
                disabledReason={refusal ?? (value === override_per_second ? t`Nothing changed.` : null)}
              >
                <Trans>Save</Trans>
              </Button>
            </div>
          )}
        </Field>
      </form>
      {set.isError && <ProblemNote problem={asProblem(set.error)} />}
    </SettingsSection>
  );
}
