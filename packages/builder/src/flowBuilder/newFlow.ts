import type { XmlPatch } from '@millrace/metadata'

interface NewFlowType {
  readonly value: string
  readonly label: string
  /// What runs it.
  readonly help: string
  readonly processType: 'AutoLaunchedFlow' | 'Flow'
  /// What its start begins with.
  readonly start: XmlPatch
}

/// The types that New Flow offers.
export const NEW_FLOW_TYPES: readonly NewFlowType[] = [
  {
    value: 'AutoLaunchedFlow',
    label: 'Autolaunched Flow (No Trigger)',
    help: 'Runs in the background when a component, another flow or a program starts it.',
    processType: 'AutoLaunchedFlow',
    start: {},
  },
  {
    value: 'Flow',
    label: 'Screen Flow',
    help: 'A flow that people go through, screen by screen.',
    processType: 'Flow',
    start: {},
  },
  {
    value: 'Record',
    label: 'Record-Triggered Flow',
    help: 'Runs when a record of an object is saved or deleted.',
    processType: 'AutoLaunchedFlow',
    start: { object: '', recordTriggerType: 'Create', triggerType: 'RecordAfterSave' },
  },
  {
    value: 'PlatformEvent',
    label: 'Platform Event-Triggered Flow',
    help: 'Runs when a platform event is published.',
    processType: 'AutoLaunchedFlow',
    start: { object: '', triggerType: 'PlatformEvent' },
  },
  {
    value: 'Scheduled',
    label: 'Schedule-Triggered Flow',
    help: 'Its file is made and can be edited here. Millrace does not start it on a schedule; an org does.',
    processType: 'AutoLaunchedFlow',
    start: {
      schedule: { frequency: 'Daily', startDate: '2030-01-01', startTime: '00:00:00.000Z' },
      triggerType: 'Scheduled',
    },
  },
]

/// What a new flow holds, as Flow Builder saves one. [start] is what was chosen of its start.
export function newFlowContent({ processType }: NewFlowType, label: string, start: XmlPatch): XmlPatch {
  const setting = (name: string, stringValue: string): XmlPatch => ({ name, value: { stringValue } })
  return {
    apiVersion: '62.0',
    environments: 'Default',
    interviewLabel: `${label} {!$Flow.CurrentDateTime}`,
    label,
    processMetadataValues: [
      setting('BuilderType', 'LightningFlowBuilder'),
      setting('CanvasMode', 'AUTO_LAYOUT_CANVAS'),
      setting('OriginBuilderType', 'LightningFlowBuilder'),
    ],
    processType,
    start: { locationX: '50', locationY: '0', ...start },
    status: 'Draft',
  }
}
