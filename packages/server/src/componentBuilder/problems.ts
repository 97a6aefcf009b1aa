import { parseDynamicComponent, type Diagnostic } from '@millrace/metadata'
import type { ComponentProblem } from '@millrace/runtime'
import { componentProblems } from '../componentProblems.ts'
import type { RunningProject } from '../project.ts'

/// Everything that is wrong with the text of a component's file, as the page would show it and as `activate` judges it.
export function textProblems(apiName: string, text: string, project: RunningProject): ComponentProblem[] {
  const { component, diagnostics } = parseDynamicComponent(text, `${apiName}.dynamicComponent.json`)
  return [...diagnostics.map(asProblem), ...(component ? componentProblems(component, project) : [])]
}

/// The messages of its errors.
export const componentErrors = (apiName: string, text: string, project: RunningProject): string[] =>
  textProblems(apiName, text, project)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)

const asProblem = ({ severity, code, message, line, column, element }: Diagnostic): ComponentProblem => ({
  severity: severity === 'error' ? 'error' : 'warning',
  code,
  message,
  path: `${line}:${column}`,
  element: element ?? '',
})
