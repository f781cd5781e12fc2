import { ServerSettings } from '@runstead/run-domain';
import { z } from 'zod';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { EndpointTable } from '../endpoint/endpoint-table';
import { openApi } from '../endpoint/open-api';
import { API_ROOT, ApiController, Serve } from '../endpoint/serve';

const describe = endpoint({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description',
  access: { anyone: true, why: 'It tells of the program and not of its data' },
  answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
});

@ApiController()
export class OpenApiController {
  private readonly document: { openapi: string; paths: Record<string, unknown> };

  constructor(table: EndpointTable, settings: ServerSettings) {
    this.document = openApi(table.endpoints, settings.version, `${settings.publicUrl}${API_ROOT}`) as OpenApiController['document'];
  }

  @Serve(describe)
  async describe(_call: Call<typeof describe>) {
    return this.document;
  }
}
