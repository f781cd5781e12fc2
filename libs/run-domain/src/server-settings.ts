/** What features may know of the server's configuration (contracts: environment). Bound by `platform`, used as a Nest token. */
export abstract class ServerSettings {
  /** `http://localhost:8080`, without a trailing slash: what links and signed URLs are built from. */
  abstract readonly publicUrl: string;
  /** Silence after which a run is crashed. */
  abstract readonly crashAfterSeconds: number;
  /** How long what was deleted can still be read by who has its address, before its bytes are freed. */
  abstract readonly garbageAfterSeconds: number;
  /** Version that is reported to clients and people. */
  abstract readonly version: string;
  /** Secret of this installation, for signed URLs (hex). */
  abstract readonly signingSecret: string;
  /** Folder of the built web application. */
  abstract readonly staticDir: string;
  /** First administrator: user name, and the key to use (null: generate). */
  abstract readonly adminUser: string;
  abstract readonly adminApiKey: string | null;
}
