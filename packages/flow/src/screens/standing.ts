import type { FlowElement } from '@millrace/metadata'
import type { Interview } from '../interview.ts'
import { pausedState, stackOf } from '../pausedInterview.ts'
import type { ScreenDescription } from './description.ts'

/// Lets [interview] stand at [element] until a person, or the browser, has done what [screen] asks for.
export function standAt(interview: Interview, element: FlowElement, screen: ScreenDescription): void {
  const flows = stackOf(interview).map(({ program }) => program.flow)
  const { apiName } = interview.program.flow
  interview.pause = { flow: apiName, element: element.name, events: [], state: pausedState(interview), flows, screen }
}
