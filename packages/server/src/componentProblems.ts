import { describeObject } from '@millrace/database'
import { describeFlow } from '@millrace/flow'
import type { DynamicComponent } from '@millrace/metadata'
import {
  type CheckEnvironment,
  checkDynamicComponent,
  type ComponentProblem,
  type ObjectLookup,
  objectsOf,
  readFlowDescription,
  readObjectDescription,
} from '@millrace/runtime'
import { didYouMean } from '@millrace/values'
import { activeFlow, activeScreenFlow } from './activeFlow.ts'
import type { RunningProject } from './project.ts'

/// What is wrong with [component] in [project]: everything that the page could find by itself, and what only someone
/// who knows the objects and flows can. The page's own check, so that both say the same.
export const componentProblems = (component: DynamicComponent, project: RunningProject): ComponentProblem[] =>
  checkDynamicComponent(component, environmentOf(project))

/// The objects whose descriptions a page needs for [component]: it asks for them together.
export const objectsRead = (component: DynamicComponent, project: RunningProject): readonly string[] =>
  objectsOf(component, objectLookup(project))

// Objects and flows in the form in which a page would ask for them.
function environmentOf(project: RunningProject): CheckEnvironment {
  return {
    object: objectLookup(project),
    dynamicComponent(name) {
      const components = project.dynamicComponents.map(({ component }) => component)
      const names = components.map(({ apiName }) => apiName)
      return (
        components.find(({ apiName }) => apiName === name) ?? {
          missing: `there is no Dynamic Component "${name}".${didYouMean(name, names)}`,
        }
      )
    },
    flow(name) {
      const found = activeFlow(project, name)
      return 'missing' in found ? found : readFlowDescription(describeFlow(found.flow))!
    },
    screenFlow(name) {
      const found = activeScreenFlow(project, name)
      return 'missing' in found ? found : readFlowDescription(describeFlow(found.flow))!
    },
  }
}

function objectLookup({ schema }: RunningProject): ObjectLookup {
  const known = new Map<string, ReturnType<ObjectLookup>>()
  return name => {
    const object = schema.object(name)
    if (object && !known.has(object.apiName))
      known.set(object.apiName, readObjectDescription(describeObject(schema, object)))
    return object && known.get(object.apiName)
  }
}
