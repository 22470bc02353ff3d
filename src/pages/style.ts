import { createHash } from 'node:crypto';

/*
 * The one style sheet of the pages. It stands in each page, so that none waits for a second answer on a slow link; the
 * content security policy names it by its digest, and no other is let in.
 */
const SHEET = `
:root {
  color-scheme: light dark;
  --ground: #f3f5f8; --card: #fff; --ink: #14181f; --soft: #4d5663; --line: #8b95a3; --rule: #d8dde4;
  --blue: #0b57a4; --red: #b01e2c; --amber: #7a4f00; --on: #fff; --tint: #e8f0fa; --warn: #fdf1dc; --bad: #fcebec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --card: #171d25; --ink: #eef1f5; --soft: #aab4c1; --line: #75808e; --rule: #2c3541;
    --blue: #85bbff; --red: #ff9ea3; --amber: #f2c36b; --on: #0b0f14; --tint: #17263a; --warn: #2e2410; --bad: #351a1d;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; background: var(--ground); color: var(--ink); }
body { margin: 0 auto; max-width: 40rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; }
body.wide { max-width: 60rem; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 3.5rem; }
header b { letter-spacing: .02em; }
header a { padding: .75rem 0 .75rem 1rem; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.125rem; line-height: 1.4; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--blue); text-underline-offset: .2em; }
.soft, small { color: var(--soft); font-size: .9375rem; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: .75rem; padding: 1rem; margin: 1rem 0; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
fieldset { min-width: 0; }
legend { float: left; width: 100%; padding: 0; font-weight: 650; }
fieldset:not(:has(input:checked:not([value=""]))) .then { display: none; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: .75rem 0 0; }
.three { grid-template-columns: repeat(3, 1fr); gap: .5rem; }
summary { min-height: 3.5rem; padding: 1rem 0 0; color: var(--blue); cursor: pointer; }
.pick { display: flex; align-items: center; gap: .5rem; min-height: 3.5rem; padding: .25rem .5rem; line-height: 1.2; border: 1px solid var(--line); border-radius: .5rem; }
.pick:has(:checked) { background: var(--tint); border-color: var(--blue); }
.pick input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--blue); }
ul { padding-left: 1.25rem; margin: 0; }
.band { margin: 0 -1rem; padding: .5rem 1rem; font-weight: 650; text-align: center; color: var(--amber); background: var(--warn); border-block: 2px solid var(--amber); }
.good { background: var(--tint); border-color: var(--blue); }
.warn { background: var(--warn); border-color: var(--amber); }
.bad { background: var(--bad); border-color: var(--red); }
button, .button {
  display: block; width: 100%; min-height: 3.5rem; margin: 1rem 0; padding: .75rem 1rem; border: 2px solid var(--blue); border-radius: .75rem;
  font: inherit; font-weight: 650; text-align: center; text-decoration: none; color: var(--blue); background: transparent; cursor: pointer;
}
button.brand { display: inline; width: auto; min-height: 3rem; margin: 0; padding: 0; border: 0; color: inherit; letter-spacing: .02em; }
button.main, .button.main { color: var(--on); background: var(--blue); }
button.help { color: var(--on); background: var(--red); border-color: var(--red); }
.tap { min-height: 6rem; font-size: 1.375rem; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 3px; }
label { display: block; }
.field { display: block; margin: 1rem 0; }
input:not([type=radio]):not([type=checkbox]), select, textarea {
  display: block; width: 100%; min-height: 3.5rem; margin-top: .25rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
}
@media (max-width: 30rem) { .pick { flex-direction: column; gap: .25rem; padding: .5rem .25rem; text-align: center; } }
@media (forced-colors: active) {
  button, .button, .card { border: 2px solid; }
  button.main, button.help, .button.main { color: ButtonText; background: ButtonFace; }
  .band { border-block: 3px solid; }
}
@media (prefers-reduced-motion: no-preference) { button:active { transform: translateY(1px); } }
`;

export const STYLE = SHEET.replaceAll(/\s+/g, ' ')
  .replaceAll(/ ?([{};:,>]) ?/g, '$1')
  .trim();

/** As `style-src` names it (CSP Level 3, section 2.3.1). */
export const STYLE_DIGEST = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
