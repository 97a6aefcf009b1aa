import { Button, Icon } from '@millrace/components'
import { canHaveFaultPath, connect, type FlowElement, slotsOf } from '@millrace/metadata'
import { FieldGroup } from '../../pickers/fields.tsx'
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
import { NameFields } from './NameFields.tsx'
import { TransformPanel } from './TransformPanel.tsx'
import { WaitPanel } from './WaitPanel.tsx'
import { WhereUsed } from './WhereUsed.tsx'

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
