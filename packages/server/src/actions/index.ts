import type { Schema } from '@millrace/database'
import type { Project } from '@millrace/metadata'
import type { Action } from './action.ts'
import { chatterPost } from './chatterPost.ts'
import { customNotificationAction } from './customNotificationAction.ts'
import { emailAlert } from './emailAlert.ts'
import { emailSimple } from './emailSimple.ts'
import { httpCalloutAction } from './httpCalloutAction.ts'
import { quickActions } from './quickActions.ts'
import { submit } from './submit.ts'

/// The actions that every org has. A new one is a file in this folder and a word here.
const standardActions: readonly Action[] = [emailSimple, chatterPost, customNotificationAction, submit]

/// The actions of one project: those of every org, one for each of its named credentials, and its own.
export class ProjectActions {
  readonly all: readonly Action[]
  readonly #byName: ReadonlyMap<string, Action>

  constructor(project: Pick<Project, 'namedCredentials'>, schema: Schema, hostActions: readonly Action[]) {
    this.all = [
      ...standardActions,
      ...quickActions(schema),
      ...project.namedCredentials.map(httpCalloutAction),
      ...hostActions,
    ]
    this.#byName = new Map(this.all.map(action => [keyOf(action.type, action.name), action]))
  }

  find(type: string, name: string): Action | undefined {
    return this.#byName.get(keyOf(type, name)) ?? (type === 'emailAlert' ? emailAlert(name) : undefined)
  }

  names(type: string): readonly string[] {
    return this.all.filter(action => action.type === type).map(action => action.name)
  }
}

/// Names of Apex classes are the same in upper and lower case.
const keyOf = (type: string, name: string): string => `${type} ${type === 'apex' ? name.toLowerCase() : name}`
