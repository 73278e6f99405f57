// What a curator types stays in this tab until the server has it: the session may end before the button is pressed.
(() => {
  const PREFIX = "kept:";
  const place = PREFIX + location.pathname;
  const form = document.querySelector("form[data-kept]");
  const words = () => [...document.querySelectorAll("form[data-kept] input[name], form[data-kept] textarea[name]")]
    .filter((field) => field.tagName === "TEXTAREA" || /^(text|search|url|number|date)$/.test(field.type));

  try {
    if (document.querySelector(".messagelist .success")) {
      Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
    }
    const typed = JSON.parse(sessionStorage.getItem(place) || "{}");
    const lost = words().filter((field) => typed[field.name] && field.value === field.defaultValue && typed[field.name] !== field.value);
    for (const field of lost) field.value = typed[field.name];
    if (lost.length) {
      const notice = document.createElement("p");
      notice.className = "notice";
      notice.setAttribute("role", "status");
      notice.textContent = form.dataset.kept;
      form.prepend(notice);
    }
    const keep = () => sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(words().map((field) => [field.name, field.value]))));
    document.querySelectorAll("form[data-kept]").forEach((each) => each.addEventListener("input", keep));
  } catch { /* a full or forbidden store: the words are on the screen only */ }
})();
