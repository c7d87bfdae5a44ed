"use strict";
// Makes the pages of staff livelier; everything also works without this file.
(function () {
  // A mailed link carries its secret behind "#", which no server sees: into the form with it, and out
  // of the address, so that it stands in no history.
  var link = document.querySelector("[data-link]");
  if (link && location.hash.indexOf("token=") > 0) {
    link.querySelector("input").value = location.hash.slice(1);
    link.hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    document.getElementById("password").focus();
  }

  // Search beside the answer: looks without loading the page anew. Any trouble: the form is sent the
  // plain way, and comes back with everything that was typed.
  var reply = document.querySelector("[data-reply]");
  var busy = false;
  function search(event) {
    var button = event.submitter;
    if (!button || button.value !== "search" || busy) return;
    event.preventDefault();
    busy = true;
    var words = new FormData(reply);
    words.delete("file");
    var body = new URLSearchParams(words);
    body.set("do", "search");
    fetch(reply.action, { method: "POST", body: body, headers: { "X-Fragment": "1" } })
      .then(function (response) {
        if (!response.ok || response.redirected) throw new Error(response.status);
        return response.text();
      })
      .then(function (html) {
        var box = document.createElement("template");
        box.innerHTML = html;
        var found = box.content.querySelector("#tim-thay");
        if (!found) throw new Error("not a fragment");
        found.tabIndex = -1;
        document.getElementById("tim-thay").replaceWith(found);
        found.focus({ preventScroll: true });
        busy = false;
      })
      .catch(function () {
        reply.removeEventListener("submit", search);
        reply.requestSubmit(button);
      });
  }
  if (reply && window.fetch && HTMLFormElement.prototype.requestSubmit) {
    reply.addEventListener("submit", search);
  }
})();

// Who else writes: whoever types an answer says so, at most every 18 seconds, and is told politely when a
// colleague has begun to write since the page was loaded.
(function () {
  var reply = document.querySelector("[data-writing]");
  var place = document.getElementById("cung-phieu");
  if (!reply || !place || !window.fetch || !window.URLSearchParams) return;
  var told = 0;
  reply.addEventListener("input", function (event) {
    if (event.target.id !== "text" || Date.now() - told < 18000) return;
    told = Date.now();
    var body = new URLSearchParams({ csrf: reply.elements.csrf.value });
    fetch(reply.dataset.writing, { method: "POST", body: body, headers: { "X-Fragment": "1" }, credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.text();
      })
      .then(function (html) {
        var box = document.createElement("div");
        box.innerHTML = html;
        // The same said again would be read out again.
        if (box.textContent.trim() !== place.textContent.trim()) place.replaceChildren.apply(place, box.childNodes);
      })
      // What is typed matters more than who else does: nothing is said.
      .catch(function () {});
  });
})();

// A call: the answer follows what is typed, and the words go into the ticket. Everything also works by
// the buttons of the form.
(function () {
  var form = document.querySelector("form[data-live]");
  if (!form || !window.fetch || !window.AbortController || !window.URLSearchParams || !HTMLFormElement.prototype.requestSubmit) return;
  var place = document.getElementById(form.dataset.live);
  var words = document.getElementById(form.dataset.words);
  var query = form.elements.q;
  var follow = form.querySelector("[data-follow]");
  var home = document.getElementById(follow.dataset.follow);
  var seek = form.querySelector("button[data-seek]");
  var under = null;
  var timer = 0;
  var plain = false;
  var keeping = 0;
  var sent = false;
  // What was written by hand is not written over.
  var own = words.value !== query.value;

  // The words come back with the page, when it is loaded anew or gone back to: they stand in no address, and
  // in no page that is kept.
  function keep() {
    // Browsers refuse it when it comes too often.
    try {
      history.replaceState({ q: query.value, near: follow.value, text: own ? words.value : null }, "");
    } catch (_) { /* the next pause of the writer keeps them */ }
  }

  function look(chosen, button) {
    if (under) under.abort();
    var stop = under = new AbortController();
    var body = new URLSearchParams({ csrf: form.elements.csrf.value, q: query.value, near: follow.value });
    if (chosen) body.set("chon", chosen);
    fetch(seek.formAction, { method: "POST", body: body, headers: { "X-Fragment": "1" }, signal: stop.signal, credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.text();
      })
      .then(function (html) {
        if (stop !== under) return;
        place.innerHTML = html;
        form.elements.was.value = query.value;
      })
      // The answer that stands there stays; a button asks the plain way.
      .catch(function () {
        if (!button || stop !== under) return;
        plain = true;
        form.requestSubmit(button);
      });
  }

  form.addEventListener("input", function (event) {
    if (event.target === words) own = true;
    if (event.target === query && !own) words.value = query.value;
    if (event.target === follow) home.value = follow.value;
    clearTimeout(keeping);
    keeping = setTimeout(keep, 300);
    if (event.target !== query && event.target !== follow) return;
    clearTimeout(timer);
    timer = setTimeout(function () { look(); }, 300);
  });
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (plain || !button || !button.hasAttribute("data-seek")) {
      // Sent: whoever uses this tab next shall not find the caller's words behind the back button.
      clearTimeout(keeping);
      sent = !plain;
      if (sent) history.replaceState(null, "");
      return;
    }
    event.preventDefault();
    clearTimeout(timer);
    // Another answer is read out where the first one stood: what is written in the ticket stays.
    look(button.name === "chon" ? button.value : "", button);
    if (button !== seek) query.focus();
  });
  window.addEventListener("pageshow", function () { plain = sent = false; });
  window.addEventListener("pagehide", function () { if (!sent) keep(); });

  var before = history.state;
  if (before && !query.value && !words.value) {
    query.value = before.q || "";
    follow.value = home.value = before.near || "";
    own = before.text !== null && before.text !== undefined;
    words.value = own ? before.text : query.value;
    if (query.value) look();
  }
})();
