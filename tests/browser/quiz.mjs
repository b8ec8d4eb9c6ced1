// quiz.mjs - the questions of a page in a browser: answered, scored, remembered here and nowhere else;
// without scripts the answers unfold, and paper shows them.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { finish, folder, launch, test } from "../support/browser.mjs";

const site = join(process.env.WORK, "site");
const built = spawnSync(process.env.SOLEUS, ["build", "--root", process.env.top, "--output", site,
	"--date", "2026-11-20"], { encoding: "utf8" });
await test("the course is published", () => built.status === 0 ? [] : built.stderr);

if (built.status !== 0)
	finish();
const server = await folder(site);
const browser = await launch();
const lesson = `${server.address}anatomy/soleus/index.html`;
const context = await browser.newContext();
const page = await context.newPage();
const requests = [];
page.on("request", (request) => requests.push(request.method() + " " + request.url()));

const first = ".quiz >> nth=0";
const state = () => page.evaluate(() => ({
	score: document.querySelector(".quiz-score")?.textContent,
	verdict: document.querySelector(".quiz .quiz-verdict-live")?.textContent,
	chosen: [...document.querySelectorAll(".quiz input")].filter((i) => i.checked).length,
	kept: Object.keys(localStorage).length,
	cookies: document.cookie,
}));
const choose = (right) => page.evaluate((wanted) => {
	const quiz = document.querySelector(".quiz");
	quiz.querySelector(`[data-right="${wanted}"] input`).click();
	quiz.querySelector(".quiz-check").click();
}, right ? "yes" : "no");

await test("a question gets buttons with labels", async () => {
	await page.goto(lesson);
	const bare = await page.evaluate(() => [...document.querySelectorAll(".quiz input")]
		.filter((input) => !input.labels.length || !input.labels[0].textContent.trim()).length);
	const some = await page.locator(".quiz input").count();
	return some && !bare ? [] : `${some} buttons, ${bare} without words`;
});
await test("nothing chosen is not an answer", async () => {
	await page.locator(".quiz-check").first().click();
	const { verdict, score } = await state();
	return verdict && /^0 /.test(score) ? [] : `${verdict} ${score}`;
});
await test("a wrong answer is told", async () => {
	await choose(false);
	const wrong = await page.locator(".quiz-is-wrong").count();
	const { score } = await state();
	return wrong === 1 && /^0 /.test(score) ? [] : `${wrong} wrong, ${score}`;
});
await test("a right answer counts", async () => {
	await choose(true);
	const right = await page.locator(".quiz-is-right").count();
	const { score } = await state();
	return right === 1 && /^1 /.test(score) ? [] : `${right} right, ${score}`;
});
await test("it is remembered on the lesson's page", async () => {
	await page.reload();
	const { score, chosen, kept } = await state();
	return /^1 /.test(score) && chosen === 1 && kept === 1 ? [] : `${score} ${chosen} ${kept}`;
});
await test("and on the page of all questions", async () => {
	await page.goto(`${server.address}quiz/anatomy/index.html`);
	const { score, chosen } = await state();
	return /^1 /.test(score) && chosen === 1 ? [] : `${score} ${chosen}`;
});
await test("it can be forgotten", async () => {
	await page.goto(lesson);
	await page.locator(".quiz-again").click();
	const { score, chosen, kept } = await state();
	return /^0 /.test(score) && chosen === 0 && kept === 0 ? [] : `${score} ${chosen} ${kept}`;
});
await test("no answer leaves the browser", async () => {
	const { cookies } = await state();
	const foreign = requests.filter((r) => !r.startsWith(`GET ${server.address}`));
	return cookies === "" ? foreign : `cookies: ${cookies}`;
});
await test("a forbidden memory is no error", async () => {
	const strict = await browser.newContext();
	const tab = await strict.newPage();
	const errors = [];
	tab.on("pageerror", (error) => errors.push(error.message));
	await tab.addInitScript(() => Object.defineProperty(window, "localStorage",
		{ get() { throw new Error("forbidden"); } }));
	await tab.goto(lesson);
	await tab.locator(`${first} >> input`).first().check();
	await tab.locator(`${first} >> .quiz-check`).click();
	await strict.close();
	return errors;
});
await test("without scripts the answers unfold", async () => {
	const plain = await browser.newContext({ javaScriptEnabled: false });
	const tab = await plain.newPage();
	await tab.goto(lesson);
	const solution = tab.locator(".quiz-solution").first();
	const before = await solution.isVisible();
	await tab.locator(".quiz-answer > summary").first().click();
	const after = await solution.isVisible();
	const buttons = await tab.locator(".quiz input").count();
	await plain.close();
	return !before && after && !buttons ? [] : `${before} ${after} ${buttons}`;
});
await test("paper shows the answers", async () => {
	await page.emulateMedia({ media: "print" });
	const hidden = await page.evaluate(() => [...document.querySelectorAll(".quiz-solution")]
		.filter((p) => p.getBoundingClientRect().height < 5).length);
	const buttons = await page.locator(".quiz-check:visible, .quiz-again:visible").count();
	return !hidden && !buttons ? [] : `${hidden} answers hidden, ${buttons} buttons`;
});
await test("a page without questions has no script", async () => {
	await page.goto(`${server.address}index.html`);
	return await page.locator("script[src]").count() ? "it has one" : [];
});
if (process.env.SHOTS) {
	mkdirSync(process.env.SHOTS, { recursive: true });
	await page.emulateMedia({ media: "screen" });
	await page.goto(lesson);
	await choose(true);
	await page.locator(".quiz-answer > summary").first().click();
	await page.locator(first).screenshot({ path: join(process.env.SHOTS, "quiz.png") });
	await page.emulateMedia({ media: "print" });
	await page.locator(first).screenshot({ path: join(process.env.SHOTS, "quiz-print.png") });
}
await browser.close();
server.close();
finish();
