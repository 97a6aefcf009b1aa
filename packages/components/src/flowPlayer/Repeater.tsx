import { type ReactNode, useRef } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import type { ScreenField, Typed } from './interview.ts'
import type { ScreenFieldsProps } from './screenFieldsProps.ts'

interface TypedItem {
  readonly key: string
  readonly values: Typed
}

interface RepeaterProps extends Omit<ScreenFieldsProps, 'fields'> {
  field: ScreenField
  /// Shows the components of one item.
  show: (item: ScreenFieldsProps) => ReactNode
}

/// Source: Salesforce Help, "Flow Screen Input Component: Repeater".
const MOST_ITEMS = 30

/// A group of components that is filled in as often as there is need.
export function Repeater({ field, host, typed, errors, onChange, show }: RepeaterProps) {
  const labels = useLabels()
  const box = useRef<HTMLElement>(null)
  const items = field.items ?? []
  const given = typed[field.name] as readonly TypedItem[] | undefined
  const shown = given ?? items.map(({ key }) => ({ key, values: {} }))
  const set = (next: readonly TypedItem[]) => onChange(field.name, next)
  const add = () => set([...shown, { key: newKey(shown), values: {} }])
  const remove = (key: string) => {
    set(shown.filter(item => item.key !== key))
    box.current?.querySelector<HTMLElement>('.millrace-repeater-add')?.focus()
  }
  return (
    <section ref={box} className="millrace-repeater" aria-label={field.label || undefined}>
      {field.label && <h4 className="slds-text-heading_small slds-m-bottom_x-small">{field.label}</h4>}
      {shown.map(({ key, values }, i) => {
        const title = labels.itemNumber(String(i + 1))
        const prefix = `${field.name}/${key}/`
        const described = items.find(item => item.key === key)
        return (
          <fieldset key={key} className="millrace-repeater-item">
            <legend className="slds-assistive-text">{title}</legend>
            {described ? (
              show({
                host,
                fields: described.fields,
                typed: values,
                errors: errors.flatMap(error =>
                  error.field?.startsWith(prefix) ? [{ ...error, field: error.field.slice(prefix.length) }] : [],
                ),
                onChange: (name, value) =>
                  set(
                    shown.map(item => (item.key === key ? { key, values: { ...item.values, [name]: value } } : item)),
                  ),
              })
            ) : (
              <Spinner label={labels.loading(title)} size="small" />
            )}
            <div className="slds-m-top_x-small">
              <Button
                label={labels.removeWhat(title)}
                iconName="utility:delete"
                variant="base"
                onClick={() => remove(key)}
              />
            </div>
          </fieldset>
        )
      })}
      <span className="millrace-repeater-add" tabIndex={-1}>
        <Button label={labels.addItem} iconName="utility:add" disabled={shown.length >= MOST_ITEMS} onClick={add} />
      </span>
    </section>
  )
}

function newKey(items: readonly TypedItem[]): string {
  const numbers = items.map(({ key }) => Number(key.replace(/^n/, '')) || 0)
  return `n${Math.max(0, ...numbers) + 1}`
}
