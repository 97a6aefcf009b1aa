import { Icon } from '@millrace/components'
import { findComponent } from '../document/tree.ts'
import { useBuilder } from '../useEditor.ts'

/// Everything that is wrong, to jump to.
export function ProblemsPanel({ onResource }: { onResource: (apiName: string) => void }) {
  const { problems, editor } = useBuilder()
  if (problems.length === 0) return <p className="builder-hint">No problems. The component can be activated.</p>
  return (
    <ul className="builder-problems">
      {problems.map(({ severity, message, element = '', code, path }, index) => (
        <li key={index}>
          <button
            type="button"
            className="slds-button_reset"
            onClick={() => {
              if (findComponent(editor.definition, element)) editor.select([element])
              else if (editor.definition.resources.some(({ apiName }) => apiName === element)) onResource(element)
              else editor.select([])
            }}
          >
            <Icon
              name={severity === 'error' ? 'utility:error' : 'utility:warning'}
              variant={severity === 'error' ? 'error' : 'warning'}
              size="x-small"
              assistiveText={severity}
            />
            <span>
              {message}
              <span className="builder-note">
                {code} · {path}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
