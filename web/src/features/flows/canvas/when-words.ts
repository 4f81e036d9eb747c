// A condition in one or two lines: `order.total ≥ 100 and contact.tags contains vip`.
import { t } from '@lingui/core/macro';
import { fields, list, text } from '~/whatsapp/read';

const signs: Record<string, string> = {
  equals: '=',
  not_equals: '≠',
  greater: '>',
  greater_or_equal: '≥',
  less: '<',
  less_or_equal: '≤',
};

/** How a comparison is called in a form. */
export function operatorName(operator: string): string {
  switch (operator) {
    case 'equals':
      return t`is`;
    case 'not_equals':
      return t`is not`;
    case 'contains':
      return t`contains`;
    case 'not_contains':
      return t`does not contain`;
    case 'starts_with':
      return t`starts with`;
    case 'ends_with':
      return t`ends with`;
    case 'greater':
      return t`is more than`;
    case 'greater_or_equal':
      return t`is at least`;
    case 'less':
      return t`is less than`;
    case 'less_or_equal':
      return t`is at most`;
    case 'before':
      return t`is before`;
    case 'after':
      return t`is after`;
    case 'matches':
      return t`matches the pattern`;
    case 'is_empty':
      return t`is empty`;
    case 'is_not_empty':
      return t`is not empty`;
    default:
      return operator.replaceAll('_', ' ');
  }
}

/** Comparisons without a right side. */
export function standsAlone(operator: string): boolean {
  return operator === 'is_empty' || operator === 'is_not_empty';
}

export function whenSentence(when: unknown): string {
  const { rows, expression } = fields(when);
  if (typeof expression === 'string') return expression;
  return rows ? rowsSentence(rows) : '';
}

function rowsSentence(rows: unknown): string {
  const { join, tests, groups } = fields(rows);
  const parts = [
    ...list(tests).map(testSentence).filter(Boolean),
    ...list(groups)
      .map(rowsSentence)
      .filter(Boolean)
      .map((group) => `(${group})`),
  ];
  return parts.join(join === 'any' ? ` ${t`or`} ` : ` ${t`and`} `);
}

function testSentence(test: unknown): string {
  const { left, is, right } = fields(test);
  const operator = text(is) ?? 'equals';
  // Nothing was said yet.
  if (!text(left) && !text(right)) return '';
  const about = bare(text(left) ?? '?');
  const word = signs[operator] ?? operatorName(operator);
  return standsAlone(operator) ? `${about} ${word}` : `${about} ${word} ${bare(text(right) ?? '') || '""'}`;
}

/** `{{vars.total}}` alone is read without its braces. */
function bare(template: string): string {
  const alone = /^\{\{\s*([^{}|]+?)\s*\}\}$/.exec(template);
  return alone?.[1] ?? template;
}
