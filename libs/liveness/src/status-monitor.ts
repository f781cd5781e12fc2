import { Injectable } from '@nestjs/common';

/** Finds runs that fell silent. */
@Injectable()
export class StatusMonitor {}
