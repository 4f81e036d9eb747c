// A canned reply as it will be sent: what was filled in is underlined, what nobody knows stands out.
import { useLingui } from '@lingui/react/macro';
import { type Facts, segments } from '~/lib/reply-variables';

export function FilledText({ body, facts }: { body: string; facts: Facts }) {
  const { t } = useLingui();
  let at = 0;
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words text-14">
      {segments(body, facts).map((segment) => {
        at += segment.text.length;
        if (segment.is === 'text') return segment.text;
        if (segment.is === 'filled') {
          return (
            <bdi key={at} title={segment.name} className="underline decoration-dotted underline-offset-2">
              {segment.text}
            </bdi>
          );
        }
        return (
          <mark
            key={at}
            title={t`Not known for this contact`}
            className="rounded-badge bg-warning-soft px-0.5 text-warning"
          >
            {segment.text}
          </mark>
        );
      })}
    </p>
  );
}
