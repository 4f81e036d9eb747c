// A form with every component there is, for eyes and tests.
import type { Fields } from '../read';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAHUlEQVR4nGP8z8DwnwEbYMIqSrEEI1YJ3BLYdQAA1V8CCe1nSmEAAAAASUVORK5CYII=';

const footer = (to: string, label = 'Continue') => ({
  type: 'Footer',
  label,
  'on-click-action': { name: 'navigate', next: { type: 'screen', name: to }, payload: {} },
});
const screen = (id: string, title: string, children: unknown[], more: Fields = {}) => ({
  id,
  title,
  data: {},
  layout: { type: 'SingleColumnLayout', children },
  ...more,
});
const options = ['Haircut', 'Colour', 'Beard'].map((title, index) => ({
  id: String(index),
  title,
  description: ['45 minutes', '2 hours, with a consultation first', '20 minutes'][index],
  metadata: ['€25', 'from €60', '€12'][index],
}));

export const everyComponent: Fields = {
  version: '7.3',
  screens: [
    screen('TEXTS', 'Texts and pictures', [
      {
        type: 'ImageCarousel',
        images: [pixel, pixel, pixel].map((src) => ({ src, 'alt-text': 'A colour' })),
        'aspect-ratio': '16:9',
      },
      { type: 'TextHeading', text: 'Book your visit' },
      { type: 'TextSubheading', text: 'Two minutes, no phone call' },
      {
        type: 'TextBody',
        markdown: true,
        text: [
          'Choose what you need and **when** you can come.',
          '',
          '- free of charge',
          '- ~~no~~ second thoughts welcome',
        ],
      },
      { type: 'TextCaption', text: 'Prices include tax.', 'font-weight': 'italic' },
      {
        type: 'EmbeddedLink',
        text: 'Our terms',
        'on-click-action': { name: 'open_url', url: 'https://example.com/terms' },
      },
      { type: 'Image', src: pixel, height: 80, 'alt-text': 'A colour', 'scale-type': 'cover' },
      footer('INPUTS'),
    ]),
    screen('INPUTS', 'About you', [
      { type: 'TextInput', name: 'name', label: 'Full name', required: true, 'helper-text': 'As on your card' },
      { type: 'TextInput', name: 'mail', label: 'Email', 'input-type': 'email', required: true },
      { type: 'TextInput', name: 'pin', label: 'Passcode', 'input-type': 'passcode', 'max-chars': 6 },
      {
        type: 'TextInput',
        name: 'plate',
        label: 'Which number plate does your car have?',
        'label-variant': 'large',
        pattern: '[A-Z]{2}\\d+',
        'helper-text': 'Such as AB123',
      },
      { type: 'TextArea', name: 'note', label: 'Anything else', 'max-length': 100 },
      {
        type: 'Dropdown',
        name: 'branch',
        label: 'Branch',
        required: true,
        'data-source': Array.from({ length: 14 }, (_, index) => ({ id: `b${index}`, title: `Branch ${index + 1}` })),
      },
      { type: 'DatePicker', name: 'born', label: 'Date of birth', 'max-date': '2010-12-31' },
      { ...footer('CHOICES'), 'left-caption': 'Step 1 of 4', 'right-caption': '€25' },
    ]),
    screen('CHOICES', 'Your wishes', [
      { type: 'RadioButtonsGroup', name: 'service', label: 'Service', required: true, 'data-source': options },
      {
        type: 'CheckboxGroup',
        name: 'extras',
        label: 'Extras',
        'max-selected-items': 2,
        'data-source': options.map((option) => ({ ...option, description: '' })),
      },
      {
        type: 'ChipsSelector',
        name: 'times',
        label: 'Good times',
        description: 'As many as you like',
        'data-source': ['Morning', 'Noon', 'Afternoon', 'Evening'].map((title) => ({ id: title, title })),
      },
      {
        type: 'If',
        condition: "${form.service} == '1'",
        then: [{ type: 'TextBody', text: 'Bring a picture of the colour you want.' }],
      },
      {
        type: 'OptIn',
        name: 'terms',
        label: 'I agree to be reminded the day before.',
        required: true,
        'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'TERMS' }, payload: {} },
      },
      footer('DATES'),
    ]),
    screen('DATES', 'When', [
      {
        type: 'CalendarPicker',
        name: 'stay',
        title: 'Your stay',
        description: 'Weekdays only',
        label: { 'start-date': 'Arrival', 'end-date': 'Departure' },
        mode: 'range',
        'include-days': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
      },
      footer('FILES'),
    ]),
    screen('FILES', 'Photos', [
      {
        type: 'PhotoPicker',
        name: 'photos',
        label: 'Photos',
        description: 'So that we know what to bring',
        'max-uploaded-photos': 6,
      },
      footer('LIST'),
    ]),
    screen('LIST', 'Choose a plan', [
      {
        type: 'NavigationList',
        name: 'plan',
        label: 'Plans',
        'list-items': ['Basic', 'Family', 'Business'].map((title, index) => ({
          id: title,
          'main-content': { title, description: 'Cancel any time', metadata: 'Billed monthly' },
          start: { image: pixel, 'alt-text': '' },
          end: { title: `€${index * 10 + 9}`, metadata: 'a month' },
          ...(index === 1 && { badge: 'Popular', tags: ['4 people'] }),
          'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'DONE' }, payload: {} },
        })),
      },
    ]),
    screen('TERMS', 'Terms', [
      {
        type: 'RichText',
        text: ['# Terms', 'We remind you **once**.', '| What | When |', '|---|---|', '| Reminder | The day before |'],
      },
    ]),
    screen(
      'DONE',
      'Almost done',
      [
        { type: 'TextHeading', text: "`'Thank you, ' ${screen.INPUTS.form.name}`" },
        {
          type: 'Footer',
          label: 'Send',
          'on-click-action': {
            name: 'complete',
            payload: { name: '${screen.INPUTS.form.name}', plan: '${screen.LIST.form.plan}' },
          },
        },
      ],
      { terminal: true },
    ),
  ],
};
