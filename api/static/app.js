"use strict";
// Makes the pages livelier; everything also works without this file.
(function () {
  // Chat: sends by fetch and appends the answer. Any trouble: the form is sent the plain way, with
  // the same idempotency key, so that nothing is answered twice.
  var log = document.getElementById("log");
  var status = document.getElementById("status");
  var busy = false;
  var plain = false;

  function show(html) {
    var box = document.createElement("template");
    box.innerHTML = html;
    var newest = box.content.querySelector(".turn[data-key]");
    if (!newest) throw new Error("not a fragment");
    var old = document.getElementById("moi");
    if (old) old.removeAttribute("id");
    log.querySelectorAll(".next, .rate").forEach(function (form) { form.remove(); });
    var first = box.content.querySelector(".turn");
    log.append(box.content);
    document.querySelectorAll("input[name=key]").forEach(function (input) {
      input.value = newest.dataset.key;
    });
    return first;
  }

  // "Did this answer help?": thanks take the place of the question.
  function thank(form, html) {
    var box = document.createElement("template");
    box.innerHTML = html;
    var rated = box.content.querySelector(".rate");
    if (!rated) throw new Error("not a fragment");
    form.closest(".rate").replaceWith(rated);
    rated.focus();
  }

  function send(event) {
    var form = event.target;
    var rates = form.hasAttribute("data-rate");
    if (plain || !(rates || form.hasAttribute("data-chat"))) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    if (!rates) status.textContent = log.dataset.busy;
    var button = event.submitter;
    var body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.set(button.name, button.value);
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 20000);
    fetch(form.action, { method: "POST", body: body, headers: { "X-Fragment": "1" }, signal: stop.signal })
      .then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.text();
      })
      .then(function (html) {
        if (rates) return thank(form, html);
        var turn = show(html);
        if (form.elements.text && form.elements.text.tagName === "TEXTAREA") form.reset();
        turn.focus({ preventScroll: true });
        turn.scrollIntoView();
      })
      .catch(function () {
        plain = true;
        form.requestSubmit(button);
      })
      .then(function () {
        clearTimeout(timer);
        busy = false;
        status.textContent = "";
      });
  }

  if (log && status && window.fetch && window.AbortController && HTMLFormElement.prototype.requestSubmit) {
    document.addEventListener("submit", send);
    window.addEventListener("pageshow", function () { plain = false; });
  }

  // Enter sends, Shift+Enter makes a new line. Not while an input method is composing a letter.
  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || field.id !== "text") return;
    event.preventDefault();
    if (field.form.requestSubmit) field.form.requestSubmit();
    else field.form.submit();
  });

  // Checklist: ticks stay on this device.
  var list = document.querySelector("[data-ticks]");
  if (list) {
    var name = "ticks:" + list.dataset.ticks;
    var boxes = Array.from(list.querySelectorAll("input[type=checkbox]"));
    try {
      var kept = JSON.parse(localStorage.getItem(name) || "[]");
      boxes.forEach(function (box) { box.checked = kept.indexOf(box.value) >= 0; });
    } catch (_) { /* no storage: ticks last as long as the page */ }
    list.addEventListener("change", function () {
      var ticked = boxes.filter(function (box) { return box.checked; });
      try {
        localStorage.setItem(name, JSON.stringify(ticked.map(function (box) { return box.value; })));
      } catch (_) { /* as above */ }
    });
  }
})();
