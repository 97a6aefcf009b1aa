import { useLabels } from '../labels/Localized.tsx'
import type { ReactNode } from 'react'
import { Icon } from '../slds/Icon.tsx'

/// What Salesforce shows where a flow has failed, with the reason below.
export function FlowError({ message, children }: { message: string; children?: ReactNode }) {
  const labels = useLabels()
  return (
    <div className="millrace-flow-failed" role="alert">
      <Icon name="utility:error" size="small" variant="error" />
      <div>
        <h3 className="slds-text-heading_small">{labels.flowFailed}</h3>
        <p className="slds-m-top_x-small">{labels.flowFailedHelp}</p>
        {message && <p className="slds-m-top_small slds-text-color_weak">{message}</p>}
        {children && <div className="slds-m-top_medium">{children}</div>}
      </div>
    </div>
  )
}
