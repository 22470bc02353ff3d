import type { Id } from '../../../kernel/ids.js';
import type { Recorded } from '../../../kernel/event.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { MissionEvent } from '../../missions/mission.events.js';

/** The posts that a scope can name, each with its mission. */
export const POSTS: Projection = {
  name: 'posts',
  version: 1,

  create(db) {
    db.exec('CREATE TABLE post (post TEXT, mission TEXT, PRIMARY KEY (post, mission)) STRICT, WITHOUT ROWID;');
  },

  apply(db, event) {
    const { category, id } = parseStream(event.stream);
    if (category !== 'mission') return;
    const { type, data } = event as Recorded<MissionEvent>;
    if (type === 'DutyPostOpened') prepared(db, 'INSERT INTO post VALUES (?, ?)').run(data.post, id);
  },
};

/** Of these the posts that no mission has opened. */
export function unknownPosts(db: ViewsDb, posts: readonly Id[]): readonly Id[] {
  const known = prepared(db, 'SELECT DISTINCT post FROM post WHERE post IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(posts));
  return posts.filter((post) => !known.includes(post));
}
