/** The embedded database could not be started; the message says what to do. */
export class EmbeddedPostgresFailed extends Error {
  constructor(
    readonly code:
      | 'postgres.port-busy'
      | 'postgres.no-access'
      | 'postgres.folder-taken'
      | 'postgres.disk-full'
      | 'postgres.no-binaries'
      | 'postgres.did-not-start'
      | 'postgres.other-version',
    message: string,
  ) {
    super(message);
    this.name = 'EmbeddedPostgresFailed';
  }
}
