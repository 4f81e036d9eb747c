// Recovery codes, shown this once: to copy, or to keep as a file.
import { Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { buttonClass } from '~/ui/button';
import { CopyButton } from '~/ui/copy-button';

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useLingui();
  const text = `${codes.join('\n')}\n`;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-14 text-fg-2">
        <Trans>Each signs you in once when your phone is not at hand. They are shown only now.</Trans>
      </p>
      <ul
        aria-label={t`Recovery codes`}
        dir="ltr"
        className="grid gap-1 rounded-card border border-line bg-sunken p-3 font-mono text-13"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <CopyButton text={text} label={t`Copy all`} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="prismwa-recovery-codes.txt"
          className={buttonClass({ size: 'sm' })}
        >
          <Download aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <Trans>Keep as a file</Trans>
        </a>
      </div>
    </div>
  );
}
