/* panel.js - what `soleus serve` shows around a page: a status line, the error panel, the drawer of
 * warnings, the banner of a draft.
 *
 * In: states as the server sends them.  Out: elements in a shadow root beside the body, so that no
 * style of the page reaches them and none of theirs the page.  Text is only ever set as text. */
"use strict";

window.SoleusPanel = class {
	constructor(token, page) {
		this.token = token;
		this.page = page; // dataset of the page shown: source, why, date, state, twin
		this.state = { messages: [], errors: 0, warnings: 0 };
		this.codes = null;
		this.closed = ""; // the errors whose panel the author closed
		const host = document.createElement("soleus-preview");
		const root = host.attachShadow({ mode: "open" });
		const style = this.add(root, "link", "");
		style.rel = "stylesheet";
		style.href = "/_soleus/preview.css";
		this.banner = this.add(root, "p", "banner");
		this.veil = this.add(root, "div", "veil");
		this.box = this.add(root, "div", "box");
		this.box.setAttribute("role", "region");
		this.box.setAttribute("aria-label", "soleus preview");
		this.errors = this.add(this.box, "section", "errors");
		this.errors.setAttribute("aria-label", "What to mend");
		this.warnings = this.add(this.box, "section", "warnings");
		this.warnings.setAttribute("aria-label", "Warnings");
		this.bar = this.add(this.box, "div", "bar");
		this.status = this.add(this.bar, "p", "status");
		this.status.setAttribute("role", "status");
		this.errorButton = this.button("errors-button", "", () => this.toggle(this.errors));
		this.warningButton = this.button("warnings-button", "", () => this.toggle(this.warnings));
		this.errors.hidden = this.warnings.hidden = this.veil.hidden = this.banner.hidden = true;
		document.documentElement.insertBefore(host, document.body);
		const room = new CSSStyleSheet(); // the bar covers nothing of the page's end
		room.replaceSync("@media screen { html { padding-bottom: 3em } }");
		document.adoptedStyleSheets.push(room);
		this.root = root;
	}

	add(parent, name, kind, text) {
		const element = document.createElement(name);
		if (kind)
			element.className = kind;
		if (text !== undefined)
			element.textContent = text;
		parent.append(element);
		return element;
	}

	button(kind, text, action) {
		const button = this.add(this.bar, "button", kind, text);
		button.type = "button";
		button.addEventListener("click", action);
		return button;
	}

	// A switch that this browser remembers.
	toggleButton(key, text, initially, action) {
		const stored = localStorage.getItem(`soleus-${key}`);
		const set = (on) => {
			button.setAttribute("aria-pressed", on);
			localStorage.setItem(`soleus-${key}`, on);
			action(on);
		};
		const button = this.button("switch", text,
			() => set(button.getAttribute("aria-pressed") !== "true"));
		set(stored === null ? initially : stored === "true");
		return button;
	}

	link(text, href) {
		const link = this.add(this.bar, "a", "", text);
		link.href = href;
		return link;
	}

	toggle(section) {
		section.hidden = !section.hidden;
		if (section === this.errors)
			this.closed = section.hidden ? this.errorText() : "";
		this.dim();
	}

	errorText() {
		return JSON.stringify(this.state.messages.filter((m) => m.severity === "error"));
	}

	dim() {
		this.veil.hidden = this.page.state !== "stale" || this.errors.hidden;
	}

	say(text) {
		if (this.status.textContent !== text)
			this.status.textContent = text;
	}

	async show(state) {
		this.state = state;
		const errors = state.messages.filter((m) => m.severity === "error");
		const warnings = state.messages.filter((m) => m.severity === "warning");
		const here = warnings.filter((m) => m.file === this.page.source);
		const reasons = { draft: "a draft", future: "dated in the future", unreviewed: "not reviewed" };
		if (errors.length && !this.codes)
			this.codes = await fetch("/_soleus/codes.json").then((r) => r.json(), () => ({}));
		this.say(state.hidden
			? `${state.edited} is ${reasons[state.hidden] ?? "not published"}: soleus serve --drafts shows it`
			: state.status);
		this.fill(this.errors, errors, errors.length === 1 ? "1 thing to mend"
			: `${errors.length} things to mend`, "closes by itself when all is mended");
		this.fill(this.warnings, here.concat(warnings.filter((m) => !here.includes(m))),
			here.length ? `${here.length} on this page` : "None on this page",
			`${warnings.length} in the whole course`);
		this.errors.hidden = errors.length === 0 || this.errorText() === this.closed;
		this.warnings.hidden ||= warnings.length === 0;
		this.label(this.errorButton, errors.length, "error");
		this.label(this.warningButton, warnings.length, "warning");
		this.showBanner();
		this.dim();
	}

	label(button, n, word) {
		button.hidden = n === 0;
		button.textContent = `${n} ${word}${n === 1 ? "" : "s"}`;
	}

	showBanner() {
		const texts = {
			draft: "Draft: this page is not published until draft: true is taken out of it.",
			future: `Not published before ${this.page.date}, the date in its front matter.`,
			unreviewed: "Not published until reviews.yaml says that it was reviewed.",
		};
		this.banner.textContent = texts[this.page.why] ?? "";
		this.banner.hidden = !this.page.why;
	}

	fill(section, messages, title, note) {
		section.replaceChildren();
		const head = this.add(section, "header", "");
		this.add(head, "h2", "", title);
		this.add(head, "p", "", note);
		const close = this.add(head, "button", "", "Close");
		close.type = "button";
		close.addEventListener("click", () => this.toggle(section));
		const list = this.add(section, "ol", "");
		for (const message of messages)
			this.item(this.add(list, "li", message.file === this.page.source ? "here" : ""), message);
	}

	item(item, message) {
		const place = this.add(item, "p", "place", "");
		const text = message.file ? [message.file, message.line, message.column]
			.filter(Boolean).join(":") : "the whole course";
		this.add(place, "code", "", text);
		if (message.file) {
			const open = this.add(place, "button", "", "Show in my editor");
			open.type = "button";
			open.addEventListener("click", () => this.open(message));
		}
		this.add(item, "p", "message", message.message);
		if (message.source)
			this.source(item, message);
		const info = this.codes?.[message.code];
		const help = message.help ?? info?.remedy;
		if (help)
			this.add(item, "p", "help", help);
		for (const related of message.related ?? [])
			this.add(item, "p", "related", [related.file, related.line, related.column]
				.filter(Boolean).join(":") + ": " + related.message);
		if (info) {
			const more = this.add(item, "details", "");
			this.add(more, "summary", "", `What does this mean? (${message.code})`);
			this.add(more, "p", "", info.meaning);
			this.add(more, "p", "", info.remedy);
		}
	}

	// The line, with its number and the place marked; columns count characters.
	source(item, message) {
		const pre = this.add(item, "pre", "");
		const characters = [...message.source];
		const from = message.column ? message.column - 1 : characters.length;
		const word = /^[\p{L}\p{N}_-]+/u.exec(characters.slice(from).join(""));
		const to = from + (word ? [...word[0]].length : 1);
		this.add(pre, "span", "number", `${message.line} `);
		pre.append(characters.slice(0, from).join(""));
		if (message.column)
			this.add(pre, "mark", "", characters.slice(from, to).join("") || " ");
		pre.append(characters.slice(to).join(""));
	}

	async open(message) {
		const response = await fetch("/_soleus/open", {
			method: "POST",
			headers: { "X-Soleus-Token": this.token },
			body: `${message.line || 1} ${message.column || 1} ${message.file}`,
		});
		this.say(response.ok ? `Opened ${message.file}` : await response.text());
	}
};

/* The stream of states.  Closed while nobody looks at the tab: a browser allows six streams to one
 * server.  When the server has been started anew the page asks until it answers, and loads again. */
window.SoleusStream = class {
	constructor(token, take, lost) {
		this.token = token;
		this.take = take;
		this.lost = lost;
		document.addEventListener("visibilitychange", () => this.look());
		window.addEventListener("pagehide", () => this.close());
		window.addEventListener("pageshow", () => this.look());
		this.look();
	}

	look() {
		if (document.visibilityState !== "visible")
			return this.close();
		if (this.source)
			return;
		this.source = new EventSource(`/_soleus/events?token=${this.token}`);
		this.source.onmessage = (event) => this.take(JSON.parse(event.data));
		this.source.onerror = () => this.failed();
	}

	close() {
		this.source?.close();
		this.source = null;
	}

	failed() {
		this.lost();
		if (this.source?.readyState === EventSource.CLOSED)
			setTimeout(() => this.ask(), 1000);
	}

	async ask() {
		const response = await fetch(location.href, { method: "HEAD" }).catch(() => null);
		if (response)
			location.reload();
		else
			setTimeout(() => this.ask(), 1000);
	}
};
