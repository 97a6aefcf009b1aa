import { Badge, Button, Checkbox, getJson, ScopedNotification } from '@millrace/components'
import type { DynamicComponent, Interaction, ResourceDataType, VariableResource } from '@millrace/metadata'
import { type FlowDescription, readFlowDescription, resourceType } from '@millrace/runtime'
import { type DataType, describeType, didYouMean } from '@millrace/values'
import { useEffect, useState } from 'react'
import { freeName } from '../document/names.ts'
import { takenNames } from '../document/settings.ts'
import { JsonField } from '../right/JsonField.tsx'
import { MappedField } from '../right/MappedField.tsx'
import type { PropertyPlace } from '../right/fieldsContext.ts'
import { PlainField } from '../right/PlainField.tsx'
import { fits, referenceType } from '../right/referenceChoices.ts'
import { SelectInput } from '../right/SelectInput.tsx'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { TryFlow } from './TryFlow.tsx'

export interface FlowVariablesProps {
  interaction: Interaction
  at: PropertyPlace
  onChange: (name: string, value: unknown, label: string) => void
}

interface Input {
  readonly name: string
  readonly value?: unknown
  readonly isCollection?: boolean
}

interface Output {
  readonly name: string
  readonly resourceName: string
}

/// The inputs and outputs of the flow that an interaction names: they come from the flow, so nobody types their names.
export function FlowVariables({ interaction, at, onChange }: FlowVariablesProps) {
  const name = typeof interaction['flowApiName'] === 'string' ? interaction['flowApiName'] : ''
  const flow = useFlow(name)
  const [isTrying, setTrying] = useState(false)
  // A screen flow asks people.
  const canTry = interaction.type === 'executeFlow'
  const inputs = listOf<Input>(interaction['inputVariables'])
  const outputs = listOf<Output>(interaction['outputVariables'])
  if (name === '') return <p className="builder-note">Pick a flow to see its inputs and outputs.</p>
  if (flow === 'loading') return <p className="builder-note">Reading the flow …</p>
  if (!flow) return <NoFlow name={name} />
  const setInputs = (next: readonly Input[]) =>
    onChange('inputVariables', next.length === 0 ? undefined : next, 'Input Variables')
  const setOutputs = (next: readonly Output[]) =>
    onChange('outputVariables', next.length === 0 ? undefined : next, 'Output Variables')
  const gone = (list: readonly { name: string }[], known: readonly { name: string }[]) =>
    list.filter(item => !known.some(variable => variable.name === item.name))
  return (
    <>
      <fieldset className="builder-list" aria-label="Input Variables">
        <legend className="slds-form-element__label">Input Variables</legend>
        {flow.inputs.length === 0 && (
          <p className="builder-note">The flow has no variables that are available for input.</p>
        )}
        {flow.inputs.map(variable => (
          <FlowInput
            key={variable.name}
            variable={variable}
            input={inputs.find(input => input.name === variable.name)}
            at={at}
            onChange={value => setInputs(withInput(inputs, variable, value))}
          />
        ))}
        {gone(inputs, flow.inputs).map(({ name }) => (
          <Unknown
            key={name}
            text={`The flow has no input "${name}".${didYouMean(
              name,
              flow.inputs.map(input => input.name),
            )}`}
            onRemove={() => setInputs(inputs.filter(input => input.name !== name))}
          />
        ))}
      </fieldset>
      <fieldset className="builder-list" aria-label="Output Variables">
        <legend className="slds-form-element__label">Output Variables</legend>
        {flow.outputs.length === 0 && (
          <p className="builder-note">The flow has no variables that are available for output.</p>
        )}
        {flow.outputs.map(variable => (
          <FlowOutput
            key={variable.name}
            variable={variable}
            resourceName={outputs.find(output => output.name === variable.name)?.resourceName ?? ''}
            onChange={resourceName => {
              const others = outputs.filter(output => output.name !== variable.name)
              setOutputs(resourceName === '' ? others : [...others, { name: variable.name, resourceName }])
            }}
          />
        ))}
        {gone(outputs, flow.outputs).map(({ name }) => (
          <Unknown
            key={name}
            text={`The flow has no output "${name}".${didYouMean(
              name,
              flow.outputs.map(output => output.name),
            )}`}
            onRemove={() => setOutputs(outputs.filter(output => output.name !== name))}
          />
        ))}
      </fieldset>
      {canTry && <Button label="Run with Sample Values" onClick={() => setTrying(true)} />}
      {isTrying && <TryFlow flow={flow} onClose={() => setTrying(false)} />}
    </>
  )
}

/// What is mapped stays as it is: the flow may only have another name.
function NoFlow({ name }: { name: string }) {
  const { flows } = useBuilder()
  const names = flows.map(({ apiName }) => apiName)
  return (
    <ScopedNotification variant="warning">
      There is no flow "{name}" to read inputs and outputs from. Names are case-sensitive.{didYouMean(name, names)}
    </ScopedNotification>
  )
}

type Variable = FlowDescription['inputs'][number]

function FlowInput({
  variable,
  input,
  at,
  onChange,
}: {
  variable: Variable
  input: Input | undefined
  at: PropertyPlace
  onChange: (value: unknown) => void
}) {
  const { name, type } = variable
  const isCollection = type.kind === 'Collection'
  const mismatch = useMismatch(input?.value, type, at)
  return (
    <>
      <MappedField
        label={name}
        help={isCollection ? `${describeType(type)}: all values are passed.` : describeType(type)}
        value={input?.value}
        expected={type}
        place={at.place}
        problem={mismatch}
        onChange={onChange}
      >
        {id => (
          <div className="builder-flow-input">
            <JsonField id={id} value={input?.value} onChange={onChange} />
            <Badge label={describeType(type)} />
          </div>
        )}
      </MappedField>
      {/* The flow decides it, so that nobody can pass one of many by mistake. */}
      {isCollection && <Checkbox label="Allow multiple values (collection)" checked disabled onChange={() => {}} />}
    </>
  )
}

function FlowOutput({
  variable,
  resourceName,
  onChange,
}: {
  variable: Variable
  resourceName: string
  onChange: (resourceName: string) => void
}) {
  const { editor } = useBuilder()
  const { definition } = useSnapshot(editor)
  const variables = definition.resources.filter(
    (resource): resource is VariableResource => resource.type === 'variable',
  )
  const fitting = variables.filter(resource => takes(resource, variable.type))
  const chosen = variables.find(({ apiName }) => apiName === resourceName)
  const create = () => {
    const created = variableFor(definition, variable)
    editor.change(`Add variable ${created.apiName}`, {
      ...editor.definition,
      resources: [...editor.definition.resources, created],
    })
    onChange(created.apiName)
  }
  const problem =
    resourceName !== '' && !chosen
      ? `There is no variable "${resourceName}".`
      : chosen && !takes(chosen, variable.type)
        ? `${chosen.apiName} is a ${describeType(resourceType(chosen))}, the flow gives a ${describeType(variable.type)}.`
        : undefined
  return (
    <PlainField label={variable.name} help={describeType(variable.type)} problem={problem}>
      {id => (
        <div className="builder-mapped">
          <SelectInput
            id={id}
            value={resourceName}
            none="Not stored"
            options={(chosen && !fitting.includes(chosen) ? [chosen, ...fitting] : fitting).map(({ apiName }) => ({
              value: apiName,
              label: apiName,
            }))}
            onChange={onChange}
          />
          {resourceName === '' && (
            <Button
              label="Create variable"
              onClick={create}
              title={`A ${describeType(variable.type)} variable for ${variable.name}`}
            />
          )}
        </div>
      )}
    </PlainField>
  )
}

function Unknown({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <ScopedNotification variant="error" action={<Button label="Remove" onClick={onRemove} />}>
      {text}
    </ScopedNotification>
  )
}

/// A JSON variable takes anything.
const takes = (resource: VariableResource, type: DataType): boolean =>
  resource.dataType === 'JSON' || fits(type, resourceType(resource))

function withInput(inputs: readonly Input[], { name, type }: Variable, value: unknown): readonly Input[] {
  const isCollection = type.kind === 'Collection'
  const changed: Input = { name, value, ...(isCollection && { isCollection }) }
  if (value === undefined) return inputs.filter(input => input.name !== name)
  return inputs.some(input => input.name === name)
    ? inputs.map(input => (input.name === name ? changed : input))
    : [...inputs, changed]
}

/// A variable of the right type for a flow's output.
export function variableFor(definition: DynamicComponent, { name, type }: Variable): VariableResource {
  const inner = type.kind === 'Collection' ? type.of : type
  return {
    type: 'variable',
    apiName: freeName(takenNames(definition), name),
    description: `Output ${name} of the flow.`,
    dataType: dataTypeOf(inner),
    ...(inner.kind === 'Record' && { objectApiName: inner.object }),
    ...(type.kind === 'Collection' && { isCollection: true }),
  }
}

function dataTypeOf({ kind }: DataType): ResourceDataType {
  switch (kind) {
    case 'Number':
    case 'Boolean':
    case 'Date':
    case 'DateTime':
    case 'Record':
      return kind
    case 'Apex':
    case 'Any':
      return 'JSON'
    default:
      return 'Text'
  }
}

/// Why a mapped value does not fit, as a sentence.
function useMismatch(value: unknown, type: DataType, { place }: PropertyPlace): string | undefined {
  const { editor, objects } = useBuilder()
  const found = typeof value === 'string' ? referenceType(value, editor.definition, objects, place) : undefined
  if (!found || fits(found, type)) return undefined
  if (found.kind === 'Collection' && type.kind !== 'Collection')
    return `This is a ${describeType(found)}; the flow takes one ${describeType(type)}.`
  if (type.kind === 'Collection' && found.kind !== 'Collection' && fits(found, type.of)) return undefined
  return `This is a ${describeType(found)}; the flow takes a ${describeType(type)}.`
}

const listOf = <T extends { readonly name: string }>(value: unknown): readonly T[] =>
  Array.isArray(value) ? (value as T[]) : []

/// The flow's description; undefined when there is no such flow.
function useFlow(name: string): FlowDescription | undefined | 'loading' {
  const [answer, setAnswer] = useState<{ name: string; flow: FlowDescription | undefined }>()
  useEffect(() => {
    if (name === '') return
    const abort = new AbortController()
    getJson(`/millrace/v1/builder/flows/${encodeURIComponent(name)}`, abort.signal).then(
      json => setAnswer({ name, flow: readFlowDescription(json) }),
      () => abort.signal.aborted || setAnswer({ name, flow: undefined }),
    )
    return () => abort.abort()
  }, [name])
  return answer?.name === name ? answer.flow : 'loading'
}
