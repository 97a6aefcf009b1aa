import { Card, Link, useJson } from '@millrace/components'
import type { FlowListItem } from '../flowBuilder/flowAnswers.ts'
import { flowUrl } from '../flowBuilder/flowAnswers.ts'
import { duration } from './moments.ts'
import { Loading, NotLoaded } from './SetupPage.tsx'
import { elementLabels } from './traceLines.ts'

/// What an element did in the last runs: `GET /millrace/v1/flows/NAME/figures` answers `{ runs, elements }`.
interface ElementFigures {
  readonly element: string
  readonly elementType: string | null
  readonly count: number
  readonly faults: number
  readonly p50: number
  readonly p95: number
}

/// How often a flow ran and failed, how long it took, and how long each of its elements did.
export function FlowFigures({ flow, version }: { flow: FlowListItem; version: number }) {
  const answer = useJson<{ runs: number; elements: readonly ElementFigures[] }>(
    flowUrl(flow.apiName, '/figures'),
    version,
  )
  const { runs, label, apiName } = flow
  return (
    <Card
      title={`Figures of ${label}`}
      caption={
        runs
          ? `${countedRuns(runs.count)} kept, ${runs.failed} failed, ${runs.waiting} waiting; half took at most ${duration(runs.p50)}, 95 of 100 at most ${duration(runs.p95)}`
          : 'No runs are kept'
      }
      padded={false}
    >
      {answer.status === 'loading' && <Loading what="the figures" />}
      {answer.status === 'error' && <NotLoaded what="The figures" failure={answer.failure} />}
      {answer.status === 'ready' && answer.data.elements.length > 0 && (
        <div className="millrace-wide">
          <table
            className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
            aria-label={`Elements of ${label}`}
          >
            <thead>
              <tr>
                <th scope="col">Element</th>
                <th scope="col">Kind</th>
                <th scope="col">Ran In</th>
                <th scope="col">Faults</th>
                <th scope="col">Half at Most</th>
                <th scope="col">95 of 100 at Most</th>
              </tr>
            </thead>
            <tbody>
              {answer.data.elements.map(({ element, elementType, count, faults, p50, p95 }) => (
                <tr key={element}>
                  <th scope="row" data-label="Element">
                    <Link href={`/setup/flows/${encodeURIComponent(apiName)}`}>{element}</Link>
                  </th>
                  <td data-label="Kind">{elementLabels[elementType ?? ''] ?? elementType}</td>
                  <td data-label="Ran In">{count === 1 ? '1 interview' : `${count} interviews`}</td>
                  <td data-label="Faults">{faults}</td>
                  <td data-label="Half at Most">{duration(p50)}</td>
                  <td data-label="95 of 100 at Most">{duration(p95)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="slds-p-around_small slds-text-color_weak">
            Of the last {countedRuns(answer.data.runs)}. Elements that only compute are faster than the clock tells.
          </p>
        </div>
      )}
    </Card>
  )
}

const countedRuns = (count: number): string => (count === 1 ? '1 run' : `${count} runs`)
