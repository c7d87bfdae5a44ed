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
})();
