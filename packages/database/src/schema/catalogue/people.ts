/// Users and what belongs to them, in the notation of `readCatalogue`.
///
/// Source: Object Reference for the Salesforce Platform.
export const people = `
Organization 00D "Organization" "Organizations"
  Name string(80) required name
  Division string(80)
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)
  Phone phone(40)
  PrimaryContact string(80)
  DefaultLocaleSidKey picklist() default(en_US)
  TimeZoneSidKey picklist() default(UTC)
  LanguageLocaleKey picklist() default(en_US)
  OrganizationType picklist()
  InstanceName string(5)
  IsSandbox boolean
  NamespacePrefix string(15)
  TrialExpirationDate datetime

Profile 00e "Profile" "Profiles"
  Name string(255) required name
  UserType picklist(Standard, PowerPartner, CspLitePortal, CustomerSuccess, PowerCustomerSuccess, Guest) default(Standard)
  Description string(255)

UserRole 00E "Role" "Role"
  Name string(80) required name
  DeveloperName string(80)
  ParentRoleId reference(UserRole)
  RollupDescription string(80)

User 005 "User" "Users" person
  Salutation picklist(Mr., Ms., Mrs., Dr., Prof., Mx.)
  FirstName string(40)
  LastName string(80) required
  MiddleName string(40)
  Suffix string(40)
  Username string(80) required unique
  Email email(128) required
  Alias string(8)
  CommunityNickname string(40)
  CompanyName string(80)
  Division string(80)
  Department string(80)
  Title string(80)
  EmployeeNumber string(20)
  FederationIdentifier string(512)
  Phone phone(40)
  MobilePhone phone(40)
  Extension phone(40)
  Fax phone(40)
  AboutMe textarea(1000)
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)
  IsActive boolean default(true)
  IsPortalEnabled boolean
  UserType picklist(Standard, PowerPartner, CspLitePortal, CustomerSuccess, PowerCustomerSuccess, Guest) default(Standard)
  TimeZoneSidKey picklist() default(UTC)
  LocaleSidKey picklist() default(en_US)
  LanguageLocaleKey picklist() default(en_US)
  EmailEncodingKey picklist() default(UTF-8)
  DefaultCurrencyIsoCode picklist()
  SenderEmail email(80)
  SenderName string(80)
  Signature textarea(1333)
  SmallPhotoUrl url(1024) readonly
  FullPhotoUrl url(1024) readonly
  LastLoginDate datetime readonly
  UserPermissionsMarketingUser boolean
  UserPermissionsKnowledgeUser boolean
  UserPermissionsInteractionUser boolean
  UserPermissionsLiveAgentUser boolean
  UserPermissionsMobileUser boolean
  UserPermissionsOfflineUser boolean
  UserPermissionsSFContentUser boolean
  UserPermissionsSupportUser boolean
  UserPermissionsCallCenterAutoLogin boolean
  ProfileId reference(Profile) > Users
  UserRoleId reference(UserRole) > Users
  ManagerId reference(User) > ManagedUsers
  ContactId reference(Contact)
  AccountId reference(Account) readonly
  DelegatedApproverId reference(User)
  IndividualId reference(Individual)

Group 00G "Group" "Group"
  Name string(40) required name
  DeveloperName string(80)
  Type picklist(Regular, Queue, Role, RoleAndSubordinates, Organization) default(Regular)
  Email email(255)
  OwnerId reference(Organization, User) readonly
  RelatedId reference(UserRole, User)
  DoesSendEmailToMembers boolean
  DoesIncludeBosses boolean

GroupMember 011 "Group Member" "Group Members"
  GroupId reference(Group) required > GroupMembers
  UserOrGroupId reference(User, Group) required

QueueSobject 03g "Queue Object" "Queue Objects"
  QueueId reference(Group) required > QueueSobjects
  SobjectType picklist() required

PermissionSet 0PS "Permission Set" "Permission Sets"
  Name string(80) required name
  Label string(80) required
  Description string(255)
  IsOwnedByProfile boolean readonly
  NamespacePrefix string(15) readonly
  ProfileId reference(Profile) readonly

PermissionSetAssignment 0Pa "Permission Set Assignment" "Permission Set Assignments"
  AssigneeId reference(User) required > PermissionSetAssignments
  PermissionSetId reference(PermissionSet) > Assignments
  PermissionSetGroupId reference(PermissionSetGroup) > Assignments
  ExpirationDate datetime
  IsRevoked boolean readonly
  IsActive boolean default(true)

CustomPermission 0CP "Custom Permission" "Custom Permissions"
  DeveloperName string(80) required name
  MasterLabel string(80) required
  Description string(255)

RecordType 012 "Record Type" "Record Types"
  Name string(80) required name
  DeveloperName string(80) required
  SobjectType picklist() required
  Description string(255)
  IsActive boolean default(true)
  NamespacePrefix string(15)
  BusinessProcessId string(18)

BusinessHours 01m "Business Hours" "Business Hours"
  Name string(80) required name
  IsActive boolean default(true)
  IsDefault boolean
  TimeZoneSidKey picklist()
  MondayStartTime time
  MondayEndTime time
  TuesdayStartTime time
  TuesdayEndTime time
  WednesdayStartTime time
  WednesdayEndTime time
  ThursdayStartTime time
  ThursdayEndTime time
  FridayStartTime time
  FridayEndTime time
  SaturdayStartTime time
  SaturdayEndTime time
  SundayStartTime time
  SundayEndTime time

Individual 0PK "Individual" "Individuals" owned person
  Salutation picklist(Mr., Ms., Mrs., Dr., Prof., Mx.)
  FirstName string(40)
  LastName string(80) required
  BirthDate date
  HasOptedOutTracking boolean
  HasOptedOutProfiling boolean
  HasOptedOutProcessing boolean
  HasOptedOutSolicit boolean
  ShouldForget boolean
`
