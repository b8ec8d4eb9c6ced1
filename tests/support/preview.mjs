// preview.mjs - what tests of `soleus serve` share: a small course to write in, and a server.
//
// In: SOLEUS, the program; WORK, an empty folder.  Out: course() makes a root that tests change with
// write(), serve() starts a server of its own port for it and stops it, eventually() waits for
// something to become true, get() asks without a browser.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { dirname, join } from "node:path";

export const soleus = process.env.SOLEUS ?? "build/soleus";
const work = process.env.WORK ?? mkdtempSync("/tmp/preview-");

const site = `title: A course
tagline: For tests
base_url: https://example.org/course/
language: en-GB
languages: [en-GB]
organisation: {name: The editors, email: editor@example.org}
disclaimer:
  en-GB:
    title: Medical disclaimer
    full: For education only. Ask a physician.
    short: Education only.
    urgent: Call for help.
people:
  - {id: editors, name: The editors, kind: organisation}
kinds: [anatomy, post, page]
audiences: [public]
taxonomies: [tag]
modules:
  - {id: anatomy, title: Anatomy}
books:
  - {id: calf, title: Calf, select: {module: anatomy}, creators: [editors]}
navigation: [anatomy]
`;

export const picture = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" \
viewBox="0 0 200 100"><rect width="200" height="100" fill="${colour}"/></svg>\n`;

// An article; more: lines of front matter.
export function article(title, text, more = "") {
	return `---\ntitle: ${title}\nkind: anatomy\nmodule: anatomy\nauthors: [editors]\n${more}---\n\n${text}\n`;
}

export const paragraphs = (n) => Array.from({ length: n },
	(_, i) => `Paragraph ${i + 1} of this article says what it says at some length.`);

let courses = 0;

export function course() {
	const root = join(work, `course-${++courses}`);
	const made = {
		root,
		path: (path) => join(root, path),
		read: (path) => readFileSync(join(root, path), "utf8"),
		write(path, text) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), text);
		},
		remove: (path) => rmSync(join(root, path), { recursive: true }),
		change(path, from, to) {
			const text = made.read(path);
			if (!text.includes(from))
				throw new Error(`${path} does not hold ${from}`);
			made.write(path, text.replace(from, to));
		},
	};
	rmSync(root, { recursive: true, force: true });
	made.write("content/site.yaml", site);
	made.write("content/anatomy/soleus/index.md", article("Soleus",
		`## Where it is\n\nDeep to its neighbour.\n\n![A box](box.svg)\n\n## Long text\n\n${
			paragraphs(60).join("\n\n")}\n`));
	made.write("content/anatomy/soleus/box.svg", picture("red"));
	made.write("content/anatomy/gastrocnemius.md", article("Gastrocnemius",
		"## Two heads\n\nSee the [soleus](soleus/index.md).\n\nIt crosses two joints.\n"));
	return made;
}

export async function eventually(what, work,
	milliseconds = 5000 * Number(process.env.PATIENCE ?? 1)) {
	const end = Date.now() + milliseconds;
	for (;;) {
		const result = await work();
		if (result)
			return result;
		if (Date.now() > end)
			throw new Error(`did not happen in ${milliseconds} ms: ${what}`);
		await new Promise((later) => setTimeout(later, 10));
	}
}

// One request, nothing added: { status, headers, body }.
export function get(server, path, headers = {}, method = "GET", body = undefined) {
	return new Promise((done, fail) => {
		const call = request({ host: "127.0.0.1", port: server.port, path, method,
			headers: { host: `localhost:${server.port}`, ...headers } }, (response) => {
			const parts = [];
			response.on("data", (part) => parts.push(part));
			response.on("end", () => done({ status: response.statusCode,
				headers: response.headers, body: Buffer.concat(parts) }));
		});
		call.on("error", fail);
		call.end(body);
	});
}

// What is injected taken out again: the bytes that `build` writes.
export const plain = (body) => body.toString("latin1").replace(
	/<script src="\/_soleus\/idiomorph\.js">.*?data-generation="\d+"><\/script>(?=<\/body>)/s, "");

// Starts a server and waits until it answers; stop() gives its exit status.
export async function serve(root, options = [], environment = {}) {
	const child = spawn(soleus, ["serve", "--root", root, "--port", "0", "--date", "2026-11-20",
		...options], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
	const server = { child, said: "", complaints: "" };
	const ended = new Promise((done) => child.on("close", (code, signal) => done(signal ?? code)));
	child.stdout.on("data", (data) => { server.said += data; });
	child.stderr.on("data", (data) => { server.complaints += data; });
	server.stop = () => {
		child.kill("SIGINT");
		return ended;
	};
	server.port = await eventually(`serve starts: ${server.complaints}`,
		() => server.said.match(/localhost:(\d+)\//)?.[1]);
	server.address = `http://localhost:${server.port}/course/`;
	return server;
}

export function build(root, output) {
	return spawnSync(soleus, ["build", "--root", root, "--output", output, "--date", "2026-11-20",
		"--quiet"], { encoding: "utf8" });
}
