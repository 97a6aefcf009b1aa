import type { Schema } from '@millrace/database'
import type { ApexFields } from '@millrace/flow'
import type { Diagnostic, Project } from '@millrace/metadata'
import type { Action } from './action.ts'
import { chatterPost } from './chatterPost.ts'
import { customNotificationAction } from './customNotificationAction.ts'
import { emailAlert } from './emailAlert.ts'
import { emailSimple } from './emailSimple.ts'
import { serviceActions } from './externalServices/externalService.ts'
import { httpCalloutAction } from './httpCalloutAction.ts'
import { quickActions } from './quickActions.ts'
import { submit } from './submit.ts'

/// The actions that every org has. A new one is a file in this folder and a word here.
const standardActions = ({ approvalProcesses }: ActionSources): readonly Action[] => [
  emailSimple,
  chatterPost,
  customNotificationAction,
  submit(approvalProcesses),
]

/// What of a project's files makes actions.
export type ActionSources = Pick<
  Project,
  'namedCredentials' | 'externalServices' | 'emailAlerts' | 'emailTemplates' | 'approvalProcesses' | 'quickActions'
>

/// The actions of one project: those of every org, one for each of its named credentials, the operations of its external
/// services, and its own.
export class ProjectActions {
  readonly all: readonly Action[]
  /// What is wrong with the files that make actions.
  readonly diagnostics: readonly Diagnostic[]
  readonly #byName: ReadonlyMap<string, Action>
  readonly #apexTypes: ReadonlyMap<string, ApexFields>

  constructor(project: ActionSources, schema: Schema, hostActions: readonly Action[]) {
    const templates = new Map(project.emailTemplates.map(template => [template.fullName, template]))
    const services = project.externalServices.map(serviceActions)
    this.all = [
      ...standardActions(project),
      ...quickActions(schema, project.quickActions),
      ...project.namedCredentials.map(httpCalloutAction),
      ...services.flatMap(service => service.actions),
      ...project.emailAlerts.map(alert => emailAlert(alert.apiName, alert, templates)),
      ...hostActions,
    ]
    this.diagnostics = services.flatMap(service => service.diagnostics)
    this.#apexTypes = new Map(
      services.flatMap(service => service.apexTypes.map(([name, fields]) => [name.toLowerCase(), fields])),
    )
    this.#byName = new Map(this.all.map(action => [keyOf(action.type, action.name), action]))
  }

  find(type: string, name: string): Action | undefined {
    return (
      this.#byName.get(keyOf(type, name)) ??
      (type === 'emailAlert' ? emailAlert(name, undefined, new Map()) : undefined)
    )
  }

  /// The fields of an Apex-defined type that an external service brings.
  apexType(apexClass: string): ApexFields | undefined {
    return this.#apexTypes.get(apexClass.toLowerCase())
  }

  names(type: string): readonly string[] {
    return this.all.filter(action => action.type === type).map(action => action.name)
  }
}

/// Names of Apex classes are the same in upper and lower case.
const keyOf = (type: string, name: string): string => `${type} ${type === 'apex' ? name.toLowerCase() : name}`
