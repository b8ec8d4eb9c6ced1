// serve.mjs - how fast `soleus serve` is, beside Hugo's server where both can do the same.
//
// In: SOLEUS, WORK, and courses made here.  Out: a table; exit 1 when a budget is broken.  What an
// author waits for is measured above the quiet time of 20 ms: from the end of a save to the first
// answer that shows it (the model's facts, on another page than the one edited), and to changed
// pixels in Chromium.  Numbers are of this machine at this hour: run it on an idle one.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { dirname, join } from "node:path";
import { launch } from "../support/browser.mjs";
import { article, course, get, serve } from "../support/preview.mjs";

const QUIET = 20;
const rows = [];
const pause = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));
const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.floor(q * (list.length - 1))];

function row(name, value, unit, budget) {
	const broken = budget !== undefined && value > budget;
	rows.push(broken);
	console.log(`${broken ? "over" : "ok  "}  ${name.padEnd(58)} ${value.toFixed(1).padStart(9)} ${unit}` +
		(budget === undefined ? "" : `   (at most ${budget})`));
}

const text = (i, n) => Array.from({ length: 10 }, (_, part) => `## Part ${part + 1}\n\n${
	"The muscle begins at the bone and ends at the tendon, *as all do*, and so on. ".repeat(6)
}\n\nSee [another](a${(i + 50 * part + 50) % n}.md).`).join("\n\n");

function large(n) {
	const made = course();
	made.remove("content/anatomy");
	for (let i = 0; i < n; i++)
		made.write(`content/anatomy/a${i}.md`, article(`Article ${i}`, text(i, n),
			`weight: ${i}\ntag: [tag ${i % 97}, tag ${i % 31}]\n`));
	return made;
}

async function until(shows) {
	const start = performance.now();
	while (!await shows()) {
		if (performance.now() - start > 30000)
			throw new Error("did not happen in 30 s");
		await pause(1);
	}
	return performance.now() - start;
}

async function served(n, budget) {
	const made = large(n), start = performance.now(), server = await serve(made.root);
	const file = "content/anatomy/a0.md", original = made.read(file), times = [];
	await get(server, "/course/anatomy/a0/");
	row(`start to first page, ${n} articles`, performance.now() - start, "ms", n === 10000 ? 300 : undefined);
	await pause(n);
	for (let i = 0; i < 30; i++) {
		made.write(file, original.replace("title: Article 0", `title: Edit ${i} here`));
		times.push(await until(async () =>
			(await get(server, "/course/anatomy/a1/")).body.includes(`Edit ${i} here`)) - QUIET);
		await pause(300);
	}
	row(`edit to served, ${n} articles, median`, quantile(times, 0.5), "ms", budget);
	row(`edit to served, ${n} articles, p95`, quantile(times, 0.95), "ms");
	await server.stop();
	return quantile(times, 0.5) + QUIET;
}

/* ---- Hugo --------------------------------------------------------------------------------- */

function hugoSite(n) {
	const root = join(process.env.WORK, `hugo-${n}`);
	const put = (path, bytes) => {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), bytes);
	};
	rmSync(root, { recursive: true, force: true });
	put("config.toml", 'baseURL = "http://localhost/"\ntitle = "A course"\n');
	put("layouts/_default/single.html", "<html><body><h1>{{ .Title }}</h1>{{ .Content }}" +
		"{{ with .PrevInSection }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}</body></html>");
	put("layouts/_default/list.html",
		"<html><body>{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}</body></html>");
	for (let i = 0; i < n; i++)
		put(`content/anatomy/a${i}.md`, `---\ntitle: Article ${i}\nweight: ${i + 1}\n---\n\n${
			text(i, n).replace(/\]\((a\d+)\.md\)/g, "](/anatomy/$1/)")}\n`);
	return root;
}

const fetched = (port, path) => new Promise((done) => {
	const call = request({ host: "127.0.0.1", port, path }, (response) => {
		let body = "";
		response.on("data", (data) => { body += data; });
		response.on("end", () => done(body));
	});
	call.on("error", () => done(""));
	call.end();
});

async function hugo(n, ours) {
	const root = hugoSite(n), port = 14313, file = join(root, "content/anatomy/a0.md");
	const server = spawn("hugo", ["server", "--port", port, "--bind", "127.0.0.1",
		"--source", root], { stdio: "ignore" });
	const original = readFileSync(file, "utf8"), times = [];
	try {
		await until(async () => (await fetched(port, "/anatomy/a0/")).includes("Article 0"));
		await pause(1000);
		for (let i = 0; i < 8; i++) {
			writeFileSync(file, original.replace("title: Article 0", `title: Edit ${i} here`));
			times.push(await until(async () =>
				(await fetched(port, "/anatomy/a0/")).includes(`Edit ${i} here`)));
			await pause(1000);
		}
	} finally {
		server.kill("SIGKILL");
	}
	row(`edit to served by Hugo, ${n} articles, median`, quantile(times, 0.5), "ms");
	row(`Hugo's time in ours, quiet time included, ${n} articles`, quantile(times, 0.5) / ours, "times");
}

/* ---- pixels and memory -------------------------------------------------------------------- */

async function pixels(n) {
	const made = large(n), server = await serve(made.root), browser = await launch(), times = [];
	const page = await browser.newPage(), file = "content/anatomy/a0.md", original = made.read(file);
	await page.goto(new URL("anatomy/a0/", server.address).href);
	await page.waitForFunction(() => document.querySelector("soleus-preview"));
	await pause(1000);
	for (let i = 0; i < 40; i++) {
		// Both clocks are the system's: the moment after the frame that shows the change.
		const shown = page.evaluate((word) => new Promise((done) => {
			const observer = new MutationObserver(() => {
				if (!document.body.textContent.includes(word))
					return;
				observer.disconnect();
				requestAnimationFrame(() => setTimeout(() => done(Date.now())));
			});
			observer.observe(document.documentElement,
				{ childList: true, subtree: true, characterData: true });
		}), `Edit ${i} here`);
		await pause(150);
		made.write(file, original.replace("The muscle", `Edit ${i} here: the muscle`));
		const saved = Date.now();
		times.push(await shown - saved);
	}
	row(`save to changed pixels, ${n} articles, median`, quantile(times, 0.5), "ms");
	row(`save to changed pixels, ${n} articles, p95`, quantile(times, 0.95), "ms", 100);
	await browser.close();
	await server.stop();
}

async function memory() {
	const made = large(100), server = await serve(made.root), file = "content/anatomy/a0.md";
	const resident = () => Number(readFileSync(`/proc/${server.child.pid}/status`, "utf8")
		.match(/VmRSS:\s+(\d+)/)[1]);
	const original = made.read(file);
	const rebuild = async (from, to) => {
		for (let i = from; i < to; i++) {
			made.write(file, original.replace("title: Article 0", `title: Edit ${i} here`));
			await until(async () => (await get(server, "/course/anatomy/a1/")).body
				.includes(`Edit ${i} here`));
		}
	};
	await rebuild(0, 100);
	const before = resident();
	await rebuild(100, 1100);
	row("memory grown over 1,000 rebuilds", resident() - before, "KB", 512);
	await server.stop();
}

for (const [n, budget] of [[1000, 10], [10000, 15]])
	await hugo(n, await served(n, budget));
await pixels(500);
await memory();
process.exit(rows.includes(true) ? 1 : 0);
