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
    componentName: 'force:relatedListQuickLinksContainer',
    label: 'Related List Quick Links',
    help: 'The related lists as links, with how many records they have.',
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'runtime_sales_pathassistant:pathAssistant',
    label: 'Path',
    help: "The steps of the record's path; without one, of its status.",
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'runtime_sales_activities:activityPanel',
    label: 'Activities',
    help: 'Tasks, events and calls of the record.',
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'runtime_sales_merge:mergeCandidatesPreviewCard',
    label: 'Potential Duplicates',
    help: 'Other records of the same name.',
    pageTypes: RECORDS,
    properties: [],
  },
  {
    componentName: 'flexipage:tabset',
    label: 'Tabs',
    help: 'Components on tabs.',
    pageTypes: EVERYWHERE,
    properties: [],
  },
  {
    componentName: 'flexipage:accordion',
    label: 'Accordion',
    help: 'Components in sections that unfold.',
    pageTypes: EVERYWHERE,
    properties: [
      { name: 'allowMultipleSectionsOpen', label: 'Several sections open', type: 'boolean', default: 'false' },
    ],
  },
  {
    componentName: 'flexipage:fieldSection',
    label: 'Field Section',
    help: 'Fields of the record in columns.',
    pageTypes: RECORDS,
    properties: [{ name: 'label', label: 'Label', type: 'text', default: 'Section' }],
  },
  {
    componentName: 'flowruntime:interview',
    label: 'Flow',
    help: 'A screen flow. Every other property is an input of its name.',
    pageTypes: EVERYWHERE,
    properties: [{ name: 'flowName', label: 'Flow', type: 'text', default: '', help: 'Its API name.' }],
  },
  {
    componentName: 'flexipage:filterListCard',
    label: 'List View',
    help: 'The records of an object.',
    pageTypes: EVERYWHERE,
    properties: [
      { name: 'entityName', label: 'Object', type: 'object', default: '' },
      { name: 'filterName', label: 'List View', type: 'text', default: '', help: 'Its API name; empty: all records.' },
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
    componentName: 'home:topDealsContainer',
    label: 'Key Deals',
    help: "The user's largest open opportunities.",
    pageTypes: ['HomePage'],
    properties: [],
  },
  {
    componentName: 'home:eventContainer',
    label: 'Today’s Events',
    help: "The user's events today.",
    pageTypes: ['HomePage'],
    properties: [],
  },
  {
    componentName: 'runtime_sales_activities:todayTaskContainer',
    label: 'Today’s Tasks',
    help: "The user's tasks that are due.",
    pageTypes: ['HomePage'],
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
