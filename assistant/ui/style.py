"""The page's own look, as one style sheet without a single address in it. Colours follow Streamlit's light or dark.

`light-dark()` reads the `color-scheme` that Streamlit sets for the theme in use. The article panel is shown by
`:has(mark:target)`: the address names a highlighted sentence, and the panel that holds it appears. In a wide window it
takes the room of the sidebar, so that the conversation keeps its width and nothing in it moves up or down.
"""

STYLE = """<style>
.stApp { --fc-line: light-dark(#ddd8ce, #353c45); --fc-soft: light-dark(#f6f3ed, #1b2026);
  --fc-quiet: light-dark(#5b6169, #a3a9b1); --fc-accent: light-dark(#1d5a82, #86bce0);
  --fc-hit: light-dark(#ffe08a, #6b5310); --fc-near: light-dark(#fff4d0, #3a3117);
  --fc-page: light-dark(#fdfcfa, #15181c); --fc-panel: clamp(28rem, 100vw - 47rem, 44rem); }
.fc-quiet { color: var(--fc-quiet); font-size: .85rem; line-height: 1.45; }
[data-testid="stChatMessage"]:has(.fc-question) { background: var(--fc-soft); }
.fc-scope.fc-nothing { padding: .5rem .8rem; border: 2px solid currentColor; border-radius: .4rem; font-weight: 600;
  color: light-dark(#8a4b08, #efb775); }
.stApp .stMainBlockContainer { padding: 5rem 1rem 0; }
.stMain { scroll-padding-block: 4.5rem 1rem; }
.st-key-talk :is(a, button, summary, input, textarea) { scroll-margin-bottom: 9rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-ask) { position: sticky; bottom: 0; z-index: 5; padding: .5rem 0 1.2rem;
  background: var(--fc-page); border-top: 1px solid var(--fc-line); }
.fc-scope { margin: 0; }
[data-testid="stSidebar"][data-collapsed="true"] { visibility: hidden; }
.stApp .st-key-scope { flex-wrap: nowrap; }
.st-key-scope > :first-child { min-width: 0; }
@media (width >= 768px) { .st-key-scope > :has(.st-key-scope_filters), .st-key-scope_filters { display: none; } }
.st-key-talk:has(.fc-question) > :last-child { min-height: calc(100dvh - 17rem); }
.fc-question { scroll-margin-top: .5rem; margin: 0; outline-offset: .3rem; overflow-wrap: anywhere;
  white-space: pre-wrap; }
.fc-outcome { display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: center; margin: 0 0 .7rem; }
.fc-outcome .fc-shape { display: inline-grid; place-items: center; width: 1.6rem; height: 1.6rem;
  border: 2px solid currentColor; border-radius: 50%; font-weight: 700; line-height: 1; }
.fc-contested .fc-shape { border-radius: .3rem; }
.fc-not-supported .fc-shape, .fc-not-in-archive .fc-shape { border-style: dashed; }
.fc-outcome strong { font-size: 1.05rem; }
.fc-answered { color: light-dark(#1e6b3a, #86d19f); } .fc-contested { color: light-dark(#8a4b08, #efb775); }
.fc-not-supported, .fc-not-in-archive { color: light-dark(#4a4f57, #c3c7cd); }
.fc-quote { margin: 0 0 .8rem; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--fc-accent); }
.fc-quote p { margin: 0 0 .25rem; font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; font-size: 1.06rem;
  line-height: 1.55; overflow-wrap: anywhere; white-space: pre-wrap; }
.fc-quote footer { color: var(--fc-quiet); font-size: .85rem; }
.fc-written > p { margin: 0 0 .4rem; font-size: 1.06rem; line-height: 1.55; overflow-wrap: anywhere; }
.fc-written .fc-quote { margin-left: .4rem; border-left-color: var(--fc-line); }
.fc-written .fc-quote p { font-size: .95rem; }
.fc-marker { padding: 0 .2rem; white-space: nowrap;
  font-family: system-ui, sans-serif; font-size: .85em; font-weight: 600;
  text-decoration: none; border-radius: .25rem; }
.fc-marker:hover, .fc-marker:focus-visible { background: var(--fc-hit); }
.stApp :is(.fc-marker, .fc-card a, .fc-sources a, .fc-panel a, .fc-reading a) { color: var(--fc-accent); }
.stApp :is(a, summary, button, [role="spinbutton"], [role="slider"], [role="combobox"], label:has(input)):focus-visible,
.stApp label:has(input[type="radio"]:focus-visible) { outline: 2px solid var(--fc-accent); outline-offset: 2px; }
.stApp [data-testid$="RootElement"]:has(:is(input, textarea):focus-visible),
.stChatInput:has(textarea:focus-visible) > div, .stSlider div:has(> div > input:focus-visible) {
  outline: 2px solid var(--fc-accent); outline-offset: 1px; }
[data-testid="stPopoverBody"] :is(a, button, div):focus-visible,
[data-testid="stPopoverBody"] [data-testid$="RootElement"]:has(input:focus-visible) {
  outline: 2px solid currentColor; outline-offset: 1px; }
.stApp :is(h1, .fc-question, .fc-summary, .fc-entry):focus-visible { outline: 2px solid var(--fc-accent);
  outline-offset: 3px; }
.stApp main:focus-visible { outline: 2px solid var(--fc-accent); outline-offset: -3px; }
.stApp :is(.stMultiSelect, .stSelectbox) input:focus-visible { outline: 2px solid var(--fc-accent); }
.fc-positions { margin: 0 0 .8rem; border-collapse: collapse; font-size: .9rem; }
.fc-positions caption { padding: 0 0 .2rem; text-align: left; font-weight: 600; color: inherit; }
.fc-positions :is(th, td) { padding: .25rem .9rem .25rem 0; border: 0; border-bottom: 1px solid var(--fc-line);
  text-align: left; vertical-align: baseline; }
.fc-positions [dir="auto"] { min-width: 4.5rem; overflow-wrap: anywhere; }
.fc-positions thead th { color: var(--fc-quiet); font-weight: 400; font-size: .82rem; }
.fc-sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0 1.2rem; }
.fc-supported { color: light-dark(#1e6b3a, #86d19f); } .fc-refuted { color: light-dark(#9b1c1c, #f2a5a0); }
.fc-conflicting { color: light-dark(#8a4b08, #efb775); }
.fc-refuted .fc-shape { border-radius: .3rem; } .fc-not-enough-evidence .fc-shape { border-style: dashed; }
.fc-draft { padding: .8rem 1rem; border: 1px solid var(--fc-line); border-radius: .4rem; background: var(--fc-soft);
  max-height: 60vh; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.65;
  font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; }
.stApp .fc-sentence { color: inherit; text-decoration: underline; text-decoration-thickness: 2px;
  text-underline-offset: .25em; text-decoration-color: var(--fc-line); }
.stApp .fc-sentence:is(.fc-supported, .fc-refuted, .fc-conflicting, .fc-misquoted) {
  text-decoration-color: currentColor; }
.stApp .fc-sentence.fc-supported { color: light-dark(#1e6b3a, #86d19f); }
.stApp .fc-sentence:is(.fc-refuted, .fc-misquoted) { color: light-dark(#9b1c1c, #f2a5a0);
  text-decoration-style: double; }
.stApp .fc-sentence.fc-conflicting { color: light-dark(#8a4b08, #efb775); text-decoration-style: wavy; }
.fc-sentence sup { padding-left: .15rem; font: 600 .75em system-ui, sans-serif; }
.fc-summary { margin: 0; font-weight: 600; }
.fc-entry { padding: .6rem 0 .2rem; border-top: 1px solid var(--fc-line); scroll-margin-top: .5rem; }
.fc-entry:target .fc-entry-text { background: var(--fc-near); }
.fc-entry-text { margin: 0 0 .5rem; font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; font-size: 1.06rem;
  overflow-wrap: anywhere; }
.fc-alterations { margin: 0 0 .7rem; font-size: .9rem; }
.fc-abstains { margin: 0 0 .6rem; font-size: 1.06rem; overflow-wrap: anywhere; }
.stApp h2.fc-title { margin: .9rem 0 .3rem; padding: 0; font-size: .95rem; font-weight: 600; }
.stApp :is(.fc-sources, .fc-cards) { list-style: none; margin: 0 0 .7rem; padding: 0; }
.stApp .fc-sources li { margin: 0 0 .3rem; padding: 0; overflow-wrap: anywhere; }
.fc-notes { margin: .4rem 0 .7rem; padding: .5rem .8rem .5rem 1.8rem; background: var(--fc-soft);
  border: 1px solid var(--fc-line); border-radius: .4rem; font-size: .9rem; }
.fc-fact { margin: 0 0 .15rem; overflow-wrap: anywhere; }
.fc-found summary { cursor: pointer; font-weight: 600; font-size: .95rem; padding: .3rem 0; }
.fc-cards { display: grid; gap: .6rem; }
.stApp .fc-card { margin: 0; padding: .6rem .8rem; border: 1px solid var(--fc-line); border-radius: .4rem;
  background: var(--fc-soft); overflow-wrap: anywhere; }
.fc-card-head { display: flex; flex-direction: column; }
.fc-passage { margin: .3rem 0 .4rem; font-size: .92rem; line-height: 1.5; white-space: pre-wrap; }
.fc-brief .fc-passage { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  white-space: normal; }
.fc-checking { border: 1px dashed var(--fc-quiet); border-radius: .4rem; padding: .5rem .8rem; color: var(--fc-quiet);
  overflow-wrap: anywhere; white-space: pre-wrap; }
.fc-checking b { display: block; }
.fc-waiting, .fc-checking { min-height: 6rem; box-sizing: border-box; }
.stApp[data-test-script-state="notRunning"] .fc-checking::before { content: "Stopped. This was never checked:"; }
.stApp[data-test-script-state="notRunning"] .fc-waiting { visibility: hidden; }
.stApp[data-test-script-state="notRunning"] .fc-checking b { display: none; }
.fc-panel { display: none; }
[data-testid="stElementContainer"]:has(> .stHtml > .fc-panel) { position: absolute; }
.fc-summary { scroll-margin-top: .5rem; }
[class*="_list"] button { justify-content: flex-start; min-height: 2rem; padding: .25rem .6rem; }
[class*="_list"] button :is(div, span, p) { min-width: 0; text-align: left; justify-content: flex-start; }
[class*="_list"] button p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-size: .9rem; }
.stApp [class*="_list"] .fc-listed { padding-left: .6rem; font-size: .78rem; }
.fc-panel:has(mark:target) { display: block; position: fixed; inset: 0 0 0 auto; z-index: 1000001;
  width: var(--fc-panel); overflow: auto; overscroll-behavior: contain; box-sizing: border-box; padding: 0 1.6rem 2rem;
  background: var(--fc-page); border-left: 1px solid var(--fc-line); box-shadow: -.5rem 0 2rem rgb(0 0 0 / .14); }
.fc-panel-bar { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .8rem 0 .6rem;
  background: var(--fc-page); border-bottom: 1px solid var(--fc-line); }
.fc-jumps { color: var(--fc-quiet); font-size: .9rem; }
.stApp .fc-panel h2:not(.fc-title) { font-size: 1.5rem; line-height: 1.25; padding: .9rem 0 .5rem;
  overflow-wrap: anywhere;
  font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; }
.stApp .fc-provenance { display: grid; padding: 0; grid-template-columns: max-content 1fr; gap: .1rem .9rem;
  margin: 0 0 1rem; font-size: .85rem; }
.fc-provenance dt { color: var(--fc-quiet); font-weight: 400; }
.stApp .fc-provenance dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.fc-article { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.65;
  font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; }
.stApp .st-key-articles button { color: var(--fc-accent); text-align: left; padding: .35rem 0 0; min-height: 0; }
.stApp .st-key-articles button p { white-space: normal; overflow-wrap: anywhere; }
.fc-listed { margin: 0 0 .35rem; }
.fc-reading { max-width: 42rem; }
.stApp .fc-reading h1 { font-size: 1.7rem; line-height: 1.25; padding: .3rem 0 .6rem;
  overflow-wrap: anywhere;
  font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; }
.stApp h2.fc-section { margin: 1.4rem 0 .4rem; padding: 0; font-size: 1.1rem; font-weight: 600;
  font-family: Georgia, 'Liberation Serif', 'DejaVu Serif', serif; }
.stApp [data-testid="stCaptionContainer"] { opacity: 1; }
[data-testid="stPopoverBody"] [data-testid="stCaptionContainer"] { opacity: .8; }
.stApp [data-testid="stElementToolbar"]:focus-within { opacity: 1; }
[data-testid="stPopoverBody"] :has(> * > [data-testid="stElementToolbarButton"]) { visibility: visible; opacity: 1; }
.stApp [data-testid="stCaptionContainer"] :is(p, li) { color: var(--fc-quiet); }
.stApp [data-testid^="stBaseButton-primary"]:enabled :is(p, span) { color: light-dark(#fff, #0d1a24); }
.fc-nowrap { white-space: nowrap; }
.fc-related { margin-top: 1.2rem; border-top: 1px solid var(--fc-line); font-size: .92rem; }
.stApp .fc-related li { margin: 0 0 .35rem; }
.fc-alterations del { color: light-dark(#9b1c1c, #f2a5a0); }
.fc-alterations ins { color: light-dark(#1e6b3a, #86d19f); text-decoration-thickness: 2px; }
.fc-article mark { background: var(--fc-near); color: inherit; border-radius: .15rem; scroll-margin-block: 35vh;
  text-decoration: underline dotted; text-underline-offset: .25em; }
.fc-card mark { background: var(--fc-near); color: inherit; border-radius: .15rem; }
.fc-article mark:not(:target)[id*="-e"] { background: none; text-decoration: none; }
.fc-article mark:target { background: var(--fc-hit); text-decoration-style: solid; outline: none; }
@media (width >= 1200px) {
  .stApp:has(.fc-panel mark:target) [data-testid="stSidebar"] { display: none; }
  .stApp:has(.fc-panel mark:target) .stMain { padding-right: var(--fc-panel); } }
@media (width < 1200px) { .fc-panel:has(mark:target) { width: min(44rem, 100vw); padding-inline: 1rem; } }
@media (width < 640px) {
  .stApp .fc-panel h2:not(.fc-title) { position: sticky; top: 0; z-index: 1; font-size: 1.15rem; padding: .6rem 0 .4rem;
    background: var(--fc-page); border-bottom: 1px solid var(--fc-line); }
  .fc-panel:has(mark:target) { display: flex; flex-direction: column; padding-bottom: 0; }
  .fc-panel > * { flex: none; }
  .fc-panel-bar { top: auto; bottom: 0; order: 1; border-bottom: 0; border-top: 1px solid var(--fc-line); }
  [data-testid="stExpandSidebarButton"] { width: auto; padding-inline: .4rem; }
  [data-testid="stExpandSidebarButton"]::after { content: "Menu" / ""; margin-left: .3rem; font-size: .95rem; }
  .stApp .stMainBlockContainer { padding-top: 4rem; }
  .stApp h1 { font-size: 1.6rem; }
  .st-key-talk [data-testid="stChatMessage"] { padding-inline: 0; }
  .st-key-talk [data-testid="stChatMessage"]:has(.fc-question) { padding-inline: .8rem; }
  .st-key-talk [data-testid="stChatMessageAvatarCustom"] { display: none; }
  .fc-positions :is(th, td) { padding-right: .6rem; font-size: .85rem; } }
</style>"""
