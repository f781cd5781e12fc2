import 'reflect-metadata';
import { runService } from '@runstead/platform';
import { QueryModule } from './app.module';

void runService({ name: 'query', module: (config) => QueryModule.with(config) });
