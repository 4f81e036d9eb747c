// What starts a flow, in words.
import { useLingui } from '@lingui/react/macro';

export function useTriggerWords(): (kind: string) => string {
  const { t } = useLingui();
  const words: Record<string, string> = {
    message: t`A message`,
    button_payload: t`A tapped button`,
    referral: t`An ad or link`,
    submission: t`A WA Flow form`,
    order: t`An order`,
    location: t`A location`,
    media: t`A file`,
    reaction: t`A reaction`,
    contact_changed: t`A contact changes`,
    conversation: t`A conversation changes`,
    status: t`News of a message`,
    schedule: t`A schedule`,
    api: t`The API`,
    webhook: t`A webhook`,
    manual: t`By hand`,
  };
  return (kind) => words[kind] ?? kind.replace(/_/g, ' ');
}
