import { lazy, Suspense } from 'react'
import type { Resource } from '../pickers/resources.ts'
import { useSchema } from '../pickers/schema.tsx'
import type { ValueType } from '../pickers/valueTypes.ts'

// The editor is large and comes when the first formula is looked at.
const FormulaEditor = lazy(() => import('./FormulaEditor.tsx'))

export interface FormulaFieldProps {
  readonly label: string
  readonly value: string
  /// What the formula may refer to.
  readonly resources: readonly Resource[]
  /// The type its result should have.
  readonly wanted: ValueType['kind']
  /// Which functions it may use.
  readonly kind?: 'flow' | 'record' | 'component'
  onCommit(formula: string): void
}

/// A formula, with completion and with its errors where they are.
export function FormulaField(props: FormulaFieldProps) {
  const schema = useSchema()
  return (
    <div className="slds-form-element">
      <span className="slds-form-element__label">{props.label}</span>
      <Suspense fallback={<pre className="millrace-formula is-loading">{props.value}</pre>}>
        <FormulaEditor {...props} schema={schema} />
      </Suspense>
    </div>
  )
}
