import { Button, ButtonIcon, propertyText } from '@millrace/components'
import {
  addHolderPart,
  addPageField,
  movePageItem,
  PAGE_HOLDERS,
  type PageItem,
  type PagePlace,
  removePageItem,
  setPageProperty,
} from '@millrace/metadata'
import { Combobox, searched } from '../pickers/Combobox.tsx'
import { FieldGroup, TextField } from '../pickers/fields.tsx'
import { useSchema } from '../pickers/schema.tsx'
import { useEditing, usePageBuilding } from './builderContext.ts'

const PART_NAMES: Readonly<Record<string, string>> = {
  'flexipage:tab': 'Tab',
  'flexipage:accordionSection': 'Section',
  'flexipage:column': 'Column',
}

/// The parts of a component that holds others: its tabs, sections or columns, to add, name, order and remove.
export function HolderSettings({ item, place }: { item: PageItem; place: PagePlace }) {
  const { editing } = usePageBuilding()
  const { page } = useEditing(editing)
  const holder = PAGE_HOLDERS[item.componentName ?? '']
  if (!holder) return null
  const facet = propertyText(item.properties, holder.property)
  const parts = page.regions.find(({ name }) => name === facet)?.items ?? []
  const kind = PART_NAMES[holder.part] ?? 'Part'
  return (
    <FieldGroup title={`${kind}s`}>
      {parts.map((part, index) => {
        const at = { region: facet, index }
        const title = holder.title && propertyText(part.properties, holder.title)
        return (
          <fieldset key={part.identifier ?? index} className="page-builder-filter">
            <legend>
              {kind} {index + 1}
              <PartButtons what={`${kind} ${index + 1}`} at={at} count={parts.length} />
            </legend>
            {holder.title && (
              <TextField
                label="Label"
                value={title ?? ''}
                help="Standard.Tab.detail and the like are labels of Salesforce’s own."
                onCommit={text =>
                  editing.apply(`Rename ${kind}`, source => setPageProperty(source, at, holder.title!, text))
                }
              />
            )}
            {holder.part === 'flexipage:column' && <ColumnFields facet={propertyText(part.properties, 'body')} />}
          </fieldset>
        )
      })}
      <Button
        label={`Add ${kind}`}
        onClick={() =>
          editing.apply(`Add ${kind}`, source => addHolderPart(source, place, `${kind} ${parts.length + 1}`))
        }
      />
    </FieldGroup>
  )
}

/// Up, down, and away.
function PartButtons({ what, at, count }: { what: string; at: PagePlace; count: number }) {
  const { editing } = usePageBuilding()
  const move = (to: number) =>
    editing.apply(`Move ${what}`, source => movePageItem(source, at, { region: at.region, index: to }))
  return (
    <>
      <ButtonIcon
        iconName="utility:up"
        assistiveText={`Move up: ${what}`}
        size="small"
        disabled={at.index === 0}
        onClick={() => move(at.index - 1)}
      />
      <ButtonIcon
        iconName="utility:down"
        assistiveText={`Move down: ${what}`}
        size="small"
        disabled={at.index === count - 1}
        onClick={() => move(at.index + 2)}
      />
      <ButtonIcon
        iconName="utility:delete"
        assistiveText={`Delete: ${what}`}
        size="small"
        onClick={() => editing.apply(`Delete ${what}`, source => removePageItem(source, at))}
      />
    </>
  )
}

/// The fields of a column of a field section.
function ColumnFields({ facet }: { facet: string }) {
  const { editing } = usePageBuilding()
  const { page } = useEditing(editing)
  const object = useSchema().object(page.objectApiName ?? '')
  const items = page.regions.find(({ name }) => name === facet)?.items ?? []
  const labelOf = (fieldItem: string) => {
    const name = fieldItem.replace(/^Record\./, '')
    return object?.fields.find(field => field.name === name)?.label ?? name
  }
  const options = (object?.fields ?? []).map(({ name, label }) => ({ value: name, label, detail: name }))
  return (
    <>
      <ul className="page-builder-fields">
        {items.map((item, index) => {
          const label = item.fieldItem ? labelOf(item.fieldItem) : (item.componentName ?? '')
          return (
            <li key={item.identifier ?? index}>
              <span className="slds-truncate">{label}</span>
              <span>
                <PartButtons what={label} at={{ region: facet, index }} count={items.length} />
              </span>
            </li>
          )
        })}
      </ul>
      <Combobox
        key={items.length}
        label="Add Field"
        value=""
        placeholder="Search fields …"
        options={text => searched(options, text)}
        onCommit={name => {
          if (!options.some(({ value }) => value === name)) return
          const place = { region: facet, index: items.length }
          editing.apply(`Add ${labelOf(name)}`, source => addPageField(source, place, `Record.${name}`))
        }}
      />
    </>
  )
}
