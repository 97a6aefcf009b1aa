import { Button, FormElement } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import type { Place, PropertyDeclaration } from '@millrace/runtime'
import { useState } from 'react'
import { withMember, withoutMember } from '../document/members.ts'
import { InteractionList } from '../interactions/InteractionList.tsx'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { SuggestField } from './SuggestField.tsx'

/// The settings of the Dynamic Component itself, and what happens when it loads.
export function ComponentSettings() {
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const set = (name: 'label' | 'description' | 'targetObject', label: string, text: string) => {
    const next = ordered({ ...editor.definition, [name]: text === '' && name !== 'label' ? undefined : text })
    editor.change(`Change ${label}`, next, { key: `definition.${name}` })
  }
  return (
    <div className="builder-right">
      <h2 className="builder-right-title">Dynamic Component</h2>
      <div className="builder-fields">
        <FormElement id="builder-label" label="Label" required>
          <input
            id="builder-label"
            className="slds-input"
            value={definition.label}
            onChange={event => set('label', 'the label', event.target.value)}
          />
        </FormElement>
        <FormElement
          id="builder-api-name"
          label="API Name"
          help="Renaming it, with every page that shows it, is in the list of components."
        >
          <input id="builder-api-name" className="slds-input" value={definition.apiName} readOnly />
        </FormElement>
        <FormElement id="builder-description" label="Description">
          <textarea
            id="builder-description"
            className="slds-textarea"
            rows={3}
            value={definition.description ?? ''}
            onChange={event => set('description', 'the description', event.target.value)}
          />
        </FormElement>
        <FormElement
          id="builder-target"
          label="Target Page Object"
          help="The object whose record page it is for. Its fields can then be dropped and mapped."
        >
          <SuggestField
            id="builder-target"
            value={definition.targetObject ?? ''}
            suggestions={objects.names.map(({ name }) => name)}
            onChange={text => set('targetObject', 'the target object', text)}
          />
        </FormElement>
        {STARTS.map(({ event, label, help, place, targets }) => (
          <section key={event} className="builder-group" aria-label={label}>
            <h3 className="builder-heading">{label}</h3>
            <p className="builder-note">{help}</p>
            <InteractionList
              interactions={definition.interactions?.[event]}
              place={place}
              at={{ place, subject: label, key: event }}
              targets={targets(definition)}
              properties={event === 'interval' ? INTERVAL : []}
              onChange={list => {
                const interactions = withMember(editor.definition.interactions ?? {}, event, list)
                const isEmpty = Object.keys(interactions).length === 0
                const next = withMember(editor.definition, 'interactions', isEmpty ? undefined : interactions)
                editor.change(`Change ${label}`, next, { key: event })
              }}
            />
          </section>
        ))}
        <Sequences />
      </div>
    </div>
  )
}

/// What describes the component comes first, as files have it.
const ordered = ({
  apiName,
  label,
  status,
  description,
  targetObject,
  ...rest
}: DynamicComponent): DynamicComponent => ({
  apiName,
  label,
  ...(status && { status }),
  ...(description !== undefined && { description }),
  ...(targetObject !== undefined && { targetObject }),
  ...rest,
})

/// When an interaction of On Interval runs.
const INTERVAL: readonly PropertyDeclaration[] = [
  { name: 'every', label: 'Every (seconds)', type: 'number', required: true },
  { name: 'times', label: 'At most so many times', type: 'number' },
]

interface Start {
  readonly event: 'load' | 'variableChange' | 'interval' | 'recordChange'
  readonly label: string
  readonly help: string
  readonly place: Place
  targets(definition: DynamicComponent): readonly { readonly name: string; readonly label: string }[]
}

/// What starts interactions beside the events of components.
const STARTS: readonly Start[] = [
  {
    event: 'load',
    label: 'On Load',
    help: 'Once, before anything is shown.',
    place: { isLoad: true },
    targets: () => [],
  },
  {
    event: 'variableChange',
    label: 'On Variable Change',
    help: 'When a resource has another value.',
    place: {},
    targets: ({ resources }) => resources.map(({ apiName }) => ({ name: apiName, label: apiName })),
  },
  {
    event: 'interval',
    label: 'On Interval',
    help: 'Again and again, so many seconds apart.',
    place: {},
    targets: () => [],
  },
  {
    event: 'recordChange',
    label: 'On Record Change',
    help: 'When somebody has saved or deleted records that queries read.',
    place: {},
    targets: ({ resources }) =>
      [...new Set(resources.flatMap(resource => (resource.type === 'query' ? [resource.objectApiName] : [])))].map(
        name => ({ name, label: name }),
      ),
  },
]

/// Named lists of interactions, which Run Sequence runs from anywhere.
function Sequences() {
  const { editor } = useBuilder()
  const { definition } = useSnapshot(editor)
  const [name, setName] = useState('')
  const sequences = definition.sequences ?? {}
  const set = (next: NonNullable<DynamicComponent['sequences']>, key?: string) =>
    editor.change(
      'Change sequences',
      withMember(editor.definition, 'sequences', Object.keys(next).length === 0 ? undefined : next),
      key === undefined ? {} : { key },
    )
  const isFree = /^[A-Za-z]\w*$/.test(name) && !(name in sequences)
  return (
    <section className="builder-group" aria-label="Sequences">
      <h3 className="builder-heading">Sequences</h3>
      <p className="builder-note">Named lists of interactions, which Run Sequence runs from anywhere.</p>
      {Object.entries(sequences).map(([sequence, interactions]) => (
        <div key={sequence}>
          <InteractionList
            label={sequence}
            interactions={interactions}
            place={{}}
            at={{ place: {}, subject: sequence, key: `sequences.${sequence}` }}
            targets={[]}
            onChange={list => set({ ...sequences, [sequence]: list ?? [] }, `sequences.${sequence}`)}
          />
          <Button label={`Remove ${sequence}`} variant="base" onClick={() => set(withoutMember(sequences, sequence))} />
        </div>
      ))}
      <FormElement id="builder-sequence" label="New sequence">
        <div className="builder-mapped">
          <input
            id="builder-sequence"
            className="slds-input"
            value={name}
            placeholder="Name"
            onChange={event => setName(event.target.value)}
          />
          <Button
            label="Add"
            disabled={!isFree}
            onClick={() => {
              set({ ...sequences, [name]: [] })
              setName('')
            }}
          />
        </div>
      </FormElement>
    </section>
  )
}
