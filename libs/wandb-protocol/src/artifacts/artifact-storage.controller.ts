import { Readable } from 'node:stream';
import { Controller, Get, Logger, Param, Put, Req, Res } from '@nestjs/common';
import { AccountDirectory, Authentication, Policy } from '@runstead/accounts';
import { ArtifactReads, ArtifactUploads, parseArtifactGlobalId, type ArtifactOutcome } from '@runstead/artifacts';
import { ObjectNotFoundError, ObjectStore, UrlSigner } from '@runstead/object-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeSegment } from '../files/file-urls';
import { retryAfterSeconds } from '../http/retry-after';
import { CatalogReads } from '../resolvers/catalog-reads';
import { MANIFEST_FILE } from './artifact-urls';
import { sendContent } from './send-content';

const STATUSES = { missing: 404, conflict: 409, invalid: 400, forbidden: 403 } as const;
const NO_FILE = 'There is no such file.';
const ROW_ID = /^(?:\d{1,18}|[1-8]\d{18})$/;
const HEX = /^[0-9a-f]{32}$/;

/** Bytes of artifacts: signed uploads and downloads, and the addresses that the client makes itself (protocol, artifacts 2.4, 4.1). */
@Controller()
export class ArtifactStorageController {
  private readonly logger = new Logger(ArtifactStorageController.name);

  constructor(
    private readonly signer: UrlSigner,
    private readonly uploads: ArtifactUploads,
    private readonly reads: ArtifactReads,
    private readonly objects: ObjectStore,
    private readonly authentication: Authentication,
    private readonly accounts: AccountDirectory,
    private readonly catalog: CatalogReads,
    private readonly policy: Policy,
  ) {}

  @Put('storage/artifact-contents/:artifactId/:hex/:actor')
  async uploadContent(
    @Param('artifactId') artifactId: string,
    @Param('hex') hex: string,
    @Param('actor') actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.isSigned('PUT', request) || !ROW_ID.test(artifactId) || !HEX.test(hex)) return this.unsigned(reply);
    const digest = Buffer.from(hex, 'hex').toString('base64');
    await this.stored(artifactId, decodeSegment(actor), reply, (user) =>
      this.uploads.storeBlob(artifactId, digest, user, bodyStream(request.body)),
    );
  }

  @Put('storage/artifact-manifests/:manifestId/:actor')
  async uploadManifest(
    @Param('manifestId') manifestId: string,
    @Param('actor') actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.isSigned('PUT', request) || !ROW_ID.test(manifestId)) return this.unsigned(reply);
    const artifactId = (await this.reads.manifest(manifestId))?.artifactId ?? null;
    await this.stored(artifactId, decodeSegment(actor), reply, (user) =>
      this.uploads.storeManifest(manifestId, user, bodyStream(request.body)),
    );
  }

  @Get('storage/artifact-contents/:home/:hex/:name')
  async content(
    @Param('home') home: string,
    @Param('hex') hex: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.isSigned('GET', request) || !ROW_ID.test(home) || !HEX.test(hex)) return this.unsigned(reply);
    await this.answered(reply, () => this.sendBlob(home, hex, decodeSegment(name), request, reply));
  }

  @Get('storage/artifact-manifests/:artifactId/wandb_manifest.json')
  async manifest(@Param('artifactId') artifactId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.isSigned('GET', request) || !ROW_ID.test(artifactId)) return this.unsigned(reply);
    await this.answered(reply, async () => {
      const version = await this.reads.version(artifactId);
      if (!version?.manifest || version.state !== 'COMMITTED') return this.refuse(reply, 404, NO_FILE);
      await sendContent({ ...version.manifest, name: MANIFEST_FILE }, this.objects, request, reply);
    });
  }

  /**
   * `…/{birth artifact}/{hex MD5}/{base name}` behind region, entity and more. The base name is not escaped by the
   * client and never looked at; the bytes are those that the birth artifact's project holds.
   */
  @Get('artifactsV2/*')
  async byBirth(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answered(reply, async () => {
      const parts = request.url.split('?')[0]!.split('/').slice(2).map(decoded);
      const at = parts.findIndex((part, index) => HEX.test(parts[index + 1] ?? '') && parseArtifactGlobalId(part) !== null);
      const birth = at < 0 ? null : parseArtifactGlobalId(parts[at]!);
      const principal = await this.authentication.byAuthorizationHeader(request.headers.authorization);
      if (!principal) return this.refuse(reply, 401, 'An API key is needed.');
      const version = birth === null ? null : await this.reads.version(birth);
      const project = version && (await this.catalog.project(version.projectId));
      const resource = project && { kind: 'project' as const, entity: project.entity, project: project.name };
      if (!version || !resource || !this.policy.may(principal, 'project:read', resource)) return this.refuse(reply, 404, NO_FILE);
      await this.sendBlob(version.projectId, parts[at + 1]!, parts.at(-1) ?? '', request, reply);
    });
  }

  private async sendBlob(home: string, hex: string, name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const digest = Buffer.from(hex, 'hex').toString('base64');
    const blob = await this.reads.blob(home, digest);
    if (!blob) return this.refuse(reply, 404, NO_FILE);
    await sendContent({ objectKey: blob.objectKey, size: blob.size, md5: digest, name }, this.objects, request, reply);
  }

  /** Whether the user of the address may still write is asked again: it may be days old. */
  private async stored(
    artifactId: string | null,
    actor: string,
    reply: FastifyReply,
    store: (actor: string) => Promise<ArtifactOutcome<null>>,
  ): Promise<void> {
    await this.answered(reply, async () => {
      const version = artifactId === null ? null : await this.reads.version(artifactId);
      const project = version && (await this.catalog.project(version.projectId));
      if (!version || !project) return this.refuse(reply, 404, 'The artifact is not there any more.');
      const resource = { kind: 'project' as const, entity: project.entity, project: project.name };
      if (!this.policy.may(await this.accounts.principal(actor), 'project:write', resource))
        return this.refuse(reply, 403, 'The user of this address may not write to the project any more.');
      const outcome = await store(actor);
      if (!outcome.ok) return this.refuse(reply, STATUSES[outcome.reason], outcome.message);
      void reply.status(200).header('content-type', 'application/json').send('{}');
    });
  }

  private async answered(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return this.refuse(reply, 404, NO_FILE);
      this.logger.error({ err: error }, 'bytes of an artifact could not be moved');
      void reply.header('retry-after', String(retryAfterSeconds()));
      this.refuse(reply, 503, 'The file cannot be served just now.');
    }
  }

  private isSigned(method: 'GET' | 'PUT', request: FastifyRequest): boolean {
    const { expires, signature } = request.query as Record<string, unknown>;
    const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
    return this.signer.verify(method, request.url.split('?')[0]!, text(expires), text(signature));
  }

  private unsigned(reply: FastifyReply): void {
    this.refuse(reply, 403, 'The signature of this address is wrong or too old.');
  }

  private refuse(reply: FastifyReply, status: number, message: string): void {
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .status(status)
      .header('content-type', 'application/json')
      .send(JSON.stringify({ error: message }));
  }
}

/** The platform gives a stream, bytes for JSON, or nothing for an empty body. */
function bodyStream(body: unknown): Readable {
  if (body instanceof Readable) return body;
  return Readable.from(Buffer.isBuffer(body) ? [body] : []);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
