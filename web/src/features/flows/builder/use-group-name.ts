// What the groups of the palette are called.
import { useLingui } from '@lingui/react/macro';
import { groups, type NodeGroup } from '../canvas/catalog';

export function useGroupName() {
  const { t } = useLingui();
  const names: Record<NodeGroup, string> = {
    messages: t`Messages`,
    questions: t`Questions`,
    logic: t`Logic`,
    data: t`Data`,
    connections: t`Connections`,
    people: t`People`,
    canvas: t`Canvas`,
  };
  return { order: groups, of: (group: NodeGroup) => names[group] };
}
