import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface CardProps {
  title?: ReactNode
  iconName?: string
  /// Under the title, small.
  caption?: ReactNode
  /// At the right of the title.
  actions?: ReactNode
  footer?: ReactNode
  /// Whether the body keeps a distance to the card's edges; a table goes from edge to edge.
  padded?: boolean
  children?: ReactNode
}

/// A white box with a title: most things on a Lightning page stand in one.
export function Card({ title, iconName, caption, actions, footer, padded = true, children }: CardProps) {
  const hasHeader = title || caption || actions
  return (
    <article className="slds-card">
      {hasHeader && (
        <div className="slds-card__header slds-grid millrace-card-header">
          <header className="slds-media slds-media_center slds-has-flexi-truncate">
            {iconName && (
              <div className="slds-media__figure">
                <Icon name={iconName} size="small" />
              </div>
            )}
            <div className="slds-media__body">
              {title && <h2 className="slds-card__header-title slds-truncate">{title}</h2>}
              {caption && <p className="slds-text-body_small slds-text-color_weak millrace-caption">{caption}</p>}
            </div>
          </header>
          {actions && <div className="millrace-card-actions">{actions}</div>}
        </div>
      )}
      <div className={`slds-card__body ${padded ? 'slds-card__body_inner' : 'millrace-card-body_bare'}`}>
        {children}
      </div>
      {footer && <footer className="slds-card__footer">{footer}</footer>}
    </article>
  )
}
