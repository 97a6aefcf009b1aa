/// Incidents, teams, notifications and licences, in the notation of `readCatalogue`.
///
/// Source: Object Reference for the Salesforce Platform.
export const support = `
Incident ??? "Incident" "Incidents" owned
  IncidentNumber autonumber({00000000}) name
  RecordTypeId reference(RecordType)
  ParentIncidentId reference(Incident) > ChildIncidents
  Subject string(255) required
  Description textarea(32000)
  Status picklist(New, In Progress, Resolved, Closed) default(New)
  StatusCode string(40) readonly
  Priority picklist(Critical, High, Moderate, Low)
  PriorityOverrideReason picklist()
  Impact picklist(High, Medium, Low)
  Urgency picklist(High, Medium, Low)
  Category picklist()
  SubCategory picklist()
  Type picklist()
  IsMajorIncident boolean
  IsClosed boolean readonly
  DetectedDateTime datetime
  StartDateTime datetime
  EndDateTime datetime
  ReportedMethod picklist()
  ResolutionDateTime datetime
  ResolutionSummary textarea(32000)
  ResolvedById reference(User)
  BusinessHoursId reference(BusinessHours)
  SlaStartDate datetime
  SlaExitDate datetime
  IsStopped boolean readonly
  StopStartDate datetime readonly
  EntitlementId reference(Entitlement) > Incidents

IncidentRelatedItem ??? "Incident Related Item" "Incident Related Items"
  Name autonumber({00000000}) name
  IncidentId reference(Incident) required cascade > IncidentRelatedItems
  AssetId reference(Asset) > IncidentRelatedItems
  ImpactLevel picklist()
  ImpactType picklist()
  Comment textarea(32000)

CaseRelatedIssue ??? "Case Related Issue" "Case Related Issues"
  Name autonumber({00000000}) name
  CaseId reference(Case) required cascade > CaseRelatedIssues
  RelatedIssueId reference(Incident) required
  RelatedEntityType picklist() readonly
  RelationshipType picklist()
  Comment textarea(32000)

EntityMilestone 555 "Object Milestone" "Object Milestones"
  Name string(80) name
  ParentEntityId reference(Incident, WorkOrder) required > Milestones
  MilestoneTypeId reference(MilestoneType)
  BusinessHoursId reference(BusinessHours)
  SlaProcessId string(18)
  StartDate datetime
  TargetDate datetime readonly
  CompletionDate datetime
  IsCompleted boolean readonly
  IsViolated boolean readonly
  TargetResponseInMins int readonly
  TimeRemainingInMins string(20) readonly
  TimeSinceTargetInMins string(20) readonly

MilestoneType 557 "Milestone" "Milestones"
  Name string(80) required name
  Description textarea(255)
  RecurrenceType picklist(none, recursIndependently, recursChained)

AccountTeamMember 01M "Account Team Member" "Account Team Members"
  AccountId reference(Account) required cascade > AccountTeamMembers
  UserId reference(User) required > AccountTeams
  TeamMemberRole picklist()
  Title string(80) readonly
  AccountAccessLevel picklist(Read, Edit)
  CaseAccessLevel picklist(None, Read, Edit)
  ContactAccessLevel picklist(None, Read, Edit)
  OpportunityAccessLevel picklist(None, Read, Edit)

OpportunityTeamMember 00q "Opportunity Team Member" "Opportunity Team Members"
  OpportunityId reference(Opportunity) required cascade > OpportunityTeamMembers
  UserId reference(User) required > OpportunityTeams
  Name string(361) readonly name
  TeamMemberRole picklist()
  Title string(80) readonly
  OpportunityAccessLevel picklist(Read, Edit)

CaseTeamRole 0B7 "Case Team Role" "Case Team Roles"
  Name string(80) required name
  AccessLevel picklist(None, Read, Edit)
  PreferencesVisibleInCSP boolean

CaseTeamMember 0B6 "Case Team Member" "Case Team Members"
  ParentId reference(Case) required cascade > TeamMembers
  MemberId reference(User, Contact) required
  TeamRoleId reference(CaseTeamRole)

CustomNotificationType 0ML "Custom Notification Type" "Custom Notification Types"
  CustomNotifTypeName string(80) required name
  DeveloperName string(80) required
  MasterLabel string(80) required
  Description string(255)
  Desktop boolean
  Mobile boolean
  NamespacePrefix string(15)

PackageLicense 050 "Package License" "Package Licenses"
  NamespacePrefix string(15) name
  Status picklist(Active, Expired, Free, Trial) readonly
  AllowedLicenses int readonly
  UsedLicenses int readonly
  ExpirationDate datetime readonly
  IsProvisioned boolean readonly

UserPackageLicense 051 "User Package License" "User Package Licenses"
  PackageLicenseId reference(PackageLicense) required > UserPackageLicenses
  UserId reference(User) required > UserPackageLicenses

UserLicense 100 "User License" "User Licenses"
  Name string(40) readonly name
  LicenseDefinitionKey string(40) readonly
  MasterLabel string(40) readonly
  Status picklist(Active, Disabled) readonly
  TotalLicenses int readonly
  UsedLicenses int readonly

PermissionSetLicense 0PL "Permission Set License" "Permission Set Licenses"
  DeveloperName string(80) required name
  MasterLabel string(80) required
  Status picklist(Active, Disabled) readonly
  TotalLicenses int readonly
  UsedLicenses int readonly
  ExpirationDate date readonly

PermissionSetLicenseAssign 2LA "Permission Set License Assignment" "Permission Set License Assignments"
  PermissionSetLicenseId reference(PermissionSetLicense) required > PermissionSetLicenseAssignments
  AssigneeId reference(User) required > PermissionSetLicenseAssignments

PermissionSetGroup 0PG "Permission Set Group" "Permission Set Groups"
  DeveloperName string(80) required name
  MasterLabel string(80) required
  Description string(255)
  Language picklist()
  Status picklist(Updated, Outdated, Updating, Failed) readonly

AgentWork 0Bz "Agent Work" "Agent Work" owned
  Name autonumber({00000000}) name
  UserId reference(User) > AgentWorks
  WorkItemId reference(*)
  Status picklist(Assigned, Opened, Unavailable, Declined, DeclinedOnPushTimeout, Canceled, Closed) readonly
  ServiceChannelId string(18)
  CapacityWeight double(18,2)
  CapacityPercentage double(18,2)
  AcceptDateTime datetime readonly
  AssignedDateTime datetime readonly
  CloseDateTime datetime readonly

VideoCall ??? "Video Call" "Video Calls" owned
  Name string(255) name
  RelatedRecordId reference(*)
  EventId reference(Event)
  StartDateTime datetime
  EndDateTime datetime
  DurationInSeconds int
  HostId reference(User)
  Provider string(255)
  VendorName string(255)
`
