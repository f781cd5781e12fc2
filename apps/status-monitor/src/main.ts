import 'reflect-metadata';
import { runService } from '@runstead/platform';
import { StatusMonitorModule } from './app.module';

void runService({ name: 'status-monitor', module: (config) => StatusMonitorModule.with(config) });
