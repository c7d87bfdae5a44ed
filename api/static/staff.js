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

// A call: the answer follows what is typed, and the words go into the ticket. Everything also works by
// the button of the form.
(function () {
  var form = document.querySelector("form[data-live]");
  if (!form || !window.fetch || !window.AbortController || !window.URLSearchParams) return;
  var place = document.getElementById(form.dataset.live);
  var words = document.getElementById(form.dataset.words);
  var query = form.elements.q;
  var follow = form.querySelector("[data-follow]");
  var home = document.getElementById(follow.dataset.follow);
  var under = null;
  var timer = 0;
  // What was written by hand is not written over.
  var own = words.value !== query.value;
  words.addEventListener("input", function () { own = true; });
  follow.addEventListener("change", function () { home.value = follow.value; });

  function look(address, otherwise) {
    if (under) under.abort();
    var stop = under = new AbortController();
    fetch(address, { headers: { "X-Fragment": "1" }, signal: stop.signal, credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.text();
      })
      .then(function (html) {
        if (stop !== under) return;
        place.innerHTML = html;
      })
      // The answer that stands there stays; the button asks the plain way.
      .catch(function () { if (otherwise && stop === under) otherwise(); });
  }

  function ask(otherwise) {
    look(form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form)), otherwise);
  }

  form.addEventListener("input", function (event) {
    if (event.target === query && !own) words.value = query.value;
    clearTimeout(timer);
    timer = setTimeout(function () { ask(); }, 300);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    ask(function () { form.submit(); });
  });
  // Another answer is read out where the first one stood: what is written in the ticket stays.
  place.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-pick]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    look(link.href, function () { location.assign(link.href); });
    query.focus();
  });
})();
