// Short names of the faults the simulator knows today; one it learns later is shown by its own word.
import { useLingui } from '@lingui/react/macro';

export function useFaultTitle(): (kind: string) => string {
  const { t } = useLingui();
  const titles: Record<string, string> = {
    answer_without_id: t`Answer without an id`,
    bad_signature: t`Wrong signature first`,
    broken_media: t`Broken downloads`,
    endless_media: t`Downloads that never end`,
    delay: t`Late webhooks`,
    drop_answer: t`Accept, then hang up`,
    drop_attempt: t`Lost first attempt`,
    duplicate: t`Doubled webhooks`,
    expired_media: t`Expired files`,
    expired_token: t`Expired token`,
    fail_send: t`Fail after accepting`,
    garbage_answer: t`Garbled answers`,
    graph_error: t`Refuse with an error code`,
    hang_answer: t`Accept, then say nothing`,
    hold: t`Hold webhooks back`,
    regroup: t`Regrouped webhooks`,
    reorder: t`Shuffled webhooks`,
    server_error: t`Server errors`,
    server_error_after_accept: t`Accept, then server error`,
    skip_delivered: t`Read without delivered`,
    slow_answer: t`Slow answers`,
    slow_media: t`Slow downloads`,
    status_before_answer: t`Status before the answer`,
    throttle: t`Too many at once`,
    withhold_statuses: t`Missing statuses`,
    wrong_media: t`Files with a wrong hash`,
  };
  return (kind) => titles[kind] ?? kind.replaceAll('_', ' ');
}
