// The components of Flow JSON and their properties, for completion, hints and the design forms. The server's own list decides; a test compares the two.

export interface Property {
  name: string;
  shape: Shape;
  required?: true;
  /** Must be written down; others may be computed. */
  fixed?: true;
  since?: string;
  words?: readonly string[];
  actions?: readonly string[];
  least?: number;
  most?: number;
}

export type Shape =
  | 'text'
  | 'texts'
  | 'range-text'
  | 'flag'
  | 'integer'
  | 'number'
  | 'count'
  | 'one-of'
  | 'name'
  | 'options'
  | 'action'
  | 'children'
  | 'cases'
  | 'condition'
  | 'choice'
  | 'date'
  | 'dates'
  | 'days'
  | 'image'
  | 'images'
  | 'list-items'
  | 'object'
  | 'mime-types'
  | 'pattern'
  | 'text-list';

export interface Component {
  name: string;
  since: string;
  group: 'text' | 'input' | 'picker' | 'media' | 'action' | 'container';
  help: string;
  inBranches: boolean;
  properties: readonly Property[];
}

export const components: readonly Component[] = [
  {
    name: 'RichText',
    since: '5.1',
    group: 'text',
    help: 'A whole text in Markdown: headings, lists, links, pictures, tables.',
    inBranches: false,
    properties: [
      { name: 'text', shape: 'texts', required: true },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextBody',
    since: '2.1',
    group: 'text',
    help: 'A paragraph.',
    inBranches: true,
    properties: [
      { name: 'text', shape: 'texts', most: 4096, required: true },
      { name: 'font-weight', shape: 'one-of', words: ['bold', 'italic', 'bold_italic', 'normal'] },
      { name: 'strikethrough', shape: 'flag' },
      { name: 'markdown', shape: 'flag', since: '5.1' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextCaption',
    since: '2.1',
    group: 'text',
    help: 'A small paragraph.',
    inBranches: true,
    properties: [
      { name: 'text', shape: 'texts', most: 4096, required: true },
      { name: 'font-weight', shape: 'one-of', words: ['bold', 'italic', 'bold_italic', 'normal'] },
      { name: 'strikethrough', shape: 'flag' },
      { name: 'markdown', shape: 'flag', since: '5.1' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextHeading',
    since: '2.1',
    group: 'text',
    help: 'A large heading.',
    inBranches: true,
    properties: [
      { name: 'text', shape: 'text', most: 80, required: true },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextSubheading',
    since: '2.1',
    group: 'text',
    help: 'A small heading.',
    inBranches: true,
    properties: [
      { name: 'text', shape: 'text', most: 80, required: true },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'CalendarPicker',
    since: '6.1',
    group: 'input',
    help: 'One date or a range of dates, in a calendar.',
    inBranches: false,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'range-text', most: 40, required: true },
      { name: 'title', shape: 'text', most: 80 },
      { name: 'description', shape: 'text', most: 300 },
      { name: 'helper-text', shape: 'range-text', most: 80 },
      { name: 'required', shape: 'flag' },
      { name: 'mode', shape: 'one-of', words: ['single', 'range'] },
      { name: 'min-date', shape: 'date' },
      { name: 'max-date', shape: 'date' },
      { name: 'unavailable-dates', shape: 'dates' },
      { name: 'include-days', shape: 'days' },
      { name: 'min-days', shape: 'integer', least: 0, most: 36500 },
      { name: 'max-days', shape: 'integer', least: 0, most: 36500 },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange'], fixed: true },
      { name: 'init-value', shape: 'date' },
      { name: 'error-message', shape: 'range-text', most: 80 },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'CheckboxGroup',
    since: '2.1',
    group: 'input',
    help: 'Any number of options.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 30 },
      { name: 'description', shape: 'text', most: 300, since: '4.0' },
      { name: 'data-source', shape: 'options', least: 1, most: 20, required: true },
      { name: 'min-selected-items', shape: 'integer', least: 0, most: 20 },
      { name: 'max-selected-items', shape: 'integer', least: 1, most: 20 },
      { name: 'media-size', shape: 'one-of', words: ['regular', 'large'], since: '5.0' },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange', 'update_data'], fixed: true },
      { name: 'on-unselect-action', shape: 'action', actions: ['update_data'], fixed: true, since: '6.0' },
      { name: 'init-value', shape: 'text-list', since: '4.0' },
      { name: 'error-message', shape: 'text', most: 4096, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'ChipsSelector',
    since: '6.3',
    group: 'input',
    help: 'Any number of short options, side by side.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 80, required: true },
      { name: 'description', shape: 'text', most: 300 },
      { name: 'data-source', shape: 'options', least: 2, most: 20, required: true },
      { name: 'min-selected-items', shape: 'integer', least: 0, most: 20 },
      { name: 'max-selected-items', shape: 'integer', least: 1, most: 20 },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange', 'update_data'], fixed: true },
      { name: 'on-unselect-action', shape: 'action', actions: ['update_data'], fixed: true, since: '7.1' },
      { name: 'init-value', shape: 'text-list', since: '4.0' },
      { name: 'error-message', shape: 'text', most: 4096, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'DatePicker',
    since: '2.1',
    group: 'input',
    help: 'One date.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 40, required: true },
      { name: 'helper-text', shape: 'text', most: 80 },
      { name: 'min-date', shape: 'date' },
      { name: 'max-date', shape: 'date' },
      { name: 'unavailable-dates', shape: 'dates' },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange'], fixed: true },
      { name: 'init-value', shape: 'date', since: '4.0' },
      { name: 'error-message', shape: 'text', most: 80, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'Dropdown',
    since: '2.1',
    group: 'input',
    help: 'One option of a long list.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 20, required: true },
      { name: 'data-source', shape: 'options', least: 1, most: 200, required: true },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange', 'update_data'], fixed: true },
      { name: 'on-unselect-action', shape: 'action', actions: ['update_data'], fixed: true, since: '6.0' },
      { name: 'init-value', shape: 'text', most: 4096, since: '4.0' },
      { name: 'error-message', shape: 'text', most: 4096, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'OptIn',
    since: '2.1',
    group: 'input',
    help: 'A box to tick, with more to read.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 120, required: true },
      { name: 'on-click-action', shape: 'action', actions: ['navigate', 'data_exchange', 'open_url'], fixed: true },
      { name: 'on-select-action', shape: 'action', actions: ['update_data'], fixed: true, since: '6.0' },
      { name: 'on-unselect-action', shape: 'action', actions: ['update_data'], fixed: true, since: '6.0' },
      { name: 'init-value', shape: 'flag', since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'RadioButtonsGroup',
    since: '2.1',
    group: 'input',
    help: 'One of a few options.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 30 },
      { name: 'description', shape: 'text', most: 300, since: '4.0' },
      { name: 'data-source', shape: 'options', least: 1, most: 20, required: true },
      { name: 'media-size', shape: 'one-of', words: ['regular', 'large'], since: '5.0' },
      { name: 'on-select-action', shape: 'action', actions: ['data_exchange', 'update_data'], fixed: true },
      { name: 'on-unselect-action', shape: 'action', actions: ['update_data'], fixed: true, since: '6.0' },
      { name: 'init-value', shape: 'text', most: 4096, since: '4.0' },
      { name: 'error-message', shape: 'text', most: 4096, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextArea',
    since: '2.1',
    group: 'input',
    help: 'Several lines of text.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 20, required: true },
      { name: 'label-variant', shape: 'one-of', words: ['large'], since: '7.0' },
      { name: 'helper-text', shape: 'text', most: 80 },
      { name: 'max-length', shape: 'count' },
      { name: 'init-value', shape: 'text', most: 4096, since: '4.0' },
      { name: 'error-message', shape: 'text', most: 4096, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'TextInput',
    since: '2.1',
    group: 'input',
    help: 'One line of text, a number, an address, a password.',
    inBranches: true,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 20, required: true },
      { name: 'label-variant', shape: 'one-of', words: ['large'], since: '7.0' },
      { name: 'input-type', shape: 'one-of', words: ['text', 'number', 'email', 'password', 'passcode', 'phone'] },
      { name: 'pattern', shape: 'pattern', since: '6.2' },
      { name: 'helper-text', shape: 'text', most: 80 },
      { name: 'min-chars', shape: 'count' },
      { name: 'max-chars', shape: 'count' },
      { name: 'init-value', shape: 'text', most: 4096, since: '4.0' },
      { name: 'error-message', shape: 'text', most: 30, since: '4.0' },
      { name: 'required', shape: 'flag' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'DocumentPicker',
    since: '4.0',
    group: 'picker',
    help: 'Documents from the phone.',
    inBranches: false,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 80, required: true },
      { name: 'description', shape: 'text', most: 300 },
      { name: 'max-file-size-kb', shape: 'integer', least: 1, most: 25600 },
      { name: 'min-uploaded-documents', shape: 'integer', least: 0, most: 30 },
      { name: 'max-uploaded-documents', shape: 'integer', least: 1, most: 30 },
      { name: 'allowed-mime-types', shape: 'mime-types' },
      { name: 'error-message', shape: 'text' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'PhotoPicker',
    since: '4.0',
    group: 'picker',
    help: 'Photos from camera or gallery.',
    inBranches: false,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'label', shape: 'text', most: 80, required: true },
      { name: 'description', shape: 'text', most: 300 },
      { name: 'photo-source', shape: 'one-of', words: ['camera_gallery', 'camera', 'gallery'] },
      { name: 'max-file-size-kb', shape: 'integer', least: 1, most: 25600 },
      { name: 'min-uploaded-photos', shape: 'integer', least: 0, most: 30 },
      { name: 'max-uploaded-photos', shape: 'integer', least: 1, most: 30 },
      { name: 'error-message', shape: 'text' },
      { name: 'enabled', shape: 'flag' },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'Image',
    since: '2.1',
    group: 'media',
    help: 'A picture.',
    inBranches: true,
    properties: [
      { name: 'src', shape: 'image', required: true },
      { name: 'width', shape: 'integer', least: 1, most: 10000 },
      { name: 'height', shape: 'integer', least: 1, most: 10000 },
      { name: 'scale-type', shape: 'one-of', words: ['contain', 'cover'] },
      { name: 'aspect-ratio', shape: 'number' },
      { name: 'alt-text', shape: 'text', most: 4096 },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'ImageCarousel',
    since: '7.1',
    group: 'media',
    help: 'Up to three pictures to swipe through.',
    inBranches: false,
    properties: [
      { name: 'images', shape: 'images', required: true },
      { name: 'aspect-ratio', shape: 'one-of', words: ['4:3', '16:9'] },
      { name: 'scale-type', shape: 'one-of', words: ['contain', 'cover'] },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'EmbeddedLink',
    since: '2.1',
    group: 'action',
    help: 'A link inside the form.',
    inBranches: true,
    properties: [
      { name: 'text', shape: 'text', most: 25, required: true },
      {
        name: 'on-click-action',
        shape: 'action',
        actions: ['navigate', 'data_exchange', 'open_url'],
        required: true,
        fixed: true,
      },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'Footer',
    since: '2.1',
    group: 'action',
    help: 'The button at the bottom.',
    inBranches: true,
    properties: [
      { name: 'label', shape: 'text', most: 35, required: true },
      { name: 'left-caption', shape: 'text', most: 15 },
      { name: 'center-caption', shape: 'text', most: 15 },
      { name: 'right-caption', shape: 'text', most: 15 },
      {
        name: 'on-click-action',
        shape: 'action',
        actions: ['navigate', 'data_exchange', 'complete'],
        required: true,
        fixed: true,
      },
      { name: 'enabled', shape: 'flag' },
    ],
  },
  {
    name: 'NavigationList',
    since: '6.2',
    group: 'action',
    help: 'A list whose items lead somewhere.',
    inBranches: false,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'list-items', shape: 'list-items', required: true },
      { name: 'label', shape: 'text', most: 80 },
      { name: 'description', shape: 'text', most: 300 },
      { name: 'media-size', shape: 'one-of', words: ['regular', 'large'] },
      { name: 'on-click-action', shape: 'action', actions: ['navigate', 'data_exchange'], fixed: true },
      { name: 'visible', shape: 'flag' },
    ],
  },
  {
    name: 'Form',
    since: '2.1',
    group: 'container',
    help: 'Holds inputs, their first values and messages; optional from 4.0 on.',
    inBranches: false,
    properties: [
      { name: 'name', shape: 'name', required: true, fixed: true },
      { name: 'children', shape: 'children', required: true, fixed: true },
      { name: 'init-values', shape: 'object' },
      { name: 'error-messages', shape: 'object' },
    ],
  },
  {
    name: 'If',
    since: '4.0',
    group: 'container',
    help: 'Shows one part or another.',
    inBranches: true,
    properties: [
      { name: 'condition', shape: 'condition', required: true },
      { name: 'then', shape: 'children', required: true, fixed: true },
      { name: 'else', shape: 'children', fixed: true },
    ],
  },
  {
    name: 'Switch',
    since: '4.0',
    group: 'container',
    help: 'Shows the part that a value names.',
    inBranches: true,
    properties: [
      { name: 'value', shape: 'choice', required: true },
      { name: 'cases', shape: 'cases', required: true, fixed: true },
    ],
  },
];

export const componentOf = (name: unknown): Component | undefined => components.find((one) => one.name === name);
