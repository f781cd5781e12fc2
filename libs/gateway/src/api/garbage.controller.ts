import { GarbageCollector } from '@runstead/artifacts';
import { ServerSettings } from '@runstead/run-domain';
import { collectedGarbageSchema } from '@runstead/ui-contract';
import { endpoint } from '../endpoint/endpoint';
import { ApiController, Serve } from '../endpoint/serve';

const collect = endpoint({
  method: 'POST',
  path: '/admin/garbage',
  summary: 'Free the bytes of deleted files and artifacts whose grace period is over, now instead of at the next turn',
  access: { action: 'instance:admin', on: 'instance' },
  answer: collectedGarbageSchema,
});

@ApiController()
export class GarbageController {
  constructor(
    private readonly collector: GarbageCollector,
    private readonly settings: ServerSettings,
  ) {}

  @Serve(collect)
  async collect() {
    return this.collector.collect(this.settings.garbageAfterSeconds * 1_000);
  }
}
