/// A component of Salesforce's own that pages may hold.
export interface StandardPart {
  readonly componentName: string
  readonly label: string
  readonly help: string
  /// On which pages it makes sense; a record part needs a record.
  readonly pageTypes: readonly ('AppPage' | 'HomePage' | 'RecordPage')[]
  readonly properties: readonly PartProperty[]
}

export interface PartProperty {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'longText' | 'object' | 'number' | 'boolean' | 'relationship'
  readonly default: string
  readonly help?: string
}

const EVERYWHERE = ['AppPage', 'HomePage', 'RecordPage'] as const
const RECORDS = ['RecordPage'] as const

/// The standard components that Millrace shows, as Salesforce names them in files.
export const standardParts: readonly StandardPart[] = [
  {
    componentName: 'force:highlightsPanel',
    label: 'Highlights Panel',
    help: "The record's name, its most important fields, and Edit and Delete.",
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'force:detailPanel',
    label: 'Record Detail',
    help: 'The fields of the record, to read and to edit.',
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'force:relatedListContainer',
    label: 'Related Lists',
    help: 'The records that belong to the record.',
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'force:relatedListSingleContainer',
    label: 'Related List - Single',
    help: 'One of the related lists.',
    pageTypes: RECORDS,
    properties: [
      {
        name: 'relatedListApiName',
        label: 'Related List',
        type: 'relationship',
        default: '',
        help: 'Contacts of an account.',
      },
    ],
  },
  {
    componentName: 'flexipage:filterListCard',
    label: 'List View',
    help: 'The records of an object.',
    pageTypes: EVERYWHERE,
    properties: [
      { name: 'entityName', label: 'Object', type: 'object', default: '' },
      { name: 'pageSize', label: 'Records per Page', type: 'number', default: '5' },
    ],
  },
  {
    componentName: 'home:recentRecordContainer',
    label: 'Recent Records',
    help: 'What the user looked at last.',
    pageTypes: EVERYWHERE,
    properties: [],
  },
  {
    componentName: 'millrace:pausedInterviews',
    label: 'Paused Flow Interviews',
    help: "The user's own flows that wait to be gone on with.",
    pageTypes: EVERYWHERE,
    properties: [],
  },
  {
    componentName: 'flexipage:richText',
    label: 'Rich Text',
    help: 'Formatted text.',
    pageTypes: EVERYWHERE,
    properties: [
      { name: 'richTextValue', label: 'Text', type: 'longText', default: '<p>Text</p>', help: 'HTML without scripts.' },
      { name: 'decorate', label: 'In a card', type: 'boolean', default: 'true' },
    ],
  },
]
