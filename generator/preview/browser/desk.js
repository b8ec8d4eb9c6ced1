/* desk.js - the page of the site and the chapter of the book, side by side.
 *
 * In: states of the sources; what the author chose.  Out: both frames follow each other and every
 * save.  The chapter is the real XHTML of the EPUB; size and colours are put over it as a reader
 * puts its own: by a style sheet that comes last. */
"use strict";

window.soleusDesk = true;

(() => {
	const desk = document.getElementById("soleus-preview").dataset;
	const element = (id) => document.getElementById(id);
	const web = element("web"), book = element("book");
	const page = { state: "", source: desk.source };
	const lights = {
		day: "",
		sepia: "html,body{background:#f4ecd8!important;color:#3b2f1e!important}",
		night: "html,body{background:#121212!important;color:#d8d8d8!important}" +
			"a{color:#9cc7ff!important}",
	};
	let follow = true;

	/* ---- the reader's choices --------------------------------------------------------- */

	function dress() {
		const inside = book.contentDocument;
		let style = inside.getElementById("soleus-reader");
		if (!inside.head)
			return;
		if (!style) {
			style = inside.createElement("style");
			style.id = "soleus-reader";
			inside.head.append(style);
		}
		style.textContent = `html{font-size:${element("size").value}%}` +
			"body{padding:0 1.2em}" + lights[element("light").value];
	}

	function choose() {
		const grey = element("grey").checked || element("device").value === "e-ink";
		element("reader").className = element("device").value + (grey ? " grey" : "");
		for (const id of ["device", "size", "light"])
			localStorage.setItem(`soleus-${id}`, element(id).value);
		localStorage.setItem("soleus-grey", element("grey").checked);
		dress();
	}

	function remember() {
		const usual = { device: "phone", size: "100", light: "day" };
		for (const id of ["device", "size", "light"])
			element(id).value = localStorage.getItem(`soleus-${id}`) ?? usual[id];
		element("grey").checked = localStorage.getItem("soleus-grey") === "true";
		element("tools").addEventListener("input", choose);
		choose();
	}

	/* ---- two frames, one article ------------------------------------------------------ */

	const inside = (frame) => frame.contentWindow.soleus;

	function show(frame, address) {
		if (frame.contentWindow.location.pathname !== address)
			frame.contentWindow.location.replace(address);
	}

	// Whoever went to another article takes the other frame along.
	function came(frame, other) {
		const there = inside(frame);
		if (frame === book)
			dress();
		if (!there)
			return;
		Object.assign(page, { source: there.page.source, why: there.page.why, date: there.page.date });
		if (there.page.twin && other.contentWindow.location.pathname !== there.page.twin)
			show(other, there.page.twin);
		const chapter = book.contentWindow.location.pathname.split("/").at(-1);
		history.replaceState(null, "", `#${chapter}`);
		panel.show(panel.state);
	}

	async function take(state) {
		const target = state.base + state.page;
		await Promise.all([web, book].map((frame) => inside(frame)?.take(state)));
		dress();
		page.state = inside(web)?.page.state;
		if (follow && state.page !== undefined && web.contentWindow.location.pathname !== target)
			show(web, target);
		await panel.show(state);
	}

	const panel = new SoleusPanel(desk.token, page);
	panel.toggleButton("follow", "Follow my edits", true, (on) => { follow = on; });
	remember();
	web.addEventListener("load", () => came(web, book));
	book.addEventListener("load", () => came(book, web));
	const chapter = location.hash.slice(1);
	if (chapter)
		book.src = location.pathname + chapter;
	else
		web.src = desk.url;
	new SoleusStream(desk.token, take, () => panel.say("No connection to soleus serve"));
})();
