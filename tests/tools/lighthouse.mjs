// lighthouse.mjs - Lighthouse on one page of a folder.
//
// In: a folder, a page in it.  Out: the marks, and each audit that costs some; exit 0 when all marks
// reach what is wanted.
import { executable, flags, folder, installed } from "../support/browser.mjs";

const wanted = { performance: 0.95, accessibility: 1, "best-practices": 1, seo: 1 };
const [root, page] = process.argv.slice(2);
const { default: lighthouse } = await import(installed("audit", "lighthouse/core/index.js"));
const { launch } = await import(installed("audit", "chrome-launcher/dist/index.js"));

const server = await folder(root);
const chrome = await launch({ chromePath: executable, chromeFlags: flags });
let bad = false;
try {
	const { lhr } = await lighthouse(server.address + page,
		{ port: chrome.port, logLevel: "error", onlyCategories: Object.keys(wanted) });
	if (lhr.runtimeError)
		throw new Error(lhr.runtimeError.message);
	for (const [name, least] of Object.entries(wanted)) {
		const { score, auditRefs } = lhr.categories[name];
		console.log(`${page}: ${name} ${score}, wanted ${least}`);
		if (score >= least)
			continue;
		bad = true;
		for (const { id, weight } of auditRefs) {
			const audit = lhr.audits[id];
			if (weight > 0 && audit.score !== null && audit.score < 1) {
				console.log(`  ${id} ${audit.score}: ${audit.title}`);
				for (const item of audit.details?.items ?? [])
					console.log(`    ${JSON.stringify(item).slice(0, 300)}`);
			}
		}
	}
} finally {
	chrome.kill();
	server.close();
}
process.exit(bad ? 1 : 0);
