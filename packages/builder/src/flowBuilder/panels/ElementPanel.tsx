import { Button, Icon } from '@millrace/components'
import {
  apiNameFromLabel,
  canHaveFaultPath,
  connect,
  type FlowElement,
  freeName,
  mentionsOf,
  namesIn,
  patchNamed,
  renameNamed,
  slotsOf,
} from '@millrace/metadata'
import { useMemo } from 'react'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { kindOf } from '../canvas/elementKinds.ts'
import { useFlowEdit } from '../editContext.ts'
import { ScreenPanel } from '../screens/ScreenPanel.tsx'
import { ActionPanel, SubflowPanel } from './callPanels.tsx'
import {
  CreateRecordsPanel,
  DeleteRecordsPanel,
  GetRecordsPanel,
  RollBackPanel,
  UpdateRecordsPanel,
} from './dataPanels.tsx'
import { AssignmentPanel, CollectionPanel, DecisionPanel, LoopPanel } from './logicPanels.tsx'
import { CustomErrorPanel } from './CustomErrorPanel.tsx'
import { TransformPanel } from './TransformPanel.tsx'
import { WaitPanel } from './WaitPanel.tsx'

/// The properties of one element.
export function ElementPanel({ element, isReadOnly }: { element: FlowElement; isReadOnly: boolean }) {
  const kind = kindOf(element)
  return (
    <>
      <div className="millrace-panel-head">
        <Icon name={kind.iconName} size="small" />
        <h2>{kind.label}</h2>
      </div>
      {element.kind === 'screens' && <ScreenPanel element={element} isReadOnly={isReadOnly} />}
      <fieldset disabled={isReadOnly} className="millrace-panel-fields">
        <legend className="slds-assistive-text">{element.label}</legend>
        <NameFields element={element} />
        {element.kind !== 'screens' && <KindFields element={element} />}
        <FaultPath element={element} />
        <WhereUsed name={element.name} />
      </fieldset>
    </>
  )
}

/// Label, API name, description. A name that was made of the label goes on being made of it as long as it is new.
export function NameFields({ element }: { element: FlowElement }) {
  const { editing, flow, fresh, renameFresh, open } = useFlowEdit()
  const { name, label, description } = element
  const isFresh = fresh?.name === name
  const rename = (wanted: string) => {
    const newName = freeName(
      wanted,
      namesIn(flow).filter(one => one !== name),
    )
    if (newName === name || newName === '') return
    editing.apply(`Rename ${name}`, flow => renameNamed(flow, name, newName), `label ${name}`)
    if (isFresh) renameFresh(newName)
    open(newName)
  }
  const relabel = (text: string) => {
    editing.apply(`Change ${name}`, flow => patchNamed(flow, name, { label: text }), `label ${name}`)
    const isDerived = name.replace(/_\d+$/, '') === apiNameFromLabel(label).replace(/_\d+$/, '')
    if (isFresh && isDerived) rename(apiNameFromLabel(text))
  }
  return (
    <>
      <TextField label="Label" required value={label} focusAt={isFresh ? fresh.count : undefined} onCommit={relabel} />
      <TextField
        label="API Name"
        required
        value={name}
        error={
          /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) ? null : 'Letters, digits and single underscores, a letter first.'
        }
        onCommit={text => rename(apiNameFromLabel(text))}
      />
      <TextField
        label="Description"
        multiline
        rows={2}
        value={description ?? ''}
        onCommit={text =>
          editing.apply(`Change ${name}`, flow => patchNamed(flow, name, { description: text || null }))
        }
      />
    </>
  )
}

function KindFields({ element }: { element: FlowElement }) {
  switch (element.kind) {
    case 'assignments':
      return <AssignmentPanel element={element} />
    case 'decisions':
      return <DecisionPanel element={element} />
    case 'loops':
      return <LoopPanel element={element} />
    case 'collectionProcessors':
      return <CollectionPanel element={element} />
    case 'transforms':
      return <TransformPanel element={element} />
    case 'waits':
      return <WaitPanel element={element} />
    case 'recordLookups':
      return <GetRecordsPanel element={element} />
    case 'recordCreates':
      return <CreateRecordsPanel element={element} />
    case 'recordUpdates':
      return <UpdateRecordsPanel element={element} />
    case 'recordDeletes':
      return <DeleteRecordsPanel element={element} />
    case 'recordRollbacks':
      return <RollBackPanel />
    case 'subflows':
      return <SubflowPanel element={element} />
    case 'actionCalls':
      return <ActionPanel element={element} />
    case 'customErrors':
      return <CustomErrorPanel element={element} />
    default:
      return <p className="slds-text-color_weak">This kind of element is shown and kept as it is in the file.</p>
  }
}

function FaultPath({ element }: { element: FlowElement }) {
  const { editing, flow } = useFlowEdit()
  if (!canHaveFaultPath(element.kind)) return null
  const place = { owner: element.name, tag: 'faultConnector', part: null }
  const slots = slotsOf(flow, element)
  const hasFault = slots.some(({ kind }) => kind === 'fault')
  const others = flow.elements.filter(({ name }) => name !== element.name)
  if (!hasFault && others.length === 0) return null
  return (
    <FieldGroup title="Fault Path">
      <p className="slds-text-color_weak">
        {hasFault
          ? 'When the element fails, the flow goes on with its fault path.'
          : 'When the element fails, the whole run fails. Use "Add Fault Path" on the canvas menu to handle it.'}
      </p>
      {hasFault && (
        <Button
          label="Remove Fault Path"
          onClick={() => editing.apply(`Remove Fault Path of ${element.name}`, flow => connect(flow, place, null))}
        />
      )}
    </FieldGroup>
  )
}

/// The elements and resources that mention one.
export function WhereUsed({ name }: { name: string }) {
  const { flow, open } = useFlowEdit()
  const names = useMemo(() => {
    const users = mentionsOf(flow, name).flatMap(({ in: owner, tag }) =>
      tag === 'targetReference' ? [] : [owner ?? ''],
    )
    return [...new Set(users)]
  }, [flow, name])
  return (
    <FieldGroup title="Where Used">
      {names.length === 0 ? (
        <p className="slds-text-color_weak">No element or resource uses it.</p>
      ) : (
        <ul>
          {names.map(one => (
            <li key={one}>
              <Button label={one || 'Start'} variant="base" onClick={() => open(one)} />
            </li>
          ))}
        </ul>
      )}
    </FieldGroup>
  )
}
