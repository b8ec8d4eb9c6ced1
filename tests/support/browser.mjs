// browser.mjs - what tests in a browser share: Chromium as Debian packs it, and TAP.
//
// In: nothing; `CHROMIUM` names another browser.  Out: flags for whoever starts one, launch() for a
// Playwright browser of its own empty profile, folder() for files served on a port of their own,
// test() and finish() for TAP.
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { createRequire } from "node:module";

const top = new URL("../../", import.meta.url).pathname;
export const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
	"--no-first-run", "--disable-background-networking", "--disable-component-update",
	"--disable-sync"];

// A module that npm installed: group is "test" or "audit".
export function installed(group, path) {
	return join(top, `build/npm-${group}/node_modules`, path);
}

export async function launch() {
	const { chromium } = createRequire(import.meta.url)(installed("test", "playwright-core"));
	return chromium.launch({ executablePath: executable, args: flags });
}

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".webp": "image/webp", ".xml": "application/xml",
	".txt": "text/plain; charset=utf-8", ".xhtml": "application/xhtml+xml",
	".epub": "application/epub+zip", ".json": "application/json", ".woff2": "font/woff2" };

// Serves a folder as any web server would, 404.html included, below base; gives its address and
// close().
export async function folder(root, base = "/") {
	const server = createServer((request, response) => {
		let path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
		let file = join(root, path.startsWith(base) ? path.slice(base.length) : "nowhere");
		if (existsSync(file) && statSync(file).isDirectory())
			file = join(file, "index.html");
		const found = existsSync(file);
		if (!found)
			file = join(root, "404.html");
		const type = types[extname(file)] ?? "application/octet-stream";
		response.writeHead(found ? 200 : 404, { "content-type": type });
		response.end(existsSync(file) ? readFileSync(file) : "not found");
	});
	await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
	const address = `http://127.0.0.1:${server.address().port}${base}`;
	return { address, close: () => server.close() };
}

let tests = 0, failures = 0;

// One test: work() throws, or answers with what is wrong (a text or a list), or with nothing.
export async function test(name, work) {
	let wrong;
	try {
		wrong = await work();
	} catch (error) {
		wrong = error.stack;
	}
	wrong = [wrong ?? []].flat();
	console.log(`${wrong.length ? "not ok" : "ok"} ${++tests} - ${name}`);
	if (wrong.length) {
		failures++;
		console.error([`# failed: ${name}`, ...wrong.join("\n").split("\n")
			.map((line) => `#   ${line}`)].join("\n"));
	}
}

export function finish() {
	console.log(`1..${tests}`);
	process.exit(failures ? 1 : 0);
}
