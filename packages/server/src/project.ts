import type { Org as DeployedOrg, Schema } from '@millrace/database'
import { checkFlow, whyNotRunnable, type ActionCatalogue, type FlowHost, type FlowProject } from '@millrace/flow'
import type {
  ActionOverride,
  Configuration,
  CustomApplication,
  CustomTab,
  Diagnostic,
  Flow,
  FlexiPage,
  LayoutAssignment,
  NamedCredential,
  ObjectDefinition,
  PageLayout,
  PathAssistant,
  Project,
  ProjectDynamicComponent,
  SharingRule,
} from '@millrace/metadata'
import { didYouMean, type FieldLookup } from '@millrace/values'
import { createHash } from 'node:crypto'
import type { Action } from './actions/action.ts'
import { ProjectActions } from './actions/index.ts'
import { permissionsOf, type Permissions } from './permissions.ts'

/// A project as it runs: its files checked against the schema they were deployed to. Never changes; when files change
/// there is a new one.
export interface RunningProject {
  /// What the project's objects were deployed to.
  readonly deployed: DeployedOrg
  readonly schema: Schema
  readonly flows: readonly ProjectFlow[]
  flow(apiName: string): ProjectFlow | undefined
  /// Why there is no flow [apiName], with the name that was probably meant.
  whyNoFlow(apiName: string): string
  readonly flowProject: FlowProject
  readonly fieldLookup: FieldLookup
  readonly flexiPages: readonly FlexiPage[]
  readonly applications: readonly CustomApplication[]
  readonly tabs: readonly CustomTab[]
  /// What the project's files say of objects.
  readonly objectDefinitions: readonly ObjectDefinition[]
  readonly layouts: readonly PageLayout[]
  readonly layoutAssignments: readonly LayoutAssignment[]
  readonly pathAssistants: readonly PathAssistant[]
  /// Which pages stand for the records of which objects.
  readonly recordPages: readonly ObjectPages[]
  readonly dynamicComponents: readonly ProjectDynamicComponent[]
  readonly permissions: Permissions
  readonly sharingRules: readonly SharingRule[]
  readonly actions: ProjectActions
  readonly namedCredentials: readonly NamedCredential[]
  readonly configuration: Configuration
  /// Of a request with several inputs, whether those that go well are kept when others fail.
  readonly isPartialSaveAllowed: boolean
  /// Every problem of every file.
  readonly diagnostics: readonly Diagnostic[]
}

/// What the files of an object say of its pages.
export interface ObjectPages {
  readonly objectApiName: string
  /// One of the object's files.
  readonly file: string
  /// Whether it is the object's own, which holds the overrides.
  readonly isObjectFile: boolean
  readonly overrides: readonly ActionOverride[]
}

/// A flow with what was found out about its file.
export interface ProjectFlow {
  readonly flow: Flow
  /// Which content the file had: changes with every change of it.
  readonly version: string
  /// Problems of the file as it lies on the disk.
  readonly diagnostics: readonly Diagnostic[]
  /// Whether it is a flow that a caller can start, active or not.
  readonly runnable: boolean
  /// Whether the file is broken and this is what it was before.
  readonly isLastGood: boolean
}

/// Actions that answer in place of others.
export interface ActionStandIns {
  /// What is known of actions, when [known] is without them.
  known(known: ActionCatalogue): ActionCatalogue
  /// Answers calls; those that are not its own are [otherwise]'s.
  action(otherwise: NonNullable<FlowHost['action']>): NonNullable<FlowHost['action']>
}

/// The actions that a project brings itself.
interface ProjectOwnActions {
  readonly hostActions: readonly Action[]
  readonly standIns?: ActionStandIns | undefined
}

/// [project] checked against the schema that was deployed, with actions of its own. A flow or Dynamic Component
/// whose file is broken now keeps running as it was in [before].
export function runProject(
  project: Project,
  deployed: DeployedOrg,
  { hostActions, standIns }: ProjectOwnActions,
  before?: RunningProject,
): RunningProject {
  const { schema } = deployed
  const actions = new ProjectActions(project, schema, hostActions)
  const flowProject = flowProjectOf(project, schema, { actions: standIns?.known(actions) ?? actions })
  const flows = [...checkedFlows(project, flowProject, before), ...unreadableFlows(project, before)]
  const byName = new Map<string, ProjectFlow>()
  for (const flow of flows) if (goesFirst(flow, byName.get(flow.flow.apiName))) byName.set(flow.flow.apiName, flow)
  const names = [...byName.keys()]
  return {
    deployed,
    schema,
    flows: [...byName.values()],
    flow: name => byName.get(name),
    whyNoFlow: name => whyNoFlow(name, names),
    flowProject,
    fieldLookup: fieldLookupOf(schema),
    flexiPages: project.flexiPages,
    applications: project.applications,
    tabs: project.tabs,
    objectDefinitions: project.objects,
    layouts: project.layouts,
    layoutAssignments: project.layoutAssignments,
    pathAssistants: project.pathAssistants,
    recordPages: project.objects.map(({ apiName, file, xml, actionOverrides }) => ({
      objectApiName: apiName,
      file,
      isObjectFile: xml !== null,
      overrides: actionOverrides,
    })),
    dynamicComponents: [...project.dynamicComponents, ...unreadableComponents(project, before)],
    permissions: permissionsOf(project),
    sharingRules: project.sharingRules,
    actions,
    namedCredentials: project.namedCredentials,
    configuration: project.configuration ?? before?.configuration ?? {},
    isPartialSaveAllowed: project.isPartialSaveAllowed,
    diagnostics: [
      ...new Set([...project.diagnostics, ...actions.diagnostics, ...flows.flatMap(({ diagnostics }) => diagnostics)]),
    ],
  }
}

export const fieldLookupOf =
  (schema: Schema): FieldLookup =>
  (objectName, fieldName) => {
    const object = schema.object(objectName)
    const field = object?.field(fieldName)
    if (field) return { name: field.apiName, type: field.dataType }
    return undefined
  }

export interface FlowProjectOptions {
  /// Unknown custom fields are text, unknown custom objects empty.
  readonly lenient?: boolean
  /// The actions of every org when not given.
  readonly actions?: ActionCatalogue
}

/// What the flows of [project] may refer to.
export function flowProjectOf(
  project: Project,
  schema: Schema,
  { lenient = false, actions = new ProjectActions(project, schema, []) }: FlowProjectOptions = {},
): FlowProject {
  const flows = new Map<string, Flow>()
  for (const flow of project.flows)
    if (!flows.has(flow.apiName) || flow.status === 'Active') flows.set(flow.apiName, flow)
  const labels = new Map(project.labels.map(label => [label.fullName.toLowerCase(), label.value]))
  return {
    schema,
    flow: name => flows.get(name),
    flowNames: [...flows.keys()],
    label: name => labels.get(name.toLowerCase()),
    customPermissions: new Set(project.customPermissions.map(permission => permission.apiName)),
    customMetadata: customMetadataOf(project),
    limits: project.configuration?.runs?.limits,
    actions,
    lenient,
  }
}

function customMetadataOf({ customMetadata }: Project): FlowProject['customMetadata'] {
  const keyOf = (type: string, record: string): string => `${type}.${record}`.toLowerCase()
  const records = new Map(customMetadata.map(record => [keyOf(record.type, record.developerName), record]))
  return (type, record) => records.get(keyOf(type, record))
}

function checkedFlows(project: Project, flowProject: FlowProject, before?: RunningProject): ProjectFlow[] {
  return project.flows.map(flow => {
    const diagnostics = [...diagnosticsOf(project, flow.file), ...checkFlow(flow, flowProject)]
    const now: ProjectFlow = {
      flow,
      version: versionOf(flow),
      diagnostics,
      runnable: whyNotRunnable(flow) === null,
      isLastGood: false,
    }
    // Another kind of flow than before is no mistake of the file.
    const isBroken = now.runnable && hasErrors(diagnostics)
    return isBroken ? (lastGood(flow.file, diagnostics, before) ?? now) : now
  })
}

/// Names the text of [flow]: another text is another version.
export const versionOf = ({ source }: Pick<Flow, 'source'>): string =>
  createHash('sha256').update(source).digest('hex').slice(0, 12)

/// Flows that ran before and whose files now are no XML at all.
function unreadableFlows(project: Project, before?: RunningProject): ProjectFlow[] {
  const read = new Set(project.flows.map(flow => flow.file))
  const broken = new Set(project.diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  return [...broken].flatMap(file =>
    read.has(file) ? [] : (lastGood(file, diagnosticsOf(project, file), before) ?? []),
  )
}

function lastGood(file: string, diagnostics: readonly Diagnostic[], before?: RunningProject): ProjectFlow | undefined {
  const good = before?.flows.find(({ flow }) => flow.file === file)
  return good && (good.isLastGood || !hasErrors(good.diagnostics))
    ? { ...good, diagnostics, isLastGood: true }
    : undefined
}

function unreadableComponents(project: Project, before?: RunningProject): ProjectDynamicComponent[] {
  const read = new Set(project.dynamicComponents.map(({ file }) => file))
  const broken = new Set(project.diagnostics.map(({ file }) => file))
  return before?.dynamicComponents.filter(({ file }) => broken.has(file) && !read.has(file)) ?? []
}

/// Two files may hold one flow: the active one is the flow.
const goesFirst = (flow: ProjectFlow, other: ProjectFlow | undefined): boolean =>
  !other || (flow.flow.status === 'Active' && other.flow.status !== 'Active')

const diagnosticsOf = (project: Project, file: string): Diagnostic[] =>
  project.diagnostics.filter(diagnostic => diagnostic.file === file)

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')

function whyNoFlow(name: string, names: readonly string[]): string {
  const sameLetters = names.find(known => known.toLowerCase() === name.toLowerCase())
  if (sameLetters) return `Flow API names are case-sensitive: there is "${sameLetters}", but no "${name}".`
  return `The project has no flow "${name}".${didYouMean(name, names)}`
}
