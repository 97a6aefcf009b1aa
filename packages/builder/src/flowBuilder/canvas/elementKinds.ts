import type { Flow, FlowElement, XmlPatch } from '@millrace/metadata'

/// A kind of element as the toolbox and the canvas show it.
export interface ElementKind {
  /// Of the element menu, also what tells kinds of one tag apart.
  readonly name: string
  readonly tag: FlowElement['kind']
  readonly label: string
  readonly iconName: string
  readonly category: 'Interaction' | 'Logic' | 'Data' | 'Other'
  /// What it is for, in a few words.
  readonly help: string
  /// What a new one holds; absent where Flow Builder makes none for an autolaunched flow.
  readonly content?: (name: string) => XmlPatch
  /// Of the flows of this type alone; absent: of all that run.
  readonly processType?: string
}

export const elementKinds: readonly ElementKind[] = [
  {
    name: 'screens',
    tag: 'screens',
    label: 'Screen',
    iconName: 'standard:screen',
    category: 'Interaction',
    help: 'Asks a person, and shows what there is.',
    content: () => ({
      allowBack: 'true',
      allowFinish: 'true',
      allowPause: 'false',
      showFooter: 'true',
      showHeader: 'true',
    }),
    processType: 'Flow',
  },
  {
    name: 'actionCalls',
    tag: 'actionCalls',
    label: 'Action',
    iconName: 'standard:lightning_component',
    category: 'Interaction',
    help: 'Sends an e-mail, posts, calls a service or an action of your project.',
    content: () => ({ actionName: '', actionType: '', flowTransactionModel: 'CurrentTransaction' }),
  },
  {
    name: 'subflows',
    tag: 'subflows',
    label: 'Subflow',
    iconName: 'standard:flow',
    category: 'Interaction',
    help: 'Runs another autolaunched flow.',
    content: () => ({ flowName: '' }),
  },
  {
    name: 'assignments',
    tag: 'assignments',
    label: 'Assignment',
    iconName: 'standard:assignment',
    category: 'Logic',
    help: 'Sets the values of variables.',
    content: () => ({}),
  },
  {
    name: 'decisions',
    tag: 'decisions',
    label: 'Decision',
    iconName: 'standard:decision',
    category: 'Logic',
    help: 'Takes one of several paths.',
    content: name => ({
      defaultConnectorLabel: 'Default Outcome',
      rules: [{ name: `${name}_Outcome_1`, conditionLogic: 'and', label: 'Outcome 1' }],
    }),
  },
  {
    name: 'loops',
    tag: 'loops',
    label: 'Loop',
    iconName: 'standard:loop',
    category: 'Logic',
    help: 'Takes a path once for each item of a collection.',
    content: () => ({ collectionReference: '', iterationOrder: 'Asc' }),
  },
  {
    name: 'sort',
    tag: 'collectionProcessors',
    label: 'Collection Sort',
    iconName: 'standard:sort',
    category: 'Logic',
    help: 'Puts a collection in order.',
    content: () => ({
      elementSubtype: 'SortCollectionProcessor',
      collectionProcessorType: 'SortCollectionProcessor',
      collectionReference: '',
      sortOptions: [{ doesPutEmptyStringAndNullFirst: 'false', sortOrder: 'Asc' }],
    }),
  },
  {
    name: 'filter',
    tag: 'collectionProcessors',
    label: 'Collection Filter',
    iconName: 'standard:filter',
    category: 'Logic',
    help: 'Makes a collection of the items that meet conditions.',
    content: name => ({
      elementSubtype: 'FilterCollectionProcessor',
      assignNextValueToReference: `currentItem_${name}`,
      collectionProcessorType: 'FilterCollectionProcessor',
      collectionReference: '',
      conditionLogic: 'and',
    }),
  },
  {
    name: 'transforms',
    tag: 'transforms',
    label: 'Transform',
    iconName: 'standard:data_transforms',
    category: 'Logic',
    help: 'Makes data of another shape.',
    content: () => ({ dataType: 'SObject', isCollection: 'false', objectType: '', scale: '0' }),
  },
  {
    name: 'waits',
    tag: 'waits',
    label: 'Wait',
    iconName: 'standard:waits',
    category: 'Logic',
    help: 'Pauses until a time or a condition.',
    content: name => ({
      defaultConnectorLabel: 'Default Path',
      waitEvents: [{ name: `${name}_Event_1`, conditionLogic: 'and', eventType: 'AlarmEvent', label: 'Event 1' }],
    }),
  },
  {
    name: 'recordLookups',
    tag: 'recordLookups',
    label: 'Get Records',
    iconName: 'standard:record_lookup',
    category: 'Data',
    help: 'Finds records.',
    content: () => ({
      assignNullValuesIfNoRecordsFound: 'false',
      filterLogic: 'and',
      getFirstRecordOnly: 'true',
      object: '',
      storeOutputAutomatically: 'true',
    }),
  },
  {
    name: 'recordCreates',
    tag: 'recordCreates',
    label: 'Create Records',
    iconName: 'standard:record_create',
    category: 'Data',
    help: 'Makes new records.',
    content: () => ({ object: '', storeOutputAutomatically: 'true' }),
  },
  {
    name: 'recordUpdates',
    tag: 'recordUpdates',
    label: 'Update Records',
    iconName: 'standard:record_update',
    category: 'Data',
    help: 'Changes records.',
    content: () => ({ filterLogic: 'and', object: '' }),
  },
  {
    name: 'recordDeletes',
    tag: 'recordDeletes',
    label: 'Delete Records',
    iconName: 'standard:record_delete',
    category: 'Data',
    help: 'Deletes records.',
    content: () => ({ inputReference: '' }),
  },
  {
    name: 'recordRollbacks',
    tag: 'recordRollbacks',
    label: 'Roll Back Records',
    iconName: 'standard:first_non_empty',
    category: 'Data',
    help: 'Undoes what the flow has changed so far.',
    content: () => ({}),
  },
  {
    name: 'customErrors',
    tag: 'customErrors',
    label: 'Custom Error',
    iconName: 'standard:unmatched',
    category: 'Other',
    help: 'Shows an error of your own to the person whose change started the flow.',
    content: () => ({ customErrorMessages: [{ errorMessage: '', isFieldError: 'false' }] }),
  },
  ...shownOnly('apexPluginCalls', 'Apex Plug-In', 'standard:apex_plugin'),
  ...shownOnly('steps', 'Step', 'standard:steps'),
  ...shownOnly('orchestratedStages', 'Stage', 'standard:orchestrator'),
  ...shownOnly('experiments', 'Path Experiment', 'standard:branch_merge'),
  ...shownOnly('ends', 'End', 'standard:end_call'),
]

function shownOnly(tag: FlowElement['kind'], label: string, iconName: string): ElementKind[] {
  return [{ name: tag, tag, label, iconName, category: 'Other', help: 'Kept as it is: this kind is not edited here.' }]
}

const byTag = new Map(elementKinds.map(kind => [kind.tag, kind]))

/// What [element] is called and how it looks.
export function kindOf(element: FlowElement): ElementKind {
  if (element.kind === 'collectionProcessors') {
    const name = /sort/i.test(element.collectionProcessorType) ? 'sort' : 'filter'
    return elementKinds.find(kind => kind.name === name)!
  }
  return byTag.get(element.kind)!
}

export const elementNamed = (flow: Flow, name: string): FlowElement | undefined =>
  flow.elements.find(element => element.name === name)
