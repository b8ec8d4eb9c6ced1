// hostile.mjs - `soleus serve` against clients that mean no good, on raw sockets.
//
// In: requests no browser would send, and those a page of another site makes a browser send.  Out:
// TAP.  Whatever comes: no crash, no leak (this runs under ASan too), no byte that is not of the
// plan, and afterwards the next reader is served.
import { connect } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { finish, test } from "../support/browser.mjs";
import { course, get, serve } from "../support/preview.mjs";

const made = course(), secret = "this must never leave the folder";
for (const path of ["secret.txt", "content/secret.yaml", "public/secret.txt", "templates/own.txt"])
	made.write(path, secret);
writeFileSync(join(made.root, "..", "secret.txt"), secret);
const server = await serve(made.root);
const host = `localhost:${server.port}`;
const front = (await get(server, "/course/anatomy/soleus/")).body.toString();
const chapter = front.match(/data-twin="([^"]+)"/)[1];
const token = front.match(/data-token="(\w+)"/)[1];

const patience = Number(process.env.PATIENCE ?? 1); // more for a server under valgrind

// Sends bytes as they are; gives all that comes back until the other end closes or time is up.
function raw(bytes, { milliseconds = 400, pause = 0 } = {}) {
	return new Promise((done) => {
		const socket = connect(server.port, "127.0.0.1");
		const parts = [];
		const end = () => {
			socket.destroy();
			done(Buffer.concat(parts).toString("latin1"));
		};
		const timer = setTimeout(end, milliseconds * patience);
		socket.on("data", (data) => parts.push(data));
		socket.on("error", () => {});
		socket.on("close", () => {
			clearTimeout(timer);
			end();
		});
		socket.on("connect", async () => {
			for (const part of [bytes].flat()) {
				socket.write(part);
				if (pause)
					await new Promise((later) => setTimeout(later, pause));
			}
		});
	});
}

const ask = (path, headers = `Host: ${host}`, method = "GET") =>
	raw(`${method} ${path} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`);
const status = (text) => Number(text.match(/^HTTP\/1\.\d (\d{3})/)?.[1] ?? 0);

// The server must still be there, and serve.
async function alive() {
	const { status, body } = await get(server, "/course/anatomy/soleus/");
	if (status !== 200 || !body.includes("Deep to its neighbour"))
		return ["a good request is not served any more"];
	return server.child.exitCode === null ? [] : [`the server ended: ${server.complaints}`];
}

// Every answer has one of these statuses, holds no secret, and the server lives on.
async function all(requests, statuses, send = ask) {
	const wrong = [];
	for (const request of requests) {
		const answer = await send(...[request].flat());
		if (!statuses.includes(status(answer)))
			wrong.push(`${JSON.stringify(request).slice(0, 120)}: ${answer.slice(0, 80)}`);
		if (answer.includes(secret))
			wrong.push(`${request}: the secret came out`);
	}
	return wrong.concat(await alive());
}

await test("no spelling of a path leads to a file", () => {
	const ups = ["..", "%2e%2e", "%2E%2e", ".%2e", "%252e%252e", "..%00", "..;", "%c0%ae%c0%ae",
		"%uff0e%uff0e", "..\\", "..%5c", "....", "%e2%80%a5"];
	const slashes = ["/", "%2f", "%5c", "\\", "//", "%252f", "/./", "%c0%af"];
	const paths = ups.flatMap((up) => slashes.flatMap((slash) => [
		`/course/${up}${slash}secret.txt`, `/${up}${slash}${up}${slash}${up}${slash}etc/passwd`,
		`/course/anatomy/${up}${slash}${up}${slash}site.yaml`, `/_book/calf/${up}${slash}secret.txt`,
		`/_soleus/${up}${slash}secret.txt`]));
	return all([...paths, "/secret.txt", "/course/secret.yaml", "/course/site.yaml",
		"/content/site.yaml", "/course/content/anatomy/soleus/index.md", "/etc/passwd",
		"/course/anatomy/soleus/index.md", "/course/anatomy/soleus/index.html/",
		"/course/anatomy/soleus%00.html", "/course/%", "/course/%g0", "/course/%2", "/course//",
		"/course/C:/secret.txt", "/course/AUX", "/course/index.html::$DATA", "/course/.git/config",
		"/@fs/etc/passwd", "/_soleus/", "/_soleus/browser",
		"/_book/", "/_book/none/", "/_book/calf/package.opf", "file:///etc/passwd", "*", "course/",
		`/${"a/".repeat(3000)}`, `/course/${"%61".repeat(1500)}`],
	[302, 400, 403, 404, 414, 431]);
});

await test("a query is no part of the path", () =>
	all([["/course/?file=../secret.txt&raw"], ["/course/robots.txt?../secret.txt"]], [200]));

await test("only this machine's own names and our port are answered", async () => {
	const bad = ["evil.example", `evil.example:${server.port}`, "localhost", "localhost:1",
		`localhost:${server.port}.evil.example`, `localhost.evil.example:${server.port}`,
		`evil-localhost:${server.port}`, `127.0.0.1.evil.example:${server.port}`,
		`127.0.0.2:${server.port}`, `0.0.0.0:${server.port}`, `[::]:${server.port}`,
		`[::1]evil:${server.port}`, `user@localhost:${server.port}`, `localhost:${server.port}0`,
		`localhost :${server.port}`, `localhost.:${server.port}`, `2130706433:${server.port}`,
		`.localhost:${server.port}`, `a@b.localhost:${server.port}`, "", ":", "::::", "[", "]", "[::1",
		"\u00ff\u00fe", "localhost,localhost", `localhost:+${server.port}`, `localhost:0x1`];
	const good = [host, `LOCALHOST:${server.port}`, `127.0.0.1:${server.port}`, `[::1]:${server.port}`,
		`calf.localhost:${server.port}`];
	return (await all(bad.map((name) => ["/course/", `Host: ${name}`]), [400, 403]))
		.concat(await all(good.map((name) => ["/course/", `Host: ${name}`]), [200]))
		.concat(await all([["/course/", "X-No: host"], ["/course/", `Host: ${host}\r\nHost: ${host}`],
			["/course/", `Host: ${host}\r\nHost: evil.example`]], [400, 403]))
		.concat(await all([["http://evil.example/course/"], [`http://${host}/course/`]], [400, 403]));
});

await test("pages of other sites cannot read, embed or start anything", async () => {
	const from = (origin) => `Host: ${host}\r\nOrigin: ${origin}`;
	const fetched = (site, mode, dest) => `Host: ${host}\r\nSec-Fetch-Site: ${site}\r\n` +
		`Sec-Fetch-Mode: ${mode}\r\nSec-Fetch-Dest: ${dest}`;
	const origins = ["http://evil.example", "https://localhost", "null", "", `https://${host}`,
		"http://localhost:1", `http://${host}.evil.example`, "file://", `http://${host}/`];
	return (await all(origins.map((origin) => ["/course/", from(origin)]), [403]))
		.concat(await all([["/course/", fetched("cross-site", "no-cors", "script")],
			["/course/", fetched("cross-site", "no-cors", "image")],
			["/course/", fetched("cross-site", "navigate", "iframe")],
			["/course/", fetched("same-site", "cors", "empty")],
			["/course/", fetched("cross-site", "cors", "empty")],
			["/_soleus/preview.js", fetched("cross-site", "navigate", "document")]], [403]))
		.concat(await all([["/course/", fetched("cross-site", "navigate", "document")],
			["/course/", fetched("none", "navigate", "document")],
			["/course/", fetched("same-origin", "cors", "empty")],
			["/course/", from(`http://${host}`)]], [200]));
});

await test("every answer carries what keeps it here, and none is shared with other origins", async () => {
	const wrong = [];
	for (const path of ["/course/", "/course/none", "/_soleus/preview.js", "/_book/calf/", "/",
		chapter, "/course/books/calf.epub", "/course/..%2f"]) {
		const { headers } = await get(server, path);
		const wanted = { "cache-control": "no-store", "x-content-type-options": "nosniff",
			"cross-origin-resource-policy": "same-origin",
			"content-security-policy": "frame-ancestors 'self'" };
		for (const [name, value] of Object.entries(wanted))
			if (headers[name] !== value)
				wrong.push(`${path}: ${name} is ${headers[name]}`);
		for (const name of Object.keys(headers))
			if (name.startsWith("access-control-"))
				wrong.push(`${path}: ${name}`);
	}
	return wrong;
});

await test("the stream and the editor want the token of this run", async () => {
	const wrong = [], near = token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
	for (const given of ["", "x", near, token.toUpperCase() + "0", token + token, token.slice(1)]) {
		const query = given ? `?token=${given}` : "";
		if ((await get(server, `/_soleus/events${query}`)).status !== 403)
			wrong.push(`the stream took '${given}'`);
		if ((await get(server, "/_soleus/open", { "x-soleus-token": given }, "POST",
			"1 1 content/site.yaml")).status !== 403)
			wrong.push(`the editor took '${given}'`);
	}
	for (const file of ["../secret.txt", "/etc/passwd", "secret.txt", "content", "",
		"content/../secret.txt", "content/none.md", "content/site.yaml\0x", "$(touch x)"]) {
		const { status } = await get(server, "/_soleus/open", { "x-soleus-token": token }, "POST",
			`1 1 ${file}`);
		if (status !== 404)
			wrong.push(`the editor was given '${file}': ${status}`);
	}
	const read = await get(server, "/_soleus/open", { "x-soleus-token": token });
	if (read.status !== 405)
		wrong.push(`GET opens an editor: ${read.status}`);
	return wrong.concat(await alive());
});

await test("methods other than GET and HEAD are refused", async () => {
	const methods = ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND",
		"get", "G", "GETGET", "PRI"];
	const head = await get(server, "/course/", {}, "HEAD");
	return (await all(methods.map((method) => ["/course/", `Host: ${host}`, method]), [400, 405, 501]))
		.concat(head.status === 200 && head.body.length === 0 ? [] : ["HEAD has a body or fails"]);
});

await test("what is too large is refused, not stored", async () => {
	const big = "x".repeat(200000);
	return (await all([["/course/", `Host: ${host}\r\nX-Big: ${big}`],
		["/course/", `Host: ${host}\r\n${"X-Many: y\r\n".repeat(20000)}X: y`],
		[`/${big}`], ["/course/", `Host: ${big}`]], [0, 400, 413, 414, 431]))
		.concat(await all([[`POST /_soleus/open HTTP/1.1\r\nHost: ${host}\r\n` +
			`X-Soleus-Token: ${token}\r\nContent-Length: 200000\r\n\r\n${big}`]], [0, 413], raw))
		.concat(await all([[`GET /course/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 99999999999999999999` +
			`\r\n\r\n`], [`GET /course/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: -1\r\n\r\n`],
		[`POST /_soleus/open HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n${
			big}`]], [0, 400, 403, 405, 413], raw));
});

await test("requests that are no HTTP are refused or dropped", () => {
	const lines = ["", "\r\n\r\n", "\0\0\0\0", "GET", "GET /", "GET / HTTP/9.9", "GET / HTTP/1.1 x",
		"GET  / HTTP/1.1", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "SSH-2.0-x", "GET /\0/ HTTP/1.1",
		"GET /course/\r\nX: y", "GET /course/ HTTP/1.1\nHost: x\n\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET /course/ HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "GET /course/ HTTP/1.1\r\n: x\r\n\r\n",
		"GET /course/ HTTP/1.1\r\nHost localhost\r\n\r\n", "GET /course/ HTTP/1.0\r\n\r\n"];
	return all(lines.map((line) => [line.includes("\r\n\r\n") ? line : `${line}\r\n\r\n`]),
		[0, 400, 403, 405, 501, 505], (line) => raw(line, { milliseconds: 150 }));
});

await test("a fuzzer's changes of a good request", async () => {
	let seed = 20261120;
	const random = (n) => {
		seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
		return Math.floor(seed / 65536) % n;
	};
	const good = Buffer.from(`GET /course/anatomy/soleus/?a=b HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://` +
		`${host}\r\nSec-Fetch-Site: same-origin\r\nX-Soleus-Token: ${token}\r\nConnection: close\r\n\r\n`);
	const changed = () => {
		const bytes = Buffer.from(good);
		for (let i = 0; i <= random(6); i++)
			bytes[random(bytes.length)] = random(3) ? random(256) : [0, 13, 10, 37, 47, 58][random(6)];
		const cut = random(4) ? bytes.length : random(bytes.length);
		return Buffer.concat([bytes.subarray(0, cut), bytes.subarray(random(2) ? cut : random(cut + 1))]);
	};
	const wrong = [];
	for (let round = 0; round < 30; round++)
		for (const answer of await Promise.all(Array.from({ length: 20 },
			() => raw(changed(), { milliseconds: 60 }))))
			if (answer.includes(secret) || (answer && !/^HTTP\/1\.[01] \d{3} /.test(answer)))
				wrong.push(answer.slice(0, 100));
	return wrong.concat(await alive());
});

await test("pipelined requests are answered in order", async () => {
	const one = (path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
	const answer = await raw(one("/course/robots.txt") + one("/course/none") + one("/course/sitemap.xml") +
		one("/course/robots.txt").repeat(20));
	const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((m) => m[1]).join();
	return statuses === `200,404,${Array(21).fill("200").join()}` ? [] : statuses;
});

await test("500 connections that say nothing do not keep readers out for long", async () => {
	const sockets = Array.from({ length: 500 }, () => {
		const socket = connect(server.port, "127.0.0.1");
		socket.on("error", () => {});
		socket.write("GET /course/ HTTP/1.1\r\nHo");
		return socket;
	});
	const start = Date.now();
	const wrong = await alive();
	const waited = Date.now() - start;
	sockets.forEach((socket) => socket.destroy());
	if (waited > 25000 * patience)
		wrong.push(`a reader waited ${waited} ms`);
	return wrong.concat(await alive());
});

await test("a client that sends a byte now and then is cut off", async () => {
	const start = Date.now();
	const parts = `GET /course/ HTTP/1.1\r\nHost: ${host}\r\n${"X: y\r\n".repeat(50)}`.split("");
	await raw(parts, { milliseconds: 50000, pause: 500 });
	const seconds = (Date.now() - start) / 1000;
	return (seconds > 40 * patience ? [`it was kept for ${seconds} s`] : []).concat(await alive());
});

await test("streams are limited, and those that do not read do not grow", async () => {
	const open = () => new Promise((done) => {
		const socket = connect(server.port, "127.0.0.1", () =>
			socket.write(`GET /_soleus/events?token=${token} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
		socket.once("data", (data) => {
			socket.pause();
			done({ socket, status: status(data.toString("latin1")) });
		});
		socket.on("error", () => {});
	});
	const streams = await Promise.all(Array.from({ length: 60 }, open));
	const wrong = streams.some((s) => s.status === 503) && streams.some((s) => s.status === 200)
		? [] : ["all streams were taken, or none"];
	for (let i = 0; i < 20; i++) {
		made.write("content/anatomy/soleus/index.md", made.read("content/anatomy/soleus/index.md") + `\n${i}\n`);
		await new Promise((later) => setTimeout(later, 40));
	}
	wrong.push(...await alive());
	streams.forEach((s) => s.socket.destroy());
	return wrong.concat(await alive());
});

await test("the server ends cleanly", async () => {
	const code = await server.stop();
	return code === 0 && !/Sanitizer|runtime error/.test(server.complaints)
		? [] : `ended with ${code}: ${server.complaints}`;
});

finish();
