// Visual Studio Code's own workbench, in a browser, with our extension: what somebody sees, and then many edits of which each
// must end in what `roster lint` counts in the saved file.
//
// node vscode.mjs URL FOLDER PICTURE ROUNDS ROSTER, with playwright-core beside it.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(process.cwd() + "/")("playwright-core");
const [url, folder, picture, rounds, roster] = process.argv.slice(2);
const FILE = "front-desk--lehi.csv";
// Debian's, and elsewhere what playwright finds itself.
const CHROMIUM = "/usr/bin/chromium";
const LONG = 60_000;
const SOON = 15_000;

/** What somebody may do at a place. */
const DEEDS = [
  async function typed(page) {
    await page.keyboard.type(["7", "Zoë", "🦷", ",", '"', " ", "no"][drawn(7)]);
  },
  async function deleted(page) {
    for (let left = 1 + drawn(4); left > 0; left--) await page.keyboard.press("Backspace");
  },
  async function copied(page) {
    await page.keyboard.press("Shift+Alt+ArrowDown");
  },
  async function moved(page) {
    await page.keyboard.press("Alt+ArrowUp");
  },
  async function undone(page) {
    for (let left = 1 + drawn(3); left > 0; left--) await page.keyboard.press("Control+Z");
  },
  async function formatted(page) {
    await page.keyboard.press("Control+Shift+I");
    await page.waitForTimeout(300);
  },
];

const browser = await chromium.launch({
  executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await page.waitForSelector(".monaco-workbench", { timeout: LONG });
  await page.getByRole("treeitem", { name: FILE }).first().dblclick({ timeout: LONG });
  await page.waitForSelector(".monaco-editor .view-line", { timeout: LONG });
  await story(page);
  await soak(page, Number(rounds));
} finally {
  await browser.close();
}

/** What somebody sees and does once: the problems, what a column wants, a quick fix. */
async function story(page) {
  await agreed(page, "as it was opened");
  // Room for the table: no list of files.
  await page.keyboard.press("Control+B");
  await page.keyboard.press("Control+Shift+M");
  const problems = page.locator(".markers-panel .monaco-list-row");
  await problems.nth(1).waitFor({ timeout: LONG });
  const shown = await problems.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
  for (const words of ["`no` is not a choice", "holds `🦷`", "`801-555-01` is not a phone number"]) {
    must(shown.some((row) => row?.includes(words)), `no problem says ${words}: ${shown.join("\n")}`);
  }
  const link = page.locator(".markers-panel a", { hasText: "invalid-choice" }).first();
  must(await link.isVisible(), "no link to the page of the rule");
  await problems.filter({ hasText: "`no` is not a choice" }).first().dblclick();
  await page.waitForTimeout(500);
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "Write `NO`" }).first();
  await action.waitFor({ timeout: SOON });
  await page.screenshot({ path: picture });
  await page.keyboard.press("Enter");
  await page.waitForSelector(".tabs-container .tab.active.dirty", { timeout: SOON });
  await save(page);
  must(!read().includes(",no\n"), `the quick fix changed nothing:\n${read()}`);
  await agreed(page, "after a quick fix");
  console.log("problems, a quick fix: as they should be");
}

/** Edits at any place; after each the status bar says of the file what `roster lint` says of it. */
async function soak(page, rounds) {
  await page.keyboard.press("Control+1");
  for (let round = 0; round < rounds; round++) {
    const lines = read().split("\n");
    const line = drawn(lines.length);
    await page.keyboard.press("Control+G");
    await page.keyboard.type(`${line + 1}:${drawn(lines[line].length + 1) + 1}`);
    await page.keyboard.press("Enter");
    const deed = DEEDS[drawn(DEEDS.length)];
    await deed(page);
    await save(page);
    await agreed(page, `round ${round + 1} (${deed.name})`);
  }
  console.log(`${rounds} edits: after each the workbench showed what roster lint counts`);
}

async function save(page) {
  await page.keyboard.press("Control+S");
  // A file without a change is not written: the dot of an unsaved one is what tells.
  await page.waitForSelector(".tabs-container .tab.active:not(.dirty)", { timeout: SOON });
}

/** Waits until the status bar counts as many errors, warnings and notes as `roster lint` does. */
async function agreed(page, when) {
  const since = Date.now();
  for (;;) {
    const [wanted, seen] = [linted(), await counted(page)];
    if (wanted === seen) return;
    if (Date.now() - since > SOON) {
      throw new Error(`${when}: roster lint counts ${wanted}, the workbench ${seen}, in\n${read()}`);
    }
    await page.waitForTimeout(100);
  }
}

async function counted(page) {
  const label = await page.locator("#status\\.problems a").first().getAttribute("aria-label");
  const count = (word) => Number(label?.match(new RegExp(`${word}: (\\d+)`))?.[1] ?? 0);
  return `${count("Errors")} ${count("Warnings")} ${count("Infos")}`;
}

function linted() {
  let json;
  try {
    json = execFileSync(roster, ["lint", "--json", FILE], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    // Exit 1: something was found. A file that is no roster any more is one error.
    json = error.stdout;
    if (error.status === 2) return "1 0 0";
  }
  const found = JSON.parse(json).diagnostics;
  const count = (level) => found.filter((each) => each.level === level).length;
  return `${count("error")} ${count("warning")} ${count("note")}`;
}

function read() {
  return readFileSync(join(folder, FILE), "utf8");
}

function must(holds, message) {
  if (!holds) throw new Error(message);
}

/** A number below another, each run the same ones. */
function drawn(below) {
  drawn.state = (Math.imul(drawn.state ?? 2026, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn.state / 2 ** 32) * below);
}
