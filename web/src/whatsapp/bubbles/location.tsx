// A place: name, address, coordinates. No map is loaded; the person decides to open one.
import { useLingui } from '@lingui/react/macro';
import { ExternalLink, MapPin } from 'lucide-react';
import { CopyButton } from '~/ui/copy-button';
import { SafeLink } from '../formatted-text';
import type { LocationContent } from '../location';
import { Card, cardAction } from './card';
import type { BubbleProps } from './props';

export function LocationBubble({ content }: BubbleProps<LocationContent>) {
  return <LocationCard place={content} />;
}

export function LocationCard({ place }: { place: LocationContent }) {
  const { t } = useLingui();
  const coordinates = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}`;
  return (
    <Card>
      <div className="flex items-start gap-3 p-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-danger-soft text-danger">
          <MapPin aria-hidden className="size-5" strokeWidth={1.75} />
        </span>
        <div className="min-w-0">
          <p dir="auto" className="font-medium">
            {place.name ?? t`Location`}
          </p>
          {place.address && (
            <p dir="auto" className="text-13 text-fg-2">
              {place.address}
            </p>
          )}
          <p dir="ltr" className="text-start font-mono text-12 text-fg-2">
            {coordinates}
          </p>
        </div>
      </div>
      <div className="flex border-t border-fg/10">
        <CopyButton text={coordinates} className={cardAction} />
        <SafeLink href={map} className={`${cardAction} border-s border-fg/10`}>
          <ExternalLink aria-hidden className="size-4" strokeWidth={1.75} />
          {t`Open map`}
        </SafeLink>
      </div>
    </Card>
  );
}
