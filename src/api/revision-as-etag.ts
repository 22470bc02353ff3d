import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { etagOf } from './answers.js';

interface Reply {
  header(name: string, value: string): unknown;
}

interface Revised {
  readonly revision?: number;
}

/** Gives an answer about one aggregate its ETag, where its reader sees the revision. */
@Injectable()
export class RevisionAsEtag implements NestInterceptor<Revised, Revised> {
  intercept(context: ExecutionContext, next: CallHandler<Revised>): Observable<Revised> {
    const reply = context.switchToHttp().getResponse<Reply>();
    return next.handle().pipe(
      tap(({ revision }) => {
        if (revision !== undefined) reply.header('ETag', etagOf({ revision }));
      }),
    );
  }
}
