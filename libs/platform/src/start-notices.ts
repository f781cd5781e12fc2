/** What the start found and mended, for the operator; each is one sentence. */
export class StartNotices {
  constructor(readonly sentences: readonly string[]) {}
}
