import { Link, Select } from '@millrace/components'
import type { XmlPatch } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { useFlowEdit } from '../editContext.ts'
import { typeLabel } from '../flowAnswers.ts'
import { isTriggered, StartFields } from './start/StartFields.tsx'

/// The flow's own properties, and who starts it.
export function FlowProperties({ isReadOnly, onPatch }: { isReadOnly: boolean; onPatch(patch: XmlPatch): void }) {
  const { flow, usedBy } = useFlowEdit()
  const { start } = flow
  return (
    <>
      {isTriggered(start) && (
        <>
          <div className="millrace-panel-head">
            <h2>Configure Start</h2>
          </div>
          <fieldset disabled={isReadOnly} className="millrace-panel-fields">
            <legend className="slds-assistive-text">Start</legend>
            <StartFields start={start} />
          </fieldset>
        </>
      )}
      <div className="millrace-panel-head">
        <h2>Flow Properties</h2>
      </div>
      <fieldset disabled={isReadOnly} className="millrace-panel-fields">
        <legend className="slds-assistive-text">Flow Properties</legend>
        <TextField label="Flow Label" required value={flow.label} onCommit={label => onPatch({ label })} />
        <TextField label="Flow API Name" value={flow.apiName} disabled onCommit={() => {}} />
        <TextField
          label="Description"
          multiline
          value={flow.description ?? ''}
          onCommit={description => onPatch({ description: description || null })}
        />
        <TextField
          label="Type"
          value={typeLabel({ processType: flow.processType, triggerType: start?.triggerType })}
          disabled
          onCommit={() => {}}
        />
        <Select
          label="How to Run the Flow"
          value={flow.runInMode}
          options={[
            { value: 'DefaultMode', label: 'User or System Context—Depends on How Flow Is Launched' },
            { value: 'SystemModeWithSharing', label: 'System Context With Sharing' },
            { value: 'SystemModeWithoutSharing', label: 'System Context Without Sharing' },
          ]}
          onChange={mode => onPatch({ runInMode: mode === 'DefaultMode' ? null : mode })}
        />
        <TextField
          label="API Version"
          value={String(flow.apiVersion || '')}
          onCommit={version => onPatch({ apiVersion: /\./.test(version) ? version : `${version}.0` })}
        />
        <TextField
          label="Interview Label"
          value={flow.interviewLabel ?? ''}
          onCommit={label => onPatch({ interviewLabel: label || null })}
        />
      </fieldset>
      <FieldGroup title="Used By">
        {usedBy.length === 0 ? (
          <p className="slds-text-color_weak">No component and no other flow starts it.</p>
        ) : (
          <ul>
            {usedBy.map(({ kind, apiName, label }) => (
              <li key={`${kind} ${apiName}`}>
                {kind === 'flow' ? (
                  <Link href={`/setup/flows/${encodeURIComponent(apiName)}`}>{label}</Link>
                ) : (
                  `${label} (Dynamic Component)`
                )}
              </li>
            ))}
          </ul>
        )}
      </FieldGroup>
    </>
  )
}
