import type { JsonObject } from '../json/json-value';
import type { Envelope } from './envelope';

/** Key `account:<username>`. Creates or changes; a field that is absent stays as it was. */
export type UserSaved = Envelope<
  'UserSaved',
  {
    readonly userId: string;
    readonly username: string;
    readonly email?: string | null;
    readonly admin?: boolean;
    /** `scrypt:<N>:<r>:<p>:<salt hex>:<hash hex>`; never the password. */
    readonly passwordHash?: string | null;
  }
>;
export type UserRemoved = Envelope<'UserRemoved', { readonly username: string }>;
/** Key `account:<username>`. Only the digest and the last four characters are kept. */
export type ApiKeyAdded = Envelope<
  'ApiKeyAdded',
  { readonly keyId: string; readonly username: string; readonly name: string; readonly sha256: string; readonly lastFour: string }
>;
export type ApiKeyRevoked = Envelope<'ApiKeyRevoked', { readonly keyId: string; readonly username: string }>;
/** Key `account:<team>`. The whole membership. */
export type TeamSaved = Envelope<
  'TeamSaved',
  {
    readonly name: string;
    readonly members: readonly { readonly username: string; readonly role: TeamRole }[];
  }
>;
export type TeamRole = 'owner' | 'admin' | 'member' | 'viewer';

/** Key `account:<entity>`. A chart that scripts name as `<entity>/<name>`; saved again, it is replaced. */
export type CustomChartSaved = Envelope<
  'CustomChartSaved',
  {
    readonly chartId: string;
    readonly entity: string;
    readonly name: string;
    readonly displayName: string;
    /** Of the chart's language: `vega2`. */
    readonly kind: string;
    readonly access: 'PRIVATE' | 'PUBLIC';
    readonly spec: JsonObject;
  }
>;

export type AccountEvent = UserSaved | UserRemoved | ApiKeyAdded | ApiKeyRevoked | TeamSaved | CustomChartSaved;
