import { Module } from '@nestjs/common';
import { Listener } from './listener';

/** For every process that takes posts: without it the monitor believes that nobody listens, and no run is ever lost. */
@Module({ providers: [Listener], exports: [Listener] })
export class ListeningModule {}
