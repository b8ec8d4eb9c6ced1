/* preview.js - changes the open page into what it has become.
 *
 * In: states of the sources (panel.js: SoleusStream), the page fetched anew.  Out: the nodes that
 * differ are changed (idiomorph), so scrolling, focus, open details and what was typed stay; the
 * blocks that changed are marked for a moment.  Inside the desk the desk says when, and shows all
 * messages. */
"use strict";

(() => {
	const me = document.getElementById("soleus-preview");
	const framed = window.parent !== window && window.parent.soleusDesk === true;
	const page = { ...me.dataset };
	const still = window.matchMedia("(prefers-reduced-motion: reduce)");
	const blocks = "p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,figcaption,figure,blockquote,pre,img,section";
	let generation = Number(page.generation), base, panel = null, follow = false, working = null;

	/* ---- keeping ---------------------------------------------------------------------- */

	function isStuck(element) {
		for (let e = element; e && e !== document.body; e = e.parentElement)
			if (/sticky|fixed/.test(getComputedStyle(e).position))
				return true;
		return false;
	}

	// The first block in sight that scrolls, so that what is read stays where it is.
	function anchor() {
		for (const element of document.querySelectorAll("main :is(h1,h2,h3,h4,p,li,td,dd,pre,figure)")) {
			const box = element.getBoundingClientRect();
			if (box.bottom > 0 && box.height > 0 && !isStuck(element))
				return { element, top: box.top };
		}
		return null;
	}

	function keepFields() {
		const fields = [...document.querySelectorAll("input,textarea,select,details")].map((element) =>
			({ element, value: element.value, checked: element.checked, open: element.open }));
		return () => {
			for (const { element, value, checked, open } of fields) {
				if (open !== undefined && element.open !== open)
					element.open = open;
				if (checked !== undefined && element.checked !== checked)
					element.checked = checked;
				if (value !== undefined && element.type !== "file" && element.value !== value)
					element.value = value;
			}
		};
	}

	/* ---- changing --------------------------------------------------------------------- */

	// A new sheet is loaded before the old one goes, so the page is never bare.
	function swapSheets(fresh) {
		const sheets = (head) => [...head.querySelectorAll('link[rel="stylesheet"]')];
		const wanted = sheets(fresh.head).map((link) => link.getAttribute("href"));
		const old = sheets(document.head);
		const present = old.map((link) => link.getAttribute("href"));
		const leaving = old.filter((link) => !wanted.includes(link.getAttribute("href")));
		const coming = sheets(fresh.head).filter((link) => !present.includes(link.getAttribute("href")));
		if (!coming.length)
			return leaving.forEach((link) => link.remove());
		let waiting = coming.length;
		for (const link of coming) {
			const copy = document.importNode(link);
			copy.onload = copy.onerror = () => {
				if (--waiting === 0)
					leaving.forEach((sheet) => sheet.remove());
			};
			(old.at(-1) ?? document.head.lastElementChild).after(copy);
		}
	}

	function scripts(tree) {
		return [...tree.querySelectorAll("script[src]")].map((s) => s.getAttribute("src")).join();
	}

	// What morphing touched, as blocks a reader sees.
	function changedBlocks(records) {
		const found = new Set();
		for (const record of records) {
			const nodes = record.addedNodes.length ? [...record.addedNodes] : [record.target];
			for (const node of nodes) {
				const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
				const block = element?.isConnected && element !== me ? element.closest(blocks) : null;
				if (block && !(node.nodeType === Node.TEXT_NODE && !node.data.trim()))
					found.add(block);
			}
		}
		return [...found].filter((block) =>
			![...found].some((other) => other !== block && block.contains(other)));
	}

	function mark(list) {
		for (const element of list.slice(0, 20))
			element.animate([
				{ backgroundColor: "rgb(255 205 60 / .55)", boxShadow: "0 0 0 4px rgb(255 205 60 / .55)" },
				{ backgroundColor: "rgb(255 205 60 / 0)", boxShadow: "0 0 0 4px rgb(255 205 60 / 0)" },
			], { duration: 1500, easing: still.matches ? "steps(1)" : "ease-in", id: "soleus-mark" });
		const inSight = (element) => {
			const box = element.getBoundingClientRect();
			return box.bottom > 0 && box.top < window.innerHeight;
		};
		if (follow && list.length && !list.some(inSight))
			list[0].scrollIntoView({ block: "center", behavior: "instant" });
	}

	// Blocks that are equal before and after get the same id while morphing, so that a paragraph put
	// in before them is put in, and not written over all that follow.
	function pairEqual(fresh) {
		const waiting = new Map(), paired = [];
		for (const element of document.body.querySelectorAll(`:is(${blocks},tr):not([id])`)) {
			const key = element.outerHTML;
			if (!waiting.has(key))
				waiting.set(key, []);
			waiting.get(key).push(element);
		}
		for (const element of fresh.body.querySelectorAll(`:is(${blocks},tr):not([id])`)) {
			const twin = waiting.get(element.outerHTML)?.shift();
			if (twin)
				paired.push([twin, element]);
		}
		paired.flat().forEach((element, i) => { element.id = `soleus-pair-${i >> 1}`; });
	}

	function morph(fresh) {
		const observer = new MutationObserver(() => {});
		const root = document.documentElement, kept = anchor(), restore = keepFields();
		pairEqual(fresh);
		root.style.overflowAnchor = "none";
		observer.observe(document.body,
			{ childList: true, subtree: true, characterData: true, attributes: true });
		Idiomorph.morph(document.body, fresh.body, {
			morphStyle: "outerHTML",
			ignoreActiveValue: true,
			callbacks: {
				beforeAttributeUpdated: (name, node) =>
					!(name === "open" && node.localName === "details"),
			},
		});
		restore();
		const records = observer.takeRecords();
		observer.disconnect();
		for (const element of document.querySelectorAll('[id^="soleus-pair-"]'))
			element.removeAttribute("id");
		if (kept?.element.isConnected) {
			const moved = kept.element.getBoundingClientRect().top - kept.top;
			if (moved)
				window.scrollBy({ top: moved, behavior: "instant" });
		}
		root.style.removeProperty("overflow-anchor");
		if (!root.getAttribute("style"))
			root.removeAttribute("style");
		mark(changedBlocks(records));
	}

	// Pictures keep their address when they change: ask for them again.
	function renewPictures(changed) {
		const names = changed.filter((file) => !/\.(md|ya?ml|html|css|js)$/.test(file))
			.map((file) => file.slice(file.lastIndexOf("/") + 1));
		for (const image of document.images) {
			const path = new URL(image.currentSrc || image.src, location.href).pathname;
			if (names.some((name) => decodeURI(path).endsWith(name)))
				image.src = `${path}?v=${generation}`;
		}
	}

	async function refresh() {
		const response = await fetch(location.pathname, { cache: "no-store" });
		const type = response.headers.get("content-type").split(";")[0];
		const fresh = new DOMParser().parseFromString(await response.text(), type);
		const now = fresh.getElementById("soleus-preview")?.dataset ?? {};
		const was = page.state;
		if (now.state === "failed" && was !== "failed") {
			page.state = "stale"; // nothing good to change into: what is here stays
			return;
		}
		if (was === "failed" && now.state === "failed") {
			document.body.replaceChildren(...fresh.body.childNodes);
			return;
		}
		if (was === "failed" || response.status === 404 || scripts(fresh) !== scripts(document))
			return location.reload();
		for (const name of ["source", "why", "date", "state", "twin", "url"])
			page[name] = now[name];
		document.title = fresh.title;
		for (const name of ["lang", "dir"])
			document.documentElement.setAttribute(name, fresh.documentElement.getAttribute(name) ?? "");
		swapSheets(fresh);
		morph(fresh);
	}

	/* ---- states ----------------------------------------------------------------------- */

	// To the page that was edited, or to where this one is after base_url changed.
	function jump(state, first) {
		const here = location.pathname.replace(/index\.html$/, "");
		const moved = base !== undefined && base !== state.base && here.startsWith(base);
		const target = moved ? state.base + here.slice(base.length)
			: follow && !first && state.page !== undefined ? state.base + state.page : here;
		base = state.base;
		if (here === target || page.state === "failed")
			return false;
		location.assign(target);
		return true;
	}

	async function take(state, first) {
		const fresh = state.generation !== generation;
		generation = state.generation;
		if (fresh && !framed && jump(state, first))
			return;
		base = state.base;
		if (fresh || page.state === "failed") {
			await refresh();
			renewPictures(state.changed);
		}
		await panel?.show(state);
	}

	// One after the other, the newest last.
	function queue(state) {
		const first = working === null;
		working = (working ?? Promise.resolve()).then(() => take(state, first)).catch(console.error);
		return working;
	}

	window.soleus = { page, take: queue };
	if (framed)
		return;
	panel = new SoleusPanel(page.token, page);
	panel.toggleButton("follow", "Follow my edits", true, (on) => { follow = on; });
	if (page.twin)
		panel.link("Side by side with the book", page.twin.replace(/\/([^/]*)$/, "/#$1"));
	panel.showBanner();
	new SoleusStream(page.token, queue, () => panel.say("No connection to soleus serve"));
})();
