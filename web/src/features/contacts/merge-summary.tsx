// What joins the contact that stays: ids, conversations, messages, notes, tags.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { MergePreview } from '~/api/schema';
import { phone } from '~/lib/format';
import { TagChip } from '~/ui/badge';

export function MergeSummary({ preview }: { preview: MergePreview }) {
  const { t } = useLingui();
  const open = preview.conversations.some((conversation) => conversation.status === 'open');
  const both = preview.conversations.length > 1;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold text-13">
        <Trans>What joins</Trans>
      </h3>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface text-13">
        <Row name={t`WhatsApp ids`}>
          <ul className="flex flex-col gap-1">
            {preview.from.identities.map((identity) => (
              <li
                key={`${identity.kind} ${identity.value}`}
                dir="ltr"
                className="break-all text-start font-mono text-12"
              >
                {identity.kind === 'phone' ? phone(identity.value) : identity.value}
              </li>
            ))}
          </ul>
        </Row>
        <Row name={t`Conversation`}>
          {preview.message_count === 0 && preview.note_count === 0 ? (
            <Trans>Nothing was said yet.</Trans>
          ) : (
            <Plural value={preview.message_count} one="# message joins" other="# messages join" />
          )}
          {preview.note_count > 0 && (
            <>
              {', '}
              <Plural value={preview.note_count} one="# note" other="# notes" />
            </>
          )}
          {both && (
            <span className="block text-fg-3">
              {open ? (
                <Trans>The two conversations become one, in the order of time. It is open.</Trans>
              ) : (
                <Trans>The two conversations become one, in the order of time. It stays closed.</Trans>
              )}
            </span>
          )}
        </Row>
        {preview.tags.length > 0 && (
          <Row name={t`Tags`}>
            <span className="flex flex-wrap gap-1">
              {preview.tags.map((tag) => (
                <TagChip key={tag.id} name={tag.name} color={tag.color} />
              ))}
            </span>
          </Row>
        )}
        {(preview.from.opted_out || preview.from.blocked) && (
          <Row name={t`Consent`}>
            {preview.from.opted_out
              ? t`The opt-out counts for the one contact.`
              : t`The block counts for the one contact.`}
          </Row>
        )}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[9rem_1fr]">
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
