/// What to do about an action that is not there, in a sentence.
export function insteadOf(type: string, name: string): string {
  const advice = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined
  if (advice) return advice(name)
  const product = Object.keys(PRODUCTS).find(one => PRODUCTS[one]!.includes(type))
  const reason = product ? `It belongs to ${product}, which is not part of Millrace.` : 'Millrace has no such action.'
  return `${reason} Call a host action in its place, or take its fault path.`
}

const BY_TYPE: Readonly<Record<string, (name: string) => string>> = {
  apex: name => `Put a module actions/${name}.ts in its place.`,
  quickAction: name => `Its file would be quickActions/${name}.quickAction-meta.xml.`,
  externalService: name =>
    `Its registration would be externalServiceRegistrations/${name.split('.')[0]}.externalServiceRegistration-meta.xml.`,
  httpCallout: name => `Its named credential would be namedCredentials/${name}.namedCredential-meta.xml.`,
  outboundMessage: () => 'Outbound messages are not sent. Call the service with an external service or an httpCallout.',
  generatePromptResponse: () =>
    'Prompt templates are not part of Millrace. Ask a language model through an external service or a host action.',
  sendEmailMessage: () => 'Send the e-mail with an action of type emailSimple.',
}

/// Products that actions of public flows belong to.
///
/// Source: Actions Developer Guide.
const PRODUCTS: Readonly<Record<string, readonly string[]>> = {
  'Omni-Channel': ['routeWork', 'addSkillRequirements', 'checkAvailabilityForRouting', 'addScreenPop'],
  'flow orchestration': ['stepBackground', 'stepInteractive', 'stepApproval'],
  messaging: ['liveMessageNotification', 'sendConversationMessages', 'sendSmsMessage'],
  Slack: ['sendNotification', 'slackPostMessage', 'slackSendMessageToLaunchFlow', 'slackGetConversationInfo'],
  Scheduler: ['saveAppointment', 'cancelAppointment', 'saveAppointmentInvitationDetails'],
  commerce: [
    'updateCheckoutSessionStateAction',
    'checkoutSessionAction',
    'activateOrderAction',
    'setCheckoutDeliveryMethod',
    'cartToOrderAction',
    'calcCartPromotionsAction',
    'cancelCartAsyncOperation',
    'priceCart',
    'createCart',
    'deleteCart',
    'addCartItem',
    'inviteToReorderPortal',
  ],
  'Order Management': [
    'ensureRefundsOrderSummaryAsync',
    'ensureFundsOrderSummaryAsync',
    'returnOrderItemSummariesPreview',
    'returnOrderItemSummariesSubmit',
    'cancelOrderItemSummariesPreview',
    'cancelOrderItemSummariesSubmit',
    'createCreditMemoOrderSummary',
    'createReturnOrder',
    'createOrderSummary',
    'createInvoiceFromFulfillmentOrder',
    'createInvoiceFromChangeOrders',
    'createFulfillmentOrder',
    'returnReturnOrderItems',
  ],
  'Revenue Cloud': ['placeSalesTransaction', 'runExpressionSet'],
  surveys: ['sendSurveyInvitation'],
  Knowledge: ['publishKnowledgeArticles'],
}
