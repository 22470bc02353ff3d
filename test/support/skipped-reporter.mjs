/** What a suite that cannot run here has in its title, and what it takes for it to run. */
const NEEDS = {
  '[needs EventStoreDB]':
    'set MUSTER_TEST_EVENTSTOREDB to the connection string of one, or MUSTER_TEST_EVENTSTOREDB_BIN to a program that runs one.',
  '[needs Chromium]': 'install one, or set MUSTER_TEST_CHROMIUM to its program.',
};

/** Says in one line for each, at the end of a run, how many tests were skipped because something is not here. */
export default class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    for (const [needs, how] of Object.entries(NEEDS)) {
      const skipped = testResults
        .flatMap((file) => file.testResults)
        .filter(({ status, ancestorTitles }) => status === 'pending' && ancestorTitles.join().includes(needs));
      if (skipped.length === 0) continue;
      process.stderr.write(`${skipped.length} tests were skipped (${needs.slice(1, -1)}): ${how}\n`);
    }
  }
}
