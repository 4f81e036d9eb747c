// A key just made: shown this one time.
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '~/ui/icon-button';
import { CopyLine } from './channel-webhook';

export interface MadeKey {
  id: string;
  name: string;
  secret: string;
}

export function MadeKeyNote({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const { t } = useLingui();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <div
      ref={note}
      tabIndex={-1}
      role="status"
      className="flex flex-col gap-3 rounded-card border border-line bg-success-soft p-4 outline-none"
    >
      <div className="flex items-start gap-2">
        <KeyRound aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" strokeWidth={1.75} />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">
            <Trans>
              Copy the key of <bdi>{made.name}</bdi> now
            </Trans>
          </p>
          <p className="text-13 text-fg-2">
            <Trans>
              It is shown only this once. Send it as <code dir="ltr">Authorization: Bearer …</code>
            </Trans>
          </p>
        </div>
        <IconButton icon={X} size="sm" label={t`I have copied it`} onClick={onClose} />
      </div>
      <CopyLine label={t`API key`} text={made.secret} />
    </div>
  );
}
