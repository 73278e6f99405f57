// The entry desk by keyboard, and a draft that is saved as one types. Without this file the page is a plain form.
"use strict";

const form = document.querySelector("form[data-autosave]");
const saved = document.getElementById("saved");
const SAVE_AFTER = 700;
let timer = 0;
let running = null;
let isChanged = false;

// Saving as one types

const keptHere = () => `desk:${location.pathname}`;

function keepInBrowser() {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields[name] = value;
  try { localStorage.setItem(keptHere(), JSON.stringify(fields)); } catch { /* a full or forbidden store: the server has the rest */ }
}

// What was typed before and never reached the server, field by field: what the server knows by now is not touched.
function putBack() {
  let fields, then, now;
  try {
    fields = JSON.parse(localStorage.getItem(keptHere()) || "null");
    localStorage.removeItem(keptHere());
    then = JSON.parse(fields.base);
    now = JSON.parse(form.elements.base.value);
  } catch { return; }
  let count = 0;
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || !(name in then) || value === then[name] || now[name] !== then[name]) continue;
    field.value = value;
    count += 1;
  }
  if (!count) return;
  saved.textContent = form.dataset.restored;
  later();
}

function later() {
  isChanged = true;
  form.dataset.state = "changed";
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER);
}

async function save() {
  clearTimeout(timer);
  if (running) { await running; }
  if (!isChanged) return;
  isChanged = false;
  running = send();
  await running;
  running = null;
}

async function send() {
  const body = new FormData(form);
  body.delete("file");
  body.delete("do");
  let answer;
  try {
    const response = await fetch(location.href, {
      method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "manual", credentials: "same-origin",
    });
    if (response.type === "opaqueredirect" || !(response.ok || response.status === 409)) throw new Error(String(response.status));
    answer = await response.json();
  } catch {
    isChanged = true;
    keepInBrowser();
    saved.textContent = form.dataset.broken;
    saved.classList.add("is-broken");
    timer = setTimeout(save, 5000);
    return;
  }
  try { localStorage.removeItem(keptHere()); } catch { /* nothing was kept */ }
  saved.classList.remove("is-broken");
  saved.textContent = answer.saved;
  form.elements.base.value = answer.base;
  replace("conflicts", answer.conflicts, true);
  replace("summary", answer.summary);
  replace("meant", answer.meant);
  for (const slot of form.querySelectorAll("[data-error]")) slot.textContent = answer.errors[slot.dataset.error] || "";
  for (const [id, parts] of Object.entries(answer.rows || {})) showRow(id, parts);
  if (!isChanged) form.dataset.state = "saved";
}

function replace(id, html, isInside = false) {
  const old = document.getElementById(id);
  if (!old || html === undefined) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (focused && !focused.matches("button")) return;
  if (isInside) old.innerHTML = html;
  else old.outerHTML = html;
  if (focused) document.getElementById(id).querySelector(`button[value="${focused.value}"]`)?.focus();
}

function showRow(id, parts) {
  const row = document.getElementById(`row-${id}`);
  if (!row) return;
  row.dataset.outcome = parts.outcome;
  for (const name of ["state", "candidates"]) {
    const slot = row.querySelector(`[data-part="${name}"]`);
    if (!slot || slot.contains(document.activeElement) || slot.dataset.html === parts[name]) continue;
    slot.innerHTML = parts[name];
    slot.dataset.html = parts[name];
  }
}

// Options of the fields with a list

let asking = 0;
function offer(field) {
  const list = document.getElementById(field.getAttribute("list"));
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const response = await fetch(`${list.dataset.from}?q=${encodeURIComponent(field.value)}`, { credentials: "same-origin" });
    if (response.ok) list.innerHTML = await response.text();
  }, 150);
}

// A typed date is echoed back in words

let echoing = 0;
function echo(field) {
  let words = document.getElementById(`${field.id}-echo`);
  if (!words) {
    words = document.createElement("p");
    words.id = `${field.id}-echo`;
    words.className = "help echo";
    words.setAttribute("role", "status");
    field.after(words);
  }
  clearTimeout(echoing);
  echoing = setTimeout(async () => {
    const response = await fetch(`${document.body.querySelector("[data-dates]").dataset.dates}?q=${encodeURIComponent(field.value)}&of=${field.dataset.echo}`, { credentials: "same-origin" });
    if (response.ok) words.textContent = await response.text();
  }, 150);
}
document.addEventListener("input", (event) => { if ("echo" in event.target.dataset) echo(event.target); });
document.addEventListener("focusin", (event) => {
  if (!form && event.target.getAttribute && event.target.getAttribute("list")) offer(event.target);
});
document.addEventListener("input", (event) => {
  if (!form && event.target.getAttribute("list")) offer(event.target);
});

// Rows by keyboard

const rows = () => [...document.querySelectorAll(".desk-row")];
const rowOf = (element) => element.closest && element.closest(".desk-row");

function go(row) {
  if (!row) {
    const enter = document.querySelector("button.enter");
    if (enter) enter.focus();
    return;
  }
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(row, by) {
  const all = rows();
  const next = all.indexOf(row) + by;
  if (next >= 0) go(all[next]);
}

function showSource(row) {
  for (const passage of document.querySelectorAll(".of-row")) passage.classList.toggle("is-current", passage.dataset.row === row.dataset.row);
  const source = document.getElementById(`source-${row.dataset.row}`);
  if (source) source.scrollIntoView({ block: "nearest" });
}

function choose(row, key) {
  const choice = row.querySelector(`input[data-key="${key}"]`);
  if (!choice) return false;
  choice.checked = true;
  later();
  return true;
}

function nextUnclear(row) {
  const all = rows();
  const from = row ? all.indexOf(row) + 1 : 0;
  const open = [...all.slice(from), ...all.slice(0, from)].find((each) => ["unclear", "error"].includes(each.dataset.outcome));
  if (open) go(open);
}

function onRow(event, row) {
  const isOnField = event.target.matches("input:not([type=radio]), select, textarea");
  const key = event.key;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === "Escape") { row.focus(); return true; }
  if (key === "Enter") { step(row, event.shiftKey ? -1 : 1); return true; }
  if (event.target.matches("select")) return false;
  if (key === "ArrowDown") { step(row, 1); return true; }
  if (key === "ArrowUp") { step(row, -1); return true; }
  if (isOnField) return false;
  if (/^[0-5]$/.test(key)) { if (choose(row, key)) step(row, 1); return true; }
  if (key === "x" || key === "ч") { if (choose(row, "x")) step(row, 1); return true; }
  if (key === "e" || key === "у") { row.querySelector(".row-fields input").select(); return true; }
  if (key === "u" || key === "г") { nextUnclear(row); return true; }
  return false;
}

async function enterAll() {
  const text = document.getElementById("text");
  const read = document.querySelector("button.read-list");
  if (!rows().length || document.activeElement === text) { form.requestSubmit(read); return; }
  await save();
  const enter = document.querySelector("button.enter");
  if (enter && !enter.disabled) form.requestSubmit(enter);
}

if (form) {
  putBack();
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    if (event.target.dataset.options) offer(event.target);
    later();
  });
  form.addEventListener("change", (event) => { if (event.target.type !== "file") later(); });
  // The answer may be a page to sign in: what was typed waits here until the server surely has it.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
    if (form.dataset.state === "changed") keepInBrowser();
  });
  form.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (row) showSource(row);
    if (event.target.dataset.options) offer(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); enterAll(); return; }
    const row = rowOf(event.target);
    const isTyping = event.target.matches("input:not([type=radio]), textarea, select");
    if (event.key === "?" && !isTyping) { event.preventDefault(); document.getElementById("keys").showModal(); return; }
    if (row && onRow(event, row)) event.preventDefault();
  });
  addEventListener("pagehide", () => { if (isChanged) keepInBrowser(); });
  // A row that the address names has the focus from the browser itself.
  if (!rows().length) (document.getElementById("text") || form).focus();
}

// A form that is saved by its button: what was typed stays in this tab until the server has it

const kept = document.querySelector("form[data-kept]");
if (kept) {
  const place = `desk:${location.pathname}`;
  const typed = () => Object.fromEntries([...new FormData(kept)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  let fields = null, then = {}, now = {};
  try {
    fields = JSON.parse(sessionStorage.getItem(place) || "null");
    sessionStorage.removeItem(place);
    then = JSON.parse(fields.base);
    now = JSON.parse(kept.elements.base.value);
  } catch { fields = null; }
  const lost = Object.entries(fields || {}).filter(([name, value]) => name in then && value !== then[name] && now[name] === then[name] && kept.elements[name] && kept.elements[name].value !== value);
  if (lost.length) {
    const beside = Object.entries(fields).filter(([name, value]) => !(name in then) && name !== "base" && kept.elements[name] && !kept.elements[name].value);
    for (const [name, value] of [...lost, ...beside]) kept.elements[name].value = value;
    const words = document.createElement("p");
    words.className = "notice";
    words.setAttribute("role", "status");
    words.textContent = kept.dataset.restored;
    kept.prepend(words);
  }
  const keep = () => { try { sessionStorage.setItem(place, JSON.stringify(typed())); } catch { /* a full or forbidden store */ } };
  kept.addEventListener("input", keep);
  kept.addEventListener("submit", keep);
  if (lost.length) keep();
}
