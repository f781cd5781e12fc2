import { Controller, Get, Logger, Param, Put, Req, Res } from '@nestjs/common';
import { Authentication, Policy } from '@runstead/accounts';
import { ArtifactReads, ArtifactUploads, parseArtifactGlobalId, type ArtifactOutcome, type UploadTarget } from '@runstead/artifacts';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentTypeOf } from '../files/content-types';
import { decodeSegment } from '../files/file-urls';
import { allowOtherOrigins, sendContent } from '../files/send-content';
import { accept, answered, BAD_SIGNATURE, bodyStream, isSigned, NO_FILE, refuse } from '../files/storage-reply';
import { CatalogReads } from '../resolvers/catalog-reads';
import { MANIFEST_FILE } from './artifact-urls';
import { UploadGrants } from './upload-grants';

const STATUSES = { missing: 404, conflict: 409, invalid: 400, forbidden: 403 } as const;
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
    private readonly catalog: CatalogReads,
    private readonly policy: Policy,
    private readonly grants: UploadGrants,
  ) {}

  @Put('storage/artifact-contents/:artifactId/:hex/:actor')
  async uploadContent(
    @Param('artifactId') artifactId: string,
    @Param('hex') hex: string,
    @Param('actor') actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isSigned(this.signer, 'PUT', request) || !ROW_ID.test(artifactId) || !HEX.test(hex)) return refuse(reply, 403, BAD_SIGNATURE);
    const digest = Buffer.from(hex, 'hex').toString('base64');
    await this.stored(artifactId, decodeSegment(actor), reply, (target, user) =>
      this.uploads.storeBlob(target, digest, user, bodyStream(request.body)),
    );
  }

  @Put('storage/artifact-manifests/:manifestId/:actor')
  async uploadManifest(
    @Param('manifestId') manifestId: string,
    @Param('actor') actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isSigned(this.signer, 'PUT', request) || !ROW_ID.test(manifestId)) return refuse(reply, 403, BAD_SIGNATURE);
    const artifactId = (await this.reads.manifest(manifestId))?.artifactId ?? null;
    await this.stored(artifactId, decodeSegment(actor), reply, (_, user) =>
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
    allowOtherOrigins(reply);
    if (!isSigned(this.signer, 'GET', request) || !ROW_ID.test(home) || !HEX.test(hex)) return refuse(reply, 403, BAD_SIGNATURE);
    await answered(reply, this.logger, () => this.sendBlob(home, hex, decodeSegment(name), request, reply));
  }

  @Get('storage/artifact-manifests/:artifactId/wandb_manifest.json')
  async manifest(@Param('artifactId') artifactId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    allowOtherOrigins(reply);
    if (!isSigned(this.signer, 'GET', request) || !ROW_ID.test(artifactId)) return refuse(reply, 403, BAD_SIGNATURE);
    await answered(reply, this.logger, async () => {
      const version = await this.reads.version(artifactId);
      if (!version?.manifest || version.state !== 'COMMITTED') return refuse(reply, 404, NO_FILE);
      await sendContent(
        { ...version.manifest, name: MANIFEST_FILE, contentType: contentTypeOf(MANIFEST_FILE) },
        this.objects,
        request,
        reply,
      );
    });
  }

  /**
   * `…/{birth artifact}/{hex MD5}/{base name}` behind region, entity and more. The base name is not escaped by the
   * client and never looked at; the bytes are those that the birth artifact's project holds.
   */
  @Get('artifactsV2/*')
  async byBirth(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answered(reply, this.logger, async () => {
      const parts = request.url.split('?')[0]!.split('/').slice(2).map(decoded);
      const at = parts.findIndex((part, index) => HEX.test(parts[index + 1] ?? '') && parseArtifactGlobalId(part) !== null);
      const birth = at < 0 ? null : parseArtifactGlobalId(parts[at]!);
      const principal = await this.authentication.byAuthorizationHeader(request.headers.authorization);
      if (!principal) return refuse(reply, 401, 'An API key is needed.');
      const version = birth === null ? null : await this.reads.version(birth);
      const project = version && (await this.catalog.project(version.projectId));
      const resource = project && { kind: 'project' as const, entity: project.entity, project: project.name };
      if (!version || !resource || !this.policy.may(principal, 'project:read', resource)) return refuse(reply, 404, NO_FILE);
      await this.sendBlob(version.projectId, parts[at + 1]!, parts.at(-1) ?? '', request, reply);
    });
  }

  private async sendBlob(home: string, hex: string, name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const digest = Buffer.from(hex, 'hex').toString('base64');
    const blob = await this.reads.blob(home, digest);
    if (!blob) return refuse(reply, 404, NO_FILE);
    const { objectKey, size } = blob;
    await sendContent({ objectKey, size, md5: digest, name, contentType: contentTypeOf(name) }, this.objects, request, reply);
  }

  private async stored(
    artifactId: string | null,
    actor: string,
    reply: FastifyReply,
    store: (target: UploadTarget, actor: string) => Promise<ArtifactOutcome<null>>,
  ): Promise<void> {
    await answered(reply, this.logger, async () => {
      const grant = artifactId === null ? 'gone' : await this.grants.find(artifactId, actor);
      if (grant === 'gone') return refuse(reply, 404, 'The artifact is not there any more.');
      if (grant === 'forbidden') return refuse(reply, 403, 'The user of this address may not write to the project any more.');
      const outcome = await store(grant, actor);
      if (!outcome.ok) return refuse(reply, STATUSES[outcome.reason], outcome.message);
      accept(reply);
    });
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
