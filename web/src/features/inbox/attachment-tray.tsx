// The files of the message being written: preview, progress, order, removal, and why one cannot be sent.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, CircleAlert, FileText, Minimize2, Music, RotateCcw, X } from 'lucide-react';
import { fileSize, middleEllipsis } from '~/lib/format';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import type { Attachment } from './use-attachments';

interface AttachmentTrayProps {
  list: readonly Attachment[];
  onRemove: (id: string) => void;
  onMove: (id: string, by: number) => void;
  onRetry: (attachment: Attachment) => void;
  onShrink: (attachment: Attachment) => void;
}

export default function AttachmentTray({ list, onRemove, onMove, onRetry, onShrink }: AttachmentTrayProps) {
  const { t } = useLingui();
  return (
    <ul aria-label={t`Attachments`} className="scroller flex max-h-40 flex-wrap gap-2 px-3 pt-1 pb-2">
      {list.map((one, index) => (
        <li
          key={one.id}
          className="relative flex w-60 max-w-full items-center gap-2 rounded-card border border-line bg-surface p-1.5 pe-1"
        >
          <Thumb attachment={one} />
          <div className="flex min-w-0 flex-1 flex-col">
            <bdi className="truncate font-medium text-12" data-tooltip={one.file.name}>
              {middleEllipsis(one.file.name, 26)}
            </bdi>
            <State attachment={one} />
          </div>
          <div className="flex shrink-0 items-center">
            {one.state.is === 'failed' && one.state.wayOut === 'retry' && (
              <IconButton icon={RotateCcw} label={t`Upload again`} size="sm" onClick={() => onRetry(one)} />
            )}
            {one.state.is === 'failed' && one.state.wayOut === 'shrink' && (
              <Button size="sm" icon={Minimize2} onClick={() => onShrink(one)}>
                <Trans>Shrink</Trans>
              </Button>
            )}
            {list.length > 1 && index > 0 && (
              <IconButton
                icon={ChevronLeft}
                label={t`Move ${one.file.name} earlier`}
                size="sm"
                directional
                onClick={() => onMove(one.id, -1)}
              />
            )}
            {list.length > 1 && index < list.length - 1 && (
              <IconButton
                icon={ChevronRight}
                label={t`Move ${one.file.name} later`}
                size="sm"
                directional
                onClick={() => onMove(one.id, 1)}
              />
            )}
            <IconButton
              icon={X}
              label={one.state.is === 'uploading' ? t`Cancel ${one.file.name}` : t`Remove ${one.file.name}`}
              size="sm"
              onClick={() => onRemove(one.id)}
            />
          </div>
          {one.state.is === 'uploading' && (
            <span
              role="progressbar"
              aria-label={t`Uploading ${one.file.name}`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(one.state.share * 100)}
              className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden rounded-full bg-line"
            >
              <span
                className="block h-full bg-accent transition-[width] duration-120"
                style={{ width: `${one.state.share * 100}%` }}
              />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Thumb({ attachment: { previewUrl, kind } }: { attachment: Attachment }) {
  const frame = 'size-10 shrink-0 rounded-control bg-sunken';
  if (previewUrl && kind === 'image') return <img src={previewUrl} alt="" className={`${frame} object-cover`} />;
  if (previewUrl && kind === 'video') return <video src={previewUrl} muted className={`${frame} object-cover`} />;
  const Icon = kind === 'audio' ? Music : FileText;
  return (
    <span className={`${frame} flex items-center justify-center text-accent-text`}>
      <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
    </span>
  );
}

function State({ attachment: { state, file } }: { attachment: Attachment }) {
  if (state.is === 'failed') {
    return (
      <span role="alert" className="flex items-start gap-1 text-11 text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
        {state.reason}
      </span>
    );
  }
  if (state.is === 'waiting')
    return (
      <span role="status" className="text-11 text-fg-2">
        <Trans>Waiting for the network…</Trans>
      </span>
    );
  if (state.is === 'shrinking')
    return (
      <span role="status" className="text-11 text-fg-2">
        <Trans>Making it smaller…</Trans>
      </span>
    );
  const size = fileSize(file.size);
  return (
    <span className="text-11 text-fg-3 tabular-nums">
      {state.is === 'uploading' ? `${Math.round(state.share * 100)} % · ${size}` : size}
    </span>
  );
}
