// Whether a customer's phone shows beside the inbox: there is one where the workspace's number lives in the simulator. Beside the
// inbox it shows from the first visit until it is closed; where it would lie over the inbox, only when asked for.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { account } from '~/api/account';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { loadString, save } from '~/lib/storage';
import { useMedia } from '~/lib/use-media';
import { type Command, useCommands } from './commands';
import type { PhoneBeside } from './phone-beside';

/** Undefined until it is known. */
export function usePhoneBeside(): PhoneBeside | null | undefined {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const mayUse = can.has('simulator:use');
  const system = useQuery({ ...account.system(), enabled: mayUse });
  const simulated = mayUse && system.data?.simulator_enabled === true;
  const number = useQuery({ ...channel.get(id), enabled: simulated });
  const roomy = useMedia('(min-width: 80rem)');
  const [beside, setBeside] = useState(() => loadString('phone-beside', 'yes') !== 'no');
  const [over, setOver] = useState(false);
  const isKnown = !mayUse || !(system.isPending || (simulated && number.isPending));
  const there = simulated && number.data?.kind === 'simulator';
  const open = roomy ? beside : over;

  const phone = useMemo((): PhoneBeside | null | undefined => {
    if (!there) return isKnown ? null : undefined;
    const toggle = () => {
      if (!roomy) return setOver(!open);
      setBeside(!open);
      save('phone-beside', open ? 'no' : 'yes');
    };
    return { open, over: !roomy, toggle };
  }, [there, isKnown, roomy, open]);

  const commands = useMemo((): Command[] => {
    if (!phone) return [];
    const label = t`Show or hide the customer's phone`;
    const show: Command = { id: 'phone', label, scope: 'global', keys: ['Shift+P'], run: phone.toggle };
    if (!phone.open || !phone.over) return [show];
    return [
      show,
      { id: 'phone-close', label: t`Close the phone`, scope: 'global', keys: ['Escape'], run: phone.toggle },
    ];
  }, [t, phone]);
  useCommands(commands);
  return phone;
}
