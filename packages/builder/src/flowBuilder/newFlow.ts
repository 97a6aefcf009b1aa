import { escapeText } from '@millrace/metadata'

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
    help: 'Its file is made and can be edited here. Millrace does not start it when records change; an org does.',
  },
  {
    value: 'Scheduled',
    label: 'Schedule-Triggered Flow',
    help: 'Its file is made and can be edited here. Millrace does not start it on a schedule; an org does.',
  },
  {
    value: 'Flow',
    label: 'Screen Flow',
    help: 'Its file is made and can be edited here, except screens. Execute Flow does not run it; an org does.',
  },
]

/// The text of a new flow, as Flow Builder saves one.
export function newFlowText(type: string, label: string): string {
  const processType = type === 'Flow' ? 'Flow' : 'AutoLaunchedFlow'
  const name = escapeText(label)
  const metadata = [
    ['BuilderType', 'LightningFlowBuilder'],
    ['CanvasMode', 'AUTO_LAYOUT_CANVAS'],
    ['OriginBuilderType', 'LightningFlowBuilder'],
  ].map(
    ([name, value]) => `    <processMetadataValues>
        <name>${name}</name>
        <value>
            <stringValue>${value}</stringValue>
        </value>
    </processMetadataValues>
`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>62.0</apiVersion>
    <environments>Default</environments>
    <interviewLabel>${name} {!$Flow.CurrentDateTime}</interviewLabel>
    <label>${name}</label>
${metadata.join('')}    <processType>${processType}</processType>
    <start>
        <locationX>50</locationX>
        <locationY>0</locationY>
${starts[type] ?? ''}    </start>
    <status>Draft</status>
</Flow>
`
}

const starts: Readonly<Record<string, string>> = {
  RecordAfterSave: `        <object>Contact</object>
        <recordTriggerType>Create</recordTriggerType>
        <triggerType>RecordAfterSave</triggerType>
`,
  Scheduled: `        <schedule>
            <frequency>Daily</frequency>
            <startDate>2030-01-01</startDate>
            <startTime>00:00:00.000Z</startTime>
        </schedule>
        <triggerType>Scheduled</triggerType>
`,
}
