import { type ReactNode, useId } from 'react'
import { Icon, IconDrawing } from './Icon.tsx'

export interface AccordionSection {
  readonly name: string
  readonly label: string
  readonly iconName?: string
}

export interface AccordionProps {
  sections: readonly AccordionSection[]
  /// Names of the sections that are unfolded.
  open: readonly string[]
  onToggle: (name: string, isOpen: boolean) => void
  /// What a section holds; asked of open ones only.
  children: (name: string) => ReactNode
}

/// Sections that unfold.
export function Accordion({ sections, open, onToggle, children }: AccordionProps) {
  return (
    <ul className="slds-accordion">
      {sections.map(section => (
        <li key={section.name} className="slds-accordion__list-item">
          <Section
            section={section}
            isOpen={open.includes(section.name)}
            onToggle={isOpen => onToggle(section.name, isOpen)}
          >
            {children}
          </Section>
        </li>
      ))}
    </ul>
  )
}

interface SectionProps {
  section: AccordionSection
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  children: (name: string) => ReactNode
}

function Section({ section, isOpen, onToggle, children }: SectionProps) {
  const id = useId()
  return (
    <section className={`slds-accordion__section ${isOpen ? 'slds-is-open' : ''}`}>
      <div className="slds-accordion__summary">
        <h3 className="slds-accordion__summary-heading">
          <button
            type="button"
            className="slds-button slds-button_reset slds-accordion__summary-action"
            aria-controls={id}
            aria-expanded={isOpen}
            onClick={() => onToggle(!isOpen)}
          >
            <IconDrawing
              name="utility:switch"
              className="slds-accordion__summary-action-icon slds-button__icon slds-button__icon_left"
            />
            {section.iconName && (
              <Icon name={section.iconName} size="x-small" className="slds-m-right_x-small slds-no-flex" />
            )}
            <span className="slds-accordion__summary-content" title={section.label}>
              {section.label}
            </span>
          </button>
        </h3>
      </div>
      <div id={id} className="slds-accordion__content" hidden={!isOpen}>
        {isOpen && children(section.name)}
      </div>
    </section>
  )
}
