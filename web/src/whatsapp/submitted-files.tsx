// The photos and documents of a finished form: pictures small and opened large, everything else to be downloaded.
import { Trans, useLingui } from '@lingui/react/macro';
import { Download, FileText, TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { fileSize, middleEllipsis } from '~/lib/format';
import { Skeleton } from '~/ui/skeleton';
import { fileLook } from './bubbles/file-look';
import { MissingReason } from './bubbles/missing-reason';
import type { Picture } from './lightbox';
import { useMediaUrl } from './media-source';
import type { MediaView } from './message';

const Lightbox = lazy(() => import('./lightbox'));

interface Props {
  files: readonly MediaView[];
  /** When they were sent. */
  at: string;
}

export default function SubmittedFiles({ files, at }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState<string | null>(null);
  const pictures = files.filter((file) => file.mime_type.startsWith('image/') && file.state === 'ready');
  const others = files.filter((file) => !pictures.includes(file));
  const shown = pictures.map(
    (file): Picture => ({ id: file.id, kind: 'image', content: {}, media: file, sent_at: at }),
  );
  return (
    <div className="flex flex-col gap-2">
      {pictures.length > 0 && (
        <ul aria-label={t`Photos`} className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.id}>
              <PhotoButton file={file} onOpen={() => setOpen(file.id)} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul aria-label={t`Documents`} className="flex flex-col gap-2">
          {others.map((file) => (
            <li key={file.id} className="rounded-control border border-line bg-surface px-3 py-2 text-13">
              <FileLine file={file} />
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <Suspense fallback={null}>
          <Lightbox messages={shown} start={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}

function PhotoButton({ file, onOpen }: { file: MediaView; onOpen: () => void }) {
  const { t } = useLingui();
  const { url, failed, onError } = useMediaUrl(file, 'small');
  const name = file.filename ?? t`Photo`;
  if (failed) return <FileLine file={file} />;
  if (!url) return <Skeleton className="size-20 rounded-card" />;
  return (
    <button
      type="button"
      aria-label={t`Open photo: ${name}`}
      data-tooltip={name}
      className="ring-inside block size-20 overflow-hidden rounded-card bg-fg/6"
      onClick={onOpen}
    >
      <img
        src={url}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        className="size-full object-cover"
        onError={onError}
      />
    </button>
  );
}

function FileLine({ file }: { file: MediaView }) {
  const { t } = useLingui();
  const { url, failed } = useMediaUrl(file);
  const name = file.filename ?? t`Document`;
  const risky = fileLook(name, file.mime_type).icon === 'program';
  const Icon = risky ? TriangleAlert : FileText;
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <span className="flex min-w-0 items-center gap-2">
        <Icon
          aria-hidden="true"
          className={`size-4 shrink-0 ${risky ? 'text-danger' : 'text-fg-3'}`}
          strokeWidth={1.75}
        />
        <bdi className="min-w-0 flex-1 truncate" data-tooltip={name}>
          {middleEllipsis(name)}
        </bdi>
        {file.size !== null && <span className="shrink-0 text-12 text-fg-3">{fileSize(file.size)}</span>}
        {file.state === 'ready' && url && !failed && (
          <a
            href={url}
            download={name}
            aria-label={t`Download ${name}`}
            data-tooltip={t`Download ${name}`}
            className="touch-target flex size-7 shrink-0 items-center justify-center rounded-control text-accent-text hover:bg-hover"
          >
            <Download aria-hidden="true" className="size-4" strokeWidth={1.75} />
          </a>
        )}
      </span>
      {file.state === 'pending' && file.error === null && (
        <span role="status" className="text-12 text-fg-3">
          <Trans>Downloading…</Trans>
        </span>
      )}
      {((file.state !== 'ready' && (file.state !== 'pending' || file.error !== null)) || failed) && (
        <span className="text-12 text-fg-3">
          <MissingReason media={file} />
        </span>
      )}
      {risky && file.state === 'ready' && (
        <span className="text-12 text-danger">
          <Trans>This file can run programs. Open it only if you trust the sender.</Trans>
        </span>
      )}
    </span>
  );
}
