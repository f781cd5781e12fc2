import { Injectable } from '@nestjs/common';
import type { ResolverMap } from '../graphql/resolver';

@Injectable()
export class LogLineResolvers {
  readonly resolvers: ResolverMap = {};
}
