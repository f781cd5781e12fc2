import { Controller, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication, Policy, type Principal } from '@runstead/accounts';
import { ClientGoneError, OverloadedError, RunDirectory, StreamIntake, type RunRef } from '@runstead/run-commands';
import type { Body } from '../http/read-body';
import { RequestBodies } from '../http/request-bodies';
import { retryAfterSeconds } from '../http/retry-after';
import { sharedWriter } from '../http/shared-writer';
import { StreamQuota, quotaHeaders } from '../http/stream-quota';
import { projectNameRefusal, runNameRefusal } from '../resolvers/protocol-names';
import { BrokenBodies } from './broken-bodies';
import { DeadPosts } from './dead-posts';
import { readEnvelope, type StreamEnvelope } from './stream-envelope';

/** Decoded. Above it is 413; anything that is too large below it becomes a dead letter. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** Of a body that is worth asking, before it is read, whether the log could take it. */
const LARGE_BODY_BYTES = 64 * 1024;

interface StreamPath {
  readonly entity: string;
  readonly project: string;
  readonly run: string;
}
interface Answer {
  readonly status: number;
  readonly body: object;
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * `POST /files/…/file_stream` (protocol 6). The client takes 400, 401, 403, 404, 409, 410, 413, 422 and 501 as fatal for
 * the life of the run: they are answered only for a key that is wrong or may not write, and a body beyond all limits. A deleted run keeps its lines and stays deleted.
 */
@Controller('files')
export class FileStreamController {
  private readonly logger = new Logger(FileStreamController.name);
  private readonly broken = new BrokenBodies();

  constructor(
    private readonly authentication: Authentication,
    private readonly policy: Policy,
    private readonly directory: RunDirectory,
    private readonly intake: StreamIntake,
    private readonly deadPosts: DeadPosts,
    private readonly bodies: RequestBodies,
    private readonly quota: StreamQuota,
  ) {}

  @Post(':entity/:project/:run/file_stream')
  async post(@Param() path: StreamPath, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { status, body, retryAfter, headers } = await this.answer(path, request);
    if (headers) void reply.headers(headers);
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    void reply.status(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
  }

  /** What is thrown is trouble of ours, and passes: the client repeats the post for a week. */
  private async answer(path: StreamPath, request: FastifyRequest): Promise<Answer> {
    try {
      const principal = await this.authentication.byAuthorizationHeader(request.headers.authorization);
      if (!principal) return refused(401, 'The API key is not known to this server.');
      if (!this.policy.may(principal, 'project:write', { kind: 'project', entity: path.entity, project: path.project }))
        return refused(403, `${principal.username} may not write to ${path.entity}/${path.project}.`);
      const quota = this.quota.take(`${path.entity}/${path.project}`);
      const answer = quota.allowed
        ? await this.take(path, principal, request)
        : { ...refused(429, `${path.entity}/${path.project} makes too many requests.`), retryAfter: retryAfterSeconds() };
      return { ...answer, headers: quotaHeaders(quota) };
    } catch (error) {
      if (error instanceof ClientGoneError) return refused(503, error.message);
      if (error instanceof OverloadedError) return { ...refused(429, error.message), retryAfter: error.retryAfterSeconds };
      this.logger.error({ err: error }, 'a file_stream post could not be taken');
      return { ...refused(503, 'The server cannot take this just now.'), retryAfter: retryAfterSeconds() };
    }
  }

  /** Nothing is read of a body that would be refused when it is whole: 10 MiB in memory for each of a thousand clients. */
  private async take(path: StreamPath, principal: Principal, request: FastifyRequest): Promise<Answer> {
    const impossible = projectNameRefusal(path.project) ?? runNameRefusal(path.run);
    const run = impossible ? null : await this.directory.find(path.entity, path.project, path.run);
    if (isLarge(request)) await this.intake.welcome(run);
    return this.bodies.read(request, BODY_LIMIT, async (body) => {
      if (body.kind === 'too-large') return refused(413, 'The body is larger than 64 MiB.');
      if (impossible) return this.homeless(path, principal, body.bytes, impossible);
      return this.takeBody(path, principal, run, body, request);
    });
  }

  private async takeBody(
    path: StreamPath,
    principal: Principal,
    run: RunRef | null,
    body: Exclude<Body, { kind: 'too-large' }>,
    request: FastifyRequest,
  ): Promise<Answer> {
    const read = body.kind === 'bytes' ? readEnvelope(body.bytes) : { ok: false as const, reason: body.reason };
    if (!read.ok) return this.undecodable(path, principal, run, body.bytes, read.reason);
    await this.buryUnusable(path, principal, run, read.envelope);
    return this.accept(path, principal, run, read.envelope, request);
  }

  private async accept(
    path: StreamPath,
    principal: Principal,
    run: RunRef | null,
    envelope: StreamEnvelope,
    request: FastifyRequest,
  ): Promise<Answer> {
    const { traceparent } = request.headers;
    const { stopped } = await this.intake.accept({
      principalName: principal.username,
      run,
      entity: path.entity,
      project: path.project,
      runName: path.run,
      writer: sharedWriter(request.headers),
      files: envelope.files,
      complete: envelope.complete,
      exitCode: envelope.exitCode,
      preempting: envelope.preempting,
      uploaded: envelope.uploaded,
      ...(typeof traceparent === 'string' ? { traceparent } : {}),
    });
    return taken(stopped);
  }

  /** Twice 503, because damage on the way does not repeat; the third identical body is kept and taken as read. */
  private async undecodable(path: StreamPath, principal: Principal, run: RunRef | null, bytes: Buffer, reason: string): Promise<Answer> {
    const name = nameOf(path);
    this.logger.warn({ run: name, reason, bytes: bytes.length }, 'a file_stream body cannot be decoded');
    if (!this.broken.isHopeless(name, bytes))
      return { ...refused(503, `The body cannot be decoded: ${reason}`), retryAfter: retryAfterSeconds() };
    await this.deadPosts.bury({ runId: run?.runId ?? null, run: name, actor: principal.username, file: '', reason, bytes });
    return taken(run?.stopRequested ?? false);
  }

  /** No run can have the name, and none of the client's ever had; still a wrong guess of ours must not end one. */
  private async homeless(path: StreamPath, principal: Principal, bytes: Buffer, reason: string): Promise<Answer> {
    await this.deadPosts.bury({ runId: null, run: nameOf(path), actor: principal.username, file: '', reason, bytes });
    return taken(false);
  }

  private async buryUnusable(path: StreamPath, principal: Principal, run: RunRef | null, envelope: StreamEnvelope): Promise<void> {
    for (const { file, reason, text } of envelope.unusable) {
      const letter = { runId: run?.runId ?? null, run: nameOf(path), actor: principal.username, file, reason };
      await this.deadPosts.bury({ ...letter, bytes: Buffer.from(text, 'utf8') });
    }
  }
}

/** Or of unknown length. */
function isLarge({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGE_BODY_BYTES;
}

function nameOf({ entity, project, run }: StreamPath): string {
  return `${entity}/${project}/${run}`;
}

function taken(stopped: boolean): Answer {
  return { status: 200, body: stopped ? { exitcode: null, limits: {}, stopped } : { exitcode: null, limits: {} } };
}

/** Old clients read `error`, new ones show the text. */
function refused(status: number, message: string): Answer {
  return { status, body: { error: message } };
}
