import type { Flow } from '@millrace/metadata'

/// Why Execute Flow, a subflow or the REST API can't run [flow], in a sentence with a way out; null when it can.
/// Says nothing of its status.
export function whyNotRunnable(flow: Flow): string | null {
  if (flow.processType === 'Flow')
    return `"${flow.label || flow.apiName}" is a screen flow. Execute Flow runs autolaunched flows; use Open Flow Dialog or Open Flow Panel.`
  if (flow.processType !== 'AutoLaunchedFlow')
    return `"${flow.label || flow.apiName}" is a flow of type ${flow.processType}. Execute Flow runs autolaunched flows without a trigger.`
  const trigger = flow.start?.triggerType
  if (flow.start?.hasSchedule || trigger === 'Scheduled')
    return `"${flow.label || flow.apiName}" starts on a schedule. Execute Flow runs autolaunched flows without a trigger.`
  if (trigger && trigger !== 'None')
    return `"${flow.label || flow.apiName}" is started by ${trigger === 'PlatformEvent' ? 'a platform event' : 'records'}. Execute Flow runs autolaunched flows without a trigger.`
  return null
}

/// Why Open Flow Dialog, Open Flow Panel or the Flow component can't open [flow], in a sentence with a way out; null when
/// they can. Says nothing of its status.
export function whyNotOpenable(flow: Flow): string | null {
  if (isScreenFlow(flow)) return null
  const name = flow.label || flow.apiName
  if (whyNotRunnable(flow) === null)
    return `"${name}" is an autolaunched flow: it has no screens to open. Run it with Execute Flow.`
  return `"${name}" is no screen flow, so there is nothing to open. Choose a flow of type Screen Flow.`
}

/// Whether people start [flow] and fill in its screens.
export const isScreenFlow = ({ processType, start }: Flow): boolean =>
  processType === 'Flow' && (start?.triggerType ?? 'None') === 'None' && start?.hasSchedule !== true
