"use strict";
// The keyboard, and the token that requests made by htmx carry. Everything here can also be done with links and forms.
(() => {
  const token = () => document.body.dataset.jeton;
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-Jeton"] = token();
    detail.path = detail.path.split("#")[0]; // where a refusal is, for those without script
  });
  // a refusal is a whole page: it is shown, whatever part the request was to replace; that of a correction is said where
  // its form stands, and nothing else on the page changes
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status < 400 || !detail.serverResponse.includes('id="contenu"')) return;
    const beside = detail.requestConfig.elt.closest("details.correct") && detail.target.id;
    if (beside && detail.serverResponse.includes(`id="${beside}"`)) return void (detail.shouldSwap = true);
    Object.assign(detail, {
      shouldSwap: true, target: document.getElementById("contenu"), selectOverride: "#contenu",
      swapOverride: "outerHTML show:none",
    });
  });

  // what refuses is no page to come back to
  document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
    if (detail.xhr.status >= 400) detail.history.path = location.pathname + location.search;
  });

  // what was corrected is shown anew with its forms closed: the focus stays at the one that was used
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (!detail.requestConfig?.elt.closest("details.correct") || document.activeElement !== document.body) return;
    document.getElementById(detail.target.id)?.querySelector("details.correct > summary")?.focus({ preventScroll: true });
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (!(detail.xhr?.status >= 400)) return;
    const said = document.querySelector("#contenu [role=alert]");
    (said || document.getElementById("contenu"))?.scrollIntoView({ block: said ? "nearest" : "start" });
  });

  const items = () => [...document.querySelectorAll(".item")];
  // after a part of the page was swapped, the item is the one in which the focus stayed
  const current = () => document.querySelector('.item[aria-current="true"]') || document.activeElement.closest(".item");
  const move = (step) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    all.forEach((one) => one.removeAttribute("aria-current"));
    next.setAttribute("aria-current", "true");
    (next.querySelector("a[data-open]") || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  // a gesture may take away the button that had the focus: then another of its item has it, or the next item's
  let pressed = null;
  document.addEventListener("htmx:beforeRequest", () => {
    const item = document.activeElement.closest('[id^="n-"]');
    const all = items(), at = all.indexOf(item);
    const beside = at < 0 ? [] : [all[at + 1], all[at - 1]].map((one) => one?.id);
    pressed = item && { what: document.activeElement.id.split("-")[0], places: [item.id, ...beside] };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!pressed || document.activeElement !== document.body) return;
    const { what, places } = pressed;
    const item = places.map((id) => document.getElementById(id)).find((one) => one?.matches(".item"));
    pressed = null;
    const same = item && what && item.querySelector(`button[id^="${what}-"]`);
    (same || item?.querySelector("button") || item)?.focus();
  });
  const press = (what) => current()?.querySelector(`[data-key="${what}"]`)?.click();
  const keys = {
    j: () => move(1), k: () => move(-1), m: () => press("m"), s: () => press("s"),
    o: () => current()?.querySelector("a[data-open]")?.click(),
    "/": () => document.getElementById("mots")?.focus(),
    "?": () => document.getElementById("raccourcis")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
