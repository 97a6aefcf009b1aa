import { lazy, Suspense } from 'react'
import { searched } from '../pickers/Combobox.tsx'
import { pathOptions, type Resource } from '../pickers/resources.ts'
import { useSchema } from '../pickers/schema.tsx'
import { typeOf, type ValueType } from '../pickers/valueTypes.ts'
import type { FormulaEditorProps } from './FormulaEditor.tsx'
import type { FormulaLanguage } from './formulaLanguage.ts'
import './formulaEditor.css'
import { checkScope, formulaType } from './formulaScope.ts'

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

/// A formula of a flow, with completion and with its errors where they are.
export function FormulaField({ label, value, resources, wanted, kind = 'flow', onCommit }: FormulaFieldProps) {
  const schema = useSchema()
  const language: FormulaLanguage = {
    scope: checkScope(resources, schema, kind),
    wanted: formulaType(typeOf(wanted)),
    paths: typed =>
      searched(
        pathOptions(typed, resources, schema, null, path => path),
        typed.replace(/^.*\./, ''),
      ),
  }
  return (
    <div className="slds-form-element">
      <span className="slds-form-element__label">{label}</span>
      <LazyFormulaEditor label={label} value={value} language={language} onCommit={onCommit} />
    </div>
  )
}

/// The formula editor, which comes when the first formula is looked at.
export function LazyFormulaEditor(props: FormulaEditorProps) {
  return (
    <Suspense fallback={<pre className="millrace-formula is-loading">{props.value}</pre>}>
      <FormulaEditor {...props} />
    </Suspense>
  )
}
