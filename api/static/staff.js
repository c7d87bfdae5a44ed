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
    var body = new URLSearchParams(new FormData(reply));
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
