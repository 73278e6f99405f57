// A box with suggestions, after the combobox pattern of WAI-ARIA: arrows choose, Enter opens, Escape closes.
// Without this script the box is a box.
"use strict";

for (const box of document.querySelectorAll("[data-combobox]")) {
  const list = document.getElementById(box.dataset.combobox);
  const options = () => [...list.querySelectorAll(".suggestion")];
  let chosen = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", list.dataset.label);
  list.hidden = true;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");

  function show(isOpen) {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }

  function choose(position) {
    chosen = position;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === position)));
    if (position < 0) {
      box.removeAttribute("aria-activedescendant");
    } else {
      const option = options()[position];
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  list.addEventListener("htmx:afterSwap", () => {
    options().forEach((option) => option.setAttribute("role", "option"));
    show(options().length > 0 && document.activeElement === box);
    choose(-1);
  });

  box.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) show(true);
      // One place beside the options is the box itself.
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      window.location.assign(options()[chosen].href);
    }
  });

  // A click on an option takes the focus away before it is a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", () => show(false));
}
