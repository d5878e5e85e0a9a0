// What a user of JupyterLab does, done in a real one. Started by ./run, which sets the environment.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { NotebookPage, START_MS } from "./notebook.mjs";
import { startLab } from "./server.mjs";

const shots = process.env.LAB_SHOTS;
let lab;
let browser;

before(async () => {
  lab = await startLab(process.env.JUPYTER_LAB, process.env.LAB_SCRATCH);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

after(async () => {
  await browser?.close();
  await lab?.stop();
});

/** A test with a notebook of its own; a picture is taken where it fails. */
function notebookTest(name, file, cells, body, view = {}) {
  test(name, async () => {
    const notebook = await NotebookPage.open(browser, lab, file, cells, { shots, ...view });
    try {
      await body(notebook);
      await notebook.shot(file);
    } catch (failure) {
      await notebook.shot(`${file}-FAILED`);
      throw failure;
    } finally {
      await notebook.close();
    }
  });
}

notebookTest(
  "runs all cells and shows every kind of output, in both themes",
  "outputs",
  [
    { markdown: "# Outputs\nA formula: $x^2$." },
    "import dev.cuaderno.display.*;\nimport java.awt.Color;\nimport java.awt.image.BufferedImage;",
    'System.out.println("to out, ñ 😀");\nSystem.err.println("to err");\n6 * 7',
    'MimeBundle.html("<table><tr><th>head</th></tr><tr><td>body</td></tr></table>", "a table")',
    "var picture = new BufferedImage(120, 60, BufferedImage.TYPE_INT_RGB);\n" +
      "var pen = picture.createGraphics();\npen.setColor(Color.ORANGE);\npen.fillOval(10, 5, 100, 50);\npicture",
    '/// Twice.\nint twice(int number) {\n    return 2 * number; // or a shift\n}\ntwice(21)',
    'try {\n    Integer.parseInt("seven");\n} catch (NumberFormatException cause) {\n' +
      '    throw new IllegalStateException("on purpose", cause);\n}',
  ],
  async (notebook) => {
    await notebook.runAll();
    assert.match(await notebook.text(2), /to out, ñ 😀[^]*to err[^]*42/);
    assert.equal(await notebook.cell(3).locator(".jp-RenderedHTML td").innerText(), "body");
    const picture = notebook.cell(4).locator(".jp-RenderedImage img");
    assert.deepEqual(await picture.evaluate((image) => [image.naturalWidth, image.naturalHeight]), [120, 60]);
    assert.match(await notebook.text(5), /42/);

    const error = await notebook.text(6);
    assert.match(error, /IllegalStateException: on purpose[^]*Cell \[6\], line 4/);
    assert.match(error, /Caused by: NumberFormatException[^]*Cell \[6\], line 2/);
    const coloured = notebook.cell(6).locator(".jp-OutputArea-output span[style*=color]");
    assert.ok((await coloured.count()) >= 4, "names and places are coloured");

    const keywords = notebook.cell(5).locator(".cm-content span", { hasText: /^return$/ });
    const plain = notebook.cell(5).locator(".cm-line").first();
    const colour = (element) => getComputedStyle(element).color;
    assert.notEqual(await keywords.evaluate(colour), await plain.evaluate(colour), "keywords are highlighted");

    await notebook.command("apputils:change-theme", { theme: "JupyterLab Dark" });
    await notebook.page.locator("body[data-jp-theme-light=false]").waitFor({ state: "attached" });
    await notebook.shot("outputs-dark");
    await notebook.command("apputils:change-theme", { theme: "JupyterLab Light" });
    await notebook.page.locator("body[data-jp-theme-light=true]").waitFor({ state: "attached" });
  },
  { height: 1300 },
);

notebookTest(
  "completes, shows tooltips, indents",
  "editing",
  ['var words = List.of("a", "b");', "", "", ""],
  async (notebook) => {
    await notebook.runAndWait(0);
    const popup = notebook.page.locator(".jp-Completer");
    await notebook.type(1, "words.");
    await notebook.page.keyboard.press("Tab");
    await popup.locator("code", { hasText: /^contains\(/ }).first().waitFor();
    await notebook.shot("editing-completion");
    await notebook.page.keyboard.type("isEm");
    await popup.locator("code", { hasText: /^containsAll/ }).waitFor({ state: "detached" });
    await notebook.page.keyboard.press("Enter");
    assert.equal(await notebook.code(1), "words.isEmpty()");

    await notebook.type(2, "Math.hypot");
    await notebook.page.keyboard.press("Shift+Tab");
    const tooltip = notebook.page.locator(".jp-Tooltip");
    await tooltip.getByText("hypot(double x, double y)").first().waitFor();
    assert.match(await tooltip.innerText(), /without intermediate overflow/);
    await notebook.shot("editing-tooltip");
    await notebook.page.keyboard.press("Escape");
    await tooltip.waitFor({ state: "detached" });

    await notebook.type(3, "void f() {\nif (true) {\nreturn;");
    assert.equal(await notebook.code(3), "void f() {\n    if (true) {\n        return;");
  },
);

notebookTest(
  "interrupts a busy loop and keeps the variables, restarts and loses them",
  "control",
  ["var count = 0L;", "while (true) {\n    count++;\n}", "count > 0", "count"],
  async (notebook) => {
    await notebook.runAndWait(0);
    await notebook.run(1);
    await notebook.status("busy");
    await notebook.page.waitForTimeout(300);
    await notebook.button("Interrupt the kernel").click();
    await notebook.finished(1);
    assert.match(await notebook.text(1), /Interrupted[^]*line 2/);
    await notebook.runAndWait(2);
    assert.match(await notebook.text(2), /true/);

    await notebook.button("Restart the kernel").click();
    const dialog = notebook.page.locator(".jp-Dialog");
    await dialog.locator("button.jp-mod-accept").click();
    await dialog.waitFor({ state: "detached" });
    await notebook.command("notebook:clear-all-cell-outputs");
    await notebook.idle(START_MS);
    await notebook.run(3);
    await notebook.outputs(3).getByText("cannot find symbol").waitFor({ timeout: START_MS });
    assert.match(await notebook.text(3), /Cell \[1\]/);
  },
);

notebookTest(
  "asks for a line and for a password in a box below the cell",
  "stdin",
  [
    'var line = IO.readln("Name: ");\n"[" + line + "]"',
    'var secret = System.console().readPassword("Password: ");\nsecret.length',
  ],
  async (notebook) => {
    const box = (index) => notebook.cell(index).locator("input.jp-Stdin-input");
    await notebook.run(0);
    await box(0).waitFor();
    assert.match(await notebook.text(0), /Name:/);
    await notebook.shot("stdin-asking");
    await box(0).fill("señor 😀");
    await box(0).press("Enter");
    await notebook.finished(0);
    assert.match(await notebook.text(0), /\[señor 😀\]/);

    await notebook.run(1);
    await box(1).waitFor();
    assert.equal(await box(1).getAttribute("type"), "password");
    await box(1).fill("secret");
    await box(1).press("Enter");
    await notebook.finished(1);
    assert.match(await notebook.text(1), /6/);
    assert.doesNotMatch(await notebook.text(1), /secret/);
  },
);

notebookTest(
  "redraws in place, clears, and goes on showing what a thread prints after its cell",
  "progress",
  [
    'var bar = dev.cuaderno.display.Display.display("0 %");',
    'for (var i = 1; i <= 3; i++) {\n    Thread.sleep(100);\n    bar.update(i * 25 + " %");\n}',
    'System.out.println("before");\ndev.cuaderno.display.Display.clearOutput(true);\nSystem.out.println("after");',
    'Thread.ofPlatform().start(() -> {\n    try {\n        Thread.sleep(1000);\n' +
      '    } catch (InterruptedException ended) {\n    }\n    System.out.println("late");\n});\n"early"',
  ],
  async (notebook) => {
    await notebook.runAll();
    await notebook.outputs(0).getByText("75 %").waitFor();
    assert.equal(await notebook.outputs(0).count(), 1);
    assert.equal(await notebook.outputs(1).count(), 0);
    assert.equal((await notebook.text(2)).trim(), "after");
    assert.match(await notebook.text(3), /early/);
    await notebook.outputs(3).getByText("late").waitFor();
  },
);

notebookTest(
  "tells who it is, and how long a cell took",
  "about",
  ["Thread.sleep(300);"],
  async (notebook) => {
    await notebook.runAndWait(0);
    const info = await notebook.page.evaluate(
      () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.info,
    );
    assert.match(info.banner, /^Cuaderno \d\S*, Java 2\d/);
    assert.equal(info.language_info.codemirror_mode, "text/x-java");
    assert.equal(info.language_info.file_extension, ".java");

    const times = await notebook.page.evaluate(
      () => window.jupyterapp.shell.currentWidget.content.widgets[0].model.getMetadata("execution"),
    );
    const took = Date.parse(times["shell.execute_reply"]) - Date.parse(times["shell.execute_reply.started"]);
    assert.ok(took >= 300, `a cell that sleeps 300 ms took ${took} ms: ${JSON.stringify(times)}`);
    for (const name of ["iopub.status.busy", "iopub.execute_input", "iopub.status.idle"]) {
      assert.ok(Date.parse(times[name]), name);
    }

    await notebook.command("launcher:create");
    const icon = notebook.page.locator(".jp-LauncherCard-icon img.jp-Launcher-kernelIcon").first();
    await icon.waitFor();
    assert.ok(await icon.evaluate((image) => image.complete && image.naturalWidth > 0), "the launcher has an icon");
  },
);
