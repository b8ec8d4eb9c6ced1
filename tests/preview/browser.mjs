// browser.mjs - `soleus serve` as an author sees it: a real Chromium, files saved beside it.
//
// In: a small course that the tests change.  Out: TAP.  window.stayed is set before each change: it is
// gone when the page was loaded anew instead of being changed.
import { launch, test, finish } from "../support/browser.mjs";
import { article, course, eventually, paragraphs, picture, serve } from "../support/preview.mjs";
import { chmodSync, existsSync, readFileSync } from "node:fs";

const browser = await launch();
const soleusMd = "content/anatomy/soleus/index.md";

// A course, its server, a page of it in a tab of its own; work is done with them.
async function writing(path, work, options = {}) {
	const made = course();
	for (const [file, text] of Object.entries(options.files ?? {}))
		made.write(file, text);
	const server = await serve(made.root, options.arguments, options.environment);
	const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
	const page = await context.newPage();
	const wrong = [];
	page.on("pageerror", (error) => wrong.push(`script: ${error.stack}`));
	page.on("console", (message) => {
		if (message.type() === "error" && !/40[34]|500|ERR_/.test(message.text()))
			wrong.push(`console: ${message.text()}`);
	});
	page.on("dialog", () => wrong.push("a script of the author ran"));
	try {
		await page.goto(new URL(path, server.address).href);
		await connected(page);
		await page.evaluate(() => { window.stayed = true; });
		wrong.push(await work({ made, server, page, context }) ?? []);
	} finally {
		await context.close();
		const status = await server.stop();
		if (status !== 0)
			wrong.push(`the server ended with ${status}: ${server.complaints}`);
	}
	return wrong.flat();
}

const connected = (page) => page.waitForFunction(() =>
	document.querySelector("soleus-preview")?.shadowRoot.querySelector(".status").textContent);
const stayed = (page) => page.evaluate(() => window.stayed === true);
const sees = (page, text) => page.locator("body").getByText(text, { exact: false }).first()
	.waitFor({ timeout: 5000 });
const status = (page) => page.locator("soleus-preview .status").textContent();

await test("a saved word appears, and the page was not loaded anew", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change(soleusMd, "Deep to its neighbour.", "Beneath its neighbour.");
		await sees(page, "Beneath its neighbour.");
		await eventually("the status line", async () =>
			/1 page rebuilt in \d+ ms/.test(await status(page)));
		return await stayed(page) ? [] : "the page was loaded anew";
	}));

await test("scrolling, focus, open details and what was typed are kept; the changed block is marked", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		await page.locator("details.part summary").click();
		await page.locator("#typed").fill("my note");
		await page.locator("#typed").focus();
		await page.evaluate(() => window.scrollTo({ top: 900, behavior: "instant" }));
		const before = await page.evaluate(() => {
			const read = [...document.querySelectorAll(".prose p")]
				.find((p) => p.getBoundingClientRect().top > 100);
			window.read = read;
			return { top: read.getBoundingClientRect().top, text: read.textContent };
		});
		const next = Number(before.text.match(/\d+/)[0]) + 1;
		// Something longer above what is read, and a change in sight.
		made.write(soleusMd, made.read(soleusMd)
			.replace("Deep to its neighbour.", "Beneath it.\n\nA new paragraph.\n\nAnd another one.")
			.replace(`Paragraph ${next} of`, `Changed paragraph ${next} of`));
		await sees(page, `Changed paragraph ${next}`);
		const after = await page.evaluate(() => ({
			top: window.read.getBoundingClientRect().top,
			connected: window.read.isConnected,
			open: document.querySelector("details.part").open,
			typed: document.getElementById("typed").value,
			focus: document.activeElement.id,
			marked: document.getAnimations().filter((a) => a.id === "soleus-mark")
				.map((a) => a.effect.target.textContent),
		}));
		const wrong = [];
		if (!after.connected || Math.abs(after.top - before.top) > 2)
			wrong.push(`what is read moved from ${before.top} to ${after.top}`);
		if (!after.open || after.typed !== "my note" || after.focus !== "typed")
			wrong.push(`not kept: ${JSON.stringify(after)}`);
		if (!after.marked.some((text) => text.startsWith(`Changed paragraph ${next}`)) ||
			after.marked.some((text) => text.startsWith("Paragraph 40")))
			wrong.push(`marked: ${after.marked}`);
		if (!await stayed(page))
			wrong.push("the page was loaded anew");
		return wrong;
	}, { files: { "templates/parts/short.html": '<p><label>Note <input id="typed"/></label></p>\n' } }));

await test("a change out of sight is brought into view, unless the author switched that off", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change(soleusMd, "Paragraph 50 of", "Far paragraph 50 of");
		await page.waitForFunction(() => window.scrollY > 500);
		await page.locator("soleus-preview .switch").click();
		await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
		made.change(soleusMd, "Paragraph 55 of", "Far paragraph 55 of");
		await page.getByText("Far paragraph 55").waitFor();
		return await page.evaluate(() => window.scrollY) === 0 ? [] : "the page jumped";
	}));

await test("a mistake shows a panel over the last good page, which clears by itself", () =>
	writing("anatomy/gastrocnemius/", async ({ made, page }) => {
		const wrong = [];
		made.change("content/anatomy/gastrocnemius.md", "(soleus/index.md)", "(solus/index.md)");
		const panel = page.locator("soleus-preview .errors");
		await panel.waitFor({ state: "visible" });
		const text = await panel.innerText();
		for (const part of ["content/anatomy/gastrocnemius.md:", "solus/index.md", "did you mean",
			"Show in my editor", "link-missing"])
			if (!text.includes(part))
				wrong.push(`the panel lacks ${part}: ${text}`);
		if (!(await panel.locator("pre mark").innerText()).length)
			wrong.push("the place in the line is not marked");
		if (!await page.locator("soleus-preview .veil").isVisible())
			wrong.push("the page is not dimmed");
		if (!await page.getByText("It crosses two joints.").isVisible())
			wrong.push("the page went away");
		await page.screenshot({ path: `${process.env.SHOTS ?? process.env.WORK}/panel.png` });
		made.change("content/anatomy/gastrocnemius.md", "(solus/index.md)", "(soleus/index.md)");
		await panel.waitFor({ state: "hidden" });
		if (!await stayed(page))
			wrong.push("the page was loaded anew");
		return wrong;
	}));

await test("a mistake in the front matter keeps all pages; all messages are listed", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		const wrong = [];
		made.change(soleusMd, "kind: anatomy", "kind: anatmy");
		made.change("content/anatomy/gastrocnemius.md", "authors: [editors]", "authors: [nobody]");
		const items = page.locator("soleus-preview .errors li");
		await eventually("two messages", async () => await items.count() === 2);
		if (!await page.getByText("Deep to its neighbour.").isVisible())
			wrong.push("the page went away");
		await page.reload();
		await page.getByText("Deep to its neighbour.").waitFor();
		await eventually("two messages after loading", async () => await items.count() === 2);
		made.change(soleusMd, "kind: anatmy", "kind: anatomy");
		made.change("content/anatomy/gastrocnemius.md", "authors: [nobody]", "authors: [editors]");
		await page.locator("soleus-preview .errors").waitFor({ state: "hidden" });
		return wrong;
	}));

await test("what an author writes is text in the panel, never markup", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change(soleusMd, "kind: anatomy", 'kind: "<img src=x onerror=alert(1)>"');
		await page.locator("soleus-preview .errors").waitFor({ state: "visible" });
		const images = await page.locator("soleus-preview .errors img").count();
		return images === 0 ? [] : "the panel made an element of it";
	}));

await test("errors at the start are a page, which becomes the site when they are mended", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		const text = await page.locator("main").innerText();
		made.change(soleusMd, "kind: anatmy", "kind: anatomy");
		await page.getByText("Deep to its neighbour.").waitFor();
		return text.includes(`${soleusMd}:3:`) ? [] : `the page says: ${text}`;
	}, { files: { [soleusMd]: article("Soleus", "Deep to its neighbour.\n")
		.replace("kind: anatomy", "kind: anatmy") } }));

await test("a new style sheet is put on without loading the page", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.write("theme/style.css", "body{background:rgb(1, 2, 3)}\n");
		await page.waitForFunction(() =>
			getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
		made.write("theme/style.css", "body{background:rgb(4, 5, 6)}\n");
		await page.waitForFunction(() =>
			getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)" &&
			document.querySelectorAll('link[rel="stylesheet"]').length === 1);
		return await stayed(page) ? [] : "the page was loaded anew";
	}));

await test("a picture drawn anew is shown", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		const colour = () => page.evaluate(async () => {
			const image = document.querySelector(".prose img");
			await image.decode().catch(() => null);
			const canvas = document.createElement("canvas");
			canvas.getContext("2d").drawImage(image, 0, 0, 10, 10);
			return [...canvas.getContext("2d").getImageData(5, 5, 1, 1).data].join();
		});
		await eventually("red", async () => await colour() === "255,0,0,255");
		made.write("content/anatomy/soleus/box.svg", picture("blue"));
		await eventually("blue", async () => await colour() === "0,0,255,255");
		return await stayed(page) ? [] : "the page was loaded anew";
	}));

await test("new, renamed and deleted articles", () =>
	writing("", async ({ made, page }) => {
		made.write("content/anatomy/plantaris.md", article("Plantaris", "Small.\n"));
		await page.waitForURL("**/course/anatomy/plantaris/"); // follows the edit
		made.remove("content/anatomy/plantaris.md");
		await page.getByText("Small.").waitFor({ state: "detached" });
		made.write("content/anatomy/popliteus.md", article("Popliteus", "Behind the knee.\n"));
		await page.waitForURL("**/course/anatomy/popliteus/");
		await sees(page, "Behind the knee.");
	}));

await test("the page follows the edits to another article, unless that is switched off", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change("content/anatomy/gastrocnemius.md", "two joints", "the knee");
		await page.waitForURL("**/course/anatomy/gastrocnemius/");
		await connected(page);
		await page.locator("soleus-preview .switch").click();
		made.change(soleusMd, "Deep to", "Under");
		await eventually("the rebuild", async () => /rebuilt/.test(await status(page)));
		return page.url().endsWith("/gastrocnemius/") ? [] : `went to ${page.url()}`;
	}));

await test("the configuration, templates and words need no restart", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change("content/site.yaml", "title: A course", "title: Another course");
		await page.waitForFunction(() => document.title.includes("Another course"));
		made.write("templates/parts/short.html", "<p>A line of the template.</p>\n");
		await sees(page, "A line of the template.");
		made.write("templates/parts/short.html", "<p>{{ nothing_known }}</p>\n");
		const panel = page.locator("soleus-preview .errors");
		await panel.getByText("templates/parts/short.html:1").waitFor();
		made.remove("templates/parts/short.html");
		await panel.waitFor({ state: "hidden" });
		return await stayed(page) ? [] : "the page was loaded anew";
	}));

await test("the book's chapter stands beside the page, and both follow an edit", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		const wrong = [];
		await page.locator("soleus-preview a").click();
		await page.waitForURL("**/_book/calf/#anatomy*soleus.xhtml");
		const web = page.frameLocator("#web"), book = page.frameLocator("#book");
		for (const side of [web, book])
			await side.getByText("Deep to its neighbour.").waitFor();
		const type = await page.evaluate(() => ({
			type: document.getElementById("book").contentDocument.contentType,
			title: document.getElementById("web").contentDocument.title,
		}));
		if (type.type !== "application/xhtml+xml")
			wrong.push(`the chapter is ${type.type}`);
		made.change(soleusMd, "Deep to its neighbour.", "Beneath its neighbour.");
		for (const side of [web, book])
			await side.getByText("Beneath its neighbour.").waitFor();
		await page.locator("#light").selectOption("night");
		await page.locator("#size").selectOption("170");
		await page.locator("#device").selectOption("e-ink");
		const look = await page.evaluate(() => {
			const inside = document.getElementById("book").contentDocument;
			return [getComputedStyle(inside.body).backgroundColor,
				getComputedStyle(inside.documentElement).fontSize,
				getComputedStyle(document.getElementById("book")).filter].join();
		});
		if (look !== "rgb(18, 18, 18),27.2px,grayscale(1)")
			wrong.push(`the reader looks like ${look}`);
		await page.locator("#device").selectOption("phone");
		await page.screenshot({ path: `${process.env.SHOTS ?? process.env.WORK}/desk.png` });
		made.change("content/anatomy/gastrocnemius.md", "two joints", "the knee");
		for (const side of [web, book])
			await side.getByText("It crosses the knee.").waitFor();
		return wrong;
	}));

await test("drafts and future posts say why they are not published", () =>
	writing("anatomy/idea/", async ({ page, server }) => {
		const wrong = [], banner = page.locator("soleus-preview .banner");
		if (!(await banner.innerText()).includes("Draft"))
			wrong.push(`a draft says: ${await banner.innerText()}`);
		await page.screenshot({ path: `${process.env.SHOTS ?? process.env.WORK}/banner.png` });
		await page.goto(new URL("blog/later/", server.address).href);
		await banner.waitFor({ state: "visible" });
		if (!(await banner.innerText()).includes("2026-12-24"))
			wrong.push(`a later post says: ${await banner.innerText()}`);
		return wrong;
	}, {
		arguments: ["--drafts"],
		files: {
			"content/anatomy/idea.md": article("Idea", "An idea.\n", "draft: true\n"),
			"content/blog/later.md": article("Later", "Later.\n", "published: 2026-12-24\n")
				.replace("kind: anatomy\nmodule: anatomy", "kind: post"),
		},
	}));

await test("warnings stand in a drawer, those of the open page first", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		made.change(soleusMd, "![A box]", "![]");
		const button = page.locator("soleus-preview .warnings-button");
		await button.waitFor();
		if (await page.locator("soleus-preview .warnings").isVisible())
			return "the drawer is open before it was asked for";
		await button.click();
		const text = await page.locator("soleus-preview .warnings").innerText();
		return text.includes(soleusMd) && text.includes("1 on this page") ? [] : text;
	}));

const script = `${process.env.WORK ?? "/tmp"}/editor.sh`, opened = `${script}.opened`;

await test("an editor opens the file at its place, by POST and without a shell", async () => {
	const { writeFileSync } = await import("node:fs");
	writeFileSync(script, `#!/bin/sh\nprintf '%s\\n' "$@" >${opened}\n`);
	chmodSync(script, 0o755);
	return writing("anatomy/soleus/", async ({ made, page }) => {
		made.change(soleusMd, "kind: anatomy", "kind: anatmy");
		await page.locator("soleus-preview .errors button", { hasText: "editor" }).click();
		const words = await eventually("the editor", () => existsSync(opened) &&
			readFileSync(opened, "utf8").match(/^(.*)\n(.*)\n(.*)\n$/)?.slice(1));
		return words[0] === "--at" && words[1].endsWith(`${soleusMd}:3:7;touch`) && words[2] === "x"
			? [] : `the editor was given ${words}`;
	}, { environment: { SOLEUS_EDITOR: `${script} --at {file}:{line}:{column};touch x` } });
});

await test("a hundred edits in a row end at the last", () =>
	writing("anatomy/soleus/", async ({ made, page }) => {
		for (let i = 1; i <= 100; i++) {
			made.write(soleusMd, article("Soleus", `${paragraphs(5).join("\n\n")}\n\nEdit ${i}.\n`));
			await new Promise((later) => setTimeout(later, i % 7));
		}
		await sees(page, "Edit 100.");
		return await stayed(page) ? [] : "the page was loaded anew";
	}));

await browser.close();
finish();
