import { settingsList } from '@millrace/runtime'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { Accordion as SldsAccordion } from '../slds/Accordion.tsx'

export function Accordion({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const held = state.attribute(apiName, 'openSections')
  const open = Array.isArray(held) ? held.filter(name => typeof name === 'string') : []
  const allowsSeveral = state.attribute(apiName, 'allowMultiple') === true
  const sections = settingsList(state.attribute(apiName, 'sections')).map(section => ({
    name: settingText(section, 'name'),
    label: settingText(section, 'label'),
    iconName: settingText(section, 'iconName') || undefined,
  }))
  const toggle = (name: string, isOpen: boolean) => {
    const others = allowsSeveral ? open.filter(other => other !== name) : []
    state.setAttribute(apiName, 'openSections', isOpen ? [...others, name] : others)
    void state.trigger(apiName, 'toggle', { detail: { name, isOpen } })
  }
  return (
    <SldsAccordion sections={sections} open={open} onToggle={toggle}>
      {name => <div className="millrace-component">{slot(name)}</div>}
    </SldsAccordion>
  )
}
