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
    /** The network is away; it goes on by itself. */
    | { is: 'waiting' }
    | { is: 'shrinking' }
    | { is: 'ready'; media: Media }
    | { is: 'failed'; reason: string; wayOut: 'retry' | 'shrink' | null };
}

/** Tries after the first, when the network breaks; the server forgets what came half. */
const PAUSES_MS = [1000, 4000, 10_000];

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
    attempt(attachment, control.signal)
      .then((media) => setState(attachment.id, { is: 'ready', media }))
      .catch((error: unknown) => {
        if (control.signal.aborted) return;
        const problem = asProblem(error);
        const wayOut = problem.isOffline || problem.status >= 500 ? 'retry' : null;
        setState(attachment.id, { is: 'failed', reason: problem.detail, wayOut });
      })
      .finally(() => uploads.current.get(attachment.id) === control && uploads.current.delete(attachment.id));
  };

  /** A broken line is no reason to bother a person: it is tried again, at the latest when the browser is online. */
  const attempt = async ({ id, file }: Attachment, signal: AbortSignal): Promise<Media> => {
    for (const pause of [...PAUSES_MS, null]) {
      setState(id, { is: 'uploading', share: 0 });
      try {
        return await uploadMedia(ws, file, (share) => setState(id, { is: 'uploading', share }), signal);
      } catch (error) {
        if (pause === null || signal.aborted || !asProblem(error).isOffline) throw error;
        setState(id, { is: 'waiting' });
        await untilOnline(pause, signal);
      }
    }
    throw new DOMException('The upload was cancelled', 'AbortError');
  };

  const shrink = async (attachment: Attachment) => {
    setState(attachment.id, { is: 'shrinking' });
    const file = await import('./shrink-image')
      .then(({ shrinkImage }) => shrinkImage(attachment.file, limits.files.image.bytes))
      .catch(() => null);
    if (!file) {
      const reason = t`This browser could not make the picture smaller. Send it as a document, or choose another.`;
      return setState(attachment.id, { is: 'failed', reason, wayOut: null });
    }
    const smaller: Attachment = { ...attachment, file, state: { is: 'uploading', share: 0 } };
    setList((all) => all.map((one) => (one.id === attachment.id ? smaller : one)));
    upload(smaller);
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
        state: fault ? { is: 'failed', ...fault } : { is: 'uploading', share: 0 },
      };
    });
    setList((all) => [...all, ...added]);
    for (const one of added) if (one.state.is === 'uploading') upload(one);
  };

  const faultOf = (file: File, kind: FileKind, { files }: Limits) => {
    if (file.size === 0) return { reason: t`The file is empty.`, wayOut: null };
    const most = files[kind].bytes;
    if (file.size <= most) return null;
    const limit = fileSize(most);
    const reason = {
      image: t`Pictures may have ${limit} at most.`,
      video: t`Videos may have ${limit} at most.`,
      audio: t`Sound files may have ${limit} at most.`,
      sticker: t`Stickers may have ${limit} at most.`,
      document: t`Documents may have ${limit} at most.`,
    }[kind];
    return { reason, wayOut: kind === 'image' ? ('shrink' as const) : null };
  };

  return {
    list,
    add,
    retry: upload,
    shrink: (attachment: Attachment) => void shrink(attachment),
    remove: (id: string) => {
      uploads.current.get(id)?.abort();
      setList((all) => all.filter((one) => one.id !== id));
    },
    move: (id: string, by: number) => setList((all) => moved(all, id, by)),
    /** Forgets the list once it is sent; previews stay until the thread is left, its bubbles show them. */
    clear: () => setList([]),
  };
}

/** After `pause`, or as soon as the browser says that the network is back. */
function untilOnline(pause: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener('online', over);
      resolve();
    };
    const timer = setTimeout(over, pause);
    addEventListener('online', over, { once: true });
    signal.addEventListener('abort', over, { once: true });
  });
}

export function moved<Item extends { id: string }>(all: readonly Item[], id: string, by: number): readonly Item[] {
  const from = all.findIndex((one) => one.id === id);
  const item = all[from];
  const to = from + by;
  if (!item || to < 0 || to >= all.length) return all;
  return all.toSpliced(from, 1).toSpliced(to, 0, item);
}
