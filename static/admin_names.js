// Names for what Django's forms leave without one: fields in the rows of a table, boxes that suggest while one types.
(() => {
  const textOf = (element) => element?.textContent.trim().replace(/\s+/g, " ") || "";

  function nameOf(field) {
    if (field.labels?.length && textOf(field.labels[0])) return textOf(field.labels[0]);
    if (field.getAttribute("aria-label")) return field.getAttribute("aria-label");
    const cell = field.closest("td");
    const table = field.closest("table");
    if (!cell || !table) return "";
    const heads = [...table.querySelectorAll("thead th")].flatMap((head) => Array(head.colSpan).fill(head));
    return textOf(heads[cell.cellIndex]);
  }

  function giveNames() {
    for (const field of document.querySelectorAll(".tabular input:not([type=hidden]), .tabular select, .tabular textarea")) {
      const name = nameOf(field);
      if (name) field.setAttribute("aria-label", name);
    }
    for (const box of document.querySelectorAll(".select2-selection[role=combobox]")) {
      const name = nameOf(box.closest(".select2").previousElementSibling);
      if (!name) continue;
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", name);
      box.querySelector("[role=textbox]")?.setAttribute("aria-label", name);
    }
    for (const head of document.querySelectorAll(".tabular thead th")) {
      if (!textOf(head)) head.setAttribute("role", "cell");
    }
  }

  // Django makes its boxes at one time or another, and again for each row that is added.
  let isAsked = false;
  new MutationObserver(() => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      giveNames();
    });
  }).observe(document.body, { childList: true, subtree: true });
  giveNames();
})();
