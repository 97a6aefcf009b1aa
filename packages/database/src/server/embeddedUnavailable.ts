/// Why the embedded PostgreSQL cannot be had on this computer or in this folder, in words for the person who starts it.
export class EmbeddedUnavailable extends Error {}
