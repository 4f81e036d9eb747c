// The languages of a name side by side: code, state, and a mark where the quality suffers or Meta will move the category.
import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowRightLeft, CircleCheck, CircleX, Clock, PauseCircle, ThumbsDown } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import type { TemplateLine } from '~/api/templates';
import { Badge } from '~/ui/badge';
import { useTemplateWords } from './words';

const icons: Record<string, typeof Clock> = {
  APPROVED: CircleCheck,
  PENDING: Clock,
  IN_APPEAL: Clock,
  REJECTED: CircleX,
  DISABLED: CircleX,
  PAUSED: PauseCircle,
};

const MOST = 4;

export function LanguageChips({ lines }: { lines: readonly TemplateLine[] }) {
  const { id } = useWorkspace();
  const rest = lines.length - MOST;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      {lines.slice(0, MOST).map((line) => (
        <Link
          key={line.id}
          to="/w/$ws/templates/$template"
          params={{ ws: id, template: line.id }}
          className="rounded-badge"
        >
          <Chip line={line} />
        </Link>
      ))}
      {rest > 0 && (
        <span className="text-12 text-fg-3">
          <Plural value={rest} one="+# more" other="+# more" />
        </span>
      )}
    </span>
  );
}

function Chip({ line }: { line: TemplateLine }) {
  const { t } = useLingui();
  const words = useTemplateWords();
  const status = words.status(line.status);
  const reason = line.rejected_reason ? words.reason(line.rejected_reason) : null;
  const low = line.quality === 'RED' || line.quality === 'YELLOW';
  const moves = line.correct_category ? t`Meta moves it to ${words.category(line.correct_category)}` : null;
  const tip = [words.language(line.language), reason, low ? words.quality(line.quality) : null, moves];
  return (
    <Badge
      tone={words.statusTone(line.status)}
      icon={icons[line.status] ?? Clock}
      data-tooltip={tip.filter(Boolean).join(' · ')}
    >
      <span className="font-mono">{line.language}</span> {status}
      {low && <ThumbsDown aria-label={words.quality(line.quality) ?? ''} className="ms-1 inline size-3" />}
      {moves && <ArrowRightLeft aria-label={moves} className="ms-1 inline size-3" />}
    </Badge>
  );
}
