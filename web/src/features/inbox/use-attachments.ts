// Files on their way into a message: checked against WhatsApp's limits first, then uploaded while the words are written.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FileKind, kindOf, type Limits, useLimits } from '~/api/limits';
import { uploadMedia } from '~/api/media';
import type { Media } from '~/api/schema';
import { fileSize } from '~/lib/format';
import { newId } from '~/lib/ids';

export interface Attachment {
  id: string;
  file: File;
  kind: FileKind;
  /** For pictures and films, a local address to look at it. */
  previewUrl: string | null;
  state:
    | { is: 'uploading'; share: number }
    | { is: 'ready'; media: Media }
    | { is: 'failed'; reason: string; canRetry: boolean };
}

export function useAttachments() {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const limits = useLimits();
  const [list, setList] = useState<readonly Attachment[]>([]);
  const uploads = useRef(new Map<string, AbortController>());
  const urls = useRef(new Set<string>());

  useEffect(() => {
    const running = uploads.current;
    const made = urls.current;
    return () => {
      for (const upload of running.values()) upload.abort();
      for (const url of made) URL.revokeObjectURL(url);
    };
  }, []);

  const setState = (id: string, state: Attachment['state']) =>
    setList((all) => all.map((one) => (one.id === id ? { ...one, state } : one)));

  const upload = (attachment: Attachment) => {
    const control = new AbortController();
    uploads.current.set(attachment.id, control);
    setState(attachment.id, { is: 'uploading', share: 0 });
    uploadMedia(ws, attachment.file, (share) => setState(attachment.id, { is: 'uploading', share }), control.signal)
      .then((media) => setState(attachment.id, { is: 'ready', media }))
      .catch((error: unknown) => {
        if (control.signal.aborted) return;
        const problem = asProblem(error);
        const canRetry = problem.isOffline || problem.status >= 500;
        setState(attachment.id, { is: 'failed', reason: problem.detail, canRetry });
      })
      .finally(() => uploads.current.delete(attachment.id));
  };

  const add = (files: readonly File[]) => {
    const added = files.map((file): Attachment => {
      const kind = kindOf(file.type, limits);
      const fault = faultOf(file, kind, limits);
      const previewUrl = kind === 'image' || kind === 'video' ? URL.createObjectURL(file) : null;
      if (previewUrl) urls.current.add(previewUrl);
      return {
        id: newId('att_'),
        file,
        kind,
        previewUrl,
        state: fault ? { is: 'failed', reason: fault, canRetry: false } : { is: 'uploading', share: 0 },
      };
    });
    setList((all) => [...all, ...added]);
    for (const one of added) if (one.state.is === 'uploading') upload(one);
  };

  const faultOf = (file: File, kind: FileKind, { files }: Limits): string | null => {
    if (file.size === 0) return t`The file is empty.`;
    const most = files[kind].bytes;
    if (file.size <= most) return null;
    const limit = fileSize(most);
    return {
      image: t`Pictures may have ${limit} at most.`,
      video: t`Videos may have ${limit} at most.`,
      audio: t`Sound files may have ${limit} at most.`,
      sticker: t`Stickers may have ${limit} at most.`,
      document: t`Documents may have ${limit} at most.`,
    }[kind];
  };

  return {
    list,
    add,
    retry: upload,
    remove: (id: string) => {
      uploads.current.get(id)?.abort();
      setList((all) => all.filter((one) => one.id !== id));
    },
    move: (id: string, by: number) => setList((all) => moved(all, id, by)),
    /** Forgets the list once it is sent; previews stay until the thread is left, its bubbles show them. */
    clear: () => setList([]),
  };
}

export function moved<Item extends { id: string }>(all: readonly Item[], id: string, by: number): readonly Item[] {
  const from = all.findIndex((one) => one.id === id);
  const item = all[from];
  const to = from + by;
  if (!item || to < 0 || to >= all.length) return all;
  return all.toSpliced(from, 1).toSpliced(to, 0, item);
}
