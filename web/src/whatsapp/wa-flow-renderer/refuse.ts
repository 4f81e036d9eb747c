// What a phone does not accept before the button of a screen does its work.
import { type Fields, isFields, list } from '../read';

export type Why =
  | { why: 'required' | 'not_a_number' | 'not_an_email' | 'not_a_phone_number' | 'not_a_passcode' | 'pattern' }
  | { why: 'not_an_option' | 'not_a_date' | 'too_early' | 'too_late' | 'day_not_offered' | 'wrong_type' }
  | { why: 'too_short' | 'too_long' | 'too_few' | 'too_many'; limit: number };

/** What Meta's components assume when nothing is written. */
export const TEXT_INPUT_CHARS = 80;
export const TEXT_AREA_CHARS = 600;
export const MOST_FILES = 30;

const no = (why: Exclude<Why['why'], 'too_short' | 'too_long' | 'too_few' | 'too_many'>): Why => ({ why });

/** Would the component, with its properties worked out, refuse this value? Null: it is fine. */
export function refuse(component: Fields, value: unknown): Why | null {
  const least =
    amount(component['min-selected-items']) ??
    amount(component['min-uploaded-photos']) ??
    amount(component['min-uploaded-documents']);
  const isPicker = component.type === 'PhotoPicker' || component.type === 'DocumentPicker';
  if (isEmpty(value)) {
    if (isRequired(component)) return no('required');
    return isPicker && least !== null && least > 0 ? { why: 'too_few', limit: least } : null;
  }
  switch (component.type) {
    case 'TextInput':
      return textInput(component, value);
    case 'TextArea': {
      const most = amount(component['max-length']) ?? TEXT_AREA_CHARS;
      return typeof value === 'string' && length(value) > most ? { why: 'too_long', limit: most } : null;
    }
    case 'RadioButtonsGroup':
    case 'Dropdown':
      if (typeof value !== 'string') return no('wrong_type');
      return offers(component, value) ? null : no('not_an_option');
    case 'CheckboxGroup':
    case 'ChipsSelector': {
      if (!Array.isArray(value)) return no('wrong_type');
      if (!value.every((id) => typeof id === 'string' && offers(component, id))) return no('not_an_option');
      return count(value.length, least, amount(component['max-selected-items']) ?? Number.POSITIVE_INFINITY);
    }
    case 'PhotoPicker':
      return count(list(value).length, least, amount(component['max-uploaded-photos']) ?? MOST_FILES);
    case 'DocumentPicker':
      return count(list(value).length, least, amount(component['max-uploaded-documents']) ?? MOST_FILES);
    case 'DatePicker':
    case 'CalendarPicker':
      return date(component, value);
    default:
      return null;
  }
}

/** A count, written as a number or as a text of digits. */
export function amount(value: unknown): number | null {
  const read = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isSafeInteger(read) && read >= 0 ? read : null;
}

/** For a range of dates, either half may be required by itself. */
export function isRequired(component: Fields): boolean {
  const { required } = component;
  return required === true || (isFields(required) && Object.values(required).includes(true));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value).every((one) => one === null || one === undefined || one === '');
}

function textInput(component: Fields, value: unknown): Why | null {
  if (typeof value !== 'string' && typeof value !== 'number') return no('wrong_type');
  const written = String(value);
  const least = amount(component['min-chars']);
  const most = amount(component['max-chars']) ?? TEXT_INPUT_CHARS;
  if (least !== null && length(written) < least) return { why: 'too_short', limit: least };
  if (length(written) > most) return { why: 'too_long', limit: most };
  switch (component['input-type'] ?? 'text') {
    case 'number':
      if (written.trim() === '' || !Number.isFinite(Number(written))) return no('not_a_number');
      break;
    case 'email':
      if (!/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(written)) return no('not_an_email');
      break;
    case 'phone':
      if (!/^\d{4,15}$/.test(written.replace(/[ \-().+]/g, ''))) return no('not_a_phone_number');
      break;
    case 'passcode':
      if (!/^\d+$/.test(written)) return no('not_a_passcode');
      break;
  }
  return fits(component.pattern, written) ? null : no('pattern');
}

/** A pattern that cannot be read is left to the phone. */
function fits(pattern: unknown, written: string): boolean {
  if (typeof pattern !== 'string' || pattern.length > 500) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(written);
  } catch {
    return true;
  }
}

function offers(component: Fields, id: string): boolean {
  return list(component['data-source']).some(
    (option) => isFields(option) && option.id === id && option.enabled !== false,
  );
}

function count(many: number, least: number | null, most: number): Why | null {
  if (least !== null && many < least) return { why: 'too_few', limit: least };
  return many > most ? { why: 'too_many', limit: most } : null;
}

function date(component: Fields, value: unknown): Why | null {
  if (typeof value === 'string') return refuseDay(component, value);
  if (!isFields(value)) return no('wrong_type');
  const start = value['start-date'];
  const end = value['end-date'];
  if (typeof start !== 'string' || typeof end !== 'string') return no('required');
  const wrong = refuseDay(component, start) ?? refuseDay(component, end);
  if (wrong) return wrong;
  if (start > end) return no('too_early');
  const days = (dayNumber(end) ?? 0) - (dayNumber(start) ?? 0);
  const least = amount(component['min-days']);
  const most = amount(component['max-days']);
  if (least !== null && days < least) return no('too_early');
  return most !== null && days > most ? no('too_late') : null;
}

/** Can this day be chosen? Days are written YYYY-MM-DD, before Flow JSON 5.0 as milliseconds. */
export function refuseDay(component: Fields, day: string): Why | null {
  if (dayNumber(day) === null && !/^\d+$/.test(day)) return no('not_a_date');
  const least = component['min-date'];
  const most = component['max-date'];
  if (typeof least === 'string' && isBefore(day, least)) return no('too_early');
  if (typeof most === 'string' && isBefore(most, day)) return no('too_late');
  if (list(component['unavailable-dates']).includes(day)) return no('day_not_offered');
  const offered = component['include-days'];
  const number = dayNumber(day);
  if (!Array.isArray(offered) || number === null) return null;
  const name = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'][((number % 7) + 7) % 7];
  return offered.includes(name) ? null : no('day_not_offered');
}

/** Days since 1970-01-01; null for what is no date. */
export function dayNumber(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(at).toISOString().startsWith(day) ? at / 86_400_000 : null;
}

function isBefore(one: string, other: string): boolean {
  return /^\d+$/.test(one) && /^\d+$/.test(other) ? Number(one) < Number(other) : one < other;
}

function length(text: string): number {
  return [...text].length;
}
