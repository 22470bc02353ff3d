import { describe, expect, it } from '@jest/globals';
import { markup } from './markup.js';

describe('a piece of a page', () => {
  it('shows a text as it is, wherever it stands', () => {
    const name = `<script>"O'Neill" & Sons</script>`;
    expect(markup`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&lt;script&gt;&quot;O&#39;Neill&quot; &amp; Sons&lt;/script&gt;">' +
        '&lt;script&gt;&quot;O&#39;Neill&quot; &amp; Sons&lt;/script&gt;</p>',
    );
  });

  it('holds other pieces, lists of them, numbers, and nothing where there is nothing', () => {
    const items = ['one', 'two'].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${items}</ul>${undefined}${12}`.text).toBe('<ul><li>one</li><li>two</li></ul>12');
  });
});
