import { Injectable } from '@nestjs/common';
import type { Run } from '@runstead/run-domain';
import { storedFileName } from '../files/file-names';
import { FileUrls } from '../files/file-urls';
import { fileGlobalId } from '../global-ids';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { CatalogReads, type FileRecord } from './catalog-reads';
import { connection, decodeCursor, encodeCursor, pageSize, type Connection } from './page';
import { isStorable } from './stored-text';

interface FilesPage {
  readonly names?: readonly (string | null)[] | null;
  readonly pattern?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A file's field resolvers see the record; `url(upload: true)` is a PUT target. */
type Field = Resolver<FileRecord, unknown>;

/** Files of a run (protocol 11.3; public API 11). */
@Injectable()
export class FileResolvers {
  constructor(
    private readonly catalog: CatalogReads,
    private readonly urls: FileUrls,
  ) {}

  private readonly download: Field = (file, _, context) => file.elsewhere?.url ?? this.urls.download(context.origin, file.runId, file.name);
  private readonly upload: Field = (file, _, context) =>
    file.elsewhere ? file.elsewhere.uploadUrl : this.urls.upload(context.origin, file.runId, file.name, context.principal.username);

  readonly resolvers: ResolverMap = {
    Run: {
      files: ((run, page) => this.files(run, page)) satisfies Resolver<Run, FilesPage>,
      fileCount: ((run) => this.catalog.fileCount(run.runId, { names: [], pattern: null })) satisfies Resolver<Run, unknown>,
    },
    File: {
      id: ((file) => file.elsewhere?.id ?? fileGlobalId(file.runId, file.name)) satisfies Field,
      displayName: ((file) => file.name) satisfies Field,
      url: ((file, { upload }, context) => this.url(file, upload === true, context)) satisfies Resolver<
        FileRecord,
        { upload?: boolean | null }
      >,
      directUrl: this.download,
      uploadUrl: this.upload,
      uploadHeaders: () => [],
      sizeBytes: ((file) => file.size) satisfies Field,
      mimetype: ((file) => file.contentType) satisfies Field,
      digest: ((file) => file.md5) satisfies Field,
      updatedAt: ((file) => (file.updatedAt === 0 ? null : file.updatedAt)) satisfies Field,
    },
  };

  private url(file: FileRecord, upload: boolean, context: RequestContext): unknown {
    return upload ? this.upload(file, undefined, context) : this.download(file, undefined, context);
  }

  /** Names that are asked for may begin with `./`; one that does not exist gives no edge. */
  private async files(run: Run, page: FilesPage): Promise<Connection<FileRecord> & { totalCount: number; uploadHeaders: string[] }> {
    const asked = (page.names ?? []).filter((name) => name !== null);
    const names = asked.map(storedFileName).filter((name) => name !== null);
    const pattern = page.pattern || null;
    const impossible = (asked.length > 0 && names.length === 0) || (pattern !== null && !isStorable(pattern));
    const size = pageSize(page.first);
    const [last] = decodeCursor(page.after) ?? [];
    const after = typeof last === 'string' && isStorable(last) ? last : null;
    const rows = impossible ? [] : await this.catalog.files(run.runId, { names, pattern, after }, size + 1);
    const found = connection(
      rows,
      size,
      (file) => encodeCursor([file.name]),
      (file) => file,
    );
    const totalCount = impossible ? 0 : await this.catalog.fileCount(run.runId, { names, pattern });
    return { ...found, totalCount, uploadHeaders: [] };
  }
}
