/** What a suite that cannot run here has in its title (test/support/eventstoredb.ts). */
const NEEDS_SERVER = '[needs EventStoreDB]';

/** Says in one line, at the end of a run, how many tests were skipped because there is no server, and what to do. */
export default class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults
      .flatMap((file) => file.testResults)
      .filter(({ status, ancestorTitles }) => status === 'pending' && ancestorTitles.join().includes(NEEDS_SERVER));
    if (skipped.length === 0) return;
    process.stderr.write(
      `${skipped.length} tests were skipped, for they need an EventStoreDB: set MUSTER_TEST_EVENTSTOREDB to the ` +
        'connection string of one, or MUSTER_TEST_EVENTSTOREDB_BIN to a program that runs one.\n',
    );
  }
}
