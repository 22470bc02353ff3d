import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { etagOf } from './answers.js';

interface Reply {
  header(name: string, value: string): unknown;
}

interface Revised {
  readonly revision: number;
}

/** Gives an answer about one aggregate its ETag. */
@Injectable()
export class RevisionAsEtag implements NestInterceptor<Revised, Revised> {
  intercept(context: ExecutionContext, next: CallHandler<Revised>): Observable<Revised> {
    const reply = context.switchToHttp().getResponse<Reply>();
    return next.handle().pipe(
      map((answer) => {
        reply.header('ETag', etagOf(answer));
        return answer;
      }),
    );
  }
}
