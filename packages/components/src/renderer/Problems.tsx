import { useId, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'

/// Something wrong with a definition; `path` or the place in the file says where.
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info'
  readonly code: string
  readonly message: string
  readonly path?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/// What is wrong with the Dynamic Component called [of]: a count that unfolds. Nothing when all is well.
export function Problems({ of, problems }: { of: string; problems: readonly Problem[] }) {
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  const labels = useLabels()
  if (problems.length === 0) return null
  const hasErrors = problems.some(problem => problem.severity === 'error')
  return (
    <ScopedNotification
      variant={hasErrors ? 'error' : 'warning'}
      action={
        <Button
          label={isOpen ? labels.hide : labels.show}
          variant="base"
          expanded={isOpen}
          controls={listId}
          onClick={() => setOpen(!isOpen)}
        />
      }
    >
      <p>{labels.hasProblems(of, problems.length)}</p>
      <ul id={listId} hidden={!isOpen} className="slds-list_dotted slds-m-top_x-small">
        {problems.map((problem, index) => (
          <li key={index} className="millrace-error-text">
            {problem.message} <span className="slds-text-color_weak">{placeOf(problem)}</span>
          </li>
        ))}
      </ul>
    </ScopedNotification>
  )
}

function placeOf({ path, file, line, column }: Problem): string {
  return path ?? (file ? [file, line, column].filter(part => part !== undefined).join(':') : '')
}
