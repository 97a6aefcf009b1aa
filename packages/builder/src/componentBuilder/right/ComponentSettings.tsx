import { FormElement } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import { withMember } from '../document/members.ts'
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
        <section className="builder-group" aria-label="On Load">
          <h3 className="builder-heading">On Load</h3>
          <InteractionList
            interactions={definition.interactions?.load}
            place={{ isLoad: true }}
            at={{ place: { isLoad: true }, subject: 'On Load', key: 'load' }}
            targets={[]}
            onChange={load => {
              const interactions = withMember(editor.definition.interactions ?? {}, 'load', load)
              const isEmpty = Object.keys(interactions).length === 0
              const next = withMember(editor.definition, 'interactions', isEmpty ? undefined : interactions)
              editor.change('Change On Load', next, { key: 'load' })
            }}
          />
        </section>
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
