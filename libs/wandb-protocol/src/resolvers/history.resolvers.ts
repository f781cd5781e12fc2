import { Injectable } from '@nestjs/common';
import type { ResolverMap } from '../graphql/resolver';

@Injectable()
export class HistoryResolvers {
  readonly resolvers: ResolverMap = {};
}
