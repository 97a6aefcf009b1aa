import { Link, Select } from '@millrace/components'
import type { FlowActionCall, FlowSubflow } from '@millrace/metadata'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { FieldGroup } from '../../pickers/fields.tsx'
import { flowValueType } from '../../pickers/valueTypes.ts'
import { useFlowEdit, useNamedEdit } from '../editContext.ts'
import { type FlowParameter, typeInWords } from '../flowResources.ts'
import { InputParameters, OutputParameters, type Parameter } from './rows.tsx'
import { withOwn } from './start/startChoices.ts'

export function ActionPanel({ element }: { element: FlowActionCall }) {
  const edit = useNamedEdit(element.name)
  const { actions } = useFlowEdit().around
  const keyOf = (type: string, name: string) => `${type}/${name}`
  const key = element.actionType ? keyOf(element.actionType, element.actionName) : ''
  const action = actions.find(({ type, name }) => keyOf(type, name) === key)
  const parameters = (list: readonly { name: string; type: string; required?: boolean }[]): Parameter[] =>
    list.map(({ name, type, required }) => ({ name, type: typeInWords(type), required }))
  return (
    <>
      <FieldGroup title="Action">
        <Combobox
          label="Action"
          required
          value={action?.label ?? key}
          placeholder="Search actions…"
          error={
            key && !action
              ? `There is no action "${element.actionName}" of type ${element.actionType}. A run that reaches it faults.`
              : null
          }
          options={text =>
            searched(
              actions.map(({ type, name, label }) => ({
                value: keyOf(type, name),
                label,
                detail: name,
                group: groups[type] ?? 'Core Actions',
              })),
              text,
            )
          }
          onCommit={text => {
            const chosen = actions.find(({ type, name, label }) => keyOf(type, name) === text || label === text)
            const [actionType = '', ...name] = text.split('/')
            edit.patch({
              actionName: chosen?.name ?? name.join('/'),
              actionType: chosen?.type ?? actionType,
              inputParameters: null,
              outputParameters: null,
            })
          }}
        />
      </FieldGroup>
      {key && (
        <>
          <FieldGroup title="Set Input Values">
            <InputParameters
              edit={edit}
              tag="inputParameters"
              given={element.inputParameters}
              declared={parameters(action?.inputs ?? [])}
            />
          </FieldGroup>
          {((action?.outputs.length ?? 0) > 0 || element.outputParameters.length > 0) && (
            <FieldGroup title="Store Output Values">
              <OutputParameters
                edit={edit}
                tag="outputParameters"
                isAutomatic={element.storeOutputAutomatically}
                given={element.outputParameters}
                declared={parameters(action?.outputs ?? [])}
              />
            </FieldGroup>
          )}
          <FieldGroup title="Transaction Control">
            <Select
              label="When the Action Is Called"
              value={element.flowTransactionModel ?? 'Automatic'}
              options={withOwn(TRANSACTIONS, element.flowTransactionModel ?? '')}
              onChange={flowTransactionModel => edit.patch({ flowTransactionModel })}
            />
          </FieldGroup>
        </>
      )}
    </>
  )
}

const TRANSACTIONS = [
  { value: 'CurrentTransaction', label: 'Always continue in the current transaction' },
  { value: 'Automatic', label: 'Let the flow decide: a new one for callouts' },
  { value: 'NewTransaction', label: 'Always start a new transaction' },
]

const groups: Readonly<Record<string, string>> = {
  apex: 'Actions of This Project',
  quickAction: 'Quick Actions',
  emailAlert: 'E-Mail Alerts',
  externalService: 'External Services',
}

const parametersOf = (list: readonly FlowParameter[]): Parameter[] =>
  list.map(({ name, dataType, isCollection, objectType }) => ({
    name,
    type: flowValueType(dataType, isCollection, objectType),
  }))

export function SubflowPanel({ element }: { element: FlowSubflow }) {
  const edit = useNamedEdit(element.name)
  const { around, flow } = useFlowEdit()
  const called = around.flows.find(({ apiName }) => apiName === element.flowName)
  const offered = around.flows.filter(
    ({ processType, apiName }) => processType === 'AutoLaunchedFlow' && apiName !== flow.apiName,
  )
  return (
    <>
      <FieldGroup title="Flow">
        <Combobox
          label="Flow"
          required
          value={element.flowName}
          placeholder="Search flows…"
          error={element.flowName && !called ? `The project has no flow "${element.flowName}".` : null}
          options={text =>
            searched(
              offered.map(({ apiName, label }) => ({ value: apiName, label, detail: apiName })),
              text,
            )
          }
          onCommit={flowName =>
            edit.patch({ flowName, inputAssignments: null, outputAssignments: null, storeOutputAutomatically: 'true' })
          }
        />
        {called && <Link href={`/setup/flows/${encodeURIComponent(called.apiName)}`}>Open {called.label}</Link>}
      </FieldGroup>
      {called && (
        <>
          <FieldGroup title="Set Input Values">
            {called.inputs.length === 0 && <p className="slds-text-color_weak">The flow takes no inputs.</p>}
            <InputParameters
              edit={edit}
              tag="inputAssignments"
              given={element.inputAssignments}
              declared={parametersOf(called.inputs)}
            />
          </FieldGroup>
          {called.outputs.length > 0 && (
            <FieldGroup title="Store Output Values">
              <OutputParameters
                edit={edit}
                tag="outputAssignments"
                isAutomatic={element.storeOutputAutomatically}
                given={element.outputAssignments}
                declared={parametersOf(called.outputs)}
              />
            </FieldGroup>
          )}
        </>
      )}
    </>
  )
}
