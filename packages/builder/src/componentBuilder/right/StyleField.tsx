import { withMember } from '../document/members.ts'
import { STYLE_SETTINGS, styleDeclarations } from '@millrace/runtime'
import { useState } from 'react'
import { Button, FormElement } from '@millrace/components'
import { SuggestField } from './SuggestField.tsx'

const WIDE = ['margin', 'padding', 'width', 'align', 'textAlign']
const SPACINGS = ['none', 'xx-small', 'x-small', 'small', 'medium', 'large', 'x-large']
const ALIGNMENTS = ['start', 'center', 'end']

/// How a component stands among others, and the SLDS styling hooks it sets.
export function StyleField({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const style = isStyle(value) ? value : {}
  const [hook, setHook] = useState('')
  const problems = new Map(styleDeclarations(style as never).problems.map(({ name, message }) => [name, message]))
  const set = (name: string, text: string) => {
    const next = withMember(style, name, text === '' ? undefined : text)
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  const others = Object.keys(style).filter(name => !WIDE.includes(name))
  return (
    <div className="builder-fields">
      {[...WIDE, ...others].map(name => (
        <FormElement key={name} id={`style-${name}`} label={LABELS[name] ?? name} problem={problems.get(name)}>
          <SuggestField
            id={`style-${name}`}
            value={String(style[name] ?? '')}
            suggestions={/margin|padding/i.test(name) ? SPACINGS : /align/i.test(name) ? ALIGNMENTS : []}
            placeholder={
              /margin|padding/i.test(name) ? 'small, or 8px' : /width/i.test(name) ? '20rem, or 50%' : undefined
            }
            onChange={text => set(name, text)}
          />
        </FormElement>
      ))}
      <FormElement
        id="style-new"
        label="Another setting or styling hook"
        help="A setting such as minWidth, or an SLDS hook such as --slds-c-card-color-background."
      >
        <div className="builder-mapped">
          <SuggestField
            id="style-new"
            value={hook}
            suggestions={[...STYLE_SETTINGS, ...HOOKS]}
            placeholder="--slds-c-…"
            onChange={setHook}
          />
          <Button
            label="Add"
            disabled={hook.trim() === ''}
            onClick={() => {
              set(hook.trim(), ' ')
              setHook('')
            }}
          />
        </div>
      </FormElement>
    </div>
  )
}

const isStyle = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const LABELS: Readonly<Record<string, string>> = {
  margin: 'Margin',
  padding: 'Padding',
  width: 'Width',
  align: 'Alignment',
  textAlign: 'Text alignment',
}

const HOOKS = [
  '--slds-c-button-color-background',
  '--slds-c-button-text-color',
  '--slds-c-button-radius-border',
  '--slds-c-card-color-background',
  '--slds-c-card-color-border',
  '--slds-c-card-radius-border',
  '--slds-c-card-spacing-block',
  '--slds-c-badge-color-background',
  '--slds-c-badge-text-color',
  '--slds-c-icon-color-foreground',
]
