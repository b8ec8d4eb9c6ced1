/* quiz.js - buttons and a score for the questions of a page; without it the answers just unfold.
 *
 * In: lists of answers as templates/directives/quiz.html writes them, words as data of this script's
 * element.  Out: radio buttons (checkboxes where several answers are right), a verdict, a score.  What
 * was chosen is kept in this browser's local storage, if that is allowed, and nowhere else. */
"use strict";
(function () {
	const words = document.currentScript.dataset;
	const quizzes = Array.from(document.querySelectorAll(".quiz[data-key]")).map(build);
	const score = document.createElement("p");
	const again = document.createElement("button");

	function load(key) {
		try {
			return JSON.parse(localStorage.getItem("soleus " + key)) || {};
		} catch (unreadable) {
			return {};
		}
	}

	function save(key, state) {
		try {
			if (state === null)
				localStorage.removeItem("soleus " + key);
			else
				localStorage.setItem("soleus " + key, JSON.stringify(state));
		} catch (forbidden) {
			/* the page works without a memory */
		}
	}

	/* Puts a button before each answer; its words become the label. */
	function addInput(element, option, number, multiple) {
		const input = document.createElement("input");
		const label = document.createElement("label");

		input.type = multiple ? "checkbox" : "radio";
		input.name = element.id + "-choice";
		input.id = element.id + "-choice-" + number;
		label.htmlFor = input.id;
		label.append(...option.childNodes);
		option.append(input, label);
		return input;
	}

	function build(element) {
		const list = element.querySelector(".quiz-options");
		const options = Array.from(list.children);
		const quiz = {
			key: element.dataset.key, element, options,
			right: options.map((option) => option.dataset.right === "yes"),
			inputs: options.map((option, i) =>
				addInput(element, option, i + 1, element.dataset.multiple === "yes")),
			button: document.createElement("button"),
			verdict: document.createElement("p"),
			checked: false,
		};
		const state = load(quiz.key);

		element.classList.add("quiz-live");
		quiz.button.type = "button";
		quiz.button.className = "quiz-check";
		quiz.button.textContent = words.check;
		quiz.button.addEventListener("click", () => check(quiz));
		quiz.verdict.className = "quiz-verdict-live";
		quiz.verdict.setAttribute("role", "status");
		list.after(quiz.button, quiz.verdict);
		quiz.inputs.forEach((input, i) => {
			input.checked = Array.isArray(state.chosen) && state.chosen.includes(i);
			input.addEventListener("change", () => change(quiz));
		});
		if (state.checked)
			show(quiz);
		return quiz;
	}

	function chosen(quiz) {
		return quiz.inputs.map((input, i) => (input.checked ? i : -1)).filter((i) => i >= 0);
	}

	function isRight(quiz) {
		return quiz.inputs.every((input, i) => input.checked === quiz.right[i]);
	}

	function clear(quiz) {
		quiz.checked = false;
		quiz.verdict.textContent = "";
		quiz.element.classList.remove("quiz-is-right", "quiz-is-wrong");
	}

	function show(quiz) {
		const right = isRight(quiz);

		quiz.checked = true;
		quiz.verdict.textContent = right ? words.right : words.wrong;
		quiz.element.classList.toggle("quiz-is-right", right);
		quiz.element.classList.toggle("quiz-is-wrong", !right);
	}

	function change(quiz) {
		clear(quiz);
		save(quiz.key, { chosen: chosen(quiz), checked: false });
		tell();
	}

	function check(quiz) {
		if (chosen(quiz).length === 0) {
			quiz.verdict.textContent = words.pick;
			return;
		}
		show(quiz);
		save(quiz.key, { chosen: chosen(quiz), checked: true });
		tell();
	}

	function restart() {
		for (const quiz of quizzes) {
			for (const input of quiz.inputs)
				input.checked = false;
			quiz.element.querySelector("details").open = false;
			clear(quiz);
			save(quiz.key, null);
		}
		tell();
		quizzes[0].inputs[0].focus();
	}

	function tell() {
		const right = quizzes.filter((quiz) => quiz.checked && isRight(quiz)).length;

		score.textContent = words.score.replace("{n}", right).replace("{total}", quizzes.length);
	}

	if (quizzes.length === 0)
		return;
	score.className = "quiz-score";
	again.className = "quiz-again";
	again.type = "button";
	again.textContent = words.again;
	again.addEventListener("click", restart);
	quizzes[quizzes.length - 1].element.after(score, again);
	tell();
})();
