// Sends a place: a name and where it is.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { readLocation } from '~/whatsapp/location';
import type { Outgoing } from './types';

interface Props {
  open: boolean;
  onClose(): void;
  onSend(message: Outgoing): Promise<boolean>;
}

const start = {
  name: 'Zócalo',
  address: 'Plaza de la Constitución S/N, Ciudad de México',
  latitude: '19.43261',
  longitude: '-99.13321',
};

export function SendLocationDialog({ open, onClose, onSend }: Props) {
  const { t } = useLingui();
  const [place, setPlace] = useState(start);
  const read = readLocation(place);
  const set = (key: keyof typeof start) => (event: { target: { value: string } }) =>
    setPlace({ ...place, [key]: event.target.value });
  const send = async () => {
    if (!read) return;
    const { name, address, ...point } = read;
    if (await onSend({ type: 'location', ...point, ...(name && { name }), ...(address && { address }) })) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`Send a location`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            disabledReason={read ? null : t`Latitude must be between −90 and 90, longitude between −180 and 180.`}
            onClick={() => void send()}
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t`Name`}>{(control) => <Input {...control} value={place.name} onChange={set('name')} />}</Field>
        <Field label={t`Address`}>
          {(control) => <Input {...control} value={place.address} onChange={set('address')} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t`Latitude`}>
            {(control) => (
              <Input {...control} dir="ltr" inputMode="decimal" value={place.latitude} onChange={set('latitude')} />
            )}
          </Field>
          <Field label={t`Longitude`}>
            {(control) => (
              <Input {...control} dir="ltr" inputMode="decimal" value={place.longitude} onChange={set('longitude')} />
            )}
          </Field>
        </div>
      </div>
    </Dialog>
  );
}
