import { Button, ButtonIcon } from '@millrace/components'
import type { Interaction } from '@millrace/metadata'
import { interactionType, interactionTypes } from '@millrace/runtime'
import { useState } from 'react'
import type { InteractionListProps } from '../right/fieldsContext.ts'
import { OrderedItems } from '../right/OrderedItems.tsx'
import { useBuilder } from '../useEditor.ts'
import { InteractionEditor } from './InteractionEditor.tsx'
import { summaryOf } from './summary.ts'

/// Interactions in the order in which they run, each with its settings, to any depth.
export function InteractionList({
  label,
  interactions,
  place,
  at,
  targets,
  properties = [],
  onChange,
}: InteractionListProps) {
  const list: readonly Interaction[] = Array.isArray(interactions) ? interactions : []
  const { flows } = useBuilder()
  const [open, setOpen] = useState<number>()
  const set = (next: readonly Interaction[]) => onChange(next.length === 0 ? undefined : next)
  const add = (type: string) => {
    const targetName = targets[0]?.name
    set([...list, { type, ...(targetName !== undefined && { targetName }) }])
    setOpen(list.length)
  }
  const nameOfType = ({ type }: Interaction) => interactionType(type)?.label ?? type
  return (
    <div className={label ? 'builder-chain' : undefined} role={label ? 'group' : undefined} aria-label={label}>
      {label && <h4 className="builder-heading">{label}</h4>}
      <OrderedItems
        items={list}
        open={open}
        onOpen={setOpen}
        onChange={set}
        name={nameOfType}
        title={interaction => (
          <>
            <strong>{nameOfType(interaction)}</strong>{' '}
            <span className="slds-text-color_weak">{summaryOf(interaction, flows)}</span>
          </>
        )}
      >
        {(interaction, index) => (
          <InteractionEditor
            interaction={interaction}
            place={place}
            at={{ ...at, place, key: `${at.key}.${label ?? ''}.${index}` }}
            targets={targets}
            extra={properties}
            isNested={label !== undefined}
            onChange={changed => set(list.map((other, i) => (i === index ? changed : other)))}
          />
        )}
      </OrderedItems>
      <AddInteraction label={label ? 'Add Item' : 'Add Interaction'} onAdd={add} />
    </div>
  )
}

function AddInteraction({ label, onAdd }: { label: string; onAdd: (type: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button label={label} iconName="utility:add" onClick={() => setOpen(true)} />
  return (
    <div className="builder-mapped">
      <select
        className="slds-select"
        aria-label="Type"
        // It was opened to choose from.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        defaultValue=""
        onChange={event => {
          setOpen(false)
          onAdd(event.target.value)
        }}
      >
        <option value="" disabled>
          Choose what happens …
        </option>
        {interactionTypes.map(({ type, label }) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </select>
      <ButtonIcon iconName="utility:close" assistiveText="Cancel" onClick={() => setOpen(false)} />
    </div>
  )
}
