// One contact in a line: face, name, number or username.
import type { Contact } from '~/api/schema';
import { phone } from '~/lib/format';
import { Avatar } from '~/ui/avatar';

type Person = Pick<Contact, 'id' | 'display_name' | 'phone' | 'username'>;

export function PersonLine({ contact }: { contact: Person }) {
  const address = contact.phone ? phone(contact.phone) : contact.username && `@${contact.username}`;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar id={contact.id} name={contact.display_name} className="size-8" />
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium text-14">
          <bdi>{contact.display_name}</bdi>
        </span>
        {address && (
          <span dir="ltr" className="truncate text-start text-12 text-fg-3">
            {address}
          </span>
        )}
      </span>
    </span>
  );
}
