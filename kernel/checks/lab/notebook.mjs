// One open notebook, as a user has it before them.

import { writeNotebook } from "./server.mjs";

/** Long enough for a kernel's start on a loaded machine. */
export const START_MS = 60_000;

/** Long enough for a cell. */
export const CELL_MS = 30_000;

export class NotebookPage {
  constructor(page, shots) {
    this.page = page;
    this.shots = shots;
  }

  /** Writes a notebook of these cells, opens it and waits for its kernel. */
  static async open(browser, lab, name, cells, { shots, width = 1280, height = 1100 } = {}) {
    writeNotebook(lab.root, `${name}.ipynb`, cells);
    return NotebookPage.openFile(browser, lab, `${name}.ipynb`, { shots, width, height });
  }

  /** Opens a notebook that is there and waits for its kernel. */
  static async openFile(browser, lab, path, { shots, width = 1280, height = 1100 } = {}) {
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(CELL_MS);
    await page.goto(`${lab.url}/lab/tree/${path}?reset`);
    await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: START_MS });
    const notebook = new NotebookPage(page, shots);
    await notebook.idle(START_MS);
    return notebook;
  }

  /** Runs a command of JupyterLab by its name. */
  command(id, args = {}) {
    return this.page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args).then(() => null), [id, args]);
  }

  /** A cell, counted from 0. */
  cell(index) {
    return this.page.locator(".jp-Notebook .jp-Cell").nth(index);
  }

  /** The outputs of a cell. */
  outputs(index) {
    return this.cell(index).locator(".jp-OutputArea-output");
  }

  /** The text of all outputs of a cell. */
  async text(index) {
    return (await this.outputs(index).allInnerTexts()).join("\n");
  }

  /** Puts the cursor into a cell's editor. */
  async edit(index) {
    await this.cell(index).locator(".cm-content").click();
  }

  /** Replaces a cell's code by typing. */
  async type(index, code) {
    await this.edit(index);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(code);
  }

  /** The code of a cell as it is now. */
  code(index) {
    return this.page.evaluate(
      (index) => window.jupyterapp.shell.currentWidget.content.widgets[index].model.sharedModel.getSource(),
      index,
    );
  }

  /** Runs a cell as a user does, without waiting for its end. */
  async run(index) {
    await this.edit(index);
    await this.page.keyboard.press("Control+Enter");
  }

  /** Runs a cell and waits until the kernel is idle again. */
  async runAndWait(index) {
    await this.run(index);
    await this.finished(index);
  }

  /** Waits until a cell has its number. */
  finished(index, timeout = CELL_MS) {
    return this.page.waitForFunction(
      (index) => {
        const cell = window.jupyterapp.shell.currentWidget.content.widgets[index];
        return cell.model.executionState === "idle" && cell.model.executionCount !== null;
      },
      index,
      { timeout },
    );
  }

  /** Runs all cells from the Run menu and waits for the end. */
  async runAll() {
    await this.page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await this.page.getByRole("menuitem", { name: /^Run All Cells/ }).click();
    await this.page.waitForFunction(
      () =>
        window.jupyterapp.shell.currentWidget.content.widgets
          .filter((cell) => cell.model.type === "code" && cell.model.sharedModel.getSource().trim())
          .every((cell) => cell.model.executionState === "idle" && cell.model.executionCount !== null),
      null,
      { timeout: START_MS },
    );
    await this.idle();
  }

  /** Waits until the kernel is idle. */
  idle(timeout = CELL_MS) {
    return this.status("idle", timeout);
  }

  status(status, timeout = CELL_MS) {
    return this.page.waitForFunction(
      (status) => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === status,
      status,
      { timeout },
    );
  }

  /** Presses a button of the notebook's toolbar. */
  button(title) {
    return this.page.locator(`.jp-NotebookPanel-toolbar [title^="${title}"]`).first();
  }

  async shot(name) {
    await this.page.screenshot({ path: `${this.shots}/${name}.png` });
  }

  async close() {
    await this.page.evaluate(() => window.jupyterapp.shell.currentWidget?.sessionContext?.shutdown());
    await this.page.close();
  }
}
