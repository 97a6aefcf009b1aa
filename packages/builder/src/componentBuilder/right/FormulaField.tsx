import { ButtonIcon, FormElement } from '@millrace/components'
import { isUnknown, type Place, ReferenceScope } from '@millrace/runtime'
import { BOOLEAN, type DataType } from '@millrace/values'
import { useId, useRef, useState } from 'react'
import { LazyFormulaEditor } from '../../formulaEditor/FormulaField.tsx'
import type { FormulaLanguage } from '../../formulaEditor/formulaLanguage.ts'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import type { PropertyPlace } from './fieldsContext.ts'
import { ReferencePicker } from './ReferencePicker.tsx'
import { type ReferenceChoice, referenceChoices } from './referenceChoices.ts'

export interface FormulaFieldProps {
  label: string
  help?: string
  required?: boolean
  problem?: string
  value: unknown
  at: Pick<PropertyPlace, 'place'>
  /// What it should come to; a condition's true or false when not said.
  wanted?: DataType
  onChange: (value: unknown) => void
}

/// A formula with completion, its errors where they are, and a list of references to put in at its end.
export function FormulaField({
  label,
  help,
  required,
  problem,
  value,
  at,
  wanted = BOOLEAN,
  onChange,
}: FormulaFieldProps) {
  const id = useId()
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  const choices = () => referenceChoices({ definition, objects, place: at.place })
  const scope = new ReferenceScope(definition, name => objects.describe(name))
  const commit = (next: string) => onChange(next === '' ? undefined : next)
  return (
    <FormElement id={id} label={label} help={help} required={required} problem={problem} isGroup>
      <div ref={box} className="builder-mapped">
        <LazyFormulaEditor
          label={label}
          value={text}
          language={language(scope, at.place, wanted, choices)}
          onCommit={commit}
        />
        <ButtonIcon
          iconName="utility:insert_tag_field"
          assistiveText={`Insert a reference into ${label}`}
          variant="border-filled"
          expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <ReferencePicker
          anchor={box}
          choices={choices()}
          onChoose={path => {
            setOpen(false)
            commit(`${text}{!${path}}`)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </FormElement>
  )
}

function language(
  scope: ReferenceScope,
  place: Place,
  wanted: DataType,
  choices: () => readonly ReferenceChoice[],
): FormulaLanguage {
  return {
    scope: {
      kind: 'component',
      blankAsZero: false,
      reference(path) {
        const found = scope.find(path, place)
        return isUnknown(found) ? undefined : { type: found.type, read: () => null }
      },
      unknownReference(path) {
        const found = scope.find(path, place)
        return isUnknown(found) ? found.unknown : undefined
      },
    },
    wanted,
    paths: typed => pathsAt(choices(), typed.toLowerCase()),
  }
}

/// The choices whose path begins with what was typed, one step further each.
function pathsAt(choices: readonly ReferenceChoice[], typed: string, depth = 4): ReturnType<FormulaLanguage['paths']> {
  return choices.flatMap(({ path, label, detail, children }) => {
    const inner = children && depth > 1 && (path === undefined || typed.startsWith(`${path.toLowerCase()}.`))
    const here = path !== undefined && path.toLowerCase().startsWith(typed)
    return [
      ...(here
        ? [{ value: path, label: label === path ? path : `${path} – ${label}`, detail, opens: children !== undefined }]
        : []),
      ...(inner ? pathsAt(children(), typed, depth - 1) : []),
    ]
  })
}
