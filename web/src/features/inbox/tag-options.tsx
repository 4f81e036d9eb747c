// Tags to pick from, those that are on checked.
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { tags } from '~/api/team';
import { TagChip } from '~/ui/badge';
import type { PickerOption } from '~/ui/picker';

export function useTagOptions(isOn: (tag: string) => boolean): PickerOption[] {
  const { id: ws } = useWorkspace();
  const { data: all = [] } = useQuery(tags.list(ws));
  return all.map((tag) => ({
    id: tag.id,
    text: tag.name,
    label: <TagChip name={tag.name} color={tag.color} />,
    checked: isOn(tag.id),
  }));
}
