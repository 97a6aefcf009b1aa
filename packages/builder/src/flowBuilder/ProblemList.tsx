import { Badge, Button, ButtonIcon } from '@millrace/components'
import type { Diagnostic } from '@millrace/metadata'
import { useState } from 'react'
import { useFlowEdit } from './editContext.ts'
import { fixesOf } from './fixes.ts'

/// What the engine's own check says of the flow, each with its explanation and, where there is one, what mends it.
export function ProblemList({
  diagnostics,
  isReadOnly,
  onClose,
}: {
  diagnostics: readonly Diagnostic[]
  isReadOnly: boolean
  onClose(): void
}) {
  return (
    <section className="millrace-builder-problems" aria-label="Problems">
      <div className="millrace-panel-head">
        <h2>Problems</h2>
        <ButtonIcon iconName="utility:close" assistiveText="Close Problems" size="small" onClick={onClose} />
      </div>
      {diagnostics.length === 0 && <p>No problems were found.</p>}
      <ul>
        {diagnostics.map((diagnostic, i) => (
          <Problem key={`${diagnostic.code} ${diagnostic.line} ${i}`} diagnostic={diagnostic} isReadOnly={isReadOnly} />
        ))}
      </ul>
    </section>
  )
}

const variants = { error: 'error', warning: 'warning', info: 'default' } as const

function Problem({ diagnostic, isReadOnly }: { diagnostic: Diagnostic; isReadOnly: boolean }) {
  const { editing, flow, open, say } = useFlowEdit()
  const [explanation, setExplanation] = useState<string | null>(null)
  const { severity, code, message, element, line } = diagnostic
  const explain = async () => {
    if (explanation !== null) return setExplanation(null)
    const { explanationOf } = await import('./explanations.ts')
    setExplanation(explanationOf(code))
  }
  return (
    <li className="millrace-problem">
      <Badge label={severity} variant={variants[severity]} />
      <div>
        <p>{message}</p>
        {explanation !== null && <p className="millrace-problem-explanation">{explanation}</p>}
        <div className="millrace-button-row">
          {element && <Button label={`Go to ${element}`} variant="base" onClick={() => open(element)} />}
          {!element && <span className="slds-text-color_weak">Line {line}</span>}
          <Button label={explanation === null ? 'Explain' : 'Hide'} variant="base" onClick={() => void explain()} />
          {!isReadOnly &&
            fixesOf(diagnostic, flow).map(({ title, apply }) => (
              <Button
                key={title}
                label={title}
                variant="base"
                iconName="utility:check"
                onClick={() => {
                  editing.apply(title, apply)
                  say(`${title}: done.`)
                }}
              />
            ))}
        </div>
      </div>
    </li>
  )
}
