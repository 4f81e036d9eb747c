// A box for a secret: hidden as it is typed, to be shown on demand, never remembered by the browser.
import { useLingui } from '@lingui/react/macro';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';

export function SecretInput(props: ComponentProps<'input'>) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input
        autoComplete="off"
        autoCapitalize="off"
        {...props}
        type={shown ? 'text' : 'password'}
        dir="ltr"
        spellCheck={false}
        data-1p-ignore
        className="pe-10 font-mono text-13"
      />
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? t`Hide` : t`Show`}
        size="sm"
        pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute end-1 top-1/2 -translate-y-1/2"
      />
    </div>
  );
}
