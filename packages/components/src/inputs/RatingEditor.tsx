import { isNum, type Num } from '@millrace/values'
import { useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import type { EditorProps } from './EditorProps.ts'

/// So many of [max] stars, as a group of radio buttons: arrow keys move, 0 and Delete take the rating away.
export function RatingEditor({ max, ...editor }: EditorProps<Num | null> & { max: number }) {
  const labels = useLabels()
  const { id, value, onChange, onCommit } = editor
  const [hovered, setHovered] = useState<number>()
  const isFixed = editor.disabled === true || editor.readOnly === true
  const lit = hovered ?? (isNum(value) ? Number(value) : 0)
  const choose = (next: number | null) => {
    onChange(next)
    onCommit?.()
  }
  return (
    // The keys are those of the radio buttons inside, which have the focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="millrace-rating"
      onMouseLeave={() => setHovered(undefined)}
      onKeyDown={event => {
        if (isFixed || editor.required || !['Delete', 'Backspace', '0'].includes(event.key)) return
        event.preventDefault()
        choose(null)
      }}
    >
      {Array.from({ length: max }, (_, i) => i + 1).map(stars => (
        // The pointer shows what a click would choose; the keyboard chooses at once.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <label key={stars} className={stars <= lit ? 'is-lit' : ''} onMouseEnter={() => !isFixed && setHovered(stars)}>
          <input
            type="radio"
            name={id}
            id={stars === 1 ? id : `${id}-${stars}`}
            className="slds-assistive-text"
            checked={value === stars}
            disabled={isFixed}
            aria-describedby={editor.describedBy}
            onChange={() => choose(stars)}
            // Chosen once more, it is taken away.
            onClick={() => value === stars && !editor.required && choose(null)}
            onFocus={editor.onFocus}
            onBlur={editor.onBlur}
          />
          <IconDrawing name="utility:favorite" className="slds-icon slds-icon_small" />
          <span className="slds-assistive-text">{labels.outOf(String(stars), String(max))}</span>
        </label>
      ))}
    </div>
  )
}
