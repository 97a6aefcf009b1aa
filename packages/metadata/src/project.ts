import { type ApprovalProcess, parseApprovalProcess } from './approvalProcess.ts'
import { type Configuration, parseConfiguration } from './configuration.ts'
import { type CustomApplication, parseCustomApplication } from './customApplication.ts'
import { type CustomMetadataRecord, parseCustomMetadata } from './customMetadata.ts'
import { type CustomPermission, parseCustomPermission } from './customPermission.ts'
import { type CustomTab, parseCustomTab } from './customTab.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { DynamicComponent } from './dynamicComponent/model.ts'
import { parseDynamicComponent } from './dynamicComponent/parse.ts'
import { type EmailAlert, parseEmailAlerts } from './emailAlert.ts'
import { type EmailTemplate, emailTemplateName, parseEmailTemplate, withContent } from './emailTemplate.ts'
import { type ExternalService, parseExternalService } from './externalService.ts'
import { type FlexiPage, parseFlexiPage } from './flexiPage.ts'
import type { Flow } from './flow/model.ts'
import { parseFlow } from './flow/parse.ts'
import { parseInvocableActionSettings } from './invocableActionSettings.ts'
import { type CustomLabel, parseLabels } from './labels.ts'
import { type NamedCredential, parseNamedCredential } from './namedCredential.ts'
import { type NotificationType, parseNotificationType } from './notificationType.ts'
import type { ObjectDefinition } from './object/model.ts'
import { ObjectCollector } from './object/collect.ts'
import type { LayoutAssignment } from './layoutAssignment.ts'
import { type PageLayout, parseLayout } from './layout.ts'
import {
  parseCompactLayout,
  parseField,
  parseListView,
  parseObject,
  parseRecordType,
  parseValidationRule,
} from './object/parse.ts'
import { parsePathAssistant, type PathAssistant } from './pathAssistant.ts'
import { parseMutingPermissionSet, parsePermissionSet, type PermissionSet } from './permissionSet.ts'
import { parsePermissionSetGroup, type PermissionSetGroup } from './permissionSetGroup.ts'
import { parseProfile, type Profile } from './profile.ts'
import { parseSharingRules, type SharingRule } from './sharingRules.ts'
import { parseQuickAction, type QuickActionDefinition } from './quickAction.ts'
import { parseGlobalValueSet, parseStandardValueSet, type ValueSetDefinition } from './valueSet.ts'
import type { Parsed } from './xml/parseDefinition.ts'

/// A file of a project, its path from the project's folder.
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/// Everything in a Salesforce DX folder that Millrace reads. A file that could not be read is missing here and
/// `diagnostics` says why; one with other errors was understood in part.
export interface Project {
  readonly flows: readonly Flow[]
  readonly objects: readonly ObjectDefinition[]
  readonly globalValueSets: readonly ValueSetDefinition[]
  readonly standardValueSets: readonly ValueSetDefinition[]
  readonly permissionSets: readonly PermissionSet[]
  readonly mutingPermissionSets: readonly PermissionSet[]
  readonly permissionSetGroups: readonly PermissionSetGroup[]
  readonly profiles: readonly Profile[]
  readonly customPermissions: readonly CustomPermission[]
  readonly sharingRules: readonly SharingRule[]
  readonly customMetadata: readonly CustomMetadataRecord[]
  readonly labels: readonly CustomLabel[]
  readonly flexiPages: readonly FlexiPage[]
  readonly applications: readonly CustomApplication[]
  readonly tabs: readonly CustomTab[]
  readonly layouts: readonly PageLayout[]
  readonly layoutAssignments: readonly LayoutAssignment[]
  readonly pathAssistants: readonly PathAssistant[]
  readonly dynamicComponents: readonly ProjectDynamicComponent[]
  readonly namedCredentials: readonly NamedCredential[]
  readonly externalServices: readonly ExternalService[]
  readonly emailAlerts: readonly EmailAlert[]
  readonly emailTemplates: readonly EmailTemplate[]
  readonly approvalProcesses: readonly ApprovalProcess[]
  readonly notificationTypes: readonly NotificationType[]
  readonly quickActions: readonly QuickActionDefinition[]
  /// Whether those of several inputs of an action that go well are kept when others fail.
  readonly isPartialSaveAllowed: boolean
  /// What `millrace.json` says; empty when there is none, null when it cannot be read.
  readonly configuration: Configuration | null
  /// Modules of the folder `actions`, as they are: each is an action under its file's name.
  readonly actionFiles: readonly ProjectFile[]
  /// The JSON files of `data` folders as they are: plans and records in the shape of `sf data export tree`.
  readonly dataFiles: readonly ProjectFile[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface ProjectDynamicComponent {
  readonly file: string
  readonly component: DynamicComponent
}

/// Reads the files of a DX folder. Their names' endings say what they are, wherever they lie; other files, dot
/// folders and node_modules are passed over. What several package folders say about one object is put together.
export function parseProject(files: Iterable<ProjectFile>): Project {
  const draft = emptyDraft()
  for (const file of files) readerOf(file.path)?.(file, draft)
  const { emailContents, emailTemplates, ...project } = draft
  return {
    ...project,
    emailTemplates: emailTemplates.map(template => {
      const content = emailContents.get(template.fullName)
      return content === undefined ? template : withContent(template, content)
    }),
    objects: draft.objects.finish(draft.diagnostics),
  }
}

/// Whether `parseProject` reads files of this path, so that callers need not fetch others from the disk.
export const isProjectFile = (path: string): boolean => readerOf(path) !== undefined

type Draft = ReturnType<typeof emptyDraft>

function emptyDraft() {
  return {
    flows: [] as Flow[],
    objects: new ObjectCollector(),
    globalValueSets: [] as ValueSetDefinition[],
    standardValueSets: [] as ValueSetDefinition[],
    permissionSets: [] as PermissionSet[],
    mutingPermissionSets: [] as PermissionSet[],
    permissionSetGroups: [] as PermissionSetGroup[],
    profiles: [] as Profile[],
    customPermissions: [] as CustomPermission[],
    sharingRules: [] as SharingRule[],
    customMetadata: [] as CustomMetadataRecord[],
    labels: [] as CustomLabel[],
    flexiPages: [] as FlexiPage[],
    applications: [] as CustomApplication[],
    tabs: [] as CustomTab[],
    layouts: [] as PageLayout[],
    layoutAssignments: [] as LayoutAssignment[],
    pathAssistants: [] as PathAssistant[],
    dynamicComponents: [] as ProjectDynamicComponent[],
    namedCredentials: [] as NamedCredential[],
    externalServices: [] as ExternalService[],
    emailAlerts: [] as EmailAlert[],
    emailTemplates: [] as EmailTemplate[],
    /// Texts of e-mail templates by name, until all files are read.
    emailContents: new Map<string, string>(),
    approvalProcesses: [] as ApprovalProcess[],
    notificationTypes: [] as NotificationType[],
    quickActions: [] as QuickActionDefinition[],
    isPartialSaveAllowed: false,
    configuration: {} as Configuration | null,
    actionFiles: [] as ProjectFile[],
    dataFiles: [] as ProjectFile[],
    diagnostics: [] as Diagnostic[],
  }
}

type ReadFile = (file: ProjectFile, draft: Draft) => void

/// A reader that parses a file, keeps its diagnostics, and hands on what the file defines.
function definition<T>(
  parse: (source: string, file: string) => Parsed<T>,
  keep: (definition: T, draft: Draft, path: string) => void,
): ReadFile {
  return ({ path, text }, draft) => {
    const { definition, diagnostics } = parse(text, path)
    draft.diagnostics.push(...diagnostics)
    if (definition) keep(definition, draft, path)
  }
}

const readFlowFile: ReadFile = ({ path, text }, draft) => {
  const { flow, diagnostics } = parseFlow(text, path)
  draft.diagnostics.push(...diagnostics)
  if (flow) draft.flows.push(flow)
}

const readDynamicComponentFile: ReadFile = ({ path, text }, draft) => {
  const { component, diagnostics } = parseDynamicComponent(text, path)
  draft.diagnostics.push(...diagnostics)
  if (component) draft.dynamicComponents.push({ file: path, component })
}

const readConfigurationFile: ReadFile = ({ path, text }, draft) => {
  const { configuration, diagnostics } = parseConfiguration(text, path)
  draft.diagnostics.push(...diagnostics)
  draft.configuration = configuration
}

/// By the ending of the file's name; "-meta.xml" is missing in folders of the Metadata API's own format.
const READERS: readonly (readonly [ending: RegExp, read: ReadFile])[] = [
  [/\.flow(-meta\.xml)?$/, readFlowFile],
  [/\.dynamicComponent\.json$/, readDynamicComponentFile],
  [/\.object(-meta\.xml)?$/, definition(parseObject, (object, draft) => draft.objects.add(object))],
  [/\.field-meta\.xml$/, definition(parseField, (field, draft, path) => draft.objects.addField(path, field))],
  [
    /\.validationRule-meta\.xml$/,
    definition(parseValidationRule, (rule, draft, path) => draft.objects.addValidationRule(path, rule)),
  ],
  [
    /\.recordType-meta\.xml$/,
    definition(parseRecordType, (type, draft, path) => draft.objects.addRecordType(path, type)),
  ],
  [/\.listView-meta\.xml$/, definition(parseListView, (view, draft, path) => draft.objects.addListView(path, view))],
  [
    /\.compactLayout-meta\.xml$/,
    definition(parseCompactLayout, (layout, draft, path) => draft.objects.addCompactLayout(path, layout)),
  ],
  [/\.layout(-meta\.xml)?$/, definition(parseLayout, (layout, draft) => draft.layouts.push(layout))],
  [
    /\.profile(-meta\.xml)?$/,
    definition(parseProfile, (profile, draft) => {
      draft.profiles.push(profile)
      draft.layoutAssignments.push(...profile.layoutAssignments)
    }),
  ],
  [/\.pathAssistant(-meta\.xml)?$/, definition(parsePathAssistant, (path, draft) => draft.pathAssistants.push(path))],
  [/\.globalValueSet(-meta\.xml)?$/, definition(parseGlobalValueSet, (set, draft) => draft.globalValueSets.push(set))],
  [
    /\.standardValueSet(-meta\.xml)?$/,
    definition(parseStandardValueSet, (set, draft) => draft.standardValueSets.push(set)),
  ],
  [/\.permissionset(-meta\.xml)?$/, definition(parsePermissionSet, (set, draft) => draft.permissionSets.push(set))],
  [
    /\.mutingpermissionset(-meta\.xml)?$/,
    definition(parseMutingPermissionSet, (set, draft) => draft.mutingPermissionSets.push(set)),
  ],
  [
    /\.permissionsetgroup(-meta\.xml)?$/,
    definition(parsePermissionSetGroup, (group, draft) => draft.permissionSetGroups.push(group)),
  ],
  [
    /\.customPermission(-meta\.xml)?$/,
    definition(parseCustomPermission, (permission, draft) => draft.customPermissions.push(permission)),
  ],
  [/\.sharingRules(-meta\.xml)?$/, definition(parseSharingRules, (rules, draft) => draft.sharingRules.push(...rules))],
  // Without its ending `-meta.xml` a record would look like a Markdown file.
  [
    /(\.md-meta\.xml|customMetadata[/\\][^/\\]+\.md)$/,
    definition(parseCustomMetadata, (record, draft) => draft.customMetadata.push(record)),
  ],
  [/\.labels(-meta\.xml)?$/, definition(parseLabels, (labels, draft) => draft.labels.push(...labels))],
  [/\.flexipage(-meta\.xml)?$/, definition(parseFlexiPage, (page, draft) => draft.flexiPages.push(page))],
  [/\.app(-meta\.xml)?$/, definition(parseCustomApplication, (app, draft) => draft.applications.push(app))],
  [/\.tab(-meta\.xml)?$/, definition(parseCustomTab, (tab, draft) => draft.tabs.push(tab))],
  [
    /\.namedCredential(-meta\.xml)?$/,
    definition(parseNamedCredential, (credential, draft) => draft.namedCredentials.push(credential)),
  ],
  [
    /\.externalServiceRegistration(-meta\.xml)?$/,
    definition(parseExternalService, (service, draft) => draft.externalServices.push(service)),
  ],
  [/\.workflow(-meta\.xml)?$/, definition(parseEmailAlerts, (alerts, draft) => draft.emailAlerts.push(...alerts))],
  [/\.email-meta\.xml$/, definition(parseEmailTemplate, (template, draft) => draft.emailTemplates.push(template))],
  [/\.email$/, ({ path, text }, draft) => draft.emailContents.set(emailTemplateName(path), text)],
  [
    /\.approvalProcess(-meta\.xml)?$/,
    definition(parseApprovalProcess, (process, draft) => draft.approvalProcesses.push(process)),
  ],
  [/\.notiftype(-meta\.xml)?$/, definition(parseNotificationType, (type, draft) => draft.notificationTypes.push(type))],
  [/\.quickAction(-meta\.xml)?$/, definition(parseQuickAction, (action, draft) => draft.quickActions.push(action))],
  [
    /InvocableAction\.settings(-meta\.xml)?$/,
    definition(parseInvocableActionSettings, (settings, draft) => {
      draft.isPartialSaveAllowed = settings.isPartialSaveAllowed
    }),
  ],
  // Only at the root: what is run and what is allowed is said in one place.
  [/^millrace\.json$/, readConfigurationFile],
  [/^actions[/\\][A-Za-z]\w*\.(ts|mts|js|mjs)$/, (file, draft) => draft.actionFiles.push(file)],
  [/(^|[/\\])data[/\\][^/\\]+\.json$/, (file, draft) => draft.dataFiles.push(file)],
]

function readerOf(path: string): ReadFile | undefined {
  const isPassedOver = path.split(/[/\\]/).some(part => part === 'node_modules' || /^\.[^.]/.test(part))
  return isPassedOver ? undefined : READERS.find(([ending]) => ending.test(path))?.[1]
}
