import { randomUUID } from 'node:crypto';
import type { Id, IdSource } from '../kernel/ids.js';

export class SystemIds implements IdSource {
  next(): Id {
    return randomUUID();
  }
}
