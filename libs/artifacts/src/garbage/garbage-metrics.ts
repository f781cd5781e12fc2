import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';

/** What the collector freed since the start, for `/metrics`. */
@Injectable()
export class GarbageMetrics {
  readonly bytes: Counter;
  readonly objects: Counter;
  readonly condemned: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.bytes = new Counter({
      name: 'runstead_garbage_freed_bytes_total',
      help: 'Bytes of deleted files and artifacts that were freed',
      registers,
    });
    this.objects = new Counter({ name: 'runstead_garbage_freed_objects_total', help: 'Stored objects that were freed', registers });
    this.condemned = new Counter({
      name: 'runstead_garbage_condemned_bytes_total',
      help: 'Bytes that no version names any more and that go after the grace period',
      registers,
    });
  }
}
