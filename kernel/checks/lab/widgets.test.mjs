// Widgets in JupyterLab: skipped where it has no package for them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { NotebookPage } from "./notebook.mjs";
import { startLab } from "./server.mjs";

const shots = process.env.LAB_SHOTS;
let lab;
let browser;

before(async () => {
  lab = await startLab(process.env.JUPYTER_LAB, process.env.LAB_SCRATCH);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  await lab?.stop();
});

test("draws a slider, and shows what its function gives when it is dragged", async (t) => {
  const notebook = await NotebookPage.open(
    browser,
    lab,
    "widgets",
    [
      'import static dev.cuaderno.widget.Widgets.*;\ninteract(n -> "square " + n * n, slider("n", 0, 10))',
      'button("press").onClick(() -> System.out.println("pressed"))',
      'for (int i : progress("counting", 50)) Thread.sleep(5);',
      'record Town(String name, int people) {}\nList.of(new Town("b", 10), new Town("a", 9))',
    ],
    { shots },
  );
  try {
    const there = await notebook.page.evaluate(() =>
      window.jupyterapp.hasPlugin("@jupyter-widgets/jupyterlab-manager:plugin"),
    );
    if (!there) {
      t.skip("JupyterLab has no jupyterlab_widgets");
      return;
    }
    await notebook.runAll();
    const cell = notebook.cell(0);
    await cell.getByText("square 25").waitFor();
    const handle = cell.locator(".noUi-handle");
    const box = await handle.boundingBox();
    await notebook.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await notebook.page.mouse.down();
    await notebook.page.mouse.move(box.x + 400, box.y + box.height / 2, { steps: 8 });
    await notebook.page.mouse.up();
    await cell.getByText("square 100").waitFor();
    await notebook.shot("widgets-dragged");

    await notebook.cell(1).locator("button.jupyter-button").click();
    await notebook.outputs(1).getByText("pressed").waitFor();
    await notebook.outputs(2).getByText("50/50").waitFor();

    const rows = notebook.cell(3).locator(".cuaderno-table tbody tr");
    assert.match(await rows.first().innerText(), /b/);
    await notebook.cell(3).locator(".cuaderno-table th", { hasText: "people" }).click();
    assert.match(await rows.first().innerText(), /a\s+9/);
  } finally {
    await notebook.shot("widgets");
    await notebook.close();
  }
});
