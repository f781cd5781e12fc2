import { Injectable } from '@nestjs/common';
import { KeyedQueue } from './keyed-queue';

/** By run id: what reads or moves the watermarks of a run's streams happens one after the other, posts and rewinds alike. */
@Injectable()
export class StreamQueue extends KeyedQueue {}
