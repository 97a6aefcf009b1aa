import type { Interaction } from '@millrace/metadata'
import {
  chainProperties,
  interactionType,
  interactionTypes,
  type Place,
  type PropertyDeclaration,
} from '@millrace/runtime'
import { type ReactNode, useState } from 'react'
import { withMember } from '../document/members.ts'
import type { PropertyPlace } from '../right/fieldsContext.ts'
import { PlainField } from '../right/PlainField.tsx'
import { PropertyFields } from '../right/PropertyFields.tsx'
import { SelectInput } from '../right/SelectInput.tsx'
import { FlowVariables } from './FlowVariables.tsx'

export interface InteractionEditorProps {
  interaction: Interaction
  place: Place
  at: PropertyPlace
  targets: readonly { readonly name: string; readonly label: string }[]
  /// What it says besides what its type declares.
  extra: readonly PropertyDeclaration[]
  /// Whether it follows another interaction: seldom does something follow it in turn.
  isNested: boolean
  onChange: (interaction: Interaction) => void
}

/// The settings of one interaction: type, Target Name, what its type declares, and what follows it.
export function InteractionEditor({
  interaction,
  place,
  at,
  targets,
  extra,
  isNested,
  onChange,
}: InteractionEditorProps) {
  const declaration = interactionType(interaction.type)
  const properties = declaration?.properties ?? []
  const isFlow = properties.some(({ type }) => type === 'flow')
  const own = isFlow ? properties.filter(({ name }) => !FLOW_LISTS.has(name)) : properties
  const chain = chainProperties.filter(({ name }) => !properties.some(property => property.name === name))
  const settings = own.filter(({ type }) => type !== 'interactions')
  const isSeldom = ({ name }: PropertyDeclaration) => (isNested || SELDOM.has(name)) && interaction[name] === undefined
  const canRun = ({ name }: PropertyDeclaration) => {
    const needed = NEEDED[name]
    return needed === undefined || Boolean(interaction[needed]) || interaction[name] !== undefined
  }
  const followed = [...own.filter(canRun), ...chain.filter(property => !isSeldom(property))]
    .filter(({ type }) => type === 'interactions')
    .toSorted((a, b) => FOLLOWED.indexOf(a.name) - FOLLOWED.indexOf(b.name))
  const set = (name: string, value: unknown) => onChange(withMember(interaction, name, value))
  const here = { ...at, place }
  return (
    <div className="builder-fields">
      <PlainField label="Type" help={declaration?.help}>
        {id => (
          <SelectInput
            id={id}
            value={interaction.type}
            options={interactionTypes.map(({ type, label }) => ({ value: type, label }))}
            onChange={type => onChange(keptFor(interaction, type))}
          />
        )}
      </PlainField>
      <PropertyFields properties={extra} values={interaction} at={here} onChange={set} />
      {targets.length > 0 && (
        <PlainField label="Target Name" help="The action that it belongs to. Without one it runs for each of them.">
          {id => (
            <SelectInput
              id={id}
              value={interaction.targetName ?? ''}
              none="Any"
              options={targets.map(({ name, label }) => ({ value: name, label: `${label} (${name})` }))}
              onChange={targetName => set('targetName', targetName === '' ? undefined : targetName)}
            />
          )}
        </PlainField>
      )}
      <PropertyFields
        properties={settings.filter(({ name, group }) => !LATE.has(name) && group === undefined)}
        values={interaction}
        at={here}
        onChange={set}
      />
      {isFlow && <FlowVariables interaction={interaction} at={here} onChange={set} />}
      <PropertyFields properties={followed} values={interaction} at={here} onChange={set} />
      <PropertyFields
        properties={settings.filter(({ group }) => group !== undefined)}
        values={interaction}
        at={here}
        onChange={set}
        isTerse
      />
      <Advanced>
        <PropertyFields
          properties={[
            ...chain.filter(property => property.type !== 'interactions' || isSeldom(property)),
            ...settings.filter(({ name, group }) => LATE.has(name) && group === undefined),
          ]}
          values={interaction}
          at={here}
          onChange={set}
        />
      </Advanced>
    </div>
  )
}

/// What follows, in the order in which people think of it; what only one type has comes first.
const FOLLOWED = ['onFinish', 'onError', 'onClose', 'onPaused', 'onStart', 'onAlways', 'onTimeout']

/// Settings that few people change.
const LATE = new Set(['when', 'concurrency', 'concurrencyKey', 'timeout', 'retries', 'backoff', 'continueOnError'])
/// The setting without which a list never runs: a toast without a button has nothing to press.
const NEEDED: Readonly<Record<string, string>> = { onAction: 'actionLabel' }
/// Lists that few interactions have.
const SELDOM = new Set(['onStart', 'onAlways'])
const FLOW_LISTS = new Set(['inputVariables', 'outputVariables'])

function Advanced({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="builder-group">
      <h4>
        <button
          type="button"
          className="slds-button_reset builder-heading"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Condition and more
        </button>
      </h4>
      {isOpen && children}
    </section>
  )
}

/// The interaction with another type: what every type has stays.
function keptFor(interaction: Interaction, type: string): Interaction {
  const common = ['targetName', ...chainProperties.map(({ name }) => name)]
  return { ...Object.fromEntries(Object.entries(interaction).filter(([name]) => common.includes(name))), type }
}
