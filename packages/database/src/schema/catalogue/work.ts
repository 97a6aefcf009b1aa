/// Cases, activities, service, messages, files and feeds, in the notation of `readCatalogue`.
///
/// Source: Object Reference for the Salesforce Platform.
export const work = `
Case 500 "Case" "Cases" owned
  CaseNumber autonumber({00000000}) name
  ContactId reference(Contact) restrict > Cases
  AccountId reference(Account) restrict > Cases
  AssetId reference(Asset) > Cases
  EntitlementId reference(Entitlement) > Cases
  ParentId reference(Case) > Cases
  RecordTypeId reference(RecordType)
  BusinessHoursId reference(BusinessHours)
  SuppliedName string(80) "Web Name"
  SuppliedEmail email(80) "Web Email"
  SuppliedPhone string(40) "Web Phone"
  SuppliedCompany string(80) "Web Company"
  Type picklist(Mechanical, Electrical, Electronic, Structural, Other)
  Status picklist(New, Working, Escalated, Closed) default(New)
  Reason picklist(Installation, Equipment Complexity, Performance, Breakdown, Equipment Design, Feedback, Other)
  Origin picklist(Phone, Email, Web)
  Subject string(255)
  Priority picklist(High, Medium, Low) default(Medium)
  Description textarea(32000)
  IsClosed boolean readonly
  ClosedDate datetime readonly
  IsEscalated boolean
  ContactPhone phone(40) readonly
  ContactMobile phone(40) readonly
  ContactEmail email(80) readonly
  ContactFax phone(40) readonly
  Comments textarea(4000) "Internal Comments"
  ProductId reference(Product2) > Cases
  SlaStartDate datetime readonly
  SlaExitDate datetime readonly
  SourceId reference(EmailMessage, LiveChatTranscript, MessagingSession, VoiceCall)
  LastActivityDate date readonly

CaseComment 00a "Case Comment" "Case Comments"
  ParentId reference(Case) required cascade > CaseComments
  CommentBody textarea(4000)
  IsPublished boolean
  CreatorName string(121) readonly

Task 00T "Task" "Tasks" owned
  WhoId reference(Contact, Lead) > Tasks "Name ID"
  WhatId reference(Account, Opportunity, Campaign, Case, Asset, Contract, Order, Quote, Product2, ServiceAppointment, WorkOrder, *custom) > Tasks "Related To ID"
  AccountId reference(Account) readonly
  RecordTypeId reference(RecordType)
  Subject combobox(Call, Send Letter, Send Quote, Other)
  ActivityDate date "Due Date Only"
  Status picklist(Not Started, In Progress, Completed, Waiting on someone else, Deferred) required default(Not Started)
  Priority picklist(High, Normal, Low) required default(Normal)
  Type picklist(Call, Meeting, Email, Other)
  TaskSubtype picklist(Task, Email, ListEmail, Cadence, Call, LinkedIn) default(Task)
  Description textarea(32000) "Comments"
  IsHighPriority boolean readonly
  IsClosed boolean readonly
  IsReminderSet boolean
  ReminderDateTime datetime
  CallDurationInSeconds int "Call Duration"
  CallType picklist(Internal, Inbound, Outbound)
  CallDisposition string(255) "Call Result"
  CallObject string(255)
  CompletedDateTime datetime readonly
  IsArchived boolean readonly
  IsRecurrence boolean

Event 00U "Event" "Events" owned
  WhoId reference(Contact, Lead) > Events "Name ID"
  WhatId reference(Account, Opportunity, Campaign, Case, Asset, Contract, Order, Quote, Product2, ServiceAppointment, WorkOrder, *custom) > Events "Related To ID"
  AccountId reference(Account) readonly
  RecordTypeId reference(RecordType)
  Subject combobox(Call, Email, Meeting, Send Letter/Quote, Other)
  Location string(255)
  StartDateTime datetime
  EndDateTime datetime
  ActivityDateTime datetime
  ActivityDate date
  DurationInMinutes int
  IsAllDayEvent boolean "All-Day Event"
  Type picklist(Email, Meeting, Other, Call)
  ShowAs picklist(Busy, OutOfOffice, Free) default(Busy) "Show Time As"
  IsPrivate boolean
  Description textarea(32000)
  IsReminderSet boolean
  ReminderDateTime datetime
  IsArchived boolean readonly
  IsRecurrence boolean

Entitlement 550 "Entitlement" "Entitlements"
  Name string(255) required name
  AccountId reference(Account) required > Entitlements
  AssetId reference(Asset) > Entitlements
  ServiceContractId reference(ServiceContract) > Entitlements
  Type picklist(Phone Support, Web Support)
  StartDate date
  EndDate date
  Status picklist(Active, Expired, Inactive) readonly

ServiceContract 810 "Service Contract" "Service Contracts" owned
  Name string(255) required name
  ContractNumber autonumber({00000000})
  AccountId reference(Account) > ServiceContracts
  ContactId reference(Contact) > ServiceContracts
  StartDate date
  EndDate date
  Term int
  Status picklist(Active, Expired, Inactive) readonly
  Description textarea(32000)

WorkOrder 0WO "Work Order" "Work Orders" owned
  WorkOrderNumber autonumber({00000000}) name
  CaseId reference(Case) > WorkOrders
  AccountId reference(Account) > WorkOrders
  ContactId reference(Contact) > WorkOrders
  AssetId reference(Asset) > WorkOrders
  WorkTypeId reference(WorkType) > WorkOrders
  ServiceTerritoryId reference(ServiceTerritory) > WorkOrders
  ParentWorkOrderId reference(WorkOrder) > ChildWorkOrders
  RecordTypeId reference(RecordType)
  Subject string(255)
  Description textarea(32000)
  Status picklist(New, In Progress, On Hold, Completed, Cannot Complete, Closed, Canceled) default(New)
  Priority picklist(Low, Medium, High, Critical)
  StartDate datetime
  EndDate datetime
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)
  Duration double(16,2)
  DurationType picklist(Hours, Minutes)
  Latitude double(18,15)
  Longitude double(18,15)
  Pricebook2Id reference(Pricebook2)

WorkOrderLineItem 1WL "Work Order Line Item" "Work Order Line Items"
  LineItemNumber autonumber({00000000}) name
  WorkOrderId reference(WorkOrder) required cascade > WorkOrderLineItems
  AssetId reference(Asset) > WorkOrderLineItems
  WorkTypeId reference(WorkType)
  Subject string(255)
  Description textarea(32000)
  Status picklist(New, In Progress, On Hold, Completed, Cannot Complete, Closed, Canceled) default(New)
  StartDate datetime
  EndDate datetime

WorkType 08q "Work Type" "Work Types" owned
  Name string(255) required name
  Description textarea(32000)
  EstimatedDuration double(16,2) required
  DurationType picklist(Minutes, Hours) required default(Hours)
  BlockTimeBeforeAppointment int
  BlockTimeAfterAppointment int
  ShouldAutoCreateSvcAppt boolean

ServiceTerritory 0Hh "Service Territory" "Service Territories" owned
  Name string(255) required name
  ParentTerritoryId reference(ServiceTerritory) > ChildServiceTerritories
  Description textarea(32000)
  IsActive boolean
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)

ServiceResource 0Hn "Service Resource" "Service Resources" owned
  Name string(255) required name
  RelatedRecordId reference(User) > ServiceResources
  ResourceType picklist(Technician, Dispatcher, Crew, Agent, Asset, Planner) default(Technician)
  IsActive boolean
  Description textarea(32000)
  IsCapacityBased boolean

ServiceTerritoryMember 0Hu "Service Territory Member" "Service Territory Members"
  MemberNumber autonumber(STM-{0000}) name
  ServiceTerritoryId reference(ServiceTerritory) required > ServiceTerritoryMembers
  ServiceResourceId reference(ServiceResource) required > ServiceTerritories
  TerritoryType picklist(P, S, R) default(P)
  EffectiveStartDate datetime required
  EffectiveEndDate datetime
  OperatingHoursId string(18)
  Role picklist()
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)

ServiceAppointment 08p "Service Appointment" "Service Appointments" owned
  AppointmentNumber autonumber(SA-{0000}) name
  ParentRecordId reference(Account, Asset, Case, Lead, Opportunity, WorkOrder, WorkOrderLineItem) > ServiceAppointments
  AccountId reference(Account) readonly
  ContactId reference(Contact) > ServiceAppointments
  WorkTypeId reference(WorkType) > ServiceAppointments
  ServiceTerritoryId reference(ServiceTerritory) > ServiceAppointments
  Subject string(255)
  Description textarea(32000)
  AdditionalInformation string(255)
  AppointmentType picklist(Call, In Person, Video)
  Comments string(255)
  Status picklist(None, Scheduled, Dispatched, In Progress, Completed, Cannot Complete, Canceled) default(None)
  StatusCategory picklist(None, Scheduled, Dispatched, InProgress, Completed, CannotComplete, Canceled) readonly
  EarliestStartTime datetime
  DueDate datetime
  SchedStartTime datetime "Scheduled Start"
  SchedEndTime datetime "Scheduled End"
  ActualStartTime datetime
  ActualEndTime datetime
  ActualDuration double(16,2)
  Duration double(16,2)
  DurationType picklist(Minutes, Hours) default(Hours)
  ArrivalWindowStartTime datetime
  ArrivalWindowEndTime datetime
  Email email(80)
  Phone phone(40)
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)
  CancellationReason picklist()
  IsAnonymousBooking boolean
  IsBundle boolean
  IsBundleMember boolean
  IsManuallyBundled boolean
  RelatedBundleId reference(ServiceAppointment)

AssignedResource 03r "Assigned Resource" "Assigned Resources"
  AssignedResourceNumber autonumber(AR-{0000}) name
  ServiceAppointmentId reference(ServiceAppointment) required cascade > ServiceResources
  ServiceResourceId reference(ServiceResource) required > ServiceAppointments
  IsPrimaryResource boolean
  IsRequiredResource boolean
  Role string(255)

LiveChatTranscript 570 "Chat Transcript" "Chat Transcripts" owned
  Name autonumber({00000000}) name
  AccountId reference(Account) > LiveChatTranscripts
  CaseId reference(Case) > LiveChatTranscripts
  ContactId reference(Contact) > LiveChatTranscripts
  LeadId reference(Lead) > LiveChatTranscripts
  Body textarea(131072)
  Status picklist(InProgress, Completed, Missed, Waiting)
  ChatKey string(255)
  ChatDuration int
  StartTime datetime
  EndTime datetime
  RequestTime datetime
  Browser string(50)
  Platform string(50)
  IpAddress string(50)
  Location string(200)
  EndedBy picklist()
  SupervisorTranscriptBody textarea(32000)

MessagingEndUser 0PA "Messaging User" "Messaging Users" owned
  Name string(255) required name
  AccountId reference(Account)
  ContactId reference(Contact) > MessagingEndUsers
  LeadId reference(Lead) > MessagingEndUsers
  MessageType picklist(Text, Facebook, WhatsApp, EmbeddedMessaging)
  MessagingPlatformKey string(255)
  MessagingConsentStatus picklist()

MessagingSession 0Mw "Messaging Session" "Messaging Sessions" owned
  Name autonumber({00000000}) name
  MessagingEndUserId reference(MessagingEndUser) > MessagingSessions
  CaseId reference(Case) > MessagingSessions
  LeadId reference(Lead) > MessagingSessions
  OpportunityId reference(Opportunity) > MessagingSessions
  EndUserAccountId reference(Account)
  EndUserContactId reference(Contact)
  Status picklist(New, Waiting, Active, Ended, Inactive, Consent, Error)
  Origin picklist()
  StartTime datetime
  EndTime datetime
  AcceptTime datetime

VoiceCall 0LQ "Voice Call" "Voice Calls" owned
  CallType picklist(Inbound, Outbound, Callback, Transfer, Internal)
  CallStartDateTime datetime
  CallEndDateTime datetime
  CallDurationInSeconds int
  CallDisposition picklist()
  FromPhoneNumber phone(40)
  ToPhoneNumber phone(40)
  RelatedRecordId reference(Account, Case, Contact, Lead, Opportunity) > VoiceCalls
  UserId reference(User)
  VendorCallKey string(255)

EmailMessage 02s "Email Message" "Email Messages"
  ParentId reference(Case) > EmailMessages
  RelatedToId reference(Account, Opportunity, Campaign, Case, Asset, Contract, Order, Quote, *custom) > Emails
  ActivityId reference(Task)
  Subject string(3000)
  TextBody textarea(131072)
  HtmlBody textarea(131072)
  Headers textarea(32000)
  FromAddress email(1000)
  FromName string(1000)
  ToAddress string(4000)
  CcAddress string(4000)
  BccAddress string(4000)
  Incoming boolean
  HasAttachment boolean readonly
  Status picklist(New, Read, Replied, Sent, Forwarded, Draft) default(Sent)
  MessageDate datetime
  MessageIdentifier string(765)
  ThreadIdentifier string(765)
  IsExternallyVisible boolean

EmailTemplate 00X "Email Template" "Email Templates"
  Name string(80) required name
  DeveloperName string(80) required
  FolderId reference(Folder)
  TemplateStyle picklist(none, freeForm, formalLetter, promotionRight, promotionLeft, newsletter, products) default(none)
  TemplateType picklist(text, html, custom, visualforce) default(text)
  Subject string(230)
  Body textarea(384000)
  HtmlValue textarea(384000)
  Encoding picklist() default(UTF-8)
  Description textarea(1000)
  IsActive boolean
  RelatedEntityType picklist()

Folder 00l "Folder" "Folders"
  Name string(80) required name
  DeveloperName string(80)
  Type picklist()
  AccessType picklist(Shared, Public, Hidden, PublicInternal)

OrgWideEmailAddress 0D2 "Organization-wide From Email Address" "Organization-wide From Email Addresses"
  Address email(255) required
  DisplayName string(255) required
  IsAllowAllProfiles boolean

ContentDocument 069 "Content Document" "Content Documents" owned
  Title string(255) required name
  Description textarea(1000)
  FileType string(20) readonly
  FileExtension string(40) readonly
  ContentSize int readonly
  LatestPublishedVersionId reference(ContentVersion) readonly
  ParentId string(18)
  IsArchived boolean
  PublishStatus picklist(P, R, U) readonly
  SharingOption picklist(A, R)

ContentVersion 068 "Content Version" "Content Versions" owned
  ContentDocumentId reference(ContentDocument) createonly cascade > ContentVersions
  Title string(255) required name
  Description textarea(1000)
  PathOnClient string(500) createonly
  VersionData base64 createonly
  VersionNumber string(20) readonly
  IsLatest boolean readonly
  ReasonForChange string(1000)
  FileType string(20) readonly
  FileExtension string(40) readonly
  ContentSize int readonly
  ContentUrl url(1333)
  ContentLocation picklist(S, E, L, M) default(S)
  Origin picklist(C, H) default(C)
  FirstPublishLocationId reference(*) createonly
  PublishStatus picklist(P, R, U) readonly
  TagCsv textarea(2000)

ContentDocumentLink 06A "Content Document Link" "Content Document Links"
  ContentDocumentId reference(ContentDocument) required cascade > ContentDocumentLinks
  LinkedEntityId reference(*) required
  ShareType picklist(V, C, I) default(V)
  Visibility picklist(AllUsers, InternalUsers, SharedUsers) default(AllUsers)

Attachment 00P "Attachment" "Attachments" owned
  ParentId reference(*) required
  Name string(255) required name
  ContentType string(120)
  BodyLength int readonly
  Body base64
  Description string(500)
  IsPrivate boolean

Note 002 "Note" "Notes" owned
  ParentId reference(*) required
  Title string(80) required name
  Body textarea(32000)
  IsPrivate boolean

FeedItem 0D5 "Feed Item" "Feed Items"
  ParentId reference(*) required
  Type picklist(TextPost, LinkPost, ContentPost, PollPost, QuestionPost, TrackedChange, CallLogPost, EmailMessageEvent, CreateRecordEvent) default(TextPost)
  Title string(255)
  Body textarea(10000)
  LinkUrl url(1000)
  RelatedRecordId string(18)
  IsRichText boolean
  Status picklist(Published, PendingReview, Draft) default(Published)
  Visibility picklist(AllUsers, InternalUsers) default(AllUsers)
  CommentCount int readonly
  LikeCount int readonly

FeedComment 0D7 "Feed Comment" "Feed Comments"
  FeedItemId reference(FeedItem) required cascade > FeedComments
  ParentId reference(*) readonly
  CommentBody textarea(10000)
  CommentType picklist(TextComment, ContentComment) default(TextComment)
  IsRichText boolean
  RelatedRecordId string(18)
  Status picklist(Published, PendingReview, Draft) default(Published)

CollaborationGroup 0F9 "Group" "Groups" owned
  Name string(40) required name
  Description string(1000)
  CollaborationType picklist(Public, Private, Unlisted) default(Public)
  MemberCount int readonly
  IsArchived boolean
  InformationTitle string(40)
  InformationBody textarea(4000)

Topic 0TO "Topic" "Topics"
  Name string(99) required name
  Description textarea(32000)
  TalkingAbout int readonly

TopicAssignment 0OT "Topic Assignment" "Topic Assignments"
  TopicId reference(Topic) required cascade > TopicAssignments
  EntityId reference(*) required
  EntityType picklist() readonly

ProcessDefinition 04a "Process Definition" "Process Definitions"
  Name string(80) required name
  DeveloperName string(80) required
  TableEnumOrId string(40)
  Type picklist(Approval, State) default(Approval)
  State picklist(Active, Inactive, Obsolete) default(Active)
  Description string(255)

ProcessInstance 04g "Process Instance" "Process Instances"
  ProcessDefinitionId reference(ProcessDefinition)
  TargetObjectId reference(*) required > ProcessInstances
  Status picklist(Started, Pending, Hold, Approved, Rejected, Removed, Fault) default(Started)
  SubmittedById reference(User)
  LastActorId reference(User)
  CompletedDate datetime

ProcessInstanceStep 04h "Process Instance Step" "Process Instance Steps"
  ProcessInstanceId reference(ProcessInstance) required cascade > Steps
  StepStatus picklist(Started, Pending, Hold, Approved, Rejected, Removed, NoResponse, Reassigned, Fault)
  OriginalActorId reference(User, Group)
  ActorId reference(User, Group)
  Comments textarea(4000)

ProcessInstanceWorkitem 04i "Approval Request" "Approval Requests"
  ProcessInstanceId reference(ProcessInstance) required cascade > Workitems
  OriginalActorId reference(User, Group)
  ActorId reference(User, Group)
`
