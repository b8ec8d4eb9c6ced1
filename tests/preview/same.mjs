// same.mjs - what is served is what `build` writes, byte for byte but for the injected scripts.
//
// In: a small course and random edits with a fixed seed, some of them mistakes.  Out: TAP.  After
// each run of edits every file of a clean build equals what a server that lived through all of them
// answers; nothing was written into the project; memory does not grow.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { finish, test } from "../support/browser.mjs";
import { article, build, course, eventually, get, paragraphs, picture, plain, serve } from
	"../support/preview.mjs";

let seed = 42;
const random = (n) => {
	seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
	return Math.floor(seed / 65536) % n;
};
const pick = (list) => list[random(list.length)];

const made = course();
const names = ["one", "two", "three", "four", "five"];
const output = join(made.root, "..", "expected");
for (const [i, name] of names.entries())
	made.write(`content/anatomy/${name}.md`, article(`The ${name}`, `## Part\n\n${paragraphs(i + 2)
		.join("\n\n")}`, `weight: ${i}\ntag: [common, ${name}]\n`));
made.write("content/blog/news.md", article("News", "Something new.", "published: 2026-11-01\n")
	.replace("kind: anatomy\nmodule: anatomy", "kind: post"));
const server = await serve(made.root);

const path = () => `content/anatomy/${pick(names)}.md`;
const present = (work) => (file = path()) => {
	try {
		work(file, made.read(file));
	} catch (error) {
		if (error.code !== "ENOENT")
			throw error;
	}
};

// Every kind of edit an author makes; each leaves the course good, or for the next one to mend.
const edits = [
	present((file, text) => made.write(file, `${text}\nSentence ${random(1000)}.\n`)),
	present((file, text) => made.write(file, text.replace(/title: .*/, `title: Title ${random(1000)}`))),
	present((file, text) => made.write(file, text.replace(/weight: .*/, `weight: ${random(9)}`))),
	present((file, text) => made.write(file, text.replace(/tag: .*/, `tag: [tag ${random(4)}, common]`))),
	present((file, text) => made.write(file, text.replace(/^## .*/m, `## Heading ${random(50)}`))),
	present((file) => made.remove(file)),
	() => made.write(path(), article(`New ${random(100)}`, "New text.\n", "weight: 3\ntag: [new]\n")),
	() => made.write("content/anatomy/soleus/box.svg", picture(pick(["red", "blue", "green"]))),
	() => made.write("content/blog/news.md", made.read("content/blog/news.md")
		.replace(/published: .*/, `published: 2026-11-${10 + random(20)}`)),
	() => made.write("content/site.yaml", made.read("content/site.yaml")
		.replace(/tagline: .*/, `tagline: Line ${random(100)}`)),
	() => made.write("theme/style.css", `body{color:rgb(${random(256)}, 0, 0)}\n`),
	() => made.write("templates/parts/short.html", `<p>Line ${random(100)}</p>\n`),
];
const mistakes = [
	present((file, text) => made.write(file, text.replace("kind: anatomy", "kind: nothing"))),
	present((file, text) => made.write(file, `${text}\n[dead](nowhere.md)\n`)),
	() => made.write("templates/parts/short.html", "<p>{{ nothing }</p>\n"),
	() => made.write("content/site.yaml", `${made.read("content/site.yaml")}wrong: key\n`),
];

function mend() {
	for (const name of names)
		present((file, text) => made.write(file, text.replace("kind: nothing", "kind: anatomy")
			.replaceAll("\n[dead](nowhere.md)\n", "")))(`content/anatomy/${name}.md`);
	made.write("templates/parts/short.html", `<p>Line ${random(100)}</p>\n`);
	made.write("content/site.yaml", made.read("content/site.yaml").replaceAll("wrong: key\n", ""));
}

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
	.filter((name) => !name.startsWith(".soleus"));

async function differences() {
	const wrong = [];
	for (const name of files(output)) {
		const { status, body } = await get(server, `/course/${encodeURI(name)}`);
		if (status !== 200)
			wrong.push(`${name}: ${status}`);
		else if (plain(body) !== readFileSync(join(output, name), "latin1"))
			wrong.push(`${name} differs`);
	}
	return wrong;
}

// The last state the server told on its terminal must be of the last edit.
async function settled() {
	const mark = `Mark ${random(1e9)}.`;
	made.write("content/anatomy/gastrocnemius.md", article("Gastrocnemius", mark));
	await eventually("the last edit is served", async () =>
		(await get(server, "/course/anatomy/gastrocnemius/")).body.includes(mark));
}

await test("at the start", async () => {
	const { status, stderr } = build(made.root, output);
	return status === 0 ? await differences() : stderr;
});

for (let round = 1; round <= 12; round++)
	await test(`after run ${round} of edits`, async () => {
		for (let i = 0; i < 4; i++) {
			if (random(3) === 0)
				pick(mistakes)();
			else
				pick(edits)();
			await new Promise((later) => setTimeout(later, pick([0, 5, 30, 60])));
		}
		mend();
		pick(edits)();
		await settled();
		const { status, stderr } = build(made.root, output);
		if (status !== 0)
			return stderr;
		return differences();
	});

await test("nothing was written into the project", () =>
	readdirSync(made.root).filter((name) => !["content", "templates", "theme"].includes(name)));

await test("memory does not grow with the number of rebuilds", async () => {
	const memory = () => Number(readFileSync(`/proc/${server.child.pid}/status`, "utf8")
		.match(/VmRSS:\s+(\d+)/)[1]);
	const rebuilds = async (n) => {
		for (let i = 0; i < n; i++)
			await settled();
	};
	await rebuilds(40);
	const before = memory();
	await rebuilds(160);
	const after = memory();
	return after - before > 1024 ? `it grew from ${before} to ${after} KB` : [];
});

await test("the server lived through it", async () => {
	rmSync(output, { recursive: true });
	const code = await server.stop();
	return code === 0 ? [] : `ended with ${code}: ${server.complaints}`;
});

finish();
