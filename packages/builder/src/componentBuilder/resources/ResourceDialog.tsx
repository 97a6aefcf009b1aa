import { Button, Checkbox, FormElement, Modal } from '@millrace/components'
import type { QueryResource, Resource, ResourceDataType } from '@millrace/metadata'
import { resourceType } from '@millrace/runtime'
import { useState } from 'react'
import { usesOf, whyNotName } from '../document/names.ts'
import { RESOURCE_LABELS } from '../document/settings.ts'
import { FormulaField } from '../right/FormulaField.tsx'
import { JsonField } from '../right/JsonField.tsx'
import { MappedField } from '../right/MappedField.tsx'
import { SelectInput } from '../right/SelectInput.tsx'
import { SuggestField } from '../right/SuggestField.tsx'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { QueryFields } from './QueryFields.tsx'

const KINDS: readonly Resource['type'][] = ['variable', 'constant', 'formula', 'query', 'textTemplate']
const DATA_TYPES: readonly ResourceDataType[] = [
  'Text',
  'Number',
  'Boolean',
  'Date',
  'DateTime',
  'Time',
  'Record',
  'JSON',
]

export interface ResourceDialogProps {
  /// Undefined: a new one.
  resource: Resource | undefined
  onSave: (resource: Resource, before: Resource | undefined) => void
  onCancel: () => void
}

/// A resource with everything that its kind has. Nothing is changed before Save.
export function ResourceDialog({ resource, onSave, onCancel }: ResourceDialogProps) {
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const [now, setNow] = useState<Resource>(resource ?? { type: 'variable', apiName: '', dataType: 'Text' })
  const [hasTried, setTried] = useState(false)
  const change = (values: Readonly<Record<string, unknown>>) =>
    setNow(before => without({ ...before, ...values } as Resource))
  const nameProblem = whyNotName(definition, now.apiName, resource?.apiName)
  const problem = nameProblem ?? missing(now)
  const uses = resource ? usesOf(definition, [resource.apiName]) : []
  const submit = () => (problem ? setTried(true) : onSave(now, resource))
  return (
    <Modal
      title={resource ? `Edit ${RESOURCE_LABELS[resource.type]}` : 'New Resource'}
      size={now.type === 'query' ? 'large' : 'medium'}
      onClose={onCancel}
      footer={
        <>
          <Button label="Cancel" onClick={onCancel} />
          <Button label="Done" variant="brand" onClick={submit} />
        </>
      }
    >
      <div className="builder-fields">
        {!resource && (
          <FormElement id="resource-type" label="Resource Type" required>
            <SelectInput
              id="resource-type"
              value={now.type}
              options={KINDS.map(type => ({ value: type, label: RESOURCE_LABELS[type] }))}
              onChange={type => setNow(fresh(kindNamed(type), now.apiName))}
            />
          </FormElement>
        )}
        <FormElement
          id="resource-name"
          label="API Name"
          required
          problem={hasTried || now.apiName !== (resource?.apiName ?? '') ? nameProblem : undefined}
        >
          <input
            id="resource-name"
            data-autofocus=""
            className="slds-input"
            value={now.apiName}
            spellCheck={false}
            onChange={event => change({ apiName: event.target.value })}
          />
        </FormElement>
        <FormElement id="resource-description" label="Description">
          <textarea
            id="resource-description"
            className="slds-textarea"
            rows={2}
            value={now.description ?? ''}
            onChange={event => change({ description: event.target.value || undefined })}
          />
        </FormElement>
        {(now.type === 'variable' || now.type === 'constant' || now.type === 'formula') && (
          <FormElement id="resource-data-type" label="Data Type" required>
            <SelectInput
              id="resource-data-type"
              value={now.dataType}
              options={DATA_TYPES.filter(type => now.type === 'variable' || (type !== 'Record' && type !== 'JSON')).map(
                type => ({ value: type, label: TYPE_LABELS[type] ?? type }),
              )}
              onChange={dataType => change({ dataType })}
            />
          </FormElement>
        )}
        {now.type === 'variable' && (
          <>
            {now.dataType === 'Record' && (
              <FormElement id="resource-object" label="Object" required>
                <SuggestField
                  id="resource-object"
                  value={now.objectApiName ?? ''}
                  suggestions={objects.names.map(({ name }) => name)}
                  onChange={objectApiName => change({ objectApiName: objectApiName || undefined })}
                />
              </FormElement>
            )}
            <Checkbox
              label="Allow multiple values (collection)"
              checked={now.isCollection === true}
              onChange={checked => change({ isCollection: checked || undefined })}
            />
            <MappedField
              label="Default Value"
              value={now.defaultValue}
              place={{}}
              onChange={defaultValue => change({ defaultValue })}
            >
              {id => <JsonField id={id} value={now.defaultValue} onChange={defaultValue => change({ defaultValue })} />}
            </MappedField>
            <fieldset className="slds-form-element">
              <legend className="slds-form-element__label">Availability Outside the Component</legend>
              {(['input', 'output'] as const).map(way => (
                <Checkbox
                  key={way}
                  label={way === 'input' ? 'Available for input' : 'Available for output'}
                  checked={now.availability?.includes(way) === true}
                  onChange={checked => {
                    const others = (now.availability ?? []).filter(other => other !== way)
                    const next = checked ? [...others, way].toSorted() : others
                    change({ availability: next.length === 0 ? undefined : next })
                  }}
                />
              ))}
            </fieldset>
          </>
        )}
        {now.type === 'constant' && (
          <FormElement id="resource-value" label="Value" required>
            <JsonField id="resource-value" value={now.value} onChange={value => change({ value: value ?? null })} />
          </FormElement>
        )}
        {now.type === 'formula' && (
          <FormulaField
            label="Formula"
            required
            value={now.formula}
            at={{ place: {} }}
            wanted={resourceType(now)}
            onChange={formula => change({ formula: formula ?? '' })}
          />
        )}
        {now.type === 'textTemplate' && (
          <MappedField
            label="Body"
            required
            isText
            value={now.text}
            place={{}}
            onChange={text => change({ text: text ?? '' })}
          >
            {id => (
              <textarea
                id={id}
                className="slds-textarea"
                rows={8}
                value={now.text}
                onChange={event => change({ text: event.target.value })}
              />
            )}
          </MappedField>
        )}
        {now.type === 'query' && <QueryFields query={now} onChange={query => setNow(query)} />}
        {hasTried && problem && problem !== nameProblem && (
          <p className="slds-text-color_error" role="alert">
            {problem}
          </p>
        )}
        {uses.length > 0 && (
          <details>
            <summary>{uses.length === 1 ? 'Used in 1 place' : `Used in ${uses.length} places`}</summary>
            <ul className="slds-list_dotted">
              {uses.map(({ owner, text }, index) => (
                <li key={index}>
                  {owner}: <code>{text}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Modal>
  )
}

const TYPE_LABELS: Partial<Record<ResourceDataType, string>> = { DateTime: 'Date/Time' }

const kindNamed = (name: string): Resource['type'] => KINDS.find(kind => kind === name) ?? 'variable'

function fresh(type: Resource['type'], apiName: string): Resource {
  switch (type) {
    case 'variable':
      return { type, apiName, dataType: 'Text' }
    case 'constant':
      return { type, apiName, dataType: 'Text', value: '' }
    case 'formula':
      return { type, apiName, dataType: 'Text', formula: '' }
    case 'query':
      return { type, apiName, objectApiName: '', fields: [] }
    case 'textTemplate':
      return { type, apiName, text: '' }
  }
}

/// What has to be there before it can be kept.
function missing(resource: Resource): string | undefined {
  if (resource.type === 'query') return missingInQuery(resource)
  if (resource.type === 'variable' && resource.dataType === 'Record' && !resource.objectApiName)
    return 'Choose the object of the record.'
  if (resource.type === 'formula' && resource.formula.trim() === '') return 'Enter a formula.'
  return undefined
}

function missingInQuery({ objectApiName, fields, aggregates }: QueryResource): string | undefined {
  if (objectApiName === '') return 'Choose the object that the query reads.'
  return fields.length === 0 && !aggregates?.length ? 'Choose the fields that the query reads.' : undefined
}

/// The resource without members that are undefined.
const without = (resource: Resource): Resource =>
  // Leaving out what is not there keeps the type.
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined)) as unknown as Resource
