// Writing an internal note. It stays in the team; the tint says so.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { StickyNote } from 'lucide-react';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { notes } from '~/api/notes';
import { members } from '~/api/team';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import { Counter } from './counter';
import { mentionsIn } from './mentions';
import { type Edit, lengthOf } from './text-edit';
import { useDraft } from './use-draft';
import { WritingArea } from './writing-area';

const MentionPicker = lazy(() => import('./mention-picker'));

/** As the server counts. */
const MOST = 4000;

export function NoteBox({ ref, conversation }: { ref: Ref<HTMLTextAreaElement>; conversation: string }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const [text, setText] = useDraft(conversation, 'note');
  const create = useMutation(notes.create(ws, conversation));
  const { data: people = [] } = useQuery({ ...members.list(ws), enabled: text.includes('@') });
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => box.current ?? document.createElement('textarea'));
  const length = lengthOf(text.trim());
  const reason = can.writeNotes() ?? (length > MOST ? t`The note is too long.` : null);

  const add = () => {
    const body = text.trim();
    if (body === '' || reason || create.isPending) return;
    setText('');
    create.mutate(
      { body, mentions: mentionsIn(body, people) },
      {
        onError: (error) => {
          setText(body);
          toast({ title: asProblem(error).detail, tone: 'danger' });
        },
      },
    );
  };
  const put = (edit: Edit) => {
    setText(edit.text);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(edit.start, edit.end);
    });
  };
  return (
    <>
      {text.includes('@') && (
        <div className="relative">
          <Suspense fallback={null}>
            <MentionPicker box={box} text={text} onEdit={put} />
          </Suspense>
        </div>
      )}
      <WritingArea
        ref={box}
        label={t`Internal note`}
        placeholder={t`Write a note for your team, @ names somebody…`}
        value={text}
        onChange={setText}
        onSend={add}
      />
      <div className="flex items-center justify-between gap-2 px-2 pb-2">
        <p className="flex items-center gap-1.5 px-1 text-12 text-fg-2">
          <StickyNote aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <Trans>Only your team sees notes</Trans>
        </p>
        <div className="flex items-center gap-2">
          <Counter length={length} most={MOST} />
          <Button
            variant="primary"
            onClick={add}
            busy={create.isPending}
            disabledReason={reason ?? (length === 0 ? t`Write something first.` : null)}
          >
            <Trans>Add note</Trans>
          </Button>
        </div>
      </div>
    </>
  );
}
