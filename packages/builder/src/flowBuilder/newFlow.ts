import type { XmlPatch } from '@millrace/metadata'

/// The types that New Flow offers, with what runs them.
export const NEW_FLOW_TYPES: readonly { readonly value: string; readonly label: string; readonly help: string }[] = [
  {
    value: 'AutoLaunchedFlow',
    label: 'Autolaunched Flow (No Trigger)',
    help: 'Runs in the background when a component, another flow or a program starts it.',
  },
  {
    value: 'RecordAfterSave',
    label: 'Record-Triggered Flow',
    help: 'Runs when a record of an object is saved or deleted.',
  },
  {
    value: 'Scheduled',
    label: 'Schedule-Triggered Flow',
    help: 'Its file is made and can be edited here. Millrace does not start it on a schedule; an org does.',
  },
  {
    value: 'Flow',
    label: 'Screen Flow',
    help: 'A flow that people go through, screen by screen. Screens are shown here and kept as they are in the file.',
  },
]

/// What a new flow holds, as Flow Builder saves one.
export function newFlowContent(type: string, label: string): XmlPatch {
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
    processType: type === 'Flow' ? 'Flow' : 'AutoLaunchedFlow',
    start: { locationX: '50', locationY: '0', ...starts[type] },
    status: 'Draft',
  }
}

const starts: Readonly<Record<string, XmlPatch>> = {
  RecordAfterSave: { object: 'Contact', recordTriggerType: 'Create', triggerType: 'RecordAfterSave' },
  Scheduled: {
    schedule: { frequency: 'Daily', startDate: '2030-01-01', startTime: '00:00:00.000Z' },
    triggerType: 'Scheduled',
  },
}
