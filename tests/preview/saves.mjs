// saves.mjs - the odd ways in which editors and other programs save.
//
// In: one way after the other, on a small course.  Out: TAP.  After each the page shows what was
// saved, soon; on the way no half-written file is shown as a mistake.
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, unlinkSync,
	utimesSync, writeFileSync, writeSync } from "node:fs";
import { finish, test } from "../support/browser.mjs";
import { article, course, eventually, get, serve } from "../support/preview.mjs";

const file = "content/anatomy/soleus/index.md";
const text = (word) => article("Soleus", `It says ${word}.`);
const pause = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));

async function saving(work, options = []) {
	const made = course(), server = await serve(made.root, options);
	const shows = (word, path = "/course/anatomy/soleus/") => eventually(`the page says ${word}`,
		async () => (await get(server, path)).body.includes(word));
	try {
		return await work({ made, server, shows });
	} finally {
		await server.stop();
	}
}

const complained = (server) => server.complaints.includes("error[") ? [server.complaints] : [];

await test("written under another name and renamed (most editors)", () =>
	saving(async ({ made, server, shows }) => {
		for (const word of ["first", "second", "third"]) {
			made.write("content/anatomy/soleus/.index.md.tmp", text(word));
			renameSync(made.path("content/anatomy/soleus/.index.md.tmp"), made.path(file));
			await shows(`It says ${word}`);
		}
		return complained(server);
	}));

await test("old file moved to a backup, new one made, test and swap files (vim, emacs)", () =>
	saving(async ({ made, server, shows }) => {
		for (const word of ["first", "second"]) {
			made.write("content/anatomy/soleus/.index.md.swp", "\0\0binary");
			made.write("content/anatomy/soleus/4913", "");
			unlinkSync(made.path("content/anatomy/soleus/4913"));
			renameSync(made.path(file), made.path(`${file}~`));
			made.write(file, text(word));
			rmSync(made.path(`${file}~`));
			unlinkSync(made.path("content/anatomy/soleus/.index.md.swp"));
			await shows(`It says ${word}`);
		}
		return complained(server);
	}));

await test("emptied first, filled a moment later (nano, some network drives)", () =>
	saving(async ({ made, server, shows }) => {
		const handle = openSync(made.path(file), "w");
		await pause(120);
		writeSync(handle, text("slowly"));
		closeSync(handle);
		await shows("It says slowly");
		return complained(server);
	}));

await test("written in many small pieces", () =>
	saving(async ({ made, shows }) => {
		const handle = openSync(made.path(file), "w");
		for (const letter of text("in pieces").match(/.{1,20}/gs)) {
			writeSync(handle, letter);
			fsyncSync(handle);
			await pause(5);
		}
		closeSync(handle);
		await shows("It says in pieces");
	}));

await test("rewritten with the same length, and touched without a change", () =>
	saving(async ({ made, server, shows }) => {
		made.write(file, text("one"));
		await shows("It says one");
		made.write(file, text("two"));
		await shows("It says two");
		await pause(200);
		utimesSync(made.path(file), new Date(), new Date());
		await eventually("the status", () => /0 pages rebuilt/.test(server.said));
	}));

await test("many files at once, as a change of branch does", () =>
	saving(async ({ made, server, shows }) => {
		for (let i = 0; i < 200; i++)
			made.write(`content/anatomy/part-${i}.md`, article(`Part ${i}`, `Part ${i} says ${i * 7}.`));
		await shows("says 1393", "/course/anatomy/part-199/");
		for (let i = 0; i < 200; i++)
			made.remove(`content/anatomy/part-${i}.md`);
		await eventually("they are gone", async () =>
			(await get(server, "/course/anatomy/part-199/")).status === 404);
		return complained(server);
	}));

await test("a folder moved, made new, filled, removed", () =>
	saving(async ({ made, server, shows }) => {
		renameSync(made.path("content/anatomy/soleus"), made.path("content/anatomy/musculus"));
		made.change("content/anatomy/gastrocnemius.md", "soleus/index.md", "musculus/index.md");
		await shows("Deep to its neighbour", "/course/anatomy/musculus/");
		made.change("content/anatomy/musculus/index.md", "Deep to", "Under");
		await shows("Under its neighbour", "/course/anatomy/musculus/");
		mkdirSync(made.path("content/anatomy/new/deeper"), { recursive: true });
		await pause(80);
		made.write("content/anatomy/new/deeper/index.md", article("Deeper", "It says deeper."));
		await shows("It says deeper", "/course/anatomy/new/deeper/");
		made.remove("content/anatomy/new");
		await eventually("it is gone", async () =>
			(await get(server, "/course/anatomy/new/deeper/")).status === 404);
		made.write("content/anatomy/new/deeper/index.md", article("Deeper", "It says again."));
		await shows("It says again", "/course/anatomy/new/deeper/");
		made.change("content/anatomy/new/deeper/index.md", "again", "once more");
		await shows("It says once more", "/course/anatomy/new/deeper/");
	}));

await test("deleted and made again; a second name for one file", () =>
	saving(async ({ made, server, shows }) => {
		unlinkSync(made.path(file));
		await pause(60);
		made.write(file, text("again"));
		await shows("It says again");
		linkSync(made.path(file), made.path("content/anatomy/second.md"));
		await shows("It says again", "/course/anatomy/second/");
		return existsSync(made.path("public")) ? "something was written" : [];
	}));

await test("templates and theme that come and go", () =>
	saving(async ({ made, shows }) => {
		mkdirSync(made.path("templates/parts"), { recursive: true });
		writeFileSync(made.path("templates/parts/short.html"), "<p>It says mine.</p>\n");
		await shows("It says mine");
		made.remove("templates");
		await shows("short-disclaimer");
		made.write("templates/parts/short.html", "<p>It says mine again.</p>\n");
		await shows("It says mine again");
	}));

await test("a network drive, where the system sends no notes", () =>
	saving(async ({ made, server, shows }) => {
		made.write(file, text("by the clock"));
		await shows("It says by the clock");
		made.write("content/anatomy/fresh/index.md", article("Fresh", "It says fresh."));
		await shows("It says fresh", "/course/anatomy/fresh/");
		return complained(server);
	}, ["--poll"]));

await test("everything removed, then put back", () =>
	saving(async ({ made, server, shows }) => {
		renameSync(made.path("content"), made.path("elsewhere"));
		await eventually("a message", () => server.complaints.includes("site.yaml"));
		const kept = (await get(server, "/course/anatomy/soleus/")).status;
		renameSync(made.path("elsewhere"), made.path("content"));
		made.write(file, text("back"));
		await shows("It says back");
		return kept === 200 || kept === 500 ? [] : `answered ${kept}`;
	}));

finish();
