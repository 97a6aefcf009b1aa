/// Accounts, contacts, leads, opportunities, campaigns, products and orders, in the notation of `readCatalogue`.
///
/// Source: Object Reference for the Salesforce Platform.
export const sales = `
Account 001 "Account" "Accounts" owned
  Name string(255) required name
  Type picklist(Prospect, Customer - Direct, Customer - Channel, Channel Partner / Reseller, Installation Partner, Technology Partner, Other)
  RecordTypeId reference(RecordType)
  ParentId reference(Account) > ChildAccounts
  BillingStreet textarea(255)
  BillingCity string(40)
  BillingState string(80)
  BillingPostalCode string(20)
  BillingCountry string(80)
  BillingLatitude double(18,15)
  BillingLongitude double(18,15)
  ShippingStreet textarea(255)
  ShippingCity string(40)
  ShippingState string(80)
  ShippingPostalCode string(20)
  ShippingCountry string(80)
  ShippingLatitude double(18,15)
  ShippingLongitude double(18,15)
  Phone phone(40)
  Fax phone(40)
  AccountNumber string(40)
  Website url(255)
  Sic string(20)
  Industry picklist(Agriculture, Apparel, Banking, Biotechnology, Chemicals, Communications, Construction, Consulting, Education, Electronics, Energy, Engineering, Entertainment, Environmental, Finance, Food & Beverage, Government, Healthcare, Hospitality, Insurance, Machinery, Manufacturing, Media, Not For Profit, Recreation, Retail, Shipping, Technology, Telecommunications, Transportation, Utilities, Other)
  AnnualRevenue currency(18,0)
  NumberOfEmployees int "Employees"
  Ownership picklist(Public, Private, Subsidiary, Other)
  TickerSymbol string(20)
  Description textarea(32000)
  Rating picklist(Hot, Warm, Cold)
  Site string(80) "Account Site"
  AccountSource picklist(Web, Phone Inquiry, Partner Referral, Purchased List, Other)
  IsPersonAccount boolean readonly
  PersonEmail email(80)
  PersonContactId reference(Contact) readonly
  LastActivityDate date readonly
  Jigsaw string(20)

Contact 003 "Contact" "Contacts" owned person
  AccountId reference(Account) cascade > Contacts
  RecordTypeId reference(RecordType)
  Salutation picklist(Mr., Ms., Mrs., Dr., Prof., Mx.)
  FirstName string(40)
  LastName string(80) required
  MiddleName string(40)
  Suffix string(40)
  OtherStreet textarea(255)
  OtherCity string(40)
  OtherState string(80)
  OtherPostalCode string(20)
  OtherCountry string(80)
  MailingStreet textarea(255)
  MailingCity string(40)
  MailingState string(80)
  MailingPostalCode string(20)
  MailingCountry string(80)
  MailingLatitude double(18,15)
  MailingLongitude double(18,15)
  Phone phone(40) "Business Phone"
  Fax phone(40) "Business Fax"
  MobilePhone phone(40)
  HomePhone phone(40)
  OtherPhone phone(40)
  AssistantPhone phone(40)
  ReportsToId reference(Contact)
  Email email(80)
  Title string(128)
  Department string(80)
  AssistantName string(40)
  LeadSource picklist(Web, Phone Inquiry, Partner Referral, Purchased List, Other)
  Birthdate date
  Description textarea(32000)
  HasOptedOutOfEmail boolean "Email Opt Out"
  HasOptedOutOfFax boolean "Fax Opt Out"
  DoNotCall boolean
  LastActivityDate date readonly
  EmailBouncedReason string(255)
  EmailBouncedDate datetime
  IsEmailBounced boolean readonly
  IndividualId reference(Individual) > Contacts
  Jigsaw string(20)
  PhotoUrl url(255) readonly

Lead 00Q "Lead" "Leads" owned person
  RecordTypeId reference(RecordType)
  Salutation picklist(Mr., Ms., Mrs., Dr., Prof., Mx.)
  FirstName string(40)
  LastName string(80) required
  MiddleName string(40)
  Suffix string(40)
  Title string(128)
  Company string(255) required
  Street textarea(255)
  City string(40)
  State string(80)
  PostalCode string(20)
  Country string(80)
  Phone phone(40)
  MobilePhone phone(40)
  Fax phone(40)
  Email email(80)
  Website url(255)
  Description textarea(32000)
  LeadSource picklist(Web, Phone Inquiry, Partner Referral, Purchased List, Other)
  Status picklist(Open - Not Contacted, Working - Contacted, Closed - Converted, Closed - Not Converted) required default(Open - Not Contacted)
  Industry picklist(Agriculture, Apparel, Banking, Biotechnology, Chemicals, Communications, Construction, Consulting, Education, Electronics, Energy, Engineering, Entertainment, Environmental, Finance, Food & Beverage, Government, Healthcare, Hospitality, Insurance, Machinery, Manufacturing, Media, Not For Profit, Recreation, Retail, Shipping, Technology, Telecommunications, Transportation, Utilities, Other)
  Rating picklist(Hot, Warm, Cold)
  AnnualRevenue currency(18,0)
  NumberOfEmployees int
  HasOptedOutOfEmail boolean "Email Opt Out"
  DoNotCall boolean
  IsConverted boolean readonly
  ConvertedDate date readonly
  ConvertedAccountId reference(Account) readonly
  ConvertedContactId reference(Contact) readonly
  ConvertedOpportunityId reference(Opportunity) readonly
  IsUnreadByOwner boolean
  LastActivityDate date readonly
  IndividualId reference(Individual) > Leads

Opportunity 006 "Opportunity" "Opportunities" owned
  AccountId reference(Account) cascade > Opportunities
  RecordTypeId reference(RecordType)
  ContactId reference(Contact)
  Name string(120) required name
  Description textarea(32000)
  StageName picklist(Prospecting, Qualification, Needs Analysis, Value Proposition, Id. Decision Makers, Perception Analysis, Proposal/Price Quote, Negotiation/Review, Closed Won, Closed Lost) required "Stage"
  Amount currency(18,2)
  Probability percent(3,0)
  ExpectedRevenue currency(18,2) readonly
  TotalOpportunityQuantity double(18,2) "Quantity"
  CloseDate date required
  Type picklist(Existing Customer - Upgrade, Existing Customer - Replacement, Existing Customer - Downgrade, New Customer)
  NextStep string(255)
  LeadSource picklist(Web, Phone Inquiry, Partner Referral, Purchased List, Other)
  IsClosed boolean readonly
  IsWon boolean readonly
  ForecastCategory picklist(Omitted, Pipeline, BestCase, MostLikely, Forecast, Closed) readonly
  ForecastCategoryName picklist(Omitted, Pipeline, Best Case, Most Likely, Commit, Closed)
  CampaignId reference(Campaign) > Opportunities
  HasOpportunityLineItem boolean readonly
  Pricebook2Id reference(Pricebook2) > Opportunities
  ContractId reference(Contract) > Opportunities
  LastActivityDate date readonly
  FiscalQuarter int readonly
  FiscalYear int readonly

OpportunityContactRole 00K "Opportunity Contact Role" "Opportunity Contact Roles"
  OpportunityId reference(Opportunity) required cascade > OpportunityContactRoles
  ContactId reference(Contact) required > OpportunityContactRoles
  Role picklist(Business User, Decision Maker, Economic Buyer, Economic Decision Maker, Evaluator, Executive Sponsor, Influencer, Technical Buyer, Other)
  IsPrimary boolean

OpportunityLineItem 00k "Opportunity Product" "Opportunity Products"
  Name string(376) name readonly
  OpportunityId reference(Opportunity) required cascade > OpportunityLineItems
  PricebookEntryId reference(PricebookEntry) > OpportunityLineItems
  Product2Id reference(Product2) > OpportunityLineItems
  ProductCode string(255) readonly
  SortOrder int
  Quantity double(18,2) required
  TotalPrice currency(18,2)
  UnitPrice currency(18,2)
  ListPrice currency(18,2) readonly
  Discount percent(5,2)
  ServiceDate date
  Description string(255)

AccountContactRelation 07k "Account Contact Relationship" "Account Contact Relationships"
  AccountId reference(Account) required > AccountContactRelations
  ContactId reference(Contact) required > AccountContactRelations
  Roles multipicklist(Business User, Decision Maker, Economic Buyer, Evaluator, Executive Sponsor, Influencer, Technical Buyer, Other)
  IsDirect boolean readonly
  IsActive boolean default(true)
  StartDate date
  EndDate date

Campaign 701 "Campaign" "Campaigns" owned
  Name string(80) required name
  RecordTypeId reference(RecordType)
  ParentId reference(Campaign) > ChildCampaigns
  Type picklist(Conference, Webinar, Trade Show, Public Relations, Partners, Referral Program, Advertisement, Banner Ads, Direct Mail, Email, Telemarketing, Other)
  Status picklist(Planned, In Progress, Completed, Aborted) default(Planned)
  StartDate date
  EndDate date
  ExpectedRevenue currency(18,0)
  BudgetedCost currency(18,0)
  ActualCost currency(18,0)
  ExpectedResponse percent(10,2)
  NumberSent double(18,0)
  IsActive boolean
  Description textarea(32000)
  NumberOfLeads int readonly
  NumberOfContacts int readonly
  NumberOfResponses int readonly
  LastActivityDate date readonly

CampaignMember 00v "Campaign Member" "Campaign Members"
  CampaignId reference(Campaign) required cascade > CampaignMembers
  LeadId reference(Lead) cascade > CampaignMembers
  ContactId reference(Contact) cascade > CampaignMembers
  Status picklist(Sent, Responded) default(Sent)
  HasResponded boolean readonly
  FirstRespondedDate date readonly
  Name string(255) name readonly

Product2 01t "Product" "Products"
  Name string(255) required name
  ProductCode string(255)
  Description textarea(4000)
  IsActive boolean
  Family picklist(None)
  StockKeepingUnit string(180) "Product SKU"
  QuantityUnitOfMeasure picklist(Each)
  DisplayUrl url(1000)
  ExternalId string(255)
  RecordTypeId reference(RecordType)

Pricebook2 01s "Price Book" "Price Books"
  Name string(255) required name
  IsActive boolean
  IsStandard boolean readonly
  Description string(255)

PricebookEntry 01u "Price Book Entry" "Price Book Entries"
  Name string(255) name readonly
  Pricebook2Id reference(Pricebook2) required cascade > PricebookEntries
  Product2Id reference(Product2) required cascade > PricebookEntries
  UnitPrice currency(18,2) required "List Price"
  IsActive boolean
  UseStandardPrice boolean
  ProductCode string(255) readonly

Quote 0Q0 "Quote" "Quotes" owned
  Name string(255) required name
  QuoteNumber autonumber({00000000})
  OpportunityId reference(Opportunity) required cascade > Quotes
  AccountId reference(Account) > Quotes
  ContactId reference(Contact) > Quotes
  Pricebook2Id reference(Pricebook2) > Quotes
  ContractId reference(Contract) > Quotes
  Status picklist(Draft, Needs Review, In Review, Approved, Rejected, Presented, Accepted, Denied)
  ExpirationDate date
  Description textarea(32000)
  Email email(80)
  Phone phone(40)
  Discount percent(5,2) readonly
  Subtotal currency(18,2) readonly
  TotalPrice currency(18,2) readonly
  GrandTotal currency(18,2) readonly
  Tax currency(18,2)
  ShippingHandling currency(18,2)
  RecordTypeId reference(RecordType)
  BillingName string(255)
  BillingStreet textarea(255)
  BillingCity string(40)
  BillingState string(80)
  BillingPostalCode string(20)
  BillingCountry string(80)

QuoteLineItem 0QL "Quote Line Item" "Quote Line Items"
  LineNumber autonumber({00000000}) name
  QuoteId reference(Quote) required cascade > QuoteLineItems
  PricebookEntryId reference(PricebookEntry)
  Product2Id reference(Product2) > QuoteLineItems
  Quantity double(18,2) required
  UnitPrice currency(18,2) required
  Discount percent(5,2)
  Description string(255)
  ServiceDate date
  TotalPrice currency(18,2) readonly

Contract 800 "Contract" "Contracts" owned
  ContractNumber autonumber({00000000}) name
  Name string(80) "Contract Name"
  AccountId reference(Account) required cascade > Contracts
  Pricebook2Id reference(Pricebook2) > Contracts
  RecordTypeId reference(RecordType)
  StartDate date
  EndDate date readonly
  ContractTerm int
  Status picklist(In Approval Process, Activated, Draft) default(Draft)
  StatusCode picklist(In Approval Process, Activated, Draft) readonly
  CompanySignedId reference(User)
  CompanySignedDate date
  CustomerSignedId reference(Contact) > ContractsSigned
  CustomerSignedDate date
  CustomerSignedTitle string(40)
  SpecialTerms textarea(4000)
  ActivatedById reference(User)
  ActivatedDate datetime
  BillingStreet textarea(255)
  BillingCity string(40)
  BillingState string(80)
  BillingPostalCode string(20)
  BillingCountry string(80)
  Description textarea(32000)
  LastActivityDate date readonly

Order 801 "Order" "Orders" owned
  OrderNumber autonumber({00000000}) name
  Name string(80) "Order Name"
  AccountId reference(Account) > Orders
  ContractId reference(Contract) > Orders
  OpportunityId reference(Opportunity) > Orders
  QuoteId reference(Quote)
  Pricebook2Id reference(Pricebook2) > Orders
  RecordTypeId reference(RecordType)
  EffectiveDate date required "Order Start Date"
  EndDate date
  Status picklist(Draft, Activated) required default(Draft)
  StatusCode picklist(Draft, Activated) readonly
  Type picklist()
  Description textarea(32000)
  PoNumber string(80)
  BillToContactId reference(Contact)
  ShipToContactId reference(Contact)
  BillingStreet textarea(255)
  BillingCity string(40)
  BillingState string(80)
  BillingPostalCode string(20)
  BillingCountry string(80)
  ShippingStreet textarea(255)
  ShippingCity string(40)
  ShippingState string(80)
  ShippingPostalCode string(20)
  ShippingCountry string(80)
  ActivatedDate datetime
  ActivatedById reference(User)
  TotalAmount currency(18,2) readonly
  BillingLatitude double(18,15)
  BillingLongitude double(18,15)

OrderItem 802 "Order Product" "Order Products"
  OrderItemNumber autonumber({0000000000}) name
  OrderId reference(Order) required cascade > OrderItems
  PricebookEntryId reference(PricebookEntry) > OrderItems
  Product2Id reference(Product2) > OrderItems
  Quantity double(18,2) required
  UnitPrice currency(18,2)
  ListPrice currency(18,2) readonly
  TotalPrice currency(18,2) readonly
  ServiceDate date "Start Date"
  EndDate date
  Description string(255)

Asset 02i "Asset" "Assets" owned
  Name string(255) required name
  AccountId reference(Account) > Assets
  ContactId reference(Contact) > Assets
  ParentId reference(Asset) > ChildAssets
  Product2Id reference(Product2) > Assets
  RecordTypeId reference(RecordType)
  SerialNumber string(80)
  Status picklist(Shipped, Installed, Registered, Obsolete, Purchased)
  InstallDate date
  PurchaseDate date
  UsageEndDate date
  Price currency(18,2)
  Quantity double(18,2)
  IsCompetitorProduct boolean "Competitor Asset"
  ProductCode string(255) readonly
  Description textarea(32000)
`
