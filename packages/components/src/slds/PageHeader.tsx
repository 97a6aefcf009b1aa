import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/// The head of a page, with the page's only h1.
export function PageHeader({
  title,
  kind,
  iconName,
  actions,
}: {
  title: string
  kind?: string
  iconName?: string
  actions?: ReactNode
}) {
  return (
    <div className="slds-page-header millrace-page-header">
      <div className="slds-page-header__row">
        <div className="slds-page-header__col-title">
          <div className="slds-media slds-media_center">
            {iconName && (
              <div className="slds-media__figure">
                <Icon name={iconName} size="medium" />
              </div>
            )}
            <div className="slds-media__body">
              {kind && <p className="slds-text-body_small">{kind}</p>}
              <h1 className="slds-page-header__title slds-truncate">{title}</h1>
            </div>
          </div>
        </div>
        {actions && <div className="slds-page-header__col-actions">{actions}</div>}
      </div>
    </div>
  )
}
