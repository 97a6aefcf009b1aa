import { compareNum, type Num, num, numText, parseNum } from '@millrace/values'
import type { EditorProps } from './EditorProps.ts'
import { type NumberForm, numberText } from './localeNumbers.ts'

export interface SliderEditorProps extends EditorProps<Num | null> {
  min: Num
  max: Num
  step: Num
  form: NumberForm
}

/// A number on a scale. A blank stands at the beginning until it is moved.
export function SliderEditor({ min, max, step, form, ...editor }: SliderEditorProps) {
  const { value, onChange, onCommit } = editor
  const shown = value ?? min
  return (
    <div className="slds-slider">
      <input
        id={editor.id}
        type="range"
        className="slds-slider__range"
        min={numText(min)}
        max={numText(compareNum(max, min) > 0 ? max : min)}
        step={numText(step)}
        value={numText(shown)}
        disabled={editor.disabled || editor.readOnly}
        aria-label={editor.assistiveLabel}
        aria-valuetext={numberText(shown, form)}
        aria-describedby={editor.describedBy}
        // The browser writes the steps as decimal text, so no digit goes through a binary number.
        onChange={event => onChange(parseNum(event.target.value) ?? num(0))}
        onPointerUp={onCommit}
        onKeyUp={event => event.key !== 'Tab' && onCommit?.()}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      />
      <span className="slds-slider__value" aria-hidden="true">
        {numberText(shown, form)}
      </span>
    </div>
  )
}
