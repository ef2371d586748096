/// The style of an exported page.
let notebookPageStyle = """
  :root {
    color-scheme: light dark;
    --paper: #ffffff; --back: #f5f7fa; --ink: #1b2430; --faint: #5c6878; --line: #d5dce6;
    --accent: #0b62b8; --good: #00795a; --bad: #c2410c;
    --keyword: #7a3fb0; --string: #00704f; --figure: #a34700; --comment: #68737f;
    --name: #0b62b8;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #161b22; --back: #0c1015; --ink: #e7ecf3; --faint: #9aa7b8; --line: #2a3340;
      --accent: #6db3f2; --good: #35c49a; --bad: #ff8a57;
      --keyword: #c8a2f5; --string: #7fd6a8; --figure: #f2b36d; --comment: #8592a3;
      --name: #6db3f2;
    }
  }
  * { box-sizing: border-box; }
  body {
    margin: 0; background: var(--back); color: var(--ink);
    font: 16px/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Noto Sans JP",
      "Hiragino Sans", sans-serif;
  }
  main { max-width: 860px; margin: 0 auto; padding: 32px 20px 80px; }
  h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.4em 0 .5em; }
  h1 { font-size: 30px; margin-top: .4em; } h2 { font-size: 22px; } h3 { font-size: 18px; }
  a { color: var(--accent); text-underline-offset: 2px; }
  p, ul, ol, table, blockquote { margin: .7em 0; }
  pre, code, .number {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
  }
  code { font-size: .92em; }
  p code, li code, td code, th code, h1 code, h2 code, h3 code {
    background: var(--paper); border: 1px solid var(--line); border-radius: 5px; padding: .05em .3em;
  }
  pre { margin: 0; overflow-x: auto; font-size: 13.5px; line-height: 1.5; tab-size: 4; }
  .text > pre, details > pre, .raw > pre, .source {
    background: var(--paper); border: 1px solid var(--line); border-radius: 9px; padding: 12px 14px;
  }
  blockquote { border-left: 3px solid var(--line); padding-left: 14px; color: var(--faint); }
  table { border-collapse: collapse; display: block; overflow-x: auto; }
  th, td { border: 1px solid var(--line); padding: 5px 11px; text-align: left; }
  th { background: var(--paper); }
  hr { border: 0; border-top: 1px solid var(--line); margin: 1.6em 0; }
  .cell { margin: 14px 0; }
  .cell .name { margin: 0 0 4px; font-weight: 600; color: var(--faint); font-size: 14px; }
  .source { position: relative; }
  .number {
    position: absolute; right: 100%; margin-right: 10px; color: var(--faint); font-size: 12.5px;
    line-height: 1.62;
  }
  .output {
    margin: 6px 0 0 14px; padding: 6px 12px; border-left: 3px solid var(--line);
    white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .output.result { border-color: var(--accent); }
  .output.failure { border-color: var(--bad); color: var(--bad); }
  .exercise {
    border: 1px solid var(--accent); border-radius: 9px; padding: 4px 18px 10px; margin: 20px 0 10px;
  }
  .exercise h3 { color: var(--accent); margin: .6em 0 .3em; }
  details { margin: 8px 0; }
  summary { cursor: pointer; color: var(--accent); font-weight: 600; }
  .graph > div { overflow-x: auto; background: var(--paper); border-radius: 9px; padding: 10px; }
  .graph svg { max-width: 100%; height: auto; display: block; margin: 0 auto; }
  .k { color: var(--keyword); } .s { color: var(--string); } .n { color: var(--figure); }
  .c { color: var(--comment); font-style: italic; } .d, .f { color: var(--name); }
  @media (max-width: 1000px) { .number { display: none; } }
  @media print {
    body { background: #ffffff; } main { max-width: none; padding: 0; }
    .cell, .exercise { break-inside: avoid; }
  }

  """
