// notice.mjs - in a browser the medical disclaimer can be seen on every kind of page: large enough,
// dark enough, uncovered; by day, by night, on a phone, on paper, without scripts.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { finish, folder, launch, test } from "../support/browser.mjs";

const site = join(process.env.WORK, "site");
const built = spawnSync(process.env.SOLEUS, ["build", "--root", process.env.top, "--output", site,
	"--date", "2026-11-20"], { encoding: "utf8" });
await test("the course is published", () => built.status === 0 ? [] : built.stderr);

// One page of each template, which the class of its body names.
function pages() {
	const kinds = new Map();
	for (const path of readdirSync(site, { recursive: true }).map(String).sort()) {
		if (!path.endsWith(".html"))
			continue;
		const html = readFileSync(join(site, path), "utf8");
		const kind = /<body class="([^"]*)"/.exec(html)?.[1] ?? "no class";
		if (!kinds.has(kind))
			kinds.set(kind, path);
	}
	return [...kinds.values()];
}

// Runs in the page: what is wrong with the notice, as a list.
function look() {
	const wrong = [];
	const notice = document.getElementById("medical-disclaimer");
	if (!notice)
		return ["there is none"];
	const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	const luminance = ([r, g, b]) =>
		0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const colour = (css, under) => { // as painted over what is under it
		canvas.fillStyle = `rgb(${under.join(" ")})`;
		canvas.fillRect(0, 0, 1, 1);
		canvas.fillStyle = css;
		canvas.fillRect(0, 0, 1, 1);
		return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
	};
	const ground = (element) => {
		const under = element.parentElement ? ground(element.parentElement)
			: colour("Canvas", [255, 255, 255]);
		return colour(getComputedStyle(element).backgroundColor, under);
	};
	notice.scrollIntoView({ block: "center", behavior: "instant" });
	const box = notice.getBoundingClientRect();
	if (box.width < 200 || box.height < 60)
		wrong.push(`its box is ${box.width} x ${box.height}`);
	if (box.left < 0 || box.right > innerWidth + 1)
		wrong.push(`it sticks out: ${box.left} to ${box.right} of ${innerWidth}`);
	if (!notice.checkVisibility({ opacityProperty: true, visibilityProperty: true,
		contentVisibilityAuto: true }))
		wrong.push("it is not visible");
	const walker = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		if (!node.data.trim())
			continue;
		const style = getComputedStyle(node.parentElement), size = parseFloat(style.fontSize);
		const back = ground(node.parentElement);
		const [a, b] = [luminance(colour(style.color, back)), luminance(back)];
		const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		const range = document.createRange();
		range.selectNodeContents(node);
		const text = range.getBoundingClientRect();
		const name = `"${node.data.trim().slice(0, 30)}"`;
		if (contrast < 4.5)
			wrong.push(`${name} has a contrast of ${contrast.toFixed(2)}`);
		if (size < 12)
			wrong.push(`${name} is ${size} px high`);
		if (text.width < 10 || text.height < 8)
			wrong.push(`${name} takes ${text.width} x ${text.height}`);
		node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
		const rect = range.getClientRects()[0];
		if (!rect)
			continue; // it takes no place, which is said above
		const top = document.elementFromPoint(rect.left + Math.min(rect.width, 20) / 2,
			rect.top + rect.height / 2);
		if (!top || !node.parentElement.contains(top))
			wrong.push(`${name} is covered by ${top?.tagName}.${top?.className}`);
	}
	return wrong;
}

const ways = {
	"by day": { colorScheme: "light", viewport: { width: 1280, height: 900 } },
	"by night": { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
	"on a phone": { colorScheme: "light", viewport: { width: 360, height: 740 } },
	"on paper": { media: "print", viewport: { width: 794, height: 1123 } },
	"without scripts": { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } },
};

// Where the site will stand: the page for what is not found names its parts from there.
const config = readFileSync(join(process.env.top, "content/site.yaml"), "utf8");
const base = new URL(/^base_url: *(\S+)/m.exec(config)[1]).pathname;
const server = await folder(site, base);
const browser = await launch();
const list = pages();
await test("there are pages of many kinds",
	() => list.length >= 8 ? [] : `only ${list.join(" ")}`);
for (const [way, { media, ...options }] of Object.entries(ways)) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	// An old address wants to move on at once; it is looked at as if it waited.
	await page.route("**/*.html", async (route) => {
		const response = await route.fetch(), html = await response.text();
		const body = html.replace(/<meta http-equiv="refresh"[^>]*>/, "");
		await route.fulfill({ response, body });
	});
	if (media)
		await page.emulateMedia({ media });
	for (const path of list)
		await test(`${path} ${way}`, async () => {
			await page.goto(server.address + path);
			return page.evaluate(look);
		});
	if (way === "by day") { // the test can fail: hidden in ways that a theme might find
		for (const css of ["display:none", "visibility:hidden", "opacity:0", "font-size:1px",
			"color:#ddd;background:#fff", "position:absolute;left:-9999px",
			"height:0;overflow:hidden", "clip-path:inset(50%)", "color:transparent"])
			await test(`hidden by ${css} is found`, async () => {
				await page.goto(server.address + list[0]);
				await page.addStyleTag(
					{ content: `#medical-disclaimer,#medical-disclaimer *{${css}!important}` });
				return (await page.evaluate(look)).length ? [] : "it was not";
			});
	}
	await context.close();
}
await browser.close();
server.close();
finish();
