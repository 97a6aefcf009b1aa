import type { ComponentProblem } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { checkText } from './builderApi.ts'
import type { DynamicComponent } from '@millrace/metadata'

const PAUSE_MS = 300

/// What is wrong with the component as it is on the screen, by the server, which knows objects and flows: the same as
/// `millrace check` finds. A moment behind the typing.
export function useProblems(
  apiName: string,
  definition: DynamicComponent,
  version: number,
): readonly ComponentProblem[] {
  const [problems, setProblems] = useState<readonly ComponentProblem[]>([])
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(() => {
      checkText(apiName, JSON.stringify(definition)).then(
        answer => isWanted && setProblems(answer.problems),
        // The server is away: what was found before stays.
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [apiName, definition, version])
  return problems
}
