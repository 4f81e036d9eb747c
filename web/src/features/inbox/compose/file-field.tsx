// A file inside a message (a header, a card): uploaded here, or named by a public address.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, FileText, ImageIcon, Link2, Upload, Video, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FileKind, useLimits } from '~/api/limits';
import { uploadMedia } from '~/api/media';
import { fileSize, middleEllipsis } from '~/lib/format';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { useForm } from './form';
import { read } from './pointer';

type State = { is: 'idle' } | { is: 'uploading'; name: string; share: number } | { is: 'failed'; reason: string };

const icons = { image: ImageIcon, video: Video, audio: FileText, sticker: ImageIcon, document: FileText } as const;

/** `pointer` is the file's object: `/interactive/header/image`. */
export function FileField({ pointer, kind, label }: { pointer: string; kind: FileKind; label: string }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const limits = useLimits();
  const form = useForm();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const upload = useRef<AbortController | null>(null);
  const [state, setState] = useState<State>({ is: 'idle' });
  const [byLink, setByLink] = useState(() => form.text(`${pointer}/link`) !== '');
  useEffect(() => () => upload.current?.abort(), []);

  const uploaded = form.text(`${pointer}/media_id`) || form.text(`${pointer}/id`);
  const name = form.text(`${pointer}/filename`);
  const { bytes, types } = limits.files[kind];
  const keep = () => {
    const { media_id: _, id: __, link: ___, ...rest } = members(read(form.content, pointer));
    return rest;
  };

  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > bytes) {
      setState({
        is: 'failed',
        reason: t`The file has ${fileSize(file.size)}; WhatsApp takes ${limitSize(bytes)} at most.`,
      });
      return;
    }
    if (kind !== 'document' && types.length > 0 && !types.includes(file.type)) {
      setState({ is: 'failed', reason: t`WhatsApp takes ${types.join(', ')} here.` });
      return;
    }
    const control = new AbortController();
    upload.current = control;
    setState({ is: 'uploading', name: file.name, share: 0 });
    uploadMedia(ws, file, (share) => setState({ is: 'uploading', name: file.name, share }), control.signal).then(
      (media) => {
        setState({ is: 'idle' });
        form.addFile(media);
        form.set(pointer, { ...keep(), media_id: media.id, ...(kind === 'document' && { filename: file.name }) });
      },
      (error: unknown) => {
        if (!control.signal.aborted) setState({ is: 'failed', reason: asProblem(error).detail });
      },
    );
  };

  const fault = state.is === 'failed' ? state.reason : form.fault(pointer, true);
  const Icon = icons[kind];
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="font-medium text-13">
        {label}
      </span>
      {byLink ? (
        <div className="flex items-center gap-1">
          <Input
            aria-labelledby={id}
            dir="ltr"
            inputMode="url"
            placeholder="https://"
            data-pointer={`${pointer}/link`}
            value={form.text(`${pointer}/link`)}
            onChange={(event) => form.set(pointer, { ...keep(), link: event.target.value })}
            onBlur={() => form.touch(pointer)}
          />
          <IconButton
            icon={Upload}
            label={t`Upload a file instead`}
            onClick={() => {
              setByLink(false);
              form.set(pointer, keep());
            }}
          />
        </div>
      ) : state.is === 'uploading' ? (
        <div className="relative flex h-9 items-center gap-2 overflow-hidden rounded-control border border-line bg-sunken px-3 text-13">
          <span
            aria-hidden
            className="absolute inset-y-0 start-0 bg-accent-soft transition-[width] duration-120"
            style={{ width: `${Math.round(state.share * 100)}%` }}
          />
          <span role="status" className="relative min-w-0 flex-1 truncate">
            <Trans>Uploading {middleEllipsis(state.name)}…</Trans>
          </span>
          <IconButton
            icon={X}
            size="sm"
            className="relative"
            label={t`Stop the upload`}
            onClick={() => {
              upload.current?.abort();
              setState({ is: 'idle' });
            }}
          />
        </div>
      ) : uploaded ? (
        <div className="flex h-9 items-center gap-2 rounded-control border border-line bg-sunken ps-3 pe-1 text-13 coarse:h-11">
          <Icon aria-hidden className="size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
          <bdi className="min-w-0 flex-1 truncate">{name ? middleEllipsis(name) : t`Uploaded`}</bdi>
          <IconButton icon={X} size="sm" label={t`Remove the file`} onClick={() => form.set(pointer, keep())} />
        </div>
      ) : (
        <div className="flex items-center gap-1">
          <Button
            icon={Upload}
            aria-describedby={id}
            data-pointer={pointer}
            className="min-w-0 flex-1"
            onClick={() => chooser.current?.click()}
          >
            {Number.isFinite(bytes) ? t`Upload (up to ${limitSize(bytes)})` : t`Upload`}
          </Button>
          <IconButton icon={Link2} label={t`Use a web address instead`} onClick={() => setByLink(true)} />
        </div>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept={kind === 'document' ? undefined : types.join(',')}
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {fault && (
        <p className="flex items-start gap-1 text-12 text-danger">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {fault}
        </p>
      )}
    </div>
  );
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** WhatsApp counts its limits in powers of two. */
function limitSize(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} KB`;
}
