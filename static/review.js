// The review screen by keyboard: a report at the left, its records at the right, each value beside its quote.
// Keys are those of the keyboard's places (event.code), so that they are the same in every layout.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const KEYS_OFF = "forumtracker.keys-off";
  let selection = null;
  let awaiting = null;
  let scrolled = 0;

  // Where one is

  const currentCard = () => $(".card.current") || $(".card[data-at]") || $(".card");
  const currentLine = () => document.activeElement?.closest?.(".line");

  function goTo(card) {
    if (!card) return;
    for (const other of $$(".card.current")) other.classList.remove("current");
    card.classList.add("current");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    point(card.dataset.quotes, true);
  }

  function move(step) {
    const cards = $$(".card");
    goTo(cards[Math.min(Math.max(cards.indexOf(currentCard()) + step, 0), cards.length - 1)]);
  }

  function moveLine(step) {
    const lines = $$(".line");
    const line = currentLine();
    const from = line ? lines.indexOf(line) + step : lines.indexOf($(".line", currentCard()));
    const next = lines[Math.min(Math.max(from, 0), lines.length - 1)];
    if (!next) return;
    for (const other of $$(".card.current")) other.classList.remove("current");
    next.closest(".card").classList.add("current");
    $(".value", next).focus();
  }

  // Values and their quotes, both ways

  function numbers(text) {
    return (text || "").trim().split(/\s+/).filter(Boolean);
  }

  function point(quotes, scroll) {
    const wanted = new Set(numbers(quotes));
    const hits = [];
    for (const passage of $$(".passage")) {
      const isHit = numbers(passage.dataset.quotes).some((pk) => wanted.has(pk));
      passage.classList.toggle("pointed", isHit);
      if (isHit) hits.push(passage);
    }
    if (scroll && hits.length) reveal(hits[0], $("#text"));
  }

  function reveal(element, frame) {
    const inner = element.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) {
      frame.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  function pointLines(quotes, scroll) {
    const wanted = new Set(numbers(quotes));
    let first = null;
    for (const line of $$(".line")) {
      const isHit = numbers(line.dataset.quotes).some((pk) => wanted.has(pk));
      line.classList.toggle("pointed", isHit);
      if (isHit && !first) first = line;
    }
    if (scroll && first) first.scrollIntoView({ block: "nearest" });
    return first;
  }

  function onPoint(event) {
    if (!event.target.closest) return;
    const isFocus = event.type === "focusin";
    const line = event.target.closest(".line");
    const passage = event.target.closest(".passage");
    if (line) {
      point(line.dataset.quotes, true);
      pointLines("");
    } else if (passage) {
      point(passage.dataset.quotes);
      pointLines(passage.dataset.quotes, isFocus);
    }
  }

  // Words selected in the report

  function onSelect() {
    const chosen = getSelection();
    const text = $("#text");
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const words = range.toString();
    const before = range.cloneRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const trimmed = words.trim();
    if (!trimmed) return;
    // Offsets count characters, where a string of JavaScript counts units of UTF-16.
    const start = [...(before.toString() + words.slice(0, words.indexOf(trimmed)))].length;
    selection = { words: trimmed, start };
    if ($("#panel form [name=quote]")) {
      fillIn();
      return;
    }
    $("#selected q").textContent = trimmed.length > 60 ? `${trimmed.slice(0, 60)}…` : trimmed;
    $("#selected").hidden = false;
  }

  function fillIn() {
    const form = $("#panel form");
    const value = $("[name=value]", form);
    if (!selection || !form || !$("[name=quote]", form)) return;
    if (value && value.tagName === "INPUT") value.value = selection.words;
    $("[name=quote]", form).value = selection.words;
    $("[name=start]", form).value = $("[name=near]", form).value = selection.start;
    $("#selected").hidden = true;
  }

  function use(what) {
    if (!selection) return;
    awaiting = fillIn;
    const link = what === "record" ? $("a[data-key=KeyI]") : $("[data-value]", currentCard());
    link?.click();
  }

  // Keys

  const KEYS = {
    KeyY: () => press($("[data-confirm]", currentCard())),
    KeyA: () => press($("[data-key=KeyA]")),
    KeyN: () => press($("[data-reject]", currentCard())),
    KeyE: () => press($(".correct", currentLine() || currentCard())),
    KeyX: absent,
    KeyI: () => (selection && !$("#selected").hidden ? use("record") : press($("[data-key=KeyI]"))),
    KeyV: () => use("value"),
    KeyU: () => press($("[data-key=KeyU]")),
    KeyS: () => press($("[data-key=KeyS]")),
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    ArrowDown: () => moveLine(1),
    ArrowUp: () => moveLine(-1),
    KeyT: () => $("a.passage[tabindex='0']")?.focus(),
  };

  function press(button) {
    button?.click();
    return Boolean(button);
  }

  function absent() {
    const link = $(".correct", currentLine() || document.createElement("p"));
    if (!link) return;
    awaiting = () => press($("#panel button[value^=absent]"));
    link.click();
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.key === "Escape" && $("#panel form")) {
      event.preventDefault();
      closePanel();
      return;
    }
    if ($("#keys").open || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "?") {
      $("#keys").showModal();
      return;
    }
    const passage = event.target.closest?.(".passage");
    if (passage && /^Arrow/.test(event.key)) {
      event.preventDefault();
      rove(passage, event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (localStorage.getItem(KEYS_OFF) || event.shiftKey) return;
    const action = KEYS[event.code];
    if (!action || event.target.id === "text") return;
    event.preventDefault();
    action();
  }

  function rove(passage, step) {
    const all = $$("a.passage");
    const next = all[all.indexOf(passage) + step];
    if (!next) return;
    passage.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function closePanel() {
    $("#panel").replaceChildren();
    goTo(currentCard());
  }

  // What comes from the server

  function ready() {
    $$("a.passage").forEach((passage, number) => (passage.tabIndex = number ? -1 : 0));
    for (const element of $$(".script-only")) element.hidden = false;
    selection = null;
    const panel = $("#panel form");
    if (panel) {
      ($("[data-first]", panel) || $("input, select", panel)).focus();
      return;
    }
    const at = $(".card[data-at]");
    if (at) goTo(at);
    else $("#all-decided")?.focus();
  }

  document.addEventListener("mouseover", onPoint);
  document.addEventListener("focusin", onPoint);
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.(".card");
    if (!card || card.classList.contains("current")) return;
    for (const other of $$(".card.current")) other.classList.remove("current");
    card.classList.add("current");
  });
  document.addEventListener("selectionchange", onSelect);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-close], [data-help], [data-use], .passage, .value");
    if (!target) return;
    if (target.matches("[data-close]")) {
      event.preventDefault();
      closePanel();
    } else if (target.matches("[data-help]")) {
      $("#keys").showModal();
    } else if (target.matches("[data-use]")) {
      use(target.dataset.use);
    } else if (target.matches(".passage")) {
      event.preventDefault();
      const line = pointLines(target.dataset.quotes, true);
      if (line && getSelection().isCollapsed) $(".value", line).focus();
    } else {
      event.preventDefault();
      point(target.closest(".line").dataset.quotes, true);
    }
  });
  document.addEventListener("htmx:beforeSwap", () => (scrolled = $("#text")?.scrollTop || 0));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "panel" || event.detail.elt?.id === "panel") {
      const then = awaiting;
      awaiting = null;
      $("#panel [data-first]")?.focus();
      then?.();
      return;
    }
    if (event.detail.elt?.id !== "desk" && event.detail.target?.id !== "desk") return;
    $("#text").scrollTop = scrolled;
    $("#said").textContent = $("#messages")?.innerText || "";
    ready();
  });

  const keysOn = $("#keys-on");
  keysOn.checked = !localStorage.getItem(KEYS_OFF);
  keysOn.addEventListener("change", () =>
    keysOn.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "yes"),
  );
  ready();
})();
