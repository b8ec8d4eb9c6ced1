// ace-report - the violations in a report of DAISY Ace, one line each.
//
// In: report.json.  Out: lines; exit 0 when there are none and the whole book passed.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const failed = report.assertions.flatMap((file) =>
	file.assertions.map((found) => {
		const { "earl:test": test, "earl:result": result } = found;
		const where = file["earl:testSubject"].url;
		return `${where}: ${test["earl:impact"]} ${test["dct:title"]}: ${result["dct:description"]}`;
	}));
failed.forEach((line) => console.log(line));
const outcome = report["earl:result"]["earl:outcome"];
if (outcome !== "pass")
	console.log(`outcome: ${outcome}`);
process.exit(failed.length > 0 || outcome !== "pass" ? 1 : 0);
