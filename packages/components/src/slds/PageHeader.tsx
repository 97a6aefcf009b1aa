import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface PageHeaderProps {
  title: string
  /// Small words over the title: the object.
  kind?: string
  /// Small words under it.
  info?: string
  iconName?: string
  actions?: ReactNode
  /// A row of facts under it.
  details?: readonly { readonly label: string; readonly value: string }[]
  /// The page's own head has the page's only h1; one inside it is an h2.
  level?: 1 | 2
}

/// The head of a page.
export function PageHeader({ title, kind, info, iconName, actions, details = [], level = 1 }: PageHeaderProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div
      className={`slds-page-header millrace-page-header ${details.length > 0 ? 'slds-page-header_record-home' : ''}`}
    >
      <div className="slds-page-header__row millrace-page-header-row">
        <div className="slds-page-header__col-title">
          <div className="slds-media slds-media_center">
            {iconName && (
              <div className="slds-media__figure">
                <Icon name={iconName} size="medium" />
              </div>
            )}
            <div className="slds-media__body">
              {kind && <p className="slds-text-body_small">{kind}</p>}
              <Heading className="slds-page-header__title slds-truncate" title={title}>
                {title}
              </Heading>
              {info && <p className="slds-text-body_small slds-text-color_weak">{info}</p>}
            </div>
          </div>
        </div>
        {actions && <div className="slds-page-header__col-actions">{actions}</div>}
      </div>
      {details.length > 0 && (
        <dl className="millrace-page-header-details">
          {details.map(({ label, value }) => (
            <div key={label}>
              <dt className="slds-text-title">{label}</dt>
              <dd className="slds-truncate" title={value}>
                {value || '–'}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
