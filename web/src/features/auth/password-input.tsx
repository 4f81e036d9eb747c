// A password box that can be shown, so that nobody types twice.
import { useLingui } from '@lingui/react/macro';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';

export function PasswordInput(props: ComponentProps<'input'>) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} dir="ltr" spellCheck={false} className="pe-10" />
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? t`Hide password` : t`Show password`}
        size="sm"
        pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute end-1 top-1/2 -translate-y-1/2"
      />
    </div>
  );
}
