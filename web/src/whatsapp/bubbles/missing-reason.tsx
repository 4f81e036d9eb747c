// Why a file is not there, in words.
import { Trans } from '@lingui/react/macro';
import type { MediaView } from '../message';

export function MissingReason({ media }: { media: MediaView | null }) {
  if (media === null) return <Trans>The file is not available.</Trans>;
  if (media.state === 'removed')
    return (
      <>
        <Trans>The file was deleted here.</Trans> {media.error && <bdi>{media.error}</bdi>}
      </>
    );
  if (media.state === 'expired')
    return <Trans>Expired on WhatsApp, not downloaded. Ask the contact to send it again.</Trans>;
  if (media.state === 'pending')
    return (
      <>
        <Trans>Not here yet; it is tried again by itself.</Trans> <bdi className="block text-12">{media.error}</bdi>
      </>
    );
  if (media.error) return <bdi>{media.error}</bdi>;
  return <Trans>The file could not be downloaded.</Trans>;
}
