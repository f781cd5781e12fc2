/** A configuration that cannot be used; the message is for the person who wrote it. Caught where the text is read. */
export class ConfigFault extends Error {}
