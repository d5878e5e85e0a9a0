// A JupyterLab of its own, in a scratch folder: no setting, history or kernel of the user's takes part.

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createServer } from "node:net";

const PATIENCE_MS = 60_000;

/** The kernel's name, as ./run installs it. */
export const KERNEL = "cuaderno-check";

/** Writes a notebook. Cells are texts of code, or `{ markdown: text }`. */
export function writeNotebook(folder, name, cells) {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: KERNEL, display_name: "Java", language: "java" } },
    cells: cells.map((cell, i) =>
      typeof cell === "string"
        ? { cell_type: "code", id: `c${i}`, metadata: {}, execution_count: null, outputs: [], source: cell }
        : { cell_type: "markdown", id: `c${i}`, metadata: {}, source: cell.markdown },
    ),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(notebook));
}

/** Starts JupyterLab on the notebooks below `scratch`; answers `{ url, stop }`. */
export async function startLab(program, scratch) {
  const settings = join(scratch, "settings");
  setting(settings, "@jupyterlab/notebook-extension/tracker", {
    windowingMode: "none",
    recordTiming: true,
    autoStartDefaultKernel: true,
  });
  setting(settings, "@jupyterlab/apputils-extension/notification", { fetchNews: "false", checkForUpdates: false });
  // On a loaded machine the second that completions are given by default says nothing about them.
  setting(settings, "@jupyterlab/completer-extension/manager", { providerTimeout: 30_000 });
  const port = await freePort();
  const root = join(scratch, "notebooks");
  mkdirSync(root, { recursive: true });
  const server = spawn(
    program,
    [
      "--no-browser",
      "--allow-root",
      `--port=${port}`,
      "--ServerApp.port_retries=0",
      "--IdentityProvider.token=",
      "--LabApp.expose_app_in_browser=True",
      `--KernelSpecManager.allowed_kernelspecs={'${KERNEL}'}`,
      "--KernelSpecManager.ensure_native_kernel=False",
      `--ServerApp.root_dir=${root}`,
    ],
    { env: { ...process.env, JUPYTERLAB_SETTINGS_DIR: settings }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  server.stdout.on("data", (text) => (log += text));
  server.stderr.on("data", (text) => (log += text));
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    return log;
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}/api/status`))) {
    if (Date.now() > deadline || server.exitCode !== null) {
      throw new Error(`JupyterLab did not come up:\n${await stop()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, root, stop };
}

function setting(folder, plugin, values) {
  const file = join(folder, `${plugin}.jupyterlab-settings`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(values));
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
