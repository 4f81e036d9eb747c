// The starters of forms as the server gives them: its own files, which its tests read.

import type { WaFlowStarter } from '~/api/wa-flows';
import appointment from '../../../crates/wa-flow-json/starters/appointment.json';
import feedback from '../../../crates/wa-flow-json/starters/feedback.json';
import lead from '../../../crates/wa-flow-json/starters/lead.json';
import survey from '../../../crates/wa-flow-json/starters/survey.json';

/** Not the server's own, which is no module that this one could read as text. */
const book = `// Answers the form: the times that are free on a day.
export default function (input) {
  const times = ['09:00', '10:00', '14:00'].map((time) => ({ id: time, title: time }))
  return { screen: 'DAY', data: { has_times: true, times } }
}
`;

const starter = (slug: string, title: string, description: string, category: string, form: object): WaFlowStarter => ({
  slug,
  title,
  description,
  category,
  json: JSON.stringify(form, null, 2),
  function: null,
});

export const waFlowStarters: WaFlowStarter[] = [
  {
    ...starter(
      'appointment',
      'Appointment',
      'Days and free times from a function, then the details.',
      'APPOINTMENT_BOOKING',
      appointment,
    ),
    function: book,
  },
  starter('lead', 'Lead', 'Interests, then how to reach them.', 'LEAD_GENERATION', lead),
  starter('survey', 'Survey', 'Three short questions, one a screen.', 'SURVEY', survey),
  starter('feedback', 'Feedback', 'A rating, and what went wrong if it is poor.', 'CUSTOMER_SUPPORT', feedback),
];

/** The text of a starter. */
export function starterText(slug: string): string {
  return waFlowStarters.find((one) => one.slug === slug)?.json ?? '{}';
}
