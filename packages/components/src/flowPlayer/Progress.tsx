import type { Screen } from './interview.ts'

/// The stages of a flow: a path of chevrons, or dots.
export function Progress({ progress }: { progress: NonNullable<Screen['progress']> }) {
  const { type, stages } = progress
  const current = stages.findIndex(({ isCurrent }) => isCurrent)
  if (type === 'path')
    return (
      <div className="slds-path slds-m-bottom_small">
        <ol className="slds-path__nav slds-grid">
          {stages.map(({ label }, i) => (
            <li
              key={label}
              className={`slds-path__item ${i === current ? 'slds-is-current slds-is-active' : i < current ? 'slds-is-complete' : 'slds-is-incomplete'}`}
              aria-current={i === current ? 'step' : undefined}
            >
              <span className="slds-path__link">
                <span className="slds-path__title">{label}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    )
  return (
    <div className="slds-progress slds-m-bottom_small">
      <ol className="slds-progress__list">
        {stages.map(({ label }, i) => (
          <li
            key={label}
            className={`slds-progress__item ${i === current ? 'slds-is-active' : i < current ? 'slds-is-completed' : ''}`}
            aria-current={i === current ? 'step' : undefined}
          >
            <span className="slds-progress__marker" title={label}>
              <span className="slds-assistive-text">{label}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
