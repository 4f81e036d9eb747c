// Forms to begin with. They are whole: each passes the checks, and what it needs to be answered comes along.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface Starter {
  id: string;
  name: string;
  title: MessageDescriptor;
  about: MessageDescriptor;
  category: string;
  form: Record<string, unknown>;
  /** What answers its exchanges. */
  answers?: string;
}

const screen = (id: string, title: string, children: unknown[], more: Record<string, unknown> = {}) => ({
  id,
  title,
  ...more,
  layout: { type: 'SingleColumnLayout', children },
});
const button = (label: string, action: unknown) => ({ type: 'Footer', label, 'on-click-action': action });
const go = (name: string, payload: Record<string, string> = {}) => ({
  name: 'navigate',
  next: { type: 'screen', name },
  payload,
});
const options = (...titles: string[]) =>
  titles.map((title) => ({ id: title.toLowerCase().replaceAll(' ', '_'), title }));
const text = (example: string) => ({ type: 'string', __example__: example });

const blank = {
  version: '7.3',
  screens: [
    screen(
      'FIRST',
      'Welcome',
      [
        { type: 'TextHeading', text: 'Tell us about you' },
        { type: 'TextInput', name: 'name', label: 'Name', required: true },
        button('Send', { name: 'complete', payload: { name: '${form.name}' } }),
      ],
      { terminal: true },
    ),
  ],
};

const lead = {
  version: '7.3',
  screens: [
    screen('INTEREST', 'Get an offer', [
      { type: 'TextHeading', text: 'What are you interested in?' },
      {
        type: 'CheckboxGroup',
        name: 'interests',
        label: 'Interests',
        required: true,
        'data-source': options('Delivery', 'Installation', 'Repair', 'Something else'),
      },
      { type: 'TextArea', name: 'details', label: 'Details', 'helper-text': 'What should we know?' },
      button('Continue', go('CONTACT', { interests: '${form.interests}', details: '${form.details}' })),
    ]),
    screen(
      'CONTACT',
      'How to reach you',
      [
        { type: 'TextInput', name: 'name', label: 'Name', required: true },
        { type: 'TextInput', name: 'email', label: 'Email', 'input-type': 'email', required: true },
        { type: 'TextInput', name: 'company', label: 'Company' },
        {
          type: 'RadioButtonsGroup',
          name: 'reach',
          label: 'Best way',
          required: true,
          'data-source': options('WhatsApp', 'Email', 'Phone call'),
        },
        { type: 'OptIn', name: 'news', label: 'Send me offers now and then.' },
        button('Send', {
          name: 'complete',
          payload: {
            interests: '${data.interests}',
            details: '${data.details}',
            name: '${form.name}',
            email: '${form.email}',
            company: '${form.company}',
            reach: '${form.reach}',
            news: '${form.news}',
          },
        }),
      ],
      {
        terminal: true,
        data: {
          interests: { type: 'array', items: { type: 'string' }, __example__: ['delivery'] },
          details: text('Two lamps'),
        },
      },
    ),
  ],
};

const feedback = {
  version: '7.3',
  screens: [
    screen('RATING', 'Your feedback', [
      { type: 'TextHeading', text: 'How did we do?' },
      {
        type: 'RadioButtonsGroup',
        name: 'rating',
        label: 'Rating',
        required: true,
        'data-source': [
          { id: '5', title: 'Very good' },
          { id: '4', title: 'Good' },
          { id: '3', title: 'Fair' },
          { id: '2', title: 'Poor' },
          { id: '1', title: 'Very poor' },
        ],
      },
      {
        type: 'If',
        condition: "(${form.rating} == '1') || (${form.rating} == '2')",
        then: [
          {
            type: 'ChipsSelector',
            name: 'wrong',
            label: 'What went wrong?',
            'data-source': options('Too late', 'Wrong item', 'Unfriendly', 'Too expensive'),
          },
        ],
      },
      button('Continue', go('WORDS', { rating: '${form.rating}' })),
    ]),
    screen(
      'WORDS',
      'Anything else?',
      [
        { type: 'TextArea', name: 'comment', label: 'Your words', 'max-length': 500 },
        { type: 'OptIn', name: 'call_back', label: 'You may write to me about this.' },
        button('Send', {
          name: 'complete',
          payload: {
            rating: '${data.rating}',
            wrong: '${screen.RATING.form.wrong}',
            comment: '${form.comment}',
            call_back: '${form.call_back}',
          },
        }),
      ],
      { terminal: true, data: { rating: text('4') } },
    ),
  ],
};

const survey = {
  version: '7.3',
  screens: [
    screen('HABITS', 'Question 1 of 3', [
      { type: 'TextHeading', text: 'How often do you shop with us?' },
      {
        type: 'RadioButtonsGroup',
        name: 'often',
        label: 'Answer',
        required: true,
        'data-source': options('Every week', 'Every month', 'A few times a year', 'This was the first time'),
      },
      button('Next', go('WISHES')),
    ]),
    screen('WISHES', 'Question 2 of 3', [
      { type: 'TextHeading', text: 'What would make it better?' },
      {
        type: 'CheckboxGroup',
        name: 'better',
        label: 'Choose up to two',
        required: true,
        'max-selected-items': 2,
        'data-source': options('Lower prices', 'Faster delivery', 'More choice', 'Better advice'),
      },
      button('Next', go('WORDS')),
    ]),
    screen(
      'WORDS',
      'Question 3 of 3',
      [
        { type: 'TextHeading', text: 'Would you recommend us?' },
        {
          type: 'Dropdown',
          name: 'score',
          label: '0 to 10',
          required: true,
          'data-source': Array.from({ length: 11 }, (_, score) => ({ id: String(score), title: String(score) })),
        },
        { type: 'TextArea', name: 'why', label: 'Why?' },
        button('Send', {
          name: 'complete',
          payload: {
            often: '${screen.HABITS.form.often}',
            better: '${screen.WISHES.form.better}',
            score: '${form.score}',
            why: '${form.why}',
          },
        }),
      ],
      { terminal: true },
    ),
  ],
};

const slot = { type: 'object', properties: { id: { type: 'string' }, title: { type: 'string' } } };
const appointment = {
  version: '7.3',
  data_api_version: '3.0',
  routing_model: { DAY: ['DETAILS'], DETAILS: [] },
  screens: [
    screen(
      'DAY',
      'Book an appointment',
      [
        { type: 'TextHeading', text: 'When does it suit you?' },
        {
          type: 'DatePicker',
          name: 'day',
          label: 'Day',
          required: true,
          'min-date': '${data.first_day}',
          'max-date': '${data.last_day}',
          'on-select-action': { name: 'data_exchange', payload: { step: 'day', day: '${form.day}' } },
        },
        {
          type: 'Dropdown',
          name: 'time',
          label: 'Time',
          required: true,
          enabled: '${data.has_times}',
          'data-source': '${data.times}',
        },
        button('Continue', {
          name: 'data_exchange',
          payload: { step: 'time', day: '${form.day}', time: '${form.time}' },
        }),
      ],
      {
        data: {
          first_day: text('2026-12-01'),
          last_day: text('2026-12-31'),
          has_times: { type: 'boolean', __example__: true },
          times: { type: 'array', items: slot, __example__: [{ id: '09:00', title: '09:00' }] },
        },
      },
    ),
    screen(
      'DETAILS',
      'Your details',
      [
        { type: 'TextSubheading', text: '${data.summary}' },
        { type: 'TextInput', name: 'name', label: 'Name', required: true },
        { type: 'TextArea', name: 'note', label: 'Note' },
        button('Book', {
          name: 'complete',
          payload: { day: '${data.day}', time: '${data.time}', name: '${form.name}', note: '${form.note}' },
        }),
      ],
      {
        terminal: true,
        data: { summary: text('Tuesday, 09:00'), day: text('2026-12-01'), time: text('09:00') },
      },
    ),
  ],
};

const book = `// Answers the appointment form: free times of a day, then the summary.
const DAY = 24 * 60 * 60 * 1000
const iso = (time) => new Date(time).toISOString().slice(0, 10)

export default async function (input) {
  const { action, data } = input
  const frame = { first_day: iso(Date.now() + DAY), last_day: iso(Date.now() + 30 * DAY) }

  if (action === 'data_exchange' && data.step === 'time') {
    return { screen: 'DETAILS', data: { summary: data.day + ', ' + data.time, day: data.day, time: data.time } }
  }
  if (action === 'data_exchange' && data.step === 'day') {
    // Ask your calendar here: fetch('https://calendar.example/free?day=' + data.day)
    const hours = ['09:00', '10:00', '11:30', '14:00', '15:30']
    return { screen: 'DAY', data: { ...frame, has_times: true, times: hours.map((time) => ({ id: time, title: time })) } }
  }
  return { screen: 'DAY', data: { ...frame, has_times: false, times: [] } }
}
`;

export const starters: readonly Starter[] = [
  {
    id: 'appointment',
    name: 'appointment',
    title: msg`Appointment`,
    about: msg`Days and free times from a function, then the details.`,
    category: 'APPOINTMENT_BOOKING',
    form: appointment,
    answers: book,
  },
  {
    id: 'lead',
    name: 'lead',
    title: msg`Lead`,
    about: msg`Interests, then how to reach them.`,
    category: 'LEAD_GENERATION',
    form: lead,
  },
  {
    id: 'survey',
    name: 'survey',
    title: msg`Survey`,
    about: msg`Three short questions, one a screen.`,
    category: 'SURVEY',
    form: survey,
  },
  {
    id: 'feedback',
    name: 'feedback',
    title: msg`Feedback`,
    about: msg`A rating, and what went wrong if it is poor.`,
    category: 'CUSTOMER_SUPPORT',
    form: feedback,
  },
  {
    id: 'blank',
    name: 'new_form',
    title: msg`Blank`,
    about: msg`One screen with one question.`,
    category: 'OTHER',
    form: blank,
  },
];
