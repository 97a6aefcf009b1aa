import { ButtonIcon, Floating, FormElement, Link } from '@millrace/components'
import { useId, useRef, useState } from 'react'
import { type FlowChoice, useBuilder } from '../useEditor.ts'

export interface FlowFieldProps {
  label: string
  help?: string
  required?: boolean
  problem?: string
  value: unknown
  /// Whether it is to be a screen flow; otherwise it is one that runs in the background.
  hasScreens: boolean
  onChange: (value: unknown) => void
}

/// A flow, typed or picked: only those of the right kind can be chosen; the others say why not.
export function FlowField({ label, help, required, problem, value, hasScreens, onChange }: FlowFieldProps) {
  const id = useId()
  const { flows, refreshFlows } = useBuilder()
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const text = typeof value === 'string' ? value : ''
  const chosen = flows.find(({ apiName }) => apiName === text)
  const whyNot = hasScreens ? whyNoScreens : whyNotInBackground
  const words = search.toLowerCase().trim().split(/\s+/)
  const shown = flows
    .filter(({ apiName, label }) => words.every(word => `${apiName} ${label}`.toLowerCase().includes(word)))
    .toSorted(
      (a, b) => Number(whyNot(a) !== undefined) - Number(whyNot(b) !== undefined) || a.label.localeCompare(b.label),
    )
  return (
    <FormElement id={id} label={label} help={help} required={required} problem={problem}>
      <div ref={box} className="builder-mapped">
        <input
          id={id}
          className="slds-input"
          value={text}
          autoComplete="off"
          onChange={event => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
        <ButtonIcon
          iconName="utility:search"
          assistiveText="Pick a flow"
          variant="border-filled"
          expanded={isOpen}
          onClick={() => {
            if (!isOpen) refreshFlows()
            setOpen(!isOpen)
          }}
        />
      </div>
      {chosen && (
        <p className="builder-note">
          {chosen.label}, {chosen.status.toLowerCase()}
          {chosen.description ? `: ${chosen.description}` : '.'}{' '}
          <Link href={`/setup/flows/${encodeURIComponent(chosen.apiName)}`}>Open in Flow Builder</Link>
        </p>
      )}
      {isOpen && (
        <Floating anchor={box} className="builder-picker" onLeave={() => setOpen(false)}>
          <input
            type="search"
            className="slds-input"
            aria-label="Search flows"
            placeholder="Search flows …"
            // The picker has just been opened to type in.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={search}
            onChange={event => setSearch(event.target.value)}
            onKeyDown={event => event.key === 'Escape' && setOpen(false)}
          />
          <ul className="builder-picker-list" aria-label="Flows">
            {shown.length === 0 && <li className="builder-hint">No flow matches.</li>}
            {shown.map(flow => {
              const reason = whyNot(flow)
              return (
                <li key={flow.apiName}>
                  <button
                    type="button"
                    className="slds-button_reset builder-flow-choice"
                    disabled={reason !== undefined}
                    onClick={() => {
                      onChange(flow.apiName)
                      setOpen(false)
                    }}
                  >
                    <strong>{flow.label}</strong> <span className="slds-text-color_weak">{flow.apiName}</span>
                    {flow.description && <span className="builder-note">{flow.description}</span>}
                    <span className="builder-note">{reason ?? `${flow.status}.`}</span>
                  </button>
                </li>
              )
            })}
          </ul>
        </Floating>
      )}
    </FormElement>
  )
}

/// Why Execute Flow cannot run it; a draft can be chosen, since it may be active by the time somebody clicks.
const whyNotInBackground = ({ runnable, reason }: FlowChoice): string | undefined =>
  runnable ? undefined : (reason ?? 'It cannot run in the background.')

const whyNoScreens = ({ processType }: FlowChoice): string | undefined =>
  processType === 'Flow' ? undefined : 'It has no screens. Run it with Execute Flow.'
