/// The text of an active autolaunched flow with [body] in it.
export const flowSource = (label: string, body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
  <apiVersion>62.0</apiVersion>
  <label>${label}</label>
  <processType>AutoLaunchedFlow</processType>
  <status>Active</status>
${body}
</Flow>
`
