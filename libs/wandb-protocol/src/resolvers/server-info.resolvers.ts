import { Injectable } from '@nestjs/common';
import type { ResolverMap } from '../graphql/resolver';

/** Only what works is announced: the client changes its behaviour by these names (protocol 3.1). */
const FEATURES = [
  'STRUCTURED_CONSOLE_LOGS',
  'FILESTREAM_GZIP',
  'LARGE_FILENAMES',
  'MARK_RUN_FILES_UPLOADED',
  'TOTAL_COUNT_IN_FILE_CONNECTION',
  'PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILES',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER',
  'ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID',
  'ARTIFACT_COLLECTIONS_FILTERING_SORTING',
  'ARTIFACT_TAGS',
  'CLIENT_IDS',
  'ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE',
  'USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION',
];

/** The client compares its own version with these; it wants an object and never null (protocol 3). */
const CLIENT_VERSIONS = { max_cli_version: '0.99.0', min_cli_version: '0.10.0' };

/** The release of the original server whose protocol this one speaks; below 0.77 the client refuses to read console logs. */
const PROTOCOL_RELEASE = '0.77.0';

/** `serverInfo`: what this server can do. */
@Injectable()
export class ServerInfoResolvers {
  readonly resolvers: ResolverMap = {
    Query: {
      serverInfo: () => ({
        cliVersionInfo: CLIENT_VERSIONS,
        latestLocalVersionInfo: { outOfDate: false, latestVersionString: PROTOCOL_RELEASE, versionOnThisInstanceString: PROTOCOL_RELEASE },
        features: FEATURES.map((name) => ({ name, isEnabled: true })),
      }),
    },
  };
}
