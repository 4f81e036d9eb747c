// What can be done with all chosen conversations at once; each result can be undone as one.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Check, Flag, MailOpen, Moon, RotateCcw, TagIcon, UserPlus, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type Command, useCommands } from '~/layouts/commands';
import { upcoming } from '~/lib/dates';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { Picker } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { isTeam, NOBODY, useAssignOptions } from './assign-menu';
import type { Selection } from './conversation-selection';
import { priorities, priorityNames } from './priority-names';
import { snoozeChoices } from './snooze-choices';
import { useTagOptions } from './tag-options';
import { useBulkActions } from './use-bulk-actions';

export default function ConversationBulk({ selection }: { selection: Selection }) {
  const { t, i18n } = useLingui();
  const { can, user } = useWorkspace();
  const { rows } = selection;
  const [assigning, setAssigning] = useState(false);
  const [now] = useState(() => new Date());
  const options = useAssignOptions(undefined);
  const [tagging, setTagging] = useState(false);
  const onAll = (tag: string) => rows.every((row) => row.contact.tags.some((one) => one.id === tag));
  const tagOptions = useTagOptions(onAll);
  const bulk = useBulkActions();
  const reason = can.update();
  const allClosed = rows.every((row) => row.status === 'closed');
  const done = (act: () => void) => {
    act();
    selection.clear();
  };
  const toggleClosed = () => done(() => (allClosed ? bulk.reopen(rows) : bulk.close(rows)));
  useBulkCommands({
    close: toggleClosed,
    assignMe: () => done(() => bulk.assign(rows, user.id)),
    assign: () => setAssigning(true),
    tag: () => setTagging(true),
    unread: () => done(() => bulk.unread(rows)),
    clear: selection.clear,
  });

  return (
    <section
      aria-label={t`Chosen conversations`}
      data-bulk=""
      className="flex shrink-0 items-center gap-0.5 border-line border-t bg-accent-soft py-1.5 ps-3 pe-1.5"
    >
      <p role="status" className="min-w-0 flex-1 truncate font-medium text-13 text-accent-text">
        {plural(rows.length, { one: '# chosen', other: '# chosen' })}
      </p>
      <Popover
        label={t`Assign`}
        align="end"
        open={assigning && !can.assign()}
        onOpenChange={setAssigning}
        trigger={(props) => (
          <IconButton {...props} icon={UserPlus} label={t`Assign all`} shortcut="A" disabledReason={can.assign()} />
        )}
      >
        {(close) => (
          <Picker
            label={t`Assign to`}
            placeholder={t`Assign to…`}
            options={options}
            onPick={(id) => {
              close();
              done(() => (isTeam(id) ? bulk.assignTeam(rows, id) : bulk.assign(rows, id === NOBODY ? null : id)));
            }}
          />
        )}
      </Popover>
      <IconButton
        icon={allClosed ? RotateCcw : Check}
        label={allClosed ? t`Reopen all` : t`Close all`}
        shortcut="E"
        disabledReason={reason}
        onClick={toggleClosed}
      />
      <Menu
        label={t`Snooze until`}
        align="end"
        side="top"
        entries={snoozeChoices(now).map((choice) => ({
          kind: 'item',
          id: choice.id,
          label: i18n._(choice.label),
          icon: Moon,
          note: upcoming(choice.until.getTime(), now.getTime()),
          disabledReason: reason,
          onSelect: () => done(() => bulk.snooze(rows, choice.until)),
        }))}
        trigger={(props) => <IconButton {...props} icon={Moon} label={t`Snooze all`} disabledReason={reason} />}
      />
      <Popover
        label={t`Tags`}
        align="end"
        open={tagging && !can.updateContact()}
        onOpenChange={setTagging}
        trigger={(props) => (
          <IconButton {...props} icon={TagIcon} label={t`Tag all`} shortcut="T" disabledReason={can.updateContact()} />
        )}
      >
        {(close) => (
          <Picker
            label={t`Tags`}
            placeholder={t`Find a tag…`}
            options={tagOptions}
            onPick={(tag) => {
              close();
              done(() => bulk.tag(rows, tag, !onAll(tag)));
            }}
          />
        )}
      </Popover>
      <Menu
        label={t`Priority`}
        align="end"
        side="top"
        entries={priorities.map((priority) => ({
          kind: 'item',
          id: priority,
          label: i18n._(priorityNames[priority]),
          disabledReason: reason,
          onSelect: () => done(() => bulk.prioritize(rows, priority)),
        }))}
        trigger={(props) => <IconButton {...props} icon={Flag} label={t`Priority of all`} disabledReason={reason} />}
      />
      <IconButton
        icon={MailOpen}
        label={t`Mark all as read`}
        disabledReason={reason}
        onClick={() => done(() => bulk.read(rows))}
      />
      <IconButton icon={X} label={t`Choose none`} shortcut="Esc" onClick={selection.clear} />
    </section>
  );
}

interface BulkKeys {
  close: () => void;
  assignMe: () => void;
  assign: () => void;
  tag: () => void;
  unread: () => void;
  clear: () => void;
}

/** While rows are chosen, the keys for one conversation mean all of them. */
function useBulkCommands(keys: BulkKeys): void {
  const { t } = useLingui();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const commands = useMemo(
    (): Command[] => [
      { id: 'bulk-close', label: t`Close all chosen`, scope: 'list', keys: ['e'], run: () => latest.current.close() },
      {
        id: 'bulk-assign-me',
        label: t`Assign all chosen to me`,
        scope: 'list',
        keys: ['i'],
        run: () => latest.current.assignMe(),
      },
      {
        id: 'bulk-assign',
        label: t`Assign all chosen`,
        scope: 'list',
        keys: ['a'],
        run: () => latest.current.assign(),
      },
      { id: 'bulk-tag', label: t`Tag all chosen`, scope: 'list', keys: ['t'], run: () => latest.current.tag() },
      {
        id: 'bulk-unread',
        label: t`Mark all chosen as unread`,
        scope: 'list',
        keys: ['u'],
        run: () => latest.current.unread(),
      },
      { id: 'bulk-clear', label: t`Choose none`, scope: 'list', keys: ['Escape'], run: () => latest.current.clear() },
    ],
    [t],
  );
  useCommands(commands);
}
